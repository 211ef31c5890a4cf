"""The mean over clients of one number per client."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from operator import index

from .interval import LEVEL, Interval, student_quantile


@dataclass(frozen=True)
class Mean:
    """`n` clients, the sum of their values and the sum of the squares.

    A client's value is mostly itself a mean of answers ((3+4+4)/3), so sums are fractions: pools
    are equal to the last digit whatever the order of adding, and a part can be taken out again.
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
        if self.n < 0 or spread < 0 or (self.n <= 1 and spread != 0) or self.squares < 0:
            raise ValueError("No group of clients has these sums")
        if self.n == 0 and self.squares != 0:
            raise ValueError("Nobody has a sum")

    @classmethod
    def of(cls, values: Iterable[Fraction | int]) -> "Mean":
        """The mean of one exact value per client; TypeError for floats."""
        n, total, squares = 0, Fraction(0), Fraction(0)
        for value in values:
            value = _exact(value)
            n += 1
            total += value
            squares += value * value
        return cls(n, total, squares)

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


def _exact(number: Fraction | int) -> Fraction:
    """A fraction over Python's own whole numbers (numpy's overflow); TypeError for a float."""
    if isinstance(number, Fraction):
        return number
    try:
        return Fraction(index(number))
    except TypeError:
        raise TypeError(f"Sums are exact: give Fraction or int, not {number!r}") from None
