"""The drawing of a comparison: the old way hollow and dashed, the new way filled."""

from collections.abc import Sequence

from benchmark.charts import (
    Group,
    Palette,
    Series,
    bars,
    lines,
    numbers,
    stacked_groups,
    step_curve,
    step_curves,
)
from benchmark.disclosure import INTERNAL_FLOOR
from benchmark.standard.indicators import Indicator
from benchmark.standard.questionnaire import by_code as item_by_code
from benchmark.statistics import Curve, Statistic

from . import written
from .lines import HEADLINE, Comparison, Line
from .words import WORDS

# Roles of the drawings: the new way is the main thing.
ROLES = {"one": "average", "other": "own"}
# More categories than can be told apart by fill and hatch are drawn as bars.
MOST_FILLS = 8


def drawing(
    comparison: Comparison, lang: str, palette: Palette, width: int, id_prefix: str, **texts: str
) -> str:
    """The SVG of a comparison with at least one row; `texts` are its title and description."""
    common = {"lang": lang, "palette": palette, "width": width, "id_prefix": id_prefix, **texts}
    indicator = comparison.indicator
    if indicator.kind == "curve":
        return _curves(comparison, lang, common)
    if indicator.kind == "distribution":
        return _distribution(comparison, lang, common)
    names = [getattr(line.label, lang) for line in comparison.lines]
    series = _series(comparison, comparison.lines, lang)
    is_course = indicator.unit == numbers.SCALE and indicator.breakdowns in (("step",), ("phase",))
    if is_course:
        return lines(names, series, unit=indicator.unit, ticks=_ticks(indicator, lang), **common)
    return bars(names, series, unit=indicator.unit, **common)


def _series(comparison: Comparison, rows: Sequence[Line], lang: str) -> list[Series]:
    found = []
    for name, role in ROLES.items():
        values = [getattr(line, name) for line in rows]
        found.append(
            Series(
                getattr(getattr(comparison.sides, name).label, lang),
                tuple(value and float(value.exact) for value in values),
                tuple(
                    value and value.interval and (value.interval.low, value.interval.high)
                    for value in values
                ),
                tuple(
                    written.value(comparison.indicator, value, lang)
                    if value
                    else getattr(WORDS["withheld"], lang)
                    for value in values
                ),
                role,
            )
        )
    return found


def _distribution(comparison: Comparison, lang: str, common) -> str:
    """Bars of 100%; of unordered answers of everybody bars beside each other."""
    indicator = comparison.indicator
    codes = [term.code for term in indicator.categories]
    categories = [getattr(term.label, lang) for term in indicator.categories]
    groups = []
    for cell in indicator.cells:
        of_cell = {line.category: line for line in comparison.lines if line.cell == cell.code}
        if len(indicator.headline) == 1:
            of_cell[indicator.headline[0]] = of_cell[HEADLINE]
        rows = [of_cell[code] for code in codes]
        label = getattr(cell.label, lang) if len(indicator.cells) > 1 else ""
        groups.append(Group(label, tuple(_series(comparison, rows, lang))))
    if len(groups) == 1 and not indicator.headline:
        return bars(categories, groups[0].series, unit=indicator.unit, **common)
    return stacked_groups(categories, groups, ordered=indicator.chart == "stacked", **common)


def _curves(comparison: Comparison, lang: str, common) -> str:
    indicator = comparison.indicator
    point = indicator.measuring_point
    clock = getattr(indicator.clock, lang)
    groups = []
    for cell in indicator.cells:
        series = []
        for place, (name, role) in enumerate(ROLES.items()):
            label = getattr(getattr(comparison.sides, name).label, lang)
            series.append(_curve(comparison.stats[cell.code][place], label, role, lang))
        groups.append(Group(getattr(cell.label, lang), tuple(series), _withheld(lang)))
    weeks = {
        "weeks": indicator.weeks,
        "week_axis": getattr(WORDS["weeks_since"], lang).format(clock=clock),
        "mark_week": point,
        "mark_label": getattr(WORDS["measuring_point"], lang).format(week=point),
    }
    if len(groups) == 1:
        return step_curve(groups[0].series, **weeks, **common)
    return step_curves([_own_first(group) for group in groups], **weeks, **common)


def _own_first(group: Group) -> Group:
    return Group(group.label, group.series[::-1], group.absent)


def _curve(stat: Statistic | None, label: str, role: str, lang: str) -> Series:
    """The line up to the last week of which enough clients are known."""
    if not isinstance(stat, Curve):
        return Series(label, (None,), (), (_withheld(lang),), role)
    weeks = range((stat.last_week(INTERNAL_FLOOR) or 0) + 1)
    limits = [stat.interval_at(week) for week in weeks]
    return Series(
        label,
        tuple(stat.at(week) for week in weeks),
        tuple(limit and (limit.low, limit.high) for limit in limits),
        tuple(numbers.show(stat.at(week), numbers.PERCENT, lang) for week in weeks),
        role,
    )


def _withheld(lang: str) -> str:
    return getattr(WORDS["withheld"], lang)


def _ticks(indicator: Indicator, lang: str) -> list[tuple[float, str]]:
    """The options of the question as the axis: "3 gemiddeld"."""
    options = item_by_code(indicator.measure.item).options
    return [(int(o.code), f"{o.code} {getattr(o.label, lang).lower()}") for o in options]
