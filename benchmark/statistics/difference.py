"""Whether two groups differ by more than chance explains."""

from dataclasses import dataclass
from math import sqrt

from .curve import Curve
from .distribution import Distribution
from .interval import LEVEL, Interval, of_sum, student_quantile
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
    def of_estimates(
        cls,
        one: float | None,
        one_limits: Interval | None,
        other: float | None,
        other_limits: Interval | None,
        level: float = LEVEL,
    ) -> "Difference":
        """Two independent estimates with an interval each, by `of_sum`; the intervals are of the
        same `level`. Without a value or an interval on one side the difference has none."""
        if one is None or other is None:
            return cls(None, None)
        if one_limits is None or other_limits is None:
            return cls(one - other, None)
        return cls(one - other, of_sum(((1, one, one_limits), (-1, other, other_limits)), level))

    @classmethod
    def between(cls, one, other, level: float = LEVEL) -> "Difference":
        """Two shares (Newcombe 1998, method 10) or two means (Welch); TypeError for other pairs."""
        if isinstance(one, Proportion) and isinstance(other, Proportion):
            return cls.of_estimates(
                one.value, one.interval(level), other.value, other.interval(level), level
            )
        if isinstance(one, Mean) and isinstance(other, Mean):
            return _welch(one, other, level)
        raise TypeError(f"No difference between {type(one).__name__} and {type(other).__name__}")

    @classmethod
    def between_shares(
        cls, one: Distribution, other: Distribution, *codes: str, level: float = LEVEL
    ) -> "Difference":
        """The share under `codes` in one distribution minus that in another.

        Over repeated answers each side's interval is that of its clients.
        """
        return cls.of_estimates(
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
        return cls.of_estimates(
            one.at(week),
            one.interval_at(week, level),
            other.at(week),
            other.interval_at(week, level),
            level,
        )


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
