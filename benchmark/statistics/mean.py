"""The mean over clients of one number per client."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from operator import index

import numpy as np

from .arrays import equally_long, places_of_clients, whole_numbers
from .interval import LEVEL, Interval, student_quantile


@dataclass(frozen=True)
class Mean:
    """`n` clients, the sum of their values and the sum of the squares.

    A client's value is mostly itself a mean of answers ((3+4+4)/3), so sums are fractions: pools
    are equal to the last digit whatever the order of adding, and a part can be taken out again.
    Values may be negative: a paired change is the mean of each client's own difference.
    """

    n: int
    total: Fraction = Fraction(0)
    squares: Fraction = Fraction(0)

    def __post_init__(self):
        object.__setattr__(self, "n", index(self.n))
        object.__setattr__(self, "total", _exact(self.total))
        object.__setattr__(self, "squares", _exact(self.squares))
        # Cauchy and Schwarz: no n numbers have this sum with fewer squares.
        spread = self.n * self.squares - self.total**2
        if self.n < 0 or spread < 0 or (self.n == 1 and spread):
            raise ValueError("No group of clients has these sums")
        if self.n == 0 and self.squares:
            raise ValueError("Nobody has a sum")

    @classmethod
    def of(cls, values: Iterable[Fraction | int]) -> "Mean":
        """The mean of one exact value per client; TypeError for floats."""
        sums: dict[int, list[int]] = {}
        n = 0
        for value in values:
            if not isinstance(value, Fraction):
                value = _whole(value)
            of_these = sums.setdefault(value.denominator, [0, 0])
            of_these[0] += value.numerator
            of_these[1] += value.numerator**2
            n += 1
        return cls(n, *_over_denominators(sums))

    @classmethod
    def of_sums(cls, counts: Iterable[int], sums: Iterable[int]) -> "Mean":
        """The mean over clients of each one's mean answer.

        Per client how many answers (at least one) and their sum, as lists or arrays of whole
        numbers; ValueError for a client without answers, TypeError for floats.
        """
        counts, sums = whole_numbers(counts), whole_numbers(sums)
        equally_long(counts, sums)
        if (counts < 1).any():
            raise ValueError("A client without answers has no mean")
        by_count = {}
        for count in np.unique(counts).tolist():
            # Python's own numbers: squares of large sums would overflow.
            own = sums[counts == count].tolist()
            by_count[count] = (sum(own), sum(one * one for one in own))
        return cls(len(counts), *_over_denominators(by_count))

    @classmethod
    def of_answers(cls, clients: Iterable, values: Iterable[int]) -> "Mean":
        """The same from one row per answer: who gave it (any key) and the whole number given."""
        clients, values = places_of_clients(clients), whole_numbers(values)
        equally_long(clients, values)
        counts = np.bincount(clients)
        sums = np.zeros(len(counts), dtype=np.int64)
        np.add.at(sums, clients, values)
        return cls.of_sums(counts, sums)

    @property
    def base(self) -> int:
        """Clients the mean is taken over."""
        return self.n

    @property
    def people(self) -> int:
        """Clients behind the figure: what disclosure rules count."""
        return self.n

    @property
    def is_empty(self) -> bool:
        return self.n == 0

    @property
    def exact(self) -> Fraction | None:
        """The mean as a fraction, for rounding without a trace of binary arithmetic."""
        return self.total / self.n if self.n else None

    @property
    def value(self) -> float | None:
        """The mean in the unit of the values; None over nobody."""
        return float(self.exact) if self.n else None

    @property
    def variance(self) -> float | None:
        """Sample variance (divisor n - 1); None below two clients."""
        if self.n < 2:
            return None
        return float((self.squares - self.total**2 / self.n) / (self.n - 1))

    def interval(self, level: float = LEVEL) -> Interval | None:
        """Student's t interval; None below two clients.

        Also None when all values are equal: an interval without width would claim a certainty
        that a few equal answers cannot give.
        """
        if not self.variance:
            return None
        half = student_quantile(level, self.n - 1) * sqrt(self.variance / self.n)
        return Interval(self.value - half, self.value + half, level)

    def __add__(self, other: "Mean") -> "Mean":
        if not isinstance(other, Mean):
            return NotImplemented
        return Mean(self.n + other.n, self.total + other.total, self.squares + other.squares)

    def __sub__(self, part: "Mean") -> "Mean":
        """The rest of the whole; ValueError when `part` cannot be a part of it."""
        if not isinstance(part, Mean):
            return NotImplemented
        return Mean(self.n - part.n, self.total - part.total, self.squares - part.squares)


def _over_denominators(sums: Mapping[int, Sequence[int]]) -> tuple[Fraction, Fraction]:
    """Sum and sum of squares of fractions, from those of their numerators per denominator.

    Fractions are slow to add; this makes them once per denominator instead of once per client.
    """
    total = sum(Fraction(tops, below) for below, (tops, _) in sums.items())
    squares = sum(Fraction(tops, below**2) for below, (_, tops) in sums.items())
    return total, squares


def _exact(number: Fraction | int) -> Fraction:
    return number if isinstance(number, Fraction) else Fraction(_whole(number))


def _whole(number: int) -> int:
    """Python's own whole number (numpy's overflow); TypeError for a float."""
    try:
        return index(number)
    except TypeError:
        raise TypeError(f"Sums are exact: give Fraction or int, not {number!r}") from None
