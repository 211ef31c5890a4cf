"""*Publicatie 2021*: each published number beside what the product's own indicators compute.

This page alone is exempt from the rules of disclosure (rule 7): its records are made up. It says of
each number whether the rules of today would let it out. What it shows is pooled by the publisher
from the contributions, as a release is.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import connection
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from benchmark.charts import numbers
from benchmark.disclosure import EARLIER_RELEASE, WITHHELD, Ledger
from benchmark.releases import Pool, contributions_of
from benchmark.standard.indicators import ALL, CHAPTERS, Indicator, by_id
from benchmark.standard.text import label
from benchmark.statistics import Curve, Distribution, Statistic
from monitor.demo.targets import TARGETS, Target
from monitor.insights.reading import SLUGS
from tenants.hosts import base_url
from tenants.models import Edition, Municipality

from .differences import CHOICES, PRINTED_BEFORE, unnumbered
from .seed import EDITION

# The indicator behind each kind of published figure; unlisted ones bear the same name.
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
NEAR = 1e-9
# One digit more than is published, so that a reader sees how near it is.
SHOWN_DECIMALS = {numbers.PERCENT: 1, numbers.SCALE: 2}
# The municipalities whose pages are linked to, and who may read there.
READER, READS = "waterveen", "bas@waterveen.example.org"
PATHS, READS_PATHS = "lindehaven", "fenna@lindehaven.example.org"


@dataclass(frozen=True)
class Line:
    """One published number beside the computed one."""

    code: str
    whose: str
    cell: str
    published: str
    computed: str
    difference: str
    is_near: bool
    may_leave: str


@dataclass(frozen=True)
class Group:
    """The lines of one indicator, under the title of the first figure it computes."""

    title: str
    indicator: Indicator
    lines: list[Line] = field(default_factory=list)

    @property
    def codes(self) -> str:
        """Where the numbers stand in the publication: "S94" or "S91, S92"."""
        return ", ".join(dict.fromkeys(line.code for line in self.lines))


@dataclass(frozen=True)
class Comparison:
    """The page: what was compared."""

    groups: list[Group]

    @property
    def chapters(self) -> list[tuple[str, list[Group]]]:
        """The figures under the five chapters of the report."""
        return [
            (str(chapter), [g for g in self.groups if g.indicator.chapter == chapter.code])
            for chapter in CHAPTERS
        ]

    @property
    def lines(self) -> list[Line]:
        return [line for group in self.groups for line in group.lines]

    @property
    def compared(self) -> int:
        return len(self.lines)

    @property
    def near(self) -> int:
        return sum(line.is_near for line in self.lines)

    @property
    def allowed(self) -> int:
        """How many the rules of today would let out."""
        return sum(line.may_leave == _("ja") for line in self.lines)


@require_safe
def page(request):
    """Open to anyone, in the demo only."""
    edition = Edition.objects.filter(slug=EDITION).first()
    comparison = compare(edition) if edition else None
    context = {"comparison": comparison, "edition": edition}
    if comparison:
        context |= {
            "choices": CHOICES,
            "again": sorted(PRINTED_BEFORE.items()),
            "unnumbered": _linked(),
            "readers": (READS, READS_PATHS),
        }
    return render(request, "demo/publication.html", context)


page.audience = frozenset({"anyone"})


def compare(edition: Edition) -> Comparison | None:
    """Every published number beside the computed one; None before there are records."""
    names = {str(m.pk): m for m in Municipality.objects.filter(is_demo=edition.is_demo)}
    with connection.as_publisher():
        pool = Pool.of(contributions_of(edition))
    if not pool.cohort_sizes:
        return None
    groups: dict[str, Group] = {}
    sources: dict[tuple[str, str | None], _Source] = {}
    for target in TARGETS:
        indicator = by_id(INDICATOR_OF.get(target.measure, target.measure))
        key = (indicator.id, target.municipality)
        if key not in sources:
            sources[key] = _Source.of(pool, indicator, target.municipality, names, edition.slug)
        group = groups.setdefault(indicator.id, Group(str(target.title), indicator))
        group.lines.append(sources[key].line(target))
    return Comparison(list(groups.values()))


def _linked() -> list[tuple[str, list[tuple[str, str]]]]:
    """Of each figure without a number its code, and the titles and addresses of its indicators."""
    hosts = {m.slug: base_url(m) for m in Municipality.objects.filter(slug__in=(READER, PATHS))}

    def address(indicator: Indicator) -> str:
        host = hosts.get(PATHS if indicator.own_only else READER, "")
        path = reverse("insights:chapter", "config.urls_tenant", args=(SLUGS[indicator.chapter],))
        return f"{host}{path}#{indicator.section.split('.')[1]}"

    return [
        (one.code, [(str(i.title), address(i)) for i in one.indicators]) for one in unnumbered()
    ]


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
        computed = difference = "–"
        if value is not None:
            digits = numbers.half_up(value, SHOWN_DECIMALS[target.unit])
            apart = digits - Decimal(str(target.value))
            computed = _in_unit(f"{digits:f}", target.unit, language)
            difference = _localised(f"{apart:+f}" if apart else "0", language)
        published = f"{target.value:.0f}" if target.unit == numbers.PERCENT else str(target.value)
        return Line(
            code=target.code,
            whose=self.whose,
            cell=self._label(target),
            published=_in_unit(published, target.unit, language),
            computed=computed,
            difference=difference,
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
            return str(target.title)
        if target.cell == "temporary_pause":
            return _("Tijdelijke pauze")
        return label((*self.indicator.categories, *self.indicator.cells), target.cell)


def _localised(digits: str, language: str) -> str:
    digits = digits.replace("-", "−")
    return digits if language == "en" else digits.replace(".", ",")


def _in_unit(digits: str, unit: str, language: str) -> str:
    text = _localised(digits, language)
    return f"{text}%" if unit == numbers.PERCENT else text


def _allowed(decision) -> str:
    if decision.published:
        return _("ja")
    reason = label((*WITHHELD, EARLIER_RELEASE), decision.reason)
    return _("nee: %(reason)s") % {"reason": reason[:1].lower() + reason[1:]}
