"""The conclusion of a comparison, made from its numbers, and how much weight it bears."""

from benchmark.charts import numbers
from benchmark.standard.indicators import ALL, Indicator
from benchmark.standard.indicators.model import raised
from benchmark.standard.text import Text
from benchmark.statistics import evidence

from . import written
from .lines import HEADLINE, Comparison, Line
from .words import LANGUAGES, both, said


def finding(comparison: Comparison) -> Text:
    """What differs most, and whether that is more than chance."""
    line = comparison.main
    if line is None:
        return said("not_enough")
    first = _first(comparison, line)
    return both(
        Text("{first} {second}", "{first} {second}"), first=first, second=_second(comparison, line)
    )


def _first(comparison: Comparison, line: Line) -> Text:
    """The numbers of the row: of the whole, of one cell, or of one category."""
    indicator, sides = comparison.indicator, comparison.sides
    phrase = indicator.phrase
    key = "share"
    if line.category not in ("", HEADLINE) or _is_part(line) and indicator.kind == "distribution":
        key = "largest_row"
    elif _is_part(line):
        key = "largest" if len(comparison.compared) > 1 else "only"
    elif indicator.kind == "mean":
        key = "value"
    if key in ("only", "value"):
        phrase = Text(raised(phrase.nl), raised(phrase.en))
    is_whole = key == "share"
    return said(
        key,
        a=_shown(indicator, line.one),
        b=_shown(indicator, line.other),
        old=sides.one.label if is_whole else sides.one.inside,
        new=sides.other.label if is_whole else sides.other.inside,
        phrase=phrase,
        title=indicator.title,
        cell=line.label,
    )


def _is_part(line: Line) -> bool:
    """Whether the row is about some of the clients."""
    return line.cell != ALL.code


def _second(comparison: Comparison, line: Line) -> Text:
    """About this difference where the finding is about the whole, else about how many there are."""
    compared = [one for one in comparison.compared if one.category in ("", line.category)]
    if line.category not in ("", HEADLINE):
        compared = comparison.compared
    if line.cell == ALL.code and line.category in ("", HEADLINE) or len(compared) == 1:
        return said(written.verdict(line.difference))
    real = sum(one.difference.is_real for one in compared)
    key = {0: "none_real", 1: "one_real"}.get(real, "some_real")
    return said(key, count=str(len(compared)), real=str(real))


def _shown(indicator: Indicator, value) -> Text:
    return Text(*(written.value(indicator, value, lang) for lang in LANGUAGES))


def level(comparison: Comparison) -> str:
    """Signal, indicative or confirmed, of the difference that the finding is about (R84)."""
    line = comparison.main
    if line is None:
        return evidence.SIGNAL
    intervals = [side.interval for side in (line.one, line.other)]
    widest = None
    if all(intervals):
        widest = max(intervals, key=lambda one: one.high - one.low)
    unit = "share" if comparison.indicator.unit == numbers.PERCENT else "points"
    return evidence.level(
        min(line.one.people, line.other.people),
        widest,
        unit_width=evidence.WIDEST[unit],
        difference=line.difference,
    )
