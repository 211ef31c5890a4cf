"""What stands below a figure: what is left out and why, and how to read the numbers."""

from collections.abc import Mapping

from benchmark.disclosure import EARLIER_RELEASE, WITHHELD
from benchmark.standard.indicators import ALL, Indicator
from benchmark.statistics import Distribution

from .readings import Row, Side, in_language
from .words import listed, say

_REASONS = {term.code: term.label for term in (*WITHHELD, EARLIER_RELEASE)}


def notes(
    indicator: Indicator,
    rows: tuple[Row, ...],
    own: Side,
    average: Side,
    *,
    has_own: bool,
    has_average: bool,
    minimum: int,
    rounded: bool,
    reasons: Mapping[str, str],
    lang: str,
) -> tuple[str, ...]:
    """Sentences; `reasons` are codes of the rules of disclosure per cell of the average."""
    said = []
    if has_own:
        said += _left_out(
            indicator, rows, own, "withheld_below", "withheld_all_below", lang, minimum
        )
    if has_average:
        said += _missing_average(indicator, rows, average, reasons, lang)
    said += [
        say("curve_stops", lang, name=side.label, week=last)
        for side in (own, average)
        if indicator.kind == "curve"
        and not side.is_empty
        and (last := max(map(int, side.readings))) < indicator.weeks
    ]
    if any(_repeats(side) for side in (own, average)):
        said.append(say("repeated", lang))
    margins = own if not own.is_empty else average
    if any(reading.limits_label for reading in margins.readings.values()):
        said.append(say("margin", lang))
    if rounded and not average.is_empty:
        said.append(say("rounded", lang, name=average.label))
        if any(reading.label[0] in "<>" for reading in average.readings.values()):
            said.append(say("ends", lang, name=average.label))
    return tuple(said)


def _absent(indicator: Indicator, rows, side: Side) -> list[Row]:
    """Cells without a statistic that may be shown; a distribution or curve is one cell."""
    if indicator.cells == (ALL,):
        return [] if side.stats else [Row(ALL.code, "")]
    return [row for row in rows if row.code not in side.stats]


def _left_out(indicator, rows, side, some, everything, lang, minimum):
    absent = _absent(indicator, rows, side)
    if not absent:
        return []
    if not side.stats:
        return [say(everything, lang, name=side.label, minimum=minimum)]
    cells = listed([row.label for row in absent], lang)
    return [say(some, lang, name=side.label, cells=cells, minimum=minimum)]


def _missing_average(indicator, rows, average, reasons, lang):
    """Grouped by reason where the rules gave one."""
    said = []
    unexplained = []
    by_reason: dict[str, list[str]] = {}
    for row in _absent(indicator, rows, average):
        if row.code in reasons:
            by_reason.setdefault(reasons[row.code], []).append(row.label or average.label)
        else:
            unexplained.append(row.label)
    # An earlier figure that stays is shown, and said to be earlier.
    for code, reason in reasons.items():
        if reason == EARLIER_RELEASE.code and code in average.stats:
            label = next((row.label for row in rows if row.code == code), average.label)
            by_reason.setdefault(reason, []).append(label)
    for reason, cells in by_reason.items():
        words = in_language(_REASONS[reason], lang)
        said.append(say("because", lang, reason=words, cells=listed(cells, lang)))
    if unexplained and average.stats:
        cells = listed(unexplained, lang)
        said.append(say("average_missing", lang, name=average.label, cells=cells))
    elif unexplained:
        said.append(say("average_missing_all", lang, name=average.label))
    return said


def _repeats(side: Side) -> bool:
    return any(
        isinstance(stat, Distribution) and stat.clients is not None for stat in side.stats.values()
    )
