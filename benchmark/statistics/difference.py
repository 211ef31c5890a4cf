"""Whether two groups differ by more than chance explains."""

from dataclasses import dataclass
from math import sqrt

from .curve import Curve
from .distribution import Distribution
from .interval import LEVEL, Interval, student_quantile
from .mean import Mean
from .proportion import Proportion


@dataclass(frozen=True)
class Difference:
    """One group minus another, in the unit of the statistic.

    The two groups share no clients: a municipality is set against the pool without itself.
    """

    value: float | None
    interval: Interval | None

    @property
    def is_real(self) -> bool:
        """Whether zero lies outside the interval: larger than chance."""
        return self.interval is not None and self.interval.excludes_zero

    @classmethod
    def between(cls, one, other, level: float = LEVEL) -> "Difference":
        """Two shares (Newcombe 1998, method 10) or two means (Welch); TypeError for other pairs."""
        if isinstance(one, Proportion) and isinstance(other, Proportion):
            return _from_limits(
                one.value, one.interval(level), other.value, other.interval(level), level
            )
        if isinstance(one, Mean) and isinstance(other, Mean):
            return _welch(one, other, level)
        raise TypeError(f"No difference between {type(one).__name__} and {type(other).__name__}")

    @classmethod
    def between_shares(
        cls, one: Distribution, other: Distribution, *codes: str, level: float = LEVEL
    ) -> "Difference":
        """The share under `codes` in one distribution minus that in another."""
        return _from_limits(
            one.share(*codes).value,
            one.interval(*codes, level=level),
            other.share(*codes).value,
            other.interval(*codes, level=level),
            level,
        )

    @classmethod
    def between_curves(
        cls, one: Curve, other: Curve, week: int, level: float = LEVEL
    ) -> "Difference":
        """Two incidences at the end of `week`."""
        return _from_limits(
            one.at(week),
            one.interval_at(week, level),
            other.at(week),
            other.interval_at(week, level),
            level,
        )


def _from_limits(p1, limits1, p2, limits2, level) -> Difference:
    """Newcombe's combination of the limits of two independent estimates.

    Zou and Donner (2008) show that it holds for any two estimates with their own intervals, so
    curves are compared this way too.
    """
    if p1 is None or p2 is None:
        return Difference(None, None)
    value = p1 - p2
    if limits1 is None or limits2 is None:
        return Difference(value, None)
    down = sqrt((p1 - limits1.low) ** 2 + (limits2.high - p2) ** 2)
    up = sqrt((limits1.high - p1) ** 2 + (p2 - limits2.low) ** 2)
    return Difference(value, Interval(value - down, value + up, level))


def _welch(one: Mean, other: Mean, level: float) -> Difference:
    """The t interval for unequal variances; without an interval below two clients on a side, and
    when all values on both sides are equal (no spread to judge by)."""
    if one.is_empty or other.is_empty:
        return Difference(None, None)
    value = float(one.exact - other.exact)
    if one.n < 2 or other.n < 2:
        return Difference(value, None)
    first, second = one.variance / one.n, other.variance / other.n
    if first + second == 0:
        return Difference(value, None)
    freedom = (first + second) ** 2 / (first**2 / (one.n - 1) + second**2 / (other.n - 1))
    half = student_quantile(level, freedom) * sqrt(first + second)
    return Difference(value, Interval(value - half, value + half, level))
