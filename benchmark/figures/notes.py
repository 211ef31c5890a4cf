"""What stands below a figure: what is left out and why, and how to read the numbers."""

from collections.abc import Mapping
from fractions import Fraction

from benchmark.charts import numbers
from benchmark.disclosure import EARLIER_RELEASE, WITHHELD, share_label
from benchmark.standard.indicators import ALL, Indicator
from benchmark.statistics import Distribution

from .readings import Row, Side, cell_rows
from .words import in_language, listed, say, spoken

# More cells than this are counted and not named.
NAMED = 4
_REASONS = {term.code: term.label for term in (*WITHHELD, EARLIER_RELEASE)}


def notes(
    indicator: Indicator,
    rows: tuple[Row, ...],
    own: Side,
    average: Side,
    *,
    has_own: bool,
    own_reason: str,
    has_average: bool,
    minimum: int,
    reasons: Mapping[str, str],
    lang: str,
) -> tuple[str, ...]:
    """What is left out of this figure and why; `reasons` are codes of the rules of disclosure per
    cell of the average."""
    said = []
    if own_reason:
        said.append(own_reason)
    elif has_own:
        said += _left_out(indicator, own, "withheld_below", "withheld_all_below", lang, minimum)
    if has_average:
        said += _missing_average(indicator, average, reasons, lang)
    said += _stops(indicator, rows, (own, average), lang)
    return tuple(said)


def aids(
    indicator: Indicator,
    own: Side,
    average: Side,
    *,
    rounded: bool,
    unweighted: Mapping[str, Fraction],
    weighted: Mapping[str, Fraction],
    lang: str,
) -> tuple[str, ...]:
    """How to read the numbers, the same under many figures; `unweighted` is the mean of
    municipality values per cell, `weighted` the own figure as the whole cohort would give it."""
    said = []
    if indicator.kind == "curve":
        said.append(say("share_and_curve", lang, week=indicator.measuring_point))
    weighted = {cell: value for cell, value in weighted.items() if cell in own.stats}
    if weighted:
        values = _each(indicator, weighted, lang)
        said.append(say("weighted", lang, name=own.label, values=values))
    if any(_repeats(side) for side in (own, average)):
        is_help = indicator.measure.code == "mode"
        said.append(say("repeated_help" if is_help else "repeated", lang))
    margins = own if not own.is_empty else average
    if any(reading.limits_label for reading in margins.readings.values()):
        said.append(say("margin", lang))
    if unweighted and not average.is_empty:
        said.append(say("unweighted", lang, values=_each(indicator, unweighted, lang)))
    if rounded and not average.is_empty:
        said.append(say("rounded", lang, name=average.label))
        if any(reading.label[0] in "<>" for reading in average.readings.values()):
            said.append(say("ends", lang, name=average.label))
    return tuple(said)


def _stops(indicator, rows, sides, lang):
    """Where a curve ends before its last week; of several curves the first to end."""
    if indicator.kind != "curve":
        return
    for side in sides:
        last: dict[str, int] = {}
        for row in rows:
            if row.code in side.readings:
                last[row.cell] = max(row.week, last.get(row.cell, 0))
        if last and min(last.values()) < indicator.weeks:
            yield say("curve_stops", lang, name=side.label, week=min(last.values()))


def _absent(indicator: Indicator, side: Side, lang: str) -> list[Row]:
    """Cells without a statistic that may be shown."""
    if indicator.cells == (ALL,):
        return [] if side.stats else [Row(ALL.code, "")]
    return [row for row in cell_rows(indicator, lang) if row.code not in side.stats]


def _left_out(indicator, side, some, everything, lang, minimum):
    absent = _absent(indicator, side, lang)
    if not absent:
        return []
    if not side.stats:
        return [say(everything, lang, name=side.label, minimum=minimum)]
    cells = _cells([row.label for row in absent], lang)
    return [say(some, lang, name=side.label, cells=cells, minimum=minimum)]


def _cells(labels: list[str], lang: str) -> str:
    """Their names, or how many when naming them all would hide the rest."""
    if len(labels) > NAMED:
        return say("several_groups", lang, count=len(labels))
    return listed(labels, lang)


def _missing_average(indicator, average, reasons, lang):
    """Grouped by reason where the rules gave one."""
    said = []
    unexplained = []
    by_reason: dict[str, list[str]] = {}
    for row in _absent(indicator, average, lang):
        if row.code in reasons:
            by_reason.setdefault(reasons[row.code], []).append(row.label or average.label)
        else:
            unexplained.append(row.label)
    # An earlier figure that stays is shown, and said to be earlier.
    for code, reason in reasons.items():
        if reason == EARLIER_RELEASE.code and code in average.stats:
            label = next(
                (r.label for r in cell_rows(indicator, lang) if r.code == code), average.label
            )
            by_reason.setdefault(reason, []).append(label)
    for reason, cells in by_reason.items():
        words = in_language(_REASONS[reason], lang)
        said.append(say("because", lang, reason=words, cells=_cells(cells, lang)))
    if unexplained and average.stats:
        cells = _cells(unexplained, lang)
        said.append(say("average_missing", lang, name=average.label, cells=cells))
    elif unexplained:
        said.append(say("average_missing_all", lang, name=average.label))
    return said


def _each(indicator, values: Mapping[str, Fraction], lang: str) -> str:
    """ "47%", or "55% bij De Zelfstandige, 19% bij De Afhankelijke" over several cells."""
    shown = {
        row.code: share_label(values[row.code])
        if indicator.unit == numbers.PERCENT
        else numbers.show(values[row.code], indicator.unit, lang)
        for row in cell_rows(indicator, lang)
        if row.code in values
    }
    if indicator.cells == (ALL,):
        return spoken(next(iter(shown.values())), lang)
    names = {row.code: row.label for row in cell_rows(indicator, lang)}
    return listed([f"{value} ({names[code]})" for code, value in shown.items()], lang)


def _repeats(side: Side) -> bool:
    return any(
        isinstance(stat, Distribution) and stat.clients is not None for stat in side.stats.values()
    )
