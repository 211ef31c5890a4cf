"""The share of clients for whom something is so."""

from dataclasses import dataclass
from fractions import Fraction
from operator import index

from .interval import LEVEL, Interval, wilson


@dataclass(frozen=True)
class Proportion:
    """`hits` of `n` clients. Adding pools two groups; subtracting takes a part out of a whole."""

    hits: int
    n: int

    def __post_init__(self):
        # Whole numbers of numpy become Python's own: they would not survive JSON.
        object.__setattr__(self, "hits", index(self.hits))
        object.__setattr__(self, "n", index(self.n))
        if not 0 <= self.hits <= self.n:
            raise ValueError(f"{self.hits} of {self.n} is not a share of a group")

    @property
    def base(self) -> int:
        """Clients the share is taken over."""
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
        """The share as a fraction, for rounding without a trace of binary arithmetic."""
        return Fraction(self.hits, self.n) if self.n else None

    @property
    def value(self) -> float | None:
        """The share between 0 and 1; None over nobody."""
        return self.hits / self.n if self.n else None

    def interval(self, level: float = LEVEL) -> Interval | None:
        """Wilson's score interval; None over nobody."""
        return wilson(self.hits / self.n, self.n, level) if self.n else None

    def __add__(self, other: "Proportion") -> "Proportion":
        if not isinstance(other, Proportion):
            return NotImplemented
        return Proportion(self.hits + other.hits, self.n + other.n)

    def __sub__(self, part: "Proportion") -> "Proportion":
        """The rest of the whole; ValueError when `part` cannot be a part of it."""
        if not isinstance(part, Proportion):
            return NotImplemented
        return Proportion(self.hits - part.hits, self.n - part.n)
