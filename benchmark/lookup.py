"""What was published, for whoever compares with it: dashboards, public pages, the API.

Only national figures; a cell that is withheld has no statistic but a reason.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from tenants.models import Edition, Municipality

from .contributions import own as own_contributions
from .disclosure import BY_CLIENTS, BY_MUNICIPALITIES, NATIONAL
from .means import mean_from_json
from .models import Contribution, PointHolder, Release, ReleasedPoint, ReleasedStatistic
from .standard.indicators import ALL, Indicator
from .statistics import Statistic, from_json


def latest(edition: Edition) -> Release | None:
    """The release of this edition that holds now."""
    return Release.objects.filter(edition=edition).first()


def average(edition: Edition, indicator: Indicator) -> dict[str, Statistic]:
    """Cell -> pooled statistic of the latest release; without the cells that are withheld."""
    return Comparison.of(edition).average(indicator)


def others(
    edition: Edition, indicator: Indicator, municipality: Municipality
) -> dict[str, Statistic | None]:
    """Cell -> everybody but this municipality; call it inside that municipality's world.

    None where the rest is too small to publish, or what the municipality put into the release is
    not known any more. Never handed out: it serves to test a difference.
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
    """The latest release of an edition, read once for a page with many figures."""

    release: Release | None
    cells: dict[tuple[str, int, str], ReleasedStatistic]
    own: dict[tuple[str, int, str], Contribution]
    unweighted: dict[tuple[str, int, str], ReleasedStatistic] = field(default_factory=dict)
    municipality: Municipality | None = None

    @classmethod
    def of(cls, edition: Edition, municipality: Municipality | None = None) -> "Comparison":
        """Two queries; three with a municipality, inside whose world it is then called."""
        release = latest(edition)
        if release is None:
            return cls(None, {}, {})
        rows = list(release.statistics.filter(grouping=NATIONAL))
        own = own_contributions(edition, municipality) if municipality is not None else ()
        return cls(
            release,
            _by_cell(row for row in rows if row.weighting == BY_CLIENTS),
            _by_cell(own),
            _by_cell(row for row in rows if row.weighting == BY_MUNICIPALITIES),
            municipality,
        )

    @property
    def contributor_band(self) -> str:
        """How many municipalities took part, as a band; empty without a release."""
        return self.release.contributor_band if self.release else ""

    def average(self, indicator: Indicator) -> dict[str, Statistic]:
        """Cell -> pooled statistic, without the cells that are withheld."""
        return {
            cell: from_json(row.statistic)
            for cell, row in self._of(indicator)
            if row.statistic is not None
        }

    def withheld(self, indicator: Indicator) -> dict[str, str]:
        """Cell -> the reason why it is not shown."""
        return {cell: row.withheld for cell, row in self._of(indicator) if row.withheld}

    def others(self, indicator: Indicator) -> dict[str, Statistic | None]:
        """Cell -> the average without the municipality it was read for, or None."""
        return {cell: self._without_own(row) for cell, row in self._of(indicator)}

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

    def _without_own(self, row: ReleasedStatistic) -> Statistic | None:
        mine = self.own.get((row.indicator, row.version, row.cell))
        if row.statistic is None or not row.others_shown or mine is None:
            return None
        if mine.computed_at <= row.published_at:
            part = mine.statistic
        elif mine.released_computed_at and mine.released_computed_at <= row.published_at:
            part = mine.released_statistic
        else:
            return None
        return from_json(row.statistic) - from_json(part)


def _point(row: ReleasedPoint, is_own: bool = False) -> Point:
    return Point(row.number, Fraction(row.value, 100), row.base_band, is_own)


def _by_cell(rows: Iterable):
    return {(row.indicator, row.version, row.cell): row for row in rows}
