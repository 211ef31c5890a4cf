"""Values and differences as they are read: rounded once, with a sign where it is a difference."""

from benchmark.charts import numbers
from benchmark.standard.indicators import Indicator
from benchmark.statistics import Difference

from .lines import Value
from .words import WORDS


def value(indicator: Indicator, found: Value, lang: str) -> str:
    """ "82%" or "3,4"."""
    return numbers.show(found.exact, indicator.unit, lang)


def value_with_margin(indicator: Indicator, found: Value, lang: str) -> str:
    """ "82% (70–90%)"."""
    text = value(indicator, found, lang)
    if found.interval is None:
        return text
    limits = (found.interval.low, found.interval.high)
    return f"{text} ({numbers.show_range(*limits, indicator.unit, lang)})"


def difference(indicator: Indicator, found: Difference, lang: str) -> str:
    """ "+12 procentpunt (+3 tot +21)", "−0,4 (−0,8 tot +0,1)"."""
    text = _signed(indicator, found.value, lang)
    if indicator.unit == numbers.PERCENT:
        text = getattr(WORDS["points"], lang).format(number=text)
    if found.interval is None:
        return text
    low, high = (_signed(indicator, end, lang) for end in (found.interval.low, found.interval.high))
    return f"{text} ({low} {getattr(WORDS['to'], lang)} {high})"


def verdict(found: Difference) -> str:
    """real, chance, or unknown where the data give no interval."""
    if found.interval is None:
        return "unknown"
    return "real" if found.is_real else "chance"


def _signed(indicator: Indicator, number: float, lang: str) -> str:
    if indicator.unit != numbers.PERCENT:
        return numbers.show(number, numbers.CHANGE, lang)
    points = numbers.half_up(number * 100, 0)
    return f"{'+' if points > 0 else ''}{points:f}".replace("-", "−")
