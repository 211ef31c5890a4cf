"""One municipality's figures of one edition, each beside the average of the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from itertools import combinations

from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from benchmark.charts import numbers
from benchmark.disclosure import INTERNAL_FLOOR, share_label
from benchmark.figures import Figure, Place, build_bars, build_figure, build_scatter
from benchmark.groupings import Grouping, by_code
from benchmark.lookup import Comparison, groupings_of
from benchmark.standard.indicators import ALL, INDICATORS, Indicator, by_id
from benchmark.statistics import Statistic
from monitor.caseload import labels
from monitor.caseload.labels import Names
from tenants.models import Edition, Municipality

from . import guarding
from .compute import compute
from .frames import Cohort, Frames, fetch, quarters
from .memory import Memory
from .palettes import palette_of
from .peers import choices, grouping_of, label_of
from .relabelling import relabelled
from .representation import Representation, representation_of, weighted_step_means
from .response import Response, response_of

# What the overview starts with: one number each (S98, S109, S110, S113).
TILES = ("iu_in_view_within_91", "debts_in_view_within_91", "success", "drop_out")
# Per section the figures with a bar per municipality (S111), and help against result (S115).
BARS = {
    "results.overview": (
        "iu_in_view_within_91",
        "debts_in_view_within_91",
        "iu_in_balance_within_91",
    ),
    "results.outflow": ("success",),
}
TIES = {
    "results.association": (
        (("deployed_by_category", "administrative"), ("iu_in_view_within_91", ALL.code)),
        (("deployed_by_category", "legal"), ("iu_in_balance_within_91", ALL.code)),
    )
}
Cells = Mapping[str, Statistic]


@dataclass(frozen=True)
class Tile:
    """One number of the overview; `value` is empty where too few clients stand behind it."""

    label: str
    value: str
    base: str
    comparison: str
    chapter: str


@dataclass(frozen=True)
class Own:
    """The own figures of one indicator; `has_small` says that a few clients stand in some cell,
    here or before filters."""

    cells: Cells
    has_small: bool


@dataclass(frozen=True)
class Dashboard:
    """What the pages show. It reads the cohort once, and only when nothing is remembered."""

    municipality: Municipality
    edition: Edition
    cohort: Cohort
    memory: Memory = field(default_factory=Memory.now)
    compared_with: str = ""  # a value of peers.choices()

    @classmethod
    def of(cls, municipality: Municipality, edition: Edition, **filters: str) -> Dashboard:
        """The figures of an edition, narrowed by filters of a cohort (see frames.FILTERS)."""
        return cls(municipality, edition, Cohort.of(edition, **filters))

    def narrowed(self, **filters: str) -> Dashboard:
        """The same figures with these filters instead."""
        return self._with(cohort=Cohort.of(self.edition, **filters))

    def beside(self, compared_with: str) -> Dashboard:
        """The same figures beside this group of municipalities, a value of peers.choices()."""
        return self._with(compared_with=compared_with)

    def _with(self, **changes) -> Dashboard:
        changed = replace(self, **changes)
        # What does not depend on filters is not read again.
        shared = {"whole", "names"} & self.__dict__.keys()
        if changed.compared_with == self.compared_with:
            shared |= {"comparison"} & self.__dict__.keys()
        changed.__dict__.update({name: self.__dict__[name] for name in shared})
        return changed

    @cached_property
    def whole(self) -> Frames:
        """The cohort without filters."""
        return fetch(replace(self.cohort, filters=()))

    @cached_property
    def frames(self) -> Frames:
        """The cohort with its filters."""
        return self.whole.narrowed(self.cohort.filters)

    @cached_property
    def wider(self) -> list[Frames]:
        """The cohorts that this one could be subtracted from: with fewer of its filters, the one
        without any first."""
        return [self.whole.narrowed(cohort.filters) for cohort in self.wider_cohorts]

    @property
    def wider_cohorts(self) -> list[Cohort]:
        """Those of `wider`."""
        chosen = self.cohort.filters
        fewer = (some for n in range(len(chosen)) for some in combinations(chosen, n))
        return [replace(self.cohort, filters=some) for some in fewer]

    @cached_property
    def _hides_all(self) -> bool:
        return guarding.hides_choice(self.whole, self.cohort.filters)

    @cached_property
    def _of_all_answers(self) -> Frames:
        """The cohort with its filters but the one that chooses among answers."""
        return self.whole.narrowed(
            tuple(pair for pair in self.cohort.filters if pair[0] != "assisted")
        )

    @cached_property
    def names(self) -> dict[str, list[str]]:
        """Per filter what this municipality has in the edition: its paths, teams and quarters."""
        return self._remember("names", lambda: _names(self.whole), ())

    @cached_property
    def comparison(self) -> Comparison:
        return self._remember(
            ("comparison", self.grouping),
            lambda: Comparison.of(self.edition, self.municipality, self.grouping),
            (),
        )

    @cached_property
    def grouping(self) -> str:
        """The code of the group of municipalities beside the own figures, or of the country."""
        return grouping_of(self.compared_with, self._clients)

    @property
    def group(self) -> Grouping | None:
        """The group of municipalities that was chosen; None for the country."""
        return by_code(self.grouping) if self.compared_with else None

    @property
    def withheld_group(self) -> Grouping | None:
        """The same when nothing of it is published."""
        return self.group if self.comparison.is_withheld_group else None

    def shown_groups(self) -> list[str]:
        """What groups of municipalities there are to choose, in words."""
        codes = self._remember("groups", lambda: groupings_of(self.edition), ())
        choosable = (grouping_of(value, self._clients) for value, _label in choices() if value)
        return [str(by_code(code).label) for code in choosable if code in codes]

    def _clients(self) -> int:
        return self._remember("clients", lambda: self.whole.clients, ())

    @cached_property
    def representation(self) -> Representation:
        """Who answered, of whom."""
        return self._remember(
            "representation", lambda: representation_of(self.cohort, self.wider_cohorts)
        )

    @cached_property
    def response(self) -> Response:
        """How many questionnaires were answered."""
        return self._remember("response", self._response)

    def _response(self) -> Response:
        """Nothing where a wider choice minus this one would tell of a few clients."""
        more = (frames.clients - self.frames.clients for frames in self.wider)
        if self._hides_all or any(0 < n < INTERNAL_FLOOR for n in more):
            return Response(None, None)
        return response_of(self.cohort, self.wider_cohorts)

    @property
    def is_filtered(self) -> bool:
        """Whether the own figures are about a part of the cohort; the average never is (A-21)."""
        return bool(self.cohort.filters)

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """Every indicator by its id, in the order of the standard, over this municipality's own
        paths and in its own words; without those over paths when there are none."""
        paths = self.names["path"]
        return {
            i.id: relabelled(i.over(paths) if i.own_only else i, self.own_names)
            for i in INDICATORS
            if paths or not i.own_only
        }

    @cached_property
    def own_names(self) -> Names:
        """What this municipality calls the steps and results."""
        return self._remember("own names", labels.current, ())

    def figures(self, chapter: str) -> list[Figure]:
        """The figures of a chapter in the order of the standard."""
        wanted = [i for i in self.indicators.values() if i.chapter == chapter]
        return self._figures(chapter, wanted)

    def _figures(self, what: str, wanted: list[Indicator]) -> list[Figure]:
        """Drawn once per language and comparison; drawing takes longer than computing."""
        theme = self.municipality.theme
        look = (what, self.grouping, get_language(), self.municipality.name, theme)
        return self._remember(("figures", *look), lambda: [self.figure(i) for i in wanted])

    def highlights(self, chapter: str) -> list[Figure]:
        """The first figure of each of a chapter's sections: what the overview shows of it."""
        firsts: dict[str, Indicator] = {}
        for indicator in self.indicators.values():
            if indicator.chapter == chapter:
                firsts.setdefault(indicator.section, indicator)
        return self._figures(f"highlights {chapter}", list(firsts.values())[:3])

    def own(self, indicator: Indicator) -> Cells:
        """The own figures. A cell that leaves out only a few clients of a wider choice is empty:
        the difference would tell of them. Cells of fewer than INTERNAL_FLOOR people are in it and
        must not be shown."""
        return self._chapter(indicator.chapter)[indicator.id].cells

    def average(self, indicator: Indicator) -> tuple[Cells, bool]:
        """The others' figures, or the published average with the own clients in it; and which.

        Published, where the others alone cannot be shown, and where a cell of our own is too small
        to show: it could be worked out from the two. One figure never mixes them. With the own
        clients in it a difference with the own figure looks smaller than it is, so a difference
        that is then called larger than chance is.
        """
        average = self.comparison.average(indicator)
        if average and not self.comparison.has_own(indicator):
            return average, False
        others = self.comparison.others(indicator)
        if not average or any(others[cell] is None for cell in average):
            return average, True
        if self._chapter(indicator.chapter)[indicator.id].has_small:
            return average, True
        return {cell: others[cell] for cell in average}, False

    def withheld(self, indicator: Indicator) -> dict[str, str] | None:
        """Cell -> why the average is not shown there; None without a release."""
        return self.comparison.withheld(indicator) if self.comparison.release else None

    def unanswered(self, indicator: Indicator) -> str:
        """The sentence that replaces figures made of too few answers (M-16); empty otherwise."""
        if indicator.is_about_answers and self.representation.is_below_floor:
            return self.representation.sentence
        return ""

    def figure(self, indicator: Indicator) -> Figure:
        """One figure in the active language. What may not be shown is not in it."""
        average, includes_own = self.average(indicator)
        figure = build_figure(
            indicator,
            self.own(indicator),
            None if indicator.own_only else average,
            own_label=self.municipality.name,
            average_label=self.average_label(indicator, includes_own),
            id_prefix=indicator.id.replace("_", "-"),
            lang=get_language() or "nl",
            palette=palette_of(self.municipality.theme),
            measured_on=self.cohort.reference_date,
            average_reasons=self.withheld(indicator),
            own_reason=self.unanswered(indicator),
            companions=self._companions(indicator),
            unweighted=self.comparison.by_municipality(indicator),
            weighted=self._weighted(indicator),
        )
        return _drawn(figure)

    def between(self, section: str) -> list[Figure]:
        """The figures of a section with a bar or a point per municipality that consents."""
        drawn = {
            "own_name": self.municipality.name,
            "lang": get_language() or "nl",
            "palette": palette_of(self.municipality.theme),
        }
        figures = [
            build_bars(
                by_id(id),
                ALL.code,
                [Place(p.number, p.is_own, p.value) for p in self.comparison.points(by_id(id))],
                id_prefix=f"gemeenten-{id}".replace("_", "-"),
                measured_on=self.cohort.reference_date,
                **drawn,
            )
            for id in BARS.get(section, ())
        ]
        for x, y in TIES.get(section, ()):
            one, two = (by_id(x[0]), x[1]), (by_id(y[0]), y[1])
            pairs = self.comparison.pairs(one, two)
            figures.append(
                build_scatter(
                    one,
                    two,
                    [Place(p.number, p.is_own, p.x, p.y) for p in pairs],
                    id_prefix=f"samen-{x[1]}-{y[0]}".replace("_", "-"),
                    **drawn,
                )
            )
        return [_drawn(figure) for figure in figures]

    def tiles(self) -> list[Tile]:
        """The few numbers that the overview starts with."""
        return [self._tile(by_id(id)) for id in TILES]

    def average_label(self, indicator: Indicator, includes_own: bool) -> str:
        """How the other side of a figure is called."""
        return label_of(self.grouping, self.comparison.has_own(indicator), includes_own)

    def _weighted(self, indicator: Indicator) -> dict[str, Fraction]:
        """The means of a step as the whole cohort would have given them, where five answered."""
        if indicator.measure.code != "mean_answer" or indicator.breakdowns != ("step",):
            return {}
        item = indicator.measure.item
        found = self._remember(f"weighted {item}", lambda: weighted_step_means(item, self.frames))
        own = self.own(indicator)
        return {
            step: mean.exact
            for step, mean in found.items()
            if mean.exact is not None and own[step].people >= INTERNAL_FLOOR
        }

    def _companions(self, indicator: Indicator) -> tuple[Cells, Cells] | None:
        if not indicator.companion:
            return None
        beside = by_id(indicator.companion)
        return self.own(beside), self.average(beside)[0]

    def _chapter(self, chapter: str) -> dict[str, Own]:
        """Every indicator of a chapter, computed once for all its figures."""
        if chapter not in self._computed:
            wanted = [i for i in self.indicators.values() if i.chapter == chapter]
            self._computed[chapter] = self._remember(
                chapter, lambda: {i.id: self._compute(i) for i in wanted}
            )
        return self._computed[chapter]

    @cached_property
    def _computed(self) -> dict[str, dict[str, Own]]:
        return {}

    def _compute(self, indicator: Indicator) -> Own:
        own = compute(indicator, self.frames)
        has_small = guarding.is_small(indicator, own)
        out = guarding.hidden_cells(indicator, own)
        if indicator.within:
            more = compute(by_id(indicator.within), self.frames)
            out |= guarding.close_to_wider(indicator, own, more)
        for place, frames in enumerate(self.wider):
            whole = compute(indicator, frames)
            has_small |= place == 0 and guarding.is_small(indicator, whole)
            out |= guarding.close_to_wider(indicator, own, whole)
        if self._hides_all:
            out = set(own)
        if self.cohort.assisted is not None:
            kept = "t" if self.cohort.assisted else "f"
            both = guarding.mixed(indicator, self._of_all_answers, kept)
            out |= {cell for cell, n in both.items() if 0 < n < INTERNAL_FLOOR}
        own = {cell: s - s if cell in out else s for cell, s in own.items()}
        has_small |= bool(out)
        return Own(own, has_small)

    def _remember(self, what: str | tuple, make, filters=None):
        """By edition and filters; the average does not depend on filters."""
        chosen = self.cohort.filters if filters is None else filters
        model = self.municipality.treatment_model
        key = (what, self.edition.slug, self.cohort.reference_date, model, chosen)
        return self.memory.get(key, make)

    def _tile(self, indicator: Indicator) -> Tile:
        lang = get_language() or "nl"
        own = self.own(indicator)[ALL.code]
        average, includes_own = self.average(indicator)
        shown = own.people >= INTERNAL_FLOOR
        other = average.get(ALL.code)
        whose = self.average_label(indicator, includes_own)
        return Tile(
            label=str(indicator.title),
            value=numbers.show(own.exact, indicator.unit, lang) if shown else "",
            base=_("%(count)s cliënten") % {"count": own.people} if shown else "",
            comparison=(
                f"{whose}: {share_label(other.exact, other.people)}" if other is not None else ""
            ),
            chapter=indicator.chapter,
        )


def _drawn(figure: Figure) -> Figure:
    """With drawings that a template writes as they are: benchmark.charts escapes every text."""
    return replace(
        figure,
        svg=mark_safe(figure.svg),  # noqa: S308
        svg_narrow=mark_safe(figure.svg_narrow),  # noqa: S308
    )


def _names(frames: Frames) -> dict[str, list[str]]:
    rows = frames.trajectories
    return {
        "path": sorted(set(rows["path"]) - {""}),
        "team": sorted(set(rows["team"]) - {""}),
        "quarter": sorted(map(str, set(quarters(rows["intake"])))),
    }
