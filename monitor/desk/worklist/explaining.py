"""The sentences of a rule and of a hit: rule, values and dates, in the reader's language (R62)."""

from collections.abc import Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from benchmark.standard.questionnaire import by_code as item_by_code
from monitor.caseload.labels import Names

from .models import Signal
from .rules import Rule, by_code


def about(rule: Rule) -> str:
    """Whom the rule concerns, with its thresholds."""
    return str(rule.about).format(**rule.limits)


def why(signal: Signal, names: Names, today: date) -> list[str]:
    """Why this signal is there: a sentence per thing that was found, and why it came back."""
    rule = by_code(signal.rule)
    entries = signal.facts.get("each") or [signal.facts]
    sentences = [
        str(rule.from_text if entry.get("found_in") == "text" else rule.sentence).format(
            **rule.limits | _in_words(entry, names, today)
        )
        for entry in entries
    ]
    if signal.reopened_on:
        sentences.append(_again(signal))
    return sentences


def _again(signal: Signal) -> str:
    """Why it stands on the list again: an answer, or the client's own word."""
    day = _day(signal.reopened_on)
    if "again_item" not in signal.facts:
        said = _("Dit was afgehandeld, maar de cliënt zei op %(day)s dat het nog niet goed is.")
        return said % {"day": day}
    answered = _(
        "Dit was afgehandeld, maar de cliënt is niet tevreden: op %(day)s was “%(item)s” een "
        "%(value)s van 5."
    )
    item = item_by_code(signal.facts["again_item"]).label
    return answered % {"day": day, "item": item, "value": signal.facts["again_value"]}


def _in_words(facts: Mapping, names: Names, today: date) -> dict:
    """Facts as they are printed: dates in full, items and steps by name, days until today."""
    words = {}
    for name, value in facts.items():
        if name.endswith("_on"):
            day = date.fromisoformat(value)
            words[name] = _day(day)
            if name in ("since_on", "last_on"):
                words["days_since"] = (today - day).days
        elif name == "item":
            words[name] = str(item_by_code(value).label)
        elif name == "step":
            words[name] = names.step(value)
        else:
            words[name] = value
    return words


def _day(day: date) -> str:
    return date_format(day, "j F Y")
