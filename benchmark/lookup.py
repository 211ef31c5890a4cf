"""What was published, for whoever compares with it: dashboards, public pages, the API.

Of the country, and of one fixed group where a reader chooses it (benchmark/groupings.py); never of
a group that a reader makes. A cell that is withheld has no statistic but a reason.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from tenants.models import Edition, Municipality

from .contributions import own as own_contributions
from .contributions import version_at
from .disclosure import BY_CLIENTS, BY_MUNICIPALITIES, FEW_IN_GROUP, NATIONAL
from .groupings import GROUPINGS
from .means import mean_from_json
from .models import (
    Contribution,
    PointHolder,
    Release,
    ReleasedPoint,
    ReleasedStatistic,
    SetMember,
)
from .standard.indicators import ALL, Indicator
from .statistics import Statistic, from_json


def latest(edition: Edition) -> Release | None:
    """The release of this edition that holds now."""
    return Release.objects.filter(edition=edition).first()


def groupings_of(edition: Edition) -> list[str]:
    """The codes of the groups of which the latest release shows something, in their order."""
    release = latest(edition)
    if release is None:
        return []
    rows = release.statistics.filter(statistic__isnull=False).values_list("grouping", flat=True)
    shown = set(rows.distinct())
    return [grouping.code for grouping in GROUPINGS if grouping.code in shown]


def average(edition: Edition, indicator: Indicator) -> dict[str, Statistic]:
    """Cell -> pooled statistic of the latest release; without the cells that are withheld."""
    return Comparison.of(edition).average(indicator)


def others(
    edition: Edition, indicator: Indicator, municipality: Municipality
) -> dict[str, Statistic | None]:
    """Cell -> everybody but this municipality; call it inside that municipality's world.

    None where the rest is too small to publish, or what the municipality put into the release is
    not known any more. The average itself where the municipality is not in it. Never handed out: it
    serves to test a difference.
    """
    return Comparison.of(edition, municipality).others(indicator)


def released(release_slug: str, indicator: Indicator) -> dict[str, Statistic]:
    """Cell -> pooled statistic in the release that a page cites; empty for an unknown release."""
    return {row.cell: from_json(row.statistic) for row in _rows(release_slug, indicator, True)}


def withheld(release_slug: str, indicator: Indicator) -> dict[str, str]:
    """Cell -> the code of the reason (benchmark.disclosure.WITHHELD) why it is not shown there."""
    return {row.cell: row.withheld for row in _rows(release_slug, indicator, False)}


def _rows(release_slug: str, indicator: Indicator, shown: bool):
    return ReleasedStatistic.objects.filter(
        release__slug=release_slug,
        indicator=indicator.id,
        version=indicator.version,
        grouping=NATIONAL,
        weighting=BY_CLIENTS,
        statistic__isnull=not shown,
    )


@dataclass(frozen=True)
class Point:
    """One municipality's share (0 to 1) under its number; show it with `disclosure.share_label`.

    `is_own` is known inside that municipality alone.
    """

    number: int
    value: Fraction
    base_band: str
    is_own: bool = False


@dataclass(frozen=True)
class Pair:
    """Two shares of the same municipality: a point of a scatter."""

    number: int
    x: Fraction
    y: Fraction
    is_own: bool = False


def released_points(release_slug: str, indicator: Indicator, cell: str = ALL.code) -> list[Point]:
    """The points in the release that a page cites, by number; empty when it has none."""
    rows = ReleasedPoint.objects.filter(
        release__slug=release_slug,
        indicator=indicator.id,
        version=indicator.version,
        cell=cell,
    )
    return [_point(row) for row in rows.order_by("number")]


@dataclass(frozen=True)
class Comparison:
    """The latest release of an edition, read once for a page with many figures.

    Of the country or of one group. `cells` is empty where nothing of the group is published.
    """

    release: Release | None
    cells: dict[tuple[str, int, str], ReleasedStatistic]
    own: dict[tuple[str, int, str], Contribution]
    unweighted: dict[tuple[str, int, str], ReleasedStatistic] = field(default_factory=dict)
    municipality: Municipality | None = None
    grouping: str = NATIONAL
    own_sets: frozenset[int] = frozenset()

    @classmethod
    def of(
        cls,
        edition: Edition,
        municipality: Municipality | None = None,
        grouping: str = NATIONAL,
    ) -> "Comparison":
        """Two queries; four with a municipality, inside whose world it is then called.

        `grouping` is a code of benchmark/groupings.py.
        """
        release = latest(edition)
        if release is None:
            return cls(None, {}, {}, municipality=municipality, grouping=grouping)
        rows = list(release.statistics.filter(grouping=grouping))
        own, sets = (), ()
        if municipality is not None:
            own = own_contributions(edition, municipality)
            mine = SetMember.objects.filter(edition=edition, municipality=municipality)
            sets = mine.values_list("number", flat=True)
        return cls(
            release,
            _by_cell(row for row in rows if row.weighting == BY_CLIENTS),
            _by_cell(own),
            _by_cell(row for row in rows if row.weighting == BY_MUNICIPALITIES),
            municipality,
            grouping,
            frozenset(sets),
        )

    @property
    def contributor_band(self) -> str:
        """How many municipalities took part, as a band: in the release, or in the figure of the
        group with most of them. Empty without a release or figure."""
        if self.release is None:
            return ""
        if self.grouping == NATIONAL:
            return self.release.contributor_band
        bands = (row.contributor_band for row in self.cells.values() if row.contributor_band)
        return max(bands, key=lambda band: int(band.rstrip("+").split("-")[0]), default="")

    @property
    def is_withheld_group(self) -> bool:
        """Whether there is a release, and nothing of the group in it."""
        return self.release is not None and self.grouping != NATIONAL and not self.cells

    def average(self, indicator: Indicator) -> dict[str, Statistic]:
        """Cell -> pooled statistic, without the cells that are withheld."""
        return {
            cell: from_json(row.statistic)
            for cell, row in self._of(indicator)
            if row.statistic is not None
        }

    def withheld(self, indicator: Indicator) -> dict[str, str]:
        """Cell -> the reason why it is not shown."""
        if self.is_withheld_group:
            return {term.code: FEW_IN_GROUP.code for term in indicator.cells}
        return {cell: row.withheld for cell, row in self._of(indicator) if row.withheld}

    def others(self, indicator: Indicator) -> dict[str, Statistic | None]:
        """Cell -> the average without the municipality it was read for, or None."""
        return {cell: self._without_own(row) for cell, row in self._of(indicator)}

    def has_own(self, indicator: Indicator) -> bool:
        """Whether the municipality it was read for is, or may be, in this average."""
        return any(self._is_in(row) for _cell, row in self._of(indicator) if row.statistic)

    def by_municipality(self, indicator: Indicator) -> dict[str, Fraction]:
        """Cell -> the mean of municipality values, rounded as it is shown: shares 0 to 1 by whole
        percents (write them with `disclosure.share_label`), other units by one decimal. Without the
        cells that are withheld; empty for kinds that have no such mean."""
        return {
            cell: mean_from_json(row.statistic)
            for cell, row in self._of(indicator, self.unweighted)
            if row.statistic is not None
        }

    def by_municipality_band(self, indicator: Indicator) -> dict[str, str]:
        """Cell -> over how many municipalities that mean is taken, as a band."""
        return {
            cell: row.contributor_band
            for cell, row in self._of(indicator, self.unweighted)
            if row.statistic is not None
        }

    def by_municipality_withheld(self, indicator: Indicator) -> dict[str, str]:
        """Cell -> the reason why that mean is not shown."""
        return {
            cell: row.withheld for cell, row in self._of(indicator, self.unweighted) if row.withheld
        }

    def points(self, indicator: Indicator, cell: str = ALL.code) -> list[Point]:
        """The points of those who consent, by number; empty when there are none.

        One query for all points of the release, and one for which is one's own.
        """
        rows = self._points.get((indicator.id, indicator.version, cell), [])
        return [_point(row, row.number == self._own_number) for row in rows]

    def pairs(self, x: tuple[Indicator, str], y: tuple[Indicator, str]) -> list[Pair]:
        """The municipalities with a point in both cells (indicator, cell), by number."""
        across = {point.number: point for point in self.points(*x)}
        return [
            Pair(point.number, across[point.number].value, point.value, point.is_own)
            for point in self.points(*y)
            if point.number in across
        ]

    @cached_property
    def _points(self) -> dict[tuple[str, int, str], list[ReleasedPoint]]:
        found: dict[tuple[str, int, str], list[ReleasedPoint]] = {}
        for row in self.release.points.order_by("number") if self.release else ():
            found.setdefault((row.indicator, row.version, row.cell), []).append(row)
        return found

    @cached_property
    def _own_number(self) -> int | None:
        if self.municipality is None:
            return None
        own = PointHolder.objects.filter(release=self.release, municipality=self.municipality)
        return own.values_list("number", flat=True).first()

    def _of(self, indicator: Indicator, rows: dict | None = None):
        rows = self.cells if rows is None else rows
        for term in indicator.cells:
            row = rows.get((indicator.id, indicator.version, term.code))
            if row is not None:
                yield term.code, row

    def _is_in(self, row: ReleasedStatistic) -> bool:
        """Releases from before there were sets do not tell, so they may."""
        return row.member_set is None or row.member_set in self.own_sets

    def _without_own(self, row: ReleasedStatistic) -> Statistic | None:
        if row.statistic is None or self.municipality is None:
            return None
        if not self._is_in(row):
            return from_json(row.statistic)
        mine = self.own.get((row.indicator, row.version, row.cell))
        if mine is None or not row.others_shown:
            return None
        part = version_at(mine, row.published_at)
        return part and from_json(row.statistic) - from_json(part["statistic"])


def _point(row: ReleasedPoint, is_own: bool = False) -> Point:
    return Point(row.number, Fraction(row.value, 100), row.base_band, is_own)


def _by_cell(rows: Iterable):
    return {(row.indicator, row.version, row.cell): row for row in rows}
