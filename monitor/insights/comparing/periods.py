"""Which intakes belong to the period before a date, and which to the period from it.

A reader could choose two periods that differ by one day and subtract the figures: what is left is
about whoever began on that day. So a period only begins and ends where at least INTERNAL_FLOOR
trajectories lie between it and every other place where one may, and every place where an edition or
a quarter does, whose figures stand on other pages: a boundary moves to the nearest.
"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from benchmark.disclosure import INTERNAL_FLOOR

from .material import Material

# Without a choice the periods are as long as the shortest side allows, up to a year.
LONGEST = 365
DAY = timedelta(1)


class Impossible(ValueError):
    """Periods that cannot be compared: `field` (a name in the address) and the code of `why`."""

    def __init__(self, field: str, why: str):
        super().__init__(why)
        self.field, self.why = field, why


@dataclass(frozen=True)
class Period:
    """Intakes from `starts_on` up to and including `ends_on`."""

    starts_on: date
    ends_on: date

    @property
    def days(self) -> int:
        return (self.ends_on - self.starts_on).days + 1


@dataclass(frozen=True)
class Periods:
    """The two periods; `splits_on` is where the new way begins after moving."""

    before: Period
    since: Period
    splits_on: date
    is_moved: bool

    @classmethod
    def of(
        cls,
        material: Material,
        splits_on: date,
        before: tuple[date | None, date | None] = (None, None),
        since: tuple[date | None, date | None] = (None, None),
    ) -> "Periods":
        """`before` and `since`: the reader's own first and last day, or None. Impossible when a
        period has nobody in it or lies on the wrong side of the date."""
        if splits_on <= material.first:
            raise Impossible("datum", "nobody_before")
        if splits_on > material.last:
            raise Impossible("datum", "nobody_since")
        _in_order(splits_on, before, since, material.known_until)
        boundaries = Boundaries.of(material.days, material.borders)
        split = boundaries.nearest(splits_on)
        length = timedelta(
            min(LONGEST, (material.known_until - split).days + 1, (split - material.first).days)
        )
        wanted = (
            before[0] or split - length,
            before[1] + DAY if before[1] else split,
            since[0] or split,
            since[1] + DAY if since[1] else split + length,
        )
        one, two, three, four = (boundaries.nearest(day) for day in wanted)
        if one >= two:
            raise Impossible("voor_van" if before[0] else "datum", "too_short")
        if three >= four:
            raise Impossible("na_tot" if since[1] else "datum", "too_short")
        return cls(
            Period(one, two - DAY),
            Period(three, four - DAY),
            split,
            (one, two, three, four) != wanted or split != splits_on,
        )


def _in_order(splits_on, before, since, known_until) -> None:
    if before[1] and before[1] >= splits_on:
        raise Impossible("voor_tot", "not_before")
    if before[0] and before[0] > (before[1] or splits_on - DAY):
        raise Impossible("voor_van", "starts_late")
    if since[0] and since[0] < splits_on:
        raise Impossible("na_van", "not_since")
    if since[1] and since[1] < (since[0] or splits_on):
        raise Impossible("na_tot", "ends_early")
    if since[1] and since[1] > known_until:
        raise Impossible("na_tot", "not_known_yet")


@dataclass(frozen=True)
class Boundaries:
    """The first days of blocks of at least INTERNAL_FLOOR trajectories; the last block is open.

    `days` are all days with an intake, `open` those of them where a period may begin. `starts` and
    `ends` say whether one may begin before the first intake and end after the last.
    """

    days: tuple[date, ...]
    open: frozenset[date]
    starts: bool = True
    ends: bool = True

    @classmethod
    def of(cls, days: tuple[tuple[date, int], ...], borders: Iterable[date] = ()) -> "Boundaries":
        """From the trajectories per day, and the first days of editions and quarters and those
        after their last. Blocks are counted from the first intake, so that they stay where they
        are when clients come in."""
        began, total = [], 0  # how many began before each day
        for _, number in days:
            began.append(total)
            total += number
        dates = [day for day, _ in days]
        places = (bisect_left(dates, border) for border in borders)
        fixed = sorted({0, *(began[place] if place < len(days) else total for place in places)})
        starts, ends = _apart(0, fixed), _apart(total, fixed)
        open_days, last = dates[:1] if starts else [], 0
        for day, before in zip(dates, began, strict=True):
            if min(before - last, total - before) >= INTERNAL_FLOOR and _apart(before, fixed):
                open_days.append(day)
                last = before
        return cls(tuple(dates), frozenset(open_days), starts, ends)

    def nearest(self, day: date) -> date:
        """The day itself when the intakes from it are those from an open day, and mostly when
        nobody began before or nobody after it; else the nearest open day, the earlier of two.

        Impossible where no day is open."""
        place = bisect_left(self.days, day)
        if (place == 0 and self.starts) or (place == len(self.days) and self.ends):
            return day
        if place < len(self.days) and self.days[place] in self.open:
            return day
        if not self.open:
            raise Impossible("datum", "too_short")
        return min(self.open, key=lambda other: (abs(other - day), other))


def _apart(before: int, fixed: list[int]) -> bool:
    """Whether so many began before a day that it lies on each border or well away from it."""
    place = bisect_left(fixed, before)
    return all(
        before == border or abs(before - border) >= INTERNAL_FLOOR
        for border in fixed[max(0, place - 1) : place + 2]
    )
