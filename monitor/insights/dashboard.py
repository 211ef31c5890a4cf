"""One municipality's figures of one edition, each beside the average of the others."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import combinations

from django.db.models import Count, Q
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from benchmark.charts import numbers
from benchmark.disclosure import INTERNAL_FLOOR, share_label
from benchmark.figures import Figure, build_figure
from benchmark.lookup import Comparison
from benchmark.standard.indicators import ALL, INDICATORS, Indicator
from benchmark.statistics import Statistic
from monitor.caseload.models import Trajectory
from tenants.models import Edition, Municipality

from .compute import compute
from .editions import editions_of
from .frames import Cohort, Frames, fetch
from .palettes import palette_of
from .response import Response, response_of


# What the overview starts with: one number each (S98, S109, S110, S113).
TILES = ("iu_in_view_within_91", "debts_in_view_within_91", "success", "drop_out")


@dataclass(frozen=True)
class Tile:
    """One number of the overview; `value` is empty where too few clients stand behind it."""

    label: str
    value: str
    base: str
    comparison: str
    chapter: str


@dataclass(frozen=True)
class Dashboard:
    """What the pages show; it reads the cohort once, however many figures are asked."""

    municipality: Municipality
    edition: Edition
    cohort: Cohort
    _computed: dict[str, dict[str, Statistic]] = field(default_factory=dict, repr=False)

    @cached_property
    def frames(self) -> Frames:
        return fetch(self.cohort)

    @cached_property
    def wider(self) -> list[Frames]:
        """The cohorts that this one could be subtracted from: with fewer of its filters, the one
        without any first."""
        chosen = self.cohort.filters
        fewer = (some for n in range(len(chosen)) for some in combinations(chosen, n))
        return [fetch(replace(self.cohort, filters=some)) for some in fewer]

    @cached_property
    def comparison(self) -> Comparison:
        return Comparison.of(self.edition, self.municipality)

    @cached_property
    def response(self) -> Response:
        return response_of(self.cohort)

    @property
    def is_filtered(self) -> bool:
        """Whether the own figures are about a part of the cohort; the average never is (A-21)."""
        return bool(self.cohort.filters)

    def figures(self, chapter: str) -> list[Figure]:
        """The figures of a chapter in the order of the standard."""
        return [self.figure(i) for i in INDICATORS if i.chapter == chapter]

    def figure(self, indicator: Indicator) -> Figure:
        """One figure in the active language. What may not be shown is not in it."""
        average, includes_own = self._average(indicator)
        reasons = self.comparison.withheld(indicator) if self.comparison.release else None
        figure = build_figure(
            indicator,
            self._own(indicator),
            average,
            own_label=self.municipality.name,
            average_label=self.average_label(includes_own),
            id_prefix=indicator.id.replace("_", "-"),
            lang=get_language() or "nl",
            palette=palette_of(self.municipality.theme),
            measured_on=self.cohort.reference_date,
            average_reasons=reasons,
        )
        # Drawn by benchmark.charts, which escapes every text it is given.
        return replace(
            figure,
            svg=mark_safe(figure.svg),  # noqa: S308
            svg_narrow=mark_safe(figure.svg_narrow),  # noqa: S308
        )

    def tiles(self) -> list[Tile]:
        """The few numbers that the overview starts with."""
        return [self._tile(i) for i in INDICATORS if i.id in TILES]

    @staticmethod
    def average_label(includes_own: bool) -> str:
        """How the other side of a figure is called."""
        return _("Alle gemeenten samen") if includes_own else _("Andere gemeenten")

    def _own(self, indicator: Indicator) -> dict[str, Statistic]:
        """The own figures. A cell that leaves out only a few clients of a wider choice is empty:
        the difference would tell of them."""
        if indicator.id not in self._computed:
            own = compute(indicator, self.frames)
            for frames in self.wider:
                whole = compute(indicator, frames)
                own = {
                    cell: s - s if 0 < whole[cell].people - s.people < INTERNAL_FLOOR else s
                    for cell, s in own.items()
                }
            self._computed[indicator.id] = own
        return self._computed[indicator.id]

    def _has_small_cell(self, indicator: Indicator) -> bool:
        """Whether a few clients of ours stand in a cell, here or before filters."""
        before = compute(indicator, self.wider[0]) if self.wider else {}
        cells = (*self._own(indicator).values(), *before.values())
        return any(0 < s.people < INTERNAL_FLOOR for s in cells)

    def _average(self, indicator: Indicator) -> tuple[dict[str, Statistic], bool]:
        """The others' figures, or the published average with the own clients in it; and which.

        Published, where the others alone cannot be shown, and where a cell of our own is too small
        to show: it could be worked out from the two. One figure never mixes them. With the own
        clients in it a difference with the own figure looks smaller than it is, so a difference
        that is then called larger than chance is.
        """
        average = self.comparison.average(indicator)
        others = self.comparison.others(indicator)
        if not average or any(others[cell] is None for cell in average):
            return average, True
        if self._has_small_cell(indicator):
            return average, True
        return {cell: others[cell] for cell in average}, False

    def _tile(self, indicator: Indicator) -> Tile:
        lang = get_language() or "nl"
        own = self._own(indicator)[ALL.code]
        average, includes_own = self._average(indicator)
        shown = own.people >= INTERNAL_FLOOR
        other = average.get(ALL.code)
        return Tile(
            label=str(indicator.title),
            value=numbers.show(own.exact, indicator.unit, lang) if shown else "",
            base=_("%(count)s cliënten") % {"count": own.people} if shown else "",
            comparison=(
                f"{self.average_label(includes_own)}: {share_label(other.exact)}"
                if other is not None
                else ""
            ),
            chapter=indicator.chapter,
        )


def newest_with_figures(municipality: Municipality) -> tuple[list[Edition], Edition | None]:
    """Its editions, newest first, and the newest of which it has a cohort to show figures of.

    Two queries. Without such a cohort the newest one, whose page says that figures are still to
    come; None when there is no edition at all.
    """
    editions = list(editions_of(municipality))
    if not editions:
        return [], None
    sizes = Trajectory.objects.aggregate(
        **{f"edition_{e.pk}": Count("pk", filter=_within(e)) for e in editions}
    )
    for edition in editions:
        if sizes[f"edition_{edition.pk}"] >= INTERNAL_FLOOR:
            return editions, edition
    return editions, editions[0]


def _within(edition: Edition) -> Q:
    return Q(intake_date__gte=edition.starts_on, intake_date__lte=edition.ends_on)


def as_csv(figure: Figure) -> str:
    """The figure's table with its finding, notes and method, for a Dutch spreadsheet (semicolons).

    Made of what the page shows, so it withholds what the page withholds.
    """
    sheet = io.StringIO()
    writer = csv.writer(sheet, delimiter=";", lineterminator="\r\n")
    writer.writerow([figure.table.caption])
    writer.writerow([figure.finding])
    writer.writerow([])
    if not figure.is_empty:
        writer.writerow(figure.table.header)
        writer.writerows(figure.table.rows)
        writer.writerow([])
    writer.writerows(_texts(figure))
    return sheet.getvalue()


def _texts(figure: Figure) -> Iterable[list[str]]:
    return ([text] for text in (*figure.notes, figure.method, figure.direction) if text)
