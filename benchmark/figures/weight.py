"""How much weight a finding bears: the clients behind it and its level of evidence (R84)."""

from dataclasses import dataclass

from benchmark.standard.indicators import Indicator
from benchmark.statistics import Curve, Distribution, Interval, Statistic, evidence

from .findings import Found
from .readings import Side, is_adjusted
from .words import say

# The unit in which a margin counts as narrow; a mean of 1 to 3 spans half of one of 1 to 5.
WIDTHS = {
    "percent": evidence.WIDEST["share"],
    "scale_1_5": evidence.WIDEST["points"],
    "scale_change": evidence.WIDEST["points"],
    "score_1_3": evidence.WIDEST["points"] / 2,
    "count": evidence.WIDEST["points"],
}


@dataclass(frozen=True)
class Weight:
    """All three are empty where nothing is shown."""

    base: str = ""
    word: str = ""
    meaning: str = ""


def weight_of(indicator: Indicator, found: Found, side: Side, lang: str) -> Weight:
    """That of the cell which the finding is about, on the side that it is about."""
    if side.is_empty:
        return Weight()
    cell = found.cell if found.cell in side.stats else next(iter(side.stats))
    stat = side.stats[cell]
    level = evidence.level(
        stat.known(indicator.measuring_point) if isinstance(stat, Curve) else stat.people,
        _interval(indicator, stat),
        unit_width=WIDTHS[indicator.unit],
        difference=found.difference,
    )
    # Which of several cells is highest was not tested by itself.
    if level == evidence.CONFIRMED and found.difference is None and len(side.stats) > 1:
        level = evidence.INDICATIVE
    reading = next(
        (r for key, r in side.readings.items() if key.split("/")[0] == cell),
        next(iter(side.readings.values())),
    )
    return Weight(
        say("base", lang, count=_people(indicator, side, cell, reading)),
        say(level, lang),
        say(f"{level}_means", lang),
    )


def _people(indicator, side: Side, cell: str, reading) -> str:
    """The clients as the table writes them: rounded for an average."""
    headline = side.headlines.get(cell)
    return (headline or reading).people


def _interval(indicator: Indicator, stat: Statistic) -> Interval | None:
    if is_adjusted(indicator):
        return None
    if isinstance(stat, Curve):
        return stat.interval_at(indicator.measuring_point)
    if isinstance(stat, Distribution):
        largest = max(stat.codes, key=stat.count)
        return stat.interval(*(indicator.headline or (largest,)))
    return stat.interval()
