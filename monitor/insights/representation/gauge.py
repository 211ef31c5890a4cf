"""Whether those who answer look like all clients, by a declared rule.

Per dimension: some class has a part of the answers that differs more than ten points from its part
of the base, and Pearson's chi-square test of answering against class gives a probability below 5%.
Classes are put together, the smallest first, until every expected count is 5 (Cochran 1954). Steps
are left out: a client stands in several, so their counts are not of different people.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from .classes import Class, Dimension

MOST_DIFFERENT = Fraction(10, 100)
LEVEL = 0.05
LEAST_EXPECTED = 5
JUDGED = ("client_type", "debt_duration", "channel")

ALIKE, DIFFERENT, UNCERTAIN = "alike", "different", "uncertain"


@dataclass(frozen=True)
class Gauge:
    """The verdict; when different also the dimension and, when it may be shown, the class."""

    verdict: str
    dimension: Dimension | None = None
    who: Class | None = None


def judge(dimensions: Iterable[Dimension]) -> Gauge:
    """`uncertain`: there are large differences, but chance can have made them."""
    apart = [
        (max(abs(c.difference) for c in d.classes), d)
        for d in dimensions
        if d.code in JUDGED and d.classes
    ]
    apart = [(size, d) for size, d in apart if size > MOST_DIFFERENT]
    if not apart:
        return Gauge(ALIKE)
    real = [(size, d) for size, d in apart if (p := probability(d)) is not None and p < LEVEL]
    if not real:
        return Gauge(UNCERTAIN)
    _size, dimension = max(real, key=lambda pair: pair[0])
    named = [c for c in dimension.shown if abs(c.difference) > MOST_DIFFERENT]
    # Who is missing says more than who is there too much.
    who = min(named, key=lambda c: (c.difference > 0, -abs(c.difference)), default=None)
    return Gauge(DIFFERENT, dimension, who)


def probability(dimension: Dimension) -> float | None:
    """The chance of differences this large when everybody answers alike; None when too few clients
    are left to compare two groups."""
    # scipy takes a second to import and only pages with figures need it.
    from scipy.stats import chi2_contingency

    groups = sorted(([c.answered, c.n - c.answered] for c in dimension.classes), key=sum)
    whole = [sum(column) for column in zip(*groups, strict=True)]
    total = sum(whole)
    if not all(whole):
        return None  # everybody answered, or nobody
    while len(groups) > 1 and sum(groups[0]) * min(whole) < LEAST_EXPECTED * total:
        smallest, next_one, *rest = groups
        together = [a + b for a, b in zip(smallest, next_one, strict=True)]
        groups = sorted([together, *rest], key=sum)
    if len(groups) < 2:
        return None
    return float(chi2_contingency(groups, correction=False).pvalue)
