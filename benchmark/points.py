"""Points: one municipality's own share, published under a number by its consent.

A bar per municipality (S111), and with and without help against result (S115). Which municipality
has which number is kept apart, readable by the publisher and, of its own row, by the municipality
(docs/decisions/0007-unweighted-means-and-points.md).
"""

import random
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from . import disclosure
from .charts import numbers
from .disclosure import BY_POINTS, Key, Ledger
from .ledger import entry_of, key_of
from .models import LedgerEntry, PointHolder, Release, ReleasedPoint
from .standard.indicators import ALL, INDICATORS, Indicator
from .statistics import Statistic

# Indicator and cell of every figure that has points.
POINT_INDICATORS: tuple[tuple[str, str], ...] = (
    ("deployed_by_category", "administrative"),
    ("deployed_by_category", "legal"),
    ("iu_in_view_within_91", ALL.code),
    ("iu_in_balance_within_91", ALL.code),
    ("debts_in_view_within_91", ALL.code),
    ("success", ALL.code),
)
# Shares that are shown as "<5%" and ">95%" are kept no finer than that.
LEAST, MOST = 4, 96
ANY_BAND = f"{disclosure.POINT_FLOOR}+"
BAND_MEMBERS = 3


class Contributed(Protocol):
    """What points are made of; see benchmark.releases.Pool."""

    cohort_sizes: dict[str, int]
    schemas: dict[str, str]

    def cells(self, indicator: Indicator) -> dict[str, dict[str, Statistic]]:
        """Each cell's statistic per municipality."""


@dataclass(frozen=True)
class Drawn:
    """The rows, not saved, that a release has for its points."""

    points: tuple[ReleasedPoint, ...] = ()
    holders: tuple[PointHolder, ...] = ()
    entries: tuple[LedgerEntry, ...] = ()


def declared() -> list[tuple[Indicator, str]]:
    """The figures with points that the standard has."""
    known = {indicator.id: indicator for indicator in INDICATORS}
    return [
        (known[id], cell)
        for id, cell in POINT_INDICATORS
        if id in known
        and known[id].kind == "proportion"
        and cell in {term.code for term in known[id].cells}
        and not known[id].own_only
    ]


def draw(
    release: Release,
    contributed: Contributed,
    consenting: Collection[str],
    ledger: Ledger,
    earlier: Release | None,
) -> Drawn:
    """The points of this release: drawn anew where the rules let them, else those of `earlier`."""
    figures = {
        key_of(indicator, cell, release.edition): (
            indicator,
            cell,
            contributed.cells(indicator)[cell],
        )
        for indicator, cell in declared()
    }
    holders, before = {}, {}
    for key, (indicator, _cell, statistics) in figures.items():
        bases = dict.fromkeys(contributed.cohort_sizes, 0)
        bases |= {name: statistic.people for name, statistic in statistics.items()}
        found = disclosure.point_holders(
            bases,
            consenting=consenting,
            key=key,
            ledger=ledger,
            base_floor=indicator.publication_floor,
        )
        if found:
            holders[key] = found
        if out := ledger.has_point(key):
            before[key] = out
    if before and earlier and not disclosure.points_may_move(before, holders):
        return _carried(release, earlier)
    return _new(release, figures, holders, contributed.schemas)


def _new(
    release: Release,
    figures: Mapping[Key, tuple[Indicator, str, Mapping[str, Statistic]]],
    holders: Mapping[Key, frozenset[str]],
    schemas: Mapping[str, str],
) -> Drawn:
    number_of = _numbered(frozenset().union(*holders.values()))
    points, entries = [], []
    for key, names in holders.items():
        indicator, cell, statistics = figures[key]
        bands = _bands({name: statistics[name].people for name in names})
        # By number, so that the order of the rows says nothing either.
        for name in sorted(names, key=number_of.__getitem__):
            percent = int(numbers.rounded(statistics[name].exact, numbers.PERCENT))
            points.append(
                ReleasedPoint(
                    release=release,
                    indicator=indicator.id,
                    version=indicator.version,
                    cell=cell,
                    number=number_of[name],
                    value=min(max(percent, LEAST), MOST),
                    base_band=bands[name],
                    published_at=release.published_at,
                )
            )
        entries.append(entry_of(release, indicator, cell, BY_POINTS, names))
    kept = tuple(
        PointHolder(
            release=release, municipality_id=int(name), tenant_schema=schemas[name], number=number
        )
        for name, number in number_of.items()
    )
    return Drawn(tuple(points), kept, tuple(entries))


def _carried(release: Release, earlier: Release) -> Drawn:
    """The earlier points as they were, under the same numbers."""
    points = tuple(earlier.points.order_by("id"))
    holders = tuple(PointHolder.objects.filter(release=earlier).order_by("number"))
    for row in (*points, *holders):
        row.pk, row.release = None, release
    return Drawn(points, holders)


def _numbered(names: Collection[str]) -> dict[str, int]:
    """A number per municipality, in an order that says nothing of size or name."""
    order = sorted(names)
    random.SystemRandom().shuffle(order)
    return {name: number for number, name in enumerate(order, start=1)}


def _bands(bases: Mapping[str, int]) -> dict[str, str]:
    """Each point's band of clients; one band for all when a band would point at few."""
    bands = {name: disclosure.base_band(base) for name, base in bases.items()}
    each = list(bands.values())
    if any(each.count(band) < BAND_MEMBERS for band in set(each)):
        return dict.fromkeys(bases, ANY_BAND)
    return bands
