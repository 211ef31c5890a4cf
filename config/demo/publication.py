"""*Publicatie 2021*: each published number beside what the product's own indicators compute.

This page alone is exempt from the rules of disclosure (rule 7): its records are made up. It says of
each number whether the rules of today would let it out. What it shows is pooled by the publisher
from the contributions, as a release is.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from benchmark.charts import numbers
from benchmark.disclosure import EARLIER_RELEASE, WITHHELD, Ledger
from benchmark.releases import Pool, contributions_of
from benchmark.standard.indicators import ALL, INDICATORS, Indicator
from benchmark.standard.text import label
from benchmark.statistics import Curve, Distribution, Statistic
from monitor.demo.targets import TARGETS, Target
from tenants.models import Edition, Municipality

from .seed import EDITION

# The indicator behind each kind of published figure; unlisted ones bear the same name or none.
INDICATOR_OF = {
    "influence_baseline": "influence_at_start",
    "influence_baseline_high": "influence_at_start",
    "unrest_baseline": "unrest_at_start",
    "unrest_baseline_high": "unrest_at_start",
    "stress_all": "stress_all_answers",
    "stress_all_high": "stress_all_answers",
    "iu_in_balance_60_by_type": "iu_in_balance_within_60_by_type",
    "success_share": "success",
    "iu_in_view_91": "iu_in_view_within_91",
    "debts_in_view_91": "debts_in_view_within_91",
    "drop_out_share": "drop_out",
    "feeling_baseline": "feeling_at_start",
    "feeling_baseline_groups": "feeling_groups_at_start",
    "stress_baseline_mean": "mean_stress_at_start",
    "unrest_baseline_mean": "mean_unrest_at_start",
    "belief_baseline_mean": "mean_belief_at_start",
    "iu_in_balance_week_13_by_type": "iu_in_balance_by_week_by_type",
    "administrative_share": "deployed_by_category",
}
# Where a published figure of one number is one cell of an indicator.
CELL_OF = {"administrative_share": "administrative"}
DECLARED = {indicator.id: indicator for indicator in INDICATORS}
NEAR = 1e-9
# One digit more than is published, so that a reader sees how near it is.
SHOWN_DECIMALS = {numbers.PERCENT: 1, numbers.SCALE: 2}


@dataclass(frozen=True)
class Line:
    """One published number beside the computed one."""

    code: str
    whose: str
    cell: str
    published: str
    computed: str
    is_near: bool
    may_leave: str


@dataclass(frozen=True)
class Group:
    """The lines of one figure, with the definition they are computed by."""

    title: str
    method: str
    lines: list[Line]


@dataclass(frozen=True)
class Comparison:
    """The page: what was compared, and how many numbers could not be yet."""

    groups: list[Group]
    not_computed: list[tuple[str, int]]

    @property
    def compared(self) -> int:
        return sum(len(group.lines) for group in self.groups)

    @property
    def near(self) -> int:
        return sum(line.is_near for group in self.groups for line in group.lines)

    @property
    def not_computed_count(self) -> int:
        return sum(count for _title, count in self.not_computed)


@require_safe
def page(request):
    """Open to anyone, in the demo only."""
    edition = Edition.objects.filter(slug=EDITION).first()
    comparison = compare(edition) if edition else None
    return render(request, "demo/publication.html", {"comparison": comparison, "edition": edition})


page.audience = frozenset({"anyone"})


def compare(edition: Edition) -> Comparison | None:
    """Every published number that a declared indicator computes; None before there are records."""
    names = {str(m.pk): m for m in Municipality.objects.filter(is_demo=edition.is_demo)}
    with connection.as_publisher():
        pool = Pool.of(contributions_of(edition))
    if not pool.cohort_sizes:
        return None
    groups: dict[str, Group] = {}
    missing: dict[str, int] = {}
    sources: dict[tuple[str, str | None], _Source] = {}
    for target in TARGETS:
        indicator = DECLARED.get(INDICATOR_OF.get(target.measure, target.measure))
        if indicator is None:
            title = str(target.title)
            missing[title] = missing.get(title, 0) + 1
            continue
        key = (indicator.id, target.municipality)
        if key not in sources:
            sources[key] = _Source.of(pool, indicator, target.municipality, names, edition.slug)
        group = groups.setdefault(
            target.measure, Group(str(target.title), str(indicator.method), [])
        )
        group.lines.append(sources[key].line(target))
    return Comparison(list(groups.values()), list(missing.items()))


@dataclass(frozen=True)
class _Source:
    """One indicator over everybody or over one municipality, with what the rules say of it."""

    indicator: Indicator
    cells: dict[str, Statistic | None]
    whose: str
    reason: Callable[[str], str]

    @classmethod
    def of(cls, pool: Pool, indicator: Indicator, slug: str | None, names, period) -> "_Source":
        if slug is None:
            decisions = pool.decisions(indicator, ledger=Ledger(), period=period)
            return cls(
                indicator,
                pool.pooled(indicator),
                _("Gemiddelde"),
                lambda cell: _allowed(decisions[cell]),
            )
        key, municipality = next(
            ((key, m) for key, m in names.items() if m.slug == slug), ("", None)
        )
        return cls(
            indicator,
            pool.pooled(indicator, {key}),
            municipality.name if municipality else slug,
            lambda cell: _("nee, het cijfer is van één gemeente"),
        )

    def line(self, target: Target) -> Line:
        language = get_language() or "nl"
        cell, value = self._value(target)
        shown = "–"
        if value is not None:
            digits = f"{numbers.half_up(value, SHOWN_DECIMALS[target.unit]):f}"
            shown = _in_unit(digits, target.unit, language)
        published = f"{target.value:.0f}" if target.unit == numbers.PERCENT else str(target.value)
        return Line(
            code=target.code,
            whose=self.whose,
            cell=self._label(target),
            published=_in_unit(published, target.unit, language),
            computed=shown,
            is_near=value is not None and abs(value - target.value) <= target.tolerance + NEAR,
            may_leave=self.reason(cell),
        )

    def _value(self, target: Target) -> tuple[str, float | None]:
        """The indicator's cell and the number in the target's unit; None over nobody."""
        code = CELL_OF.get(target.measure, target.cell)
        if code not in self.cells:
            code = ALL.code
        statistic = self.cells.get(code)
        if statistic is None or statistic.is_empty:
            return code, None
        if isinstance(statistic, Distribution):
            categories = (target.cell,) if target.cell else self.indicator.headline
            known = [category for category in categories if category in statistic.codes]
            # A row that nobody can be in, such as a pause as a reason to stop, is zero.
            exact = statistic.share(*known).exact if known else 0
        elif isinstance(statistic, Curve):
            exact = statistic.at(self.indicator.measuring_point)
        else:
            exact = statistic.exact
        return code, float(exact * 100 if target.unit == numbers.PERCENT else exact)

    def _label(self, target: Target) -> str:
        if not target.cell:
            return _("geheel")
        if target.cell == "temporary_pause":
            return _("Tijdelijke pauze")
        return label((*self.indicator.categories, *self.indicator.cells), target.cell)


def _in_unit(digits: str, unit: str, language: str) -> str:
    text = digits if language == "en" else digits.replace(".", ",")
    return f"{text}%" if unit == numbers.PERCENT else text


def _allowed(decision) -> str:
    if decision.published:
        return _("ja")
    reason = label((*WITHHELD, EARLIER_RELEASE), decision.reason)
    return _("nee: %(reason)s") % {"reason": reason[:1].lower() + reason[1:]}
