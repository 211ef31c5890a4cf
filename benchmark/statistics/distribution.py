"""How answers or clients divide over a fixed list of categories."""

from collections.abc import Iterable
from dataclasses import dataclass
from operator import index

from .interval import LEVEL, Interval, wilson
from .proportion import Proportion


@dataclass(frozen=True)
class Distribution:
    """Counts per category code, in the order of the standard.

    `clients` is given only when a client may count more than once (all answers of a process
    pooled): then the counts are answers and `clients` the people who gave them.
    """

    counts: tuple[tuple[str, int], ...]
    clients: int | None = None

    def __post_init__(self):
        counts = tuple((code, index(count)) for code, count in self.counts)
        object.__setattr__(self, "counts", counts)
        if self.clients is not None:
            object.__setattr__(self, "clients", index(self.clients))
        if len(set(self.codes)) != len(self.counts):
            raise ValueError("A category appears twice")
        if any(count < 0 for _, count in self.counts):
            raise ValueError("A count is negative")
        if self.clients is not None and not (0 <= self.clients <= self.base):
            raise ValueError("More clients than answers")
        if self.clients == 0 and self.base:
            raise ValueError("Answers without clients")

    @classmethod
    def of(
        cls, codes: Iterable[str], answers: Iterable[str], clients: int | None = None
    ) -> "Distribution":
        """Counts `answers` under `codes`; KeyError for an answer that is none of them."""
        counts = dict.fromkeys(codes, 0)
        for answer in answers:
            counts[answer] += 1
        return cls(tuple(counts.items()), clients)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(code for code, _ in self.counts)

    @property
    def base(self) -> int:
        """What the shares are taken over: clients, or answers when `clients` is given."""
        return sum(count for _, count in self.counts)

    @property
    def people(self) -> int:
        """Clients behind the figure: what disclosure rules count."""
        return self.base if self.clients is None else self.clients

    @property
    def is_empty(self) -> bool:
        return self.base == 0

    def count(self, *codes: str) -> int:
        """How many fall under any of `codes`; KeyError for a code that is not here."""
        counts = dict(self.counts)
        return sum(counts[code] for code in codes)

    def share(self, *codes: str) -> Proportion:
        """The share that falls under any of `codes` ("4", "5" together: top two of the scale)."""
        return Proportion(self.count(*codes), self.base)

    def interval(self, *codes: str, level: float = LEVEL) -> Interval | None:
        """Wilson's interval of that share; None when empty.

        Over repeated answers the clients count and not the answers: as if one client's answers
        were all alike. That is the widest the interval can be, so it never claims too much.
        """
        if self.is_empty:
            return None
        return wilson(self.share(*codes).value, self.people, level)

    def _combined(self, other: "Distribution", sign: int) -> "Distribution":
        if self.codes != other.codes:
            raise ValueError("Two distributions over different categories")
        if (self.clients is None) != (other.clients is None):
            raise ValueError("One counts clients and the other answers")
        counts = tuple(
            (code, mine + sign * theirs)
            for (code, mine), (_, theirs) in zip(self.counts, other.counts, strict=True)
        )
        clients = None if self.clients is None else self.clients + sign * other.clients
        return Distribution(counts, clients)

    def __add__(self, other: "Distribution") -> "Distribution":
        """Both together; ValueError when the categories differ."""
        return self._combined(other, 1) if isinstance(other, Distribution) else NotImplemented

    def __sub__(self, part: "Distribution") -> "Distribution":
        """The rest of the whole; ValueError when `part` cannot be a part of it."""
        return self._combined(part, -1) if isinstance(part, Distribution) else NotImplemented
