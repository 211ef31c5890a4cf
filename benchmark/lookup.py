"""What was published, for whoever compares with it: dashboards, public pages, the API.

Only national figures; a cell that is withheld has no statistic but a reason.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tenants.models import Edition, Municipality

from .contributions import own as own_contributions
from .disclosure import NATIONAL
from .models import Contribution, Release, ReleasedStatistic
from .standard.indicators import Indicator
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
        statistic__isnull=not shown,
    )


@dataclass(frozen=True)
class Comparison:
    """The latest release of an edition, read once for a page with many figures."""

    release: Release | None
    cells: dict[tuple[str, int, str], ReleasedStatistic]
    own: dict[tuple[str, int, str], Contribution]

    @classmethod
    def of(cls, edition: Edition, municipality: Municipality | None = None) -> "Comparison":
        """Two queries; three with a municipality, inside whose world it is then called."""
        release = latest(edition)
        if release is None:
            return cls(None, {}, {})
        rows = release.statistics.filter(grouping=NATIONAL)
        own = own_contributions(edition, municipality) if municipality is not None else ()
        return cls(release, _by_cell(rows), _by_cell(own))

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

    def _of(self, indicator: Indicator):
        for term in indicator.cells:
            row = self.cells.get((indicator.id, indicator.version, term.code))
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


def _by_cell(rows: Iterable):
    return {(row.indicator, row.version, row.cell): row for row in rows}
