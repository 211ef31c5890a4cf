"""What the grid shows of each trajectory, ready to print: the template only loops.

Dates and labels are made here once per page, since a template filter per cell costs a third of the
rendering (reference performance, section 6).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from benchmark.standard import questionnaire
from benchmark.standard.deployments import CATEGORIES
from benchmark.standard.milestones import MILESTONES
from benchmark.standard.text import label
from monitor.caseload.labels import Names
from monitor.caseload.models import Trajectory
from monitor.caseload.steps import SETTLEMENT, in_step_since, step_in_progress
from monitor.surveys.models import Answer, Wave
from tenants.models import Account

# Where a long word of a column's head may break.
SOFT = {"schuldregeling": "schuld\u00adregeling", "Belemmeringen": "Belemme\u00adringen"}
LONGEST_WORD = 14
PROCESS = tuple(term for term in MILESTONES if term.code not in SETTLEMENT)
STANDARD = Names()
SHOWN_ITEMS = ("stress", "unrest", "belief")


@dataclass(slots=True)
class Cell:
    """One milestone of one trajectory. `state` is done, next or todo; `fresh` was ticked now."""

    kind: str
    label: str
    state: str
    date: str = ""
    fresh: bool = False


@dataclass(slots=True)
class Row:
    """One trajectory in the grid."""

    id: str
    url: str
    name: str
    number: str
    caseworker: str
    step: str
    time_in_step: str
    deployments: list[str]
    answered: str
    answers: str
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Column:
    """One milestone in the head of the grid; `breaks` when an own name has a word too long for a
    column."""

    kind: str
    label: str
    breaks: bool


def columns_of(names: Names, *, settlement: bool = False) -> list[Column]:
    """The milestones that the grid has a column for, by what they are called here."""
    return [
        Column(term.code, names.milestone(term.code), _is_wide(names.own_milestone(term.code)))
        for term in (MILESTONES if settlement else PROCESS)
        if not names.hides(term.code)
    ]


def rows_for(
    trajectories: Iterable[Trajectory],
    *,
    account_id,
    names: Names = STANDARD,
    settlement: bool = False,
    fresh: str = "",
) -> list[Row]:
    """Rows of trajectories that came through `for_caseload()`; three queries for all of them.

    `names` is what the municipality calls things. `fresh` is the kind of milestone that was ticked
    just now, which the row offers to undo.
    """
    trajectories = list(trajectories)
    today = timezone.localdate()
    answers = latest_answers(trajectories)
    people = names_of({t.caseworker_id for t in trajectories if t.caseworker_id != account_id})
    columns = [(c.kind, c.label) for c in columns_of(names, settlement=settlement)]
    steps = {step.code: names.step(step.code) for step in names.shown_steps()}
    base = reverse("desk:client", args=[UUID(int=0)]).removesuffix(f"{UUID(int=0)}/")
    rows = []
    for trajectory in trajectories:
        reached = {m.kind: m.reached_on for m in trajectory.standing}
        step = names.shown_step(step_in_progress(reached, today))
        since = in_step_since(reached, trajectory.intake_date, today)
        ending = getattr(trajectory, "ending", None)
        cells = [
            Cell(
                kind,
                text,
                "done" if kind in reached else "next" if kind in step.closed_by else "todo",
                short_date(reached[kind], today.year) if kind in reached else "",
                kind == fresh,
            )
            for kind, text in columns
        ]
        wave = answers.get(trajectory.pk)
        rows.append(
            Row(
                id=str(trajectory.pk),
                url=f"{base}{trajectory.pk}/",
                name=name_of(trajectory),
                number=trajectory.external_id,
                caseworker=people.get(trajectory.caseworker_id, ""),
                step=_("Afgesloten") if ending else steps[step.code],
                time_in_step=short_date(ending.ended_on, today.year)
                if ending
                else duration((today - since).days),
                deployments=[
                    label(CATEGORIES, code)
                    for code in dict.fromkeys(
                        d.category
                        for d in trajectory.deployments.all()
                        if d.ended_on is None or d.ended_on >= today
                    )
                ],
                answered=short_date(timezone.localdate(wave.submitted_at), today.year)
                if wave
                else "",
                answers=in_words(wave) if wave else "",
                cells=cells,
            )
        )
    return rows


def head(text: str) -> str:
    """The label of a milestone for a narrow column: long words may break where they should."""
    for word, broken in SOFT.items():
        text = text.replace(word, broken)
    return text


def name_of(trajectory: Trajectory) -> str:
    """The first names of its clients, or a word for who has none."""
    return called(trajectory.clients.all())


def called(clients) -> str:
    """The first names of clients, or a word when none is known."""
    names = [client.first_name for client in clients]
    return _(" en ").join(name for name in names if name) or _("Naam onbekend")


def latest_answers(trajectories: list[Trajectory]) -> dict:
    """Trajectory key -> the wave that was filled in last, with the answers shown; two queries."""
    waves = (
        Wave.objects.filter(trajectory__in=trajectories, submitted_at__isnull=False)
        .order_by("trajectory_id", "-submitted_at")
        .distinct("trajectory_id")
        .prefetch_related(Prefetch("answers", Answer.objects.filter(item__in=SHOWN_ITEMS)))
    )
    return {wave.trajectory_id: wave for wave in waves}


def in_words(wave: Wave) -> str:
    """Stress, unrest and belief of one wave in a line."""
    given = {answer.item: answer.value for answer in wave.answers.all()}
    return " · ".join(
        f"{_short(item)} {option(item, given[item]).lower()}"
        for item in SHOWN_ITEMS
        if given.get(item)
    )


def option(item: str, value) -> str:
    """The label of one answer."""
    return label(questionnaire.by_code(item).options, str(value))


def names_of(account_ids) -> dict:
    """Account key -> name; one query, none for nobody."""
    keys = [key for key in account_ids if key]
    if not keys:
        return {}
    return {account.pk: account.get_full_name() for account in Account.objects.filter(pk__in=keys)}


def duration(days: int) -> str:
    """In words: today, in days below two weeks and in weeks from there."""
    if days < 1:
        return _("vandaag")
    if days < 14:
        return ngettext("%(n)d dag", "%(n)d dagen", days) % {"n": days}
    return ngettext("%(n)d week", "%(n)d weken", days // 7) % {"n": days // 7}


def short_date(day: date, this_year: int) -> str:
    """Day and month, with the year when it is another one."""
    return _short_date(day, day.year == this_year, get_language())


@lru_cache(maxsize=4096)
def _short_date(day: date, is_this_year: bool, language: str) -> str:
    return date_format(day, _("j b") if is_this_year else _("j b Y"))


def _is_wide(text: str) -> bool:
    return any(len(word) > LONGEST_WORD for word in text.split())


def _short(item: str) -> str:
    return {"stress": _("Stress"), "unrest": _("onrust"), "belief": _("geloof")}[item]
