"""One axis of time: results, help, contacts and answers above each other, and the same in words."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from benchmark.charts.svg import NARROW, WIDE
from benchmark.charts.timeline import Lane, Mark, timeline

MOST_TICKS = 7


@dataclass(frozen=True)
class Timeline:
    """The drawing for a wide and a narrow page, its finding, and its events newest first."""

    svg: SafeString
    svg_narrow: SafeString
    finding: str
    events: list[dict]


def timeline_of(story, intake: date, today: date, answered: list[date]) -> Timeline:
    """Of what the story tells already, and all days on which a questionnaire was filled in; no
    query."""
    results = [Mark(r.standing.reached_on, r.label) for r in story.results if r.standing]
    help_given = [
        Mark(d["started_on"], _help(d), d["ended_on"] or today) for d in story.deployments
    ]
    contacts = [
        Mark(c["on"], c["what"], is_hollow=c["no_show"])
        for c in story.contacts.rows + story.contacts.earlier
    ]
    answers = [Mark(day, _("Vragenlijst ingevuld")) for day in answered]
    texts = [Mark(day, _("Schreef iets aan de hulpverlener")) for day in story.wrote_on]
    pauses = [
        Mark(p.from_date, _("Pauze"), min(p.until or today, today))
        for p in story.pauses
        if p.from_date <= today
    ]
    lanes = [
        Lane(_("Resultaten"), "square", results),
        Lane(_("Hulp"), "bar", help_given),
        Lane(_("Contact"), "circle", contacts),
        Lane(_("Antwoorden"), "diamond", answers),
        # A lane of its own only where there is something: most clients write nothing.
        *([Lane(_("Teksten"), "square", texts)] if texts else []),
        *([Lane(_("Pauze"), "bar", pauses)] if pauses else []),
    ]
    marks = [mark for lane in lanes for mark in lane.marks]
    first = min([intake, *(m.on for m in marks)])
    last = story.ending.ended_on if story.ending else today
    last = max([last, *(m.on for m in marks), first + timedelta(days=1)])
    finding = _finding(results, help_given, contacts, answers, texts)
    about = {
        "first": first,
        "last": last,
        "ticks": _ticks(first, last),
        "title": finding,
        "description": _("Van %(first)s tot %(last)s. Een open rondje is: niet verschenen.")
        % {"first": _day(first), "last": _day(last)},
        "lang": (get_language() or "nl")[:2],
    }
    named = [
        Lane(lane.name, lane.shape, [_dated(mark, today) for mark in lane.marks]) for lane in lanes
    ]
    wide = timeline(named, id_prefix="tijdlijn", width=WIDE, **about)
    narrow = timeline(named, id_prefix="tijdlijn-smal", width=NARROW, **about)
    return Timeline(
        svg=mark_safe(wide),  # noqa: S308 - written by benchmark.charts, which escapes texts
        svg_narrow=mark_safe(narrow),  # noqa: S308 - as above
        finding=finding,
        events=_events(lanes, intake, story.ending, story.ending_text, today),
    )


def _dated(mark: Mark, today: date) -> Mark:
    """The mark with its days in its title."""
    return Mark(mark.on, f"{mark.title}, {_span(mark, today)}", mark.until, mark.is_hollow)


def _span(mark: Mark, today: date) -> str:
    if mark.until is None:
        return _day(mark.on)
    if mark.until >= today:
        return _("vanaf %(day)s") % {"day": _day(mark.on)}
    return f"{_day(mark.on)} – {_day(mark.until)}"


def _events(lanes, intake: date, ending, ending_text: str, today: date) -> list[dict]:
    events = [
        {"on": mark.on, "kind": lane.name, "text": mark.title, "span": _span(mark, today)}
        for lane in lanes
        for mark in lane.marks
    ]
    events.append({"on": intake, "kind": _("Traject"), "text": _("Intake"), "span": _day(intake)})
    if ending:
        day = ending.ended_on
        events.append({"on": day, "kind": _("Traject"), "text": ending_text, "span": _day(day)})
    return sorted(events, key=lambda event: event["on"], reverse=True)


def _finding(results, help_given, contacts, answers, texts) -> str:
    """What stands on the axis, counted."""
    real = sum(not mark.is_hollow for mark in contacts)
    missed = len(contacts) - real
    parts = [
        ngettext("%(n)d resultaat", "%(n)d resultaten", len(results)) % {"n": len(results)},
        ngettext("%(n)d keer hulp", "%(n)d keer hulp", len(help_given)) % {"n": len(help_given)},
        ngettext("%(n)d contact", "%(n)d contacten", real) % {"n": real},
        ngettext("%(n)d vragenlijst", "%(n)d vragenlijsten", len(answers)) % {"n": len(answers)},
    ]
    if missed:
        parts.insert(
            3,
            ngettext("%(n)d keer niet verschenen", "%(n)d keer niet verschenen", missed)
            % {"n": missed},
        )
    if texts:
        parts.append(ngettext("%(n)d tekst", "%(n)d teksten", len(texts)) % {"n": len(texts)})
    return _("Tot nu toe: %(parts)s.") % {"parts": ", ".join(parts)}


def _ticks(first: date, last: date) -> list[tuple[date, str]]:
    """First days of months, at most MOST_TICKS of them, evenly apart."""
    months = []
    year, month = (first.year, first.month + 1) if first.day > 1 else (first.year, first.month)
    while (day := date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)) <= last:
        months.append(day)
        month += 1
    every = -(-len(months) // MOST_TICKS) or 1
    return [(day, date_format(day, "b Y" if day.month == 1 else "b")) for day in months[::every]]


def _help(deployment: dict) -> str:
    service = deployment["service"]
    return f"{deployment['category']}: {service}" if service else deployment["category"]


def _day(day: date) -> str:
    return date_format(day, _("j b Y"))
