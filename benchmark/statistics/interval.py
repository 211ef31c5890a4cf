"""Confidence intervals and the quantiles they are built from.

Quantiles of the normal distribution come from the standard library; those of Student's t from
scipy, which takes a second to import and is therefore imported when first needed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

LEVEL = 0.95


@dataclass(frozen=True)
class Interval:
    """The values between `low` and `high` that the data are compatible with at `level`."""

    low: float
    high: float
    level: float = LEVEL

    def __contains__(self, value: float) -> bool:
        return self.low <= value <= self.high

    @property
    def excludes_zero(self) -> bool:
        """Whether zero lies strictly outside: an interval that touches zero does not exclude it."""
        return self.low > 0 or self.high < 0


def normal_quantile(level: float) -> float:
    """How many standard errors either side a two-sided normal interval reaches (1.96 at 0.95)."""
    if not 0 < level < 1:
        raise ValueError(f"A confidence level lies between 0 and 1, not {level}")
    return NormalDist().inv_cdf((1 + level) / 2)


def student_quantile(level: float, freedom: float) -> float:
    """The same for Student's t; `freedom` may be fractional, as after Welch."""
    if not 0 < level < 1:
        raise ValueError(f"A confidence level lies between 0 and 1, not {level}")
    from scipy.special import stdtrit

    return float(stdtrit(freedom, (1 + level) / 2))


def wilson(share: float, n: float, level: float = LEVEL) -> Interval:
    """The score interval of a share observed over n > 0 independent people (Wilson 1927).

    It never leaves 0 to 1 and keeps its promise for small n, where share ± 1.96 se does not.
    """
    z = normal_quantile(level)
    denominator = 1 + z * z / n
    centre = (share + z * z / (2 * n)) / denominator
    half = z / denominator * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    # At 0 and at 1 the outer limit is exact; arithmetic alone would leave a trace of rounding.
    low = 0.0 if share == 0 else max(0.0, centre - half)
    high = 1.0 if share == 1 else min(1.0, centre + half)
    return Interval(low, high, level)


def of_sum(terms: Iterable[tuple[float, float, Interval]], level: float = LEVEL) -> Interval:
    """The interval of a weighted sum of independent estimates: (weight, estimate, its interval).

    Each estimate's distance to its own limit is added as a square. With weights 1 and -1 this is
    Newcombe's interval of a difference (1998, method 10); Zou and Donner (2008) show that it holds
    for any estimates with intervals of their own, Zou, Huang and Zhang (2009) for any weights.
    """
    value = below = above = 0.0
    for weight, estimate, limits in terms:
        value += weight * estimate
        ends = weight * limits.low, weight * limits.high
        below += (weight * estimate - min(ends)) ** 2
        above += (max(ends) - weight * estimate) ** 2
    return Interval(value - sqrt(below), value + sqrt(above), level)
