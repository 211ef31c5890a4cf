"""From a value to a place: the ends of an axis, its ticks, and where a value lies on it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from . import numbers
from .series import Series

_FIXED = {numbers.SCALE: (1.0, 5.0), numbers.SCORE: (1.0, 3.0)}
_SHARES = (0.25, 0.5, 1.0)
# Where an axis may end, and steps that people count in.
_TOPS = (1, 1.5, 2, 3, 4, 5, 6, 8, 10)
_STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True)
class Axis:
    """`low` to `high` laid out over `length` from `start`; a value beyond an end is cut off."""

    low: float
    high: float
    start: float
    length: float

    def at(self, value: float) -> float:
        kept = min(max(value, self.low), self.high)
        return self.start + self.length * (kept - self.low) / (self.high - self.low)

    @property
    def foot(self) -> float:
        """Where bars begin: at zero, or at the end of the axis nearest to it."""
        return self.at(0)


def scale_for(unit: str, series: Iterable[Series]) -> tuple[float, float]:
    """Both ends of the axis for these values and their intervals.

    Answers run over their whole scale. Shares run from 0 to 25, 50 or 100%, whichever holds all.
    Changes have zero in the middle. Counts, days and weeks run from 0 to a round number.
    """
    if unit in _FIXED:
        return _FIXED[unit]
    furthest = max((abs(number) for number in extent(series)), default=0.0)
    if unit == numbers.PERCENT:
        return (0.0, next((top for top in _SHARES if furthest <= top), 1.0))
    top = nice_top(furthest)
    return (-top, top) if unit == numbers.CHANGE else (0.0, top)


def extent(series: Iterable[Series]) -> list[float]:
    """Every value and limit that is there."""
    found: list[float] = []
    for one in series:
        for index, value in enumerate(one.values):
            if value is not None:
                found += (value, *(one.interval(index) or ()))
    return found


def nice_top(value: float, among: Sequence[float] = _TOPS) -> float:
    """The first round number not below `value`: 0.37 → 0.4, 7.2 → 8; 1 for zero."""
    if value <= 0:
        return 1.0
    size = 10 ** floor(log10(value))
    return next(step * size for step in among if value <= step * size * (1 + 1e-9))


def nice_range(values: Sequence[float], least: float = 0.0, most: float = 1.0) -> list[float]:
    """Ticks at round distances around all `values`, within `least` and `most`."""
    low, high = (min(values), max(values)) if values else (least, most)
    step = nice_top(max((high - low) / 5, (most - least) / 20), _STEPS)
    first = max(least, floor(low / step + 1e-9) * step)
    last = min(most, ceil(high / step - 1e-9) * step)
    if last - first < step:
        first, last = max(least, first - step), min(most, last + step)
    count = round((last - first) / step)
    return [first + (last - first) * i / count for i in range(count + 1)]
