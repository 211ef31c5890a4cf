"""Every check over a choice of trajectories, in one query however many rows are found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from django.db.models import Count, QuerySet, Value, Window
from django.urls import reverse
from django.utils import timezone

from benchmark.disclosure import INTERNAL_FLOOR, round_people
from benchmark.standard.text import label

from . import dates, gaps, outcomes
from .check import SEVERITIES, Check

_WEIGHT = {term.code: number for number, term in enumerate(SEVERITIES)}
CHECKS: tuple[Check, ...] = tuple(
    sorted((*dates.CHECKS, *outcomes.CHECKS, *gaps.CHECKS), key=lambda c: _WEIGHT[c.severity])
)


@dataclass(frozen=True)
class Row:
    """One trajectory that breaks the rule of `check`, by number; never by name."""

    check: Check
    trajectory: UUID
    number: str
    intake: date
    facts: dict

    @property
    def text(self) -> str:
        """What is wrong, with the values and dates, in the active language."""
        return self.check.say(self.facts)

    @property
    def url(self) -> str:
        """The page of the desk where it is repaired."""
        page = reverse(self.check.view, args=[self.trajectory])
        return f"{page}#{self.check.part}" if self.check.part else page


@dataclass(frozen=True)
class Result:
    """What one check found: how many rows, and the first of them (newest intake first)."""

    check: Check
    count: int
    rows: Sequence[Row] = ()

    @property
    def severity(self) -> str:
        return label(SEVERITIES, self.check.severity)

    @property
    def is_small(self) -> bool:
        """Fewer rows than a figure about clients may be made of."""
        return self.count < INTERNAL_FLOOR

    @property
    def about(self) -> int:
        """The number for who may not open client pages: to the nearest five, so that two choices
        side by side tell of nobody."""
        return round_people(self.count)


@dataclass(frozen=True)
class Board:
    """The results of every check, the heaviest first."""

    results: tuple[Result, ...]

    @cached_property
    def hits(self) -> list[Result]:
        return [result for result in self.results if result.count]

    @cached_property
    def fine(self) -> list[Check]:
        """The checks that found nothing."""
        return [result.check for result in self.results if not result.count]

    @property
    def count(self) -> int:
        """Rows in all; one trajectory can be in several."""
        return sum(result.count for result in self.results)


def board_of(trajectories: QuerySet, *, shown: int) -> Board:
    """Every check with its first `shown` rows. One query."""
    first = _first(trajectories, CHECKS, shown)
    return Board(tuple(Result(check, *first.get(check.code, (0, ()))) for check in CHECKS))


def rows_of(trajectories: QuerySet, checks: Iterable[Check] = CHECKS) -> Iterator[Row]:
    """All rows of these checks, in the order of the board. One query."""
    grouped = _first(trajectories, tuple(checks), None)
    for check in CHECKS:
        yield from grouped.get(check.code, (0, ()))[1]


class Found(Sequence):
    """The rows of one check for a paginator: one query for their number, one for a page."""

    def __init__(self, trajectories: QuerySet, check: Check):
        self.check = check
        found = check.find(trajectories, timezone.localdate())
        self.rows = found.order_by("-row_intake", "row_number", "row_facts")

    def __len__(self) -> int:
        return self.rows.count()

    def __getitem__(self, part):
        return [_row(self.check, values) for values in self.rows[part]]


def by_code(code: str) -> Check:
    """The check with this code; KeyError when there is none."""
    for check in CHECKS:
        if check.code == code:
            return check
    raise KeyError(code)


def _first(trajectories, checks, shown) -> dict[str, tuple[int, list[Row]]]:
    today = timezone.localdate()
    parts = []
    for number, check in enumerate(checks):
        found = check.find(trajectories, today).annotate(
            row_check=Value(number), row_total=Window(Count("*"))
        )
        parts.append(found.order_by("-row_intake", "row_number", "row_facts")[:shown])
    whole = parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0]
    grouped: dict[str, tuple[int, list[Row]]] = {}
    for values in whole:
        check = checks[values["row_check"]]
        rows = grouped.setdefault(check.code, (values["row_total"], []))[1]
        rows.append(_row(check, values))
    for _total, rows in grouped.values():
        rows.sort(key=lambda row: (-row.intake.toordinal(), row.number))
    return grouped


def _row(check: Check, values: dict) -> Row:
    return Row(
        check,
        values["row_trajectory"],
        values["row_number"],
        values["row_intake"],
        values["row_facts"],
    )
