"""What everybody in the cohort would have answered, judged by who did.

Post-stratification (Cochran 1977, section 5A.9): the answers are averaged per stratum (say, per
client type and duration) and each stratum weighs as many clients as the cohort has in it, not as
many as answered. Young trajectories that answer more often no longer count double. Within a
stratum those who answered still stand for those who did not: weighting does not mend that.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from .interval import LEVEL, Interval, of_sum, student_quantile
from .mean import Mean
from .proportion import Proportion


@dataclass(frozen=True)
class Weighted:
    """A weighted mean or share, and how much of the cohort it speaks for.

    `base`: clients who answered. `cohort`: clients in all strata, of whom `covered` are in strata
    where somebody answered; `missing` are the strata where nobody did, in the cohort's order.
    """

    exact: Fraction | None
    interval: Interval | None
    base: int
    cohort: int
    covered: int
    missing: tuple[str, ...]

    @property
    def value(self) -> float | None:
        """The mean in the unit of the answers, or the share; None when nobody answered."""
        return None if self.exact is None else float(self.exact)

    @property
    def people(self) -> int:
        """Clients behind the figure: what disclosure rules count."""
        return self.base

    @classmethod
    def of(
        cls,
        strata: Mapping[str, Mean] | Mapping[str, Proportion],
        cohort: Mapping[str, int],
        level: float = LEVEL,
    ) -> "Weighted":
        """The statistic per stratum of those who answered, and the cohort's clients per stratum.

        The interval of a share is that of a weighted sum of Wilson's (`of_sum`); of a mean
        Student's with Satterthwaite's degrees of freedom (`_spread`). The weights are taken as
        known. ValueError when somebody answered in a stratum where the cohort has nobody;
        TypeError for another statistic or a mixture.
        """
        if not (_all_are(Mean, strata) or _all_are(Proportion, strata)):
            raise TypeError("Strata hold means or shares, all of one kind")
        answered = {code: stat for code, stat in strata.items() if not stat.is_empty}
        if any(cohort.get(code, 0) < 1 for code in answered):
            raise ValueError("Somebody answered in a stratum where the cohort has nobody")
        covered = sum(cohort[code] for code in answered)
        missing = tuple(code for code, n in cohort.items() if n and code not in answered)
        parts = [(Fraction(cohort[code], covered), stat) for code, stat in answered.items()]
        return cls(
            exact=sum(weight * stat.exact for weight, stat in parts) if parts else None,
            interval=_interval(parts, level) if parts else None,
            base=sum(stat.n for _, stat in parts),
            cohort=sum(cohort.values()),
            covered=covered,
            missing=missing,
        )


def _all_are(kind: type, strata: Mapping) -> bool:
    return all(isinstance(stat, kind) for stat in strata.values())


def _interval(parts: list, level: float) -> Interval | None:
    if isinstance(parts[0][1], Proportion):
        return of_sum(
            ((float(weight), stat.value, stat.interval(level)) for weight, stat in parts), level
        )
    spread = _spread(parts)
    if spread is None:
        return None
    variance, freedom = spread
    value = float(sum(weight * mean.exact for weight, mean in parts))
    half = student_quantile(level, freedom) * sqrt(variance)
    return Interval(value - half, value + half, level)


def _spread(parts: list[tuple[Fraction, Mean]]) -> tuple[float, float] | None:
    """The variance of the weighted mean and its degrees of freedom (Satterthwaite 1946).

    A stratum with one answer shows no variance of its own and takes the average of the others'.
    None when no stratum has two answers, and when within strata all answered alike.
    """
    several = [(float(weight), mean) for weight, mean in parts if mean.n > 1]
    all_freedom = sum(mean.n - 1 for _, mean in several)
    alone = sum(float(weight) ** 2 for weight, mean in parts if mean.n == 1)
    terms = [
        ((weight**2 / mean.n + alone * (mean.n - 1) / all_freedom) * mean.variance, mean.n - 1)
        for weight, mean in several
    ]
    variance = sum(term for term, _ in terms)
    if not variance:
        return None
    return variance, variance**2 / sum(term**2 / freedom for term, freedom in terms)
