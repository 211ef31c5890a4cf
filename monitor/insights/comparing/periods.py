"""Which intakes belong to the period before a date, and which to the period from it.

A reader could choose two periods that differ by one day and subtract the figures: what is left is
about whoever began on that day. So a period only begins and ends where at least INTERNAL_FLOOR
trajectories lie between it and every other place where one may: a boundary moves to the nearest.
"""

from bisect import bisect_left
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
        boundaries = Boundaries.of(material.days)
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

    `days` are all days with an intake, `open` those of them where a period may begin.
    """

    days: tuple[date, ...]
    open: frozenset[date]

    @classmethod
    def of(cls, days: tuple[tuple[date, int], ...]) -> "Boundaries":
        """From the trajectories per day. Blocks are counted from the first intake, so that they
        stay where they are when clients come in."""
        open_days, inside, left = [days[0][0]], 0, sum(number for _, number in days)
        for day, number in days:
            if inside >= INTERNAL_FLOOR and left >= INTERNAL_FLOOR:
                open_days.append(day)
                inside = 0
            inside += number
            left -= number
        return cls(tuple(day for day, _ in days), frozenset(open_days))

    def nearest(self, day: date) -> date:
        """The day itself when the intakes from it are those from an open day, and when nobody
        began before or nobody after it; else the nearest open day, the earlier of two."""
        place = bisect_left(self.days, day)
        if place in (0, len(self.days)) or self.days[place] in self.open:
            return day
        return min(self.open, key=lambda other: (abs(other - day), other))
