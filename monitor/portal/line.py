"""A client's own answers over time: in a drawing, in words and in a table, without a judgement."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from benchmark.charts.lines import lines
from benchmark.charts.series import Series
from benchmark.charts.svg import NARROW, WIDE
from benchmark.charts.timeline import Lane, Mark, timeline
from benchmark.standard import questionnaire
from benchmark.standard.questionnaire import AMOUNT
from benchmark.standard.text import label
from monitor.caseload.models import Client
from monitor.surveys.models import Wave

# Drawn beside each other: the same five answers belong to both.
DRAWN = ("stress", "belief")
ROLES = ("own", "third")
MOST_DRAWN = 8


@dataclass(frozen=True)
class Answered:
    """One questionnaire that was filled in, whole or in part: item code -> answer as stored."""

    on: date
    given: dict[str, str]


class Answers(Series):
    """Answers to one question: what each is called stands along the axis and in the title of its
    mark. Beside the marks those words would cover each other on a phone."""

    def text(self, index: int, unit: str, lang: str) -> str:
        """Nothing beside a mark."""
        return ""

    def tip(self, index: int, where: str, unit: str, lang: str) -> str:
        """The question, the day and the answer in words."""
        return f"{self.label}, {where}: {self.labels[index]}"


@dataclass(frozen=True)
class Drawing:
    """One drawing for a wide and a narrow page; marked safe, for benchmark.charts escapes."""

    title: str
    wide: SafeString
    narrow: SafeString


@dataclass(frozen=True)
class Line:
    """All that the page shows. `sentences` say the same as the drawing; `header` and `rows` are
    every answer, the newest questionnaire first."""

    sentences: list[str]
    answers: Drawing | None
    steps: Drawing | None
    header: list[str]
    rows: list[list[str]]
    is_shortened: bool


def answered_by(client: Client) -> list[Answered]:
    """The questionnaires of this client with an answer in them, oldest first. Two queries."""
    waves = (
        Wave.objects.filter(client=client)
        .annotate(answered=Coalesce("submitted_at", "started_at"))
        .filter(answered__isnull=False)
        .order_by("answered", "sequence")
        .prefetch_related("answers")
    )
    found = [
        Answered(
            timezone.localdate(wave.answered),
            {a.item: a.choice if a.value is None else str(a.value) for a in wave.answers.all()},
        )
        for wave in waves
    ]
    return [one for one in found if one.given]


def line_of(answered: list[Answered], reached: list[tuple[date, str]], intake: date | None) -> Line:
    """The line of these answers, with results (day, name) beneath; no query."""
    items = [
        item for item in questionnaire.EVERY_ITEM if any(item.code in one.given for one in answered)
    ]
    sentences = [sentence for code in DRAWN if (sentence := _sentence(code, answered))]
    return Line(
        sentences=sentences,
        answers=_answers_drawn(answered[-MOST_DRAWN:], " ".join(sentences)),
        steps=_steps_drawn(answered, reached, intake),
        header=[_("Dag"), *(str(item.label) for item in items)],
        rows=[
            [_day(one.on), *(in_words(item.code, one.given.get(item.code)) for item in items)]
            for one in reversed(answered)
        ],
        is_shortened=len(answered) > MOST_DRAWN,
    )


def in_words(item: str, given: str | None) -> str:
    """The label of an answer; a dash where the question was left out."""
    return "–" if given is None else label(questionnaire.by_code(item).options, given)


def _sentence(code: str, answered: list[Answered]) -> str:
    """The first and the last answer to this question beside each other."""
    said = [one for one in answered if code in one.given]
    if not said:
        return ""
    about = {
        "item": str(questionnaire.by_code(code).label),
        "first": in_words(code, said[0].given[code]).lower(),
        "first_day": _day(said[0].on),
        "last": in_words(code, said[-1].given[code]).lower(),
        "last_day": _day(said[-1].on),
    }
    if get_language_bidi():  # Dutch words and numbers in a sentence that runs the other way
        about = {name: f"\u2068{value}\u2069" for name, value in about.items()}
    if len(said) == 1:
        return _("%(item)s: %(first)s op %(first_day)s.") % about
    if about["first"] == about["last"]:
        return _("%(item)s: %(first)s op %(first_day)s, en ook op %(last_day)s.") % about
    return _("%(item)s: %(first)s op %(first_day)s, %(last)s op %(last_day)s.") % about


def _answers_drawn(answered: list[Answered], title: str) -> Drawing | None:
    shown = [one for one in answered if any(code in one.given for code in DRAWN)]
    if len(shown) < 2:
        return None
    series = [
        Answers(
            str(questionnaire.by_code(code).label),
            tuple(float(one.given[code]) if code in one.given else None for one in shown),
            labels=tuple(
                in_words(code, one.given[code]) if code in one.given else None for one in shown
            ),
            role=role,
        )
        for code, role in zip(DRAWN, ROLES, strict=True)
    ]
    days = [_short_day(one.on) for one in shown]

    def draw(width: int, **about) -> str:
        # On a phone there is room for the words at both ends and in the middle.
        options = AMOUNT if width == WIDE else AMOUNT[::2]
        ticks = [(float(option.code), str(option)) for option in options]
        return lines(days, series, unit="", ticks=ticks, width=width, **about)

    return _both(draw, "mijn-lijn", title, _("Wat je invulde, per keer."))


def _steps_drawn(answered, reached, intake: date | None) -> Drawing | None:
    marks = [Mark(day, f"{name}, {_day(day)}") for day, name in reached]
    moments = [Mark(one.on, _("Ingevuld op %(day)s") % {"day": _day(one.on)}) for one in answered]
    if intake is None or not marks:
        return None
    days = [intake, *(mark.on for mark in marks + moments)]
    first, last = min(days), max(*days, timezone.localdate(), intake + timedelta(days=1))
    lanes = [
        Lane(_("Mijn stappen"), "square", marks),
        Lane(_("Ingevuld"), "diamond", moments),
    ]
    ticks = [(first, _short_day(first)), (last, _short_day(last))]
    title = _("Je hebt %(n)d stappen gezet.") % {"n": len(marks)}
    if len(marks) == 1:
        title = _("Je hebt 1 stap gezet.")
    return _both(
        lambda **about: timeline(lanes, first=first, last=last, ticks=ticks, **about),
        "mijn-stappen",
        title,
        _("Van %(first)s tot %(last)s.") % {"first": _day(first), "last": _day(last)},
    )


def _both(draw, prefix: str, title: str, description: str) -> Drawing:
    about = {
        "title": title,
        "description": description,
        "lang": (get_language() or "nl")[:2],
    }
    wide = draw(id_prefix=prefix, width=WIDE, **about)
    narrow = draw(id_prefix=f"{prefix}-smal", width=NARROW, **about)
    return Drawing(title, mark_safe(wide), mark_safe(narrow))  # noqa: S308 - escaped by the charts


def _day(day: date) -> str:
    return date_format(day, _("j F Y"))


def _short_day(day: date) -> str:
    return date_format(day, _("j b Y") if day.year != timezone.localdate().year else _("j b"))
