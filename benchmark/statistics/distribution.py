"""How answers or clients divide over a fixed list of categories."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from operator import add, index, sub

import numpy as np

from .arrays import equally_long, places_of_clients, whole_numbers
from .interval import LEVEL, Interval, wilson
from .proportion import Proportion
from .repeated import are_possible, effective_answers, products_per_client


@dataclass(frozen=True)
class Distribution:
    """Counts per category code, in the order of the standard.

    `clients` is given only when a client may count more than once (all answers of a process
    pooled): then the counts are answers and `clients` the people who gave them. `products` belong
    to those and say how much a client's answers resemble each other (see repeated.py); sums with
    a part that has none have none.
    """

    counts: tuple[tuple[str, int], ...]
    clients: int | None = None
    products: tuple[int, ...] | None = None

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
        if self.products is not None:
            object.__setattr__(self, "products", tuple(map(index, self.products)))
            if self.clients is None:
                raise ValueError("Products tell about clients who count more than once")
            if not are_possible(self._numbers, self.clients, self.products):
                raise ValueError("No group of clients has these products")

    @classmethod
    def of(
        cls, codes: Iterable[str], answers: Iterable[str], clients: int | None = None
    ) -> "Distribution":
        """Counts `answers` under `codes`; KeyError for an answer that is none of them."""
        counts = dict.fromkeys(codes, 0)
        for answer, count in Counter(answers).items():
            counts[answer] += count
        return cls(tuple(counts.items()), clients)

    @classmethod
    def of_positions(
        cls, codes: Iterable[str], positions: Iterable[int], clients: Iterable | None = None
    ) -> "Distribution":
        """From columns: per answer its position in `codes` and, when a client may count more than
        once, any key of the client.

        ValueError for a position outside `codes`, TypeError for one that is no whole number.
        """
        codes, positions = tuple(codes), whole_numbers(positions)
        if ((positions < 0) | (positions >= len(codes))).any():
            raise ValueError("A position lies outside the categories")
        counts = np.bincount(positions, minlength=len(codes)).tolist()
        named = tuple((code, counts[place]) for place, code in enumerate(codes))
        if clients is None:
            return cls(named)
        numbers = places_of_clients(clients)
        equally_long(positions, numbers)
        products = products_per_client(numbers, positions, len(codes))
        return cls(named, len(np.bincount(numbers)), products)

    @classmethod
    def of_clients(
        cls, codes: Iterable[str], clients: Iterable, answers: Iterable[str]
    ) -> "Distribution":
        """From columns: per answer the client (any key) and the code of the answer; KeyError for
        an answer that is none of `codes`."""
        codes = tuple(codes)
        place = {code: position for position, code in enumerate(codes)}
        return cls.of_positions(codes, [place[answer] for answer in answers], clients)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(code for code, _ in self.counts)

    @property
    def _numbers(self) -> tuple[int, ...]:
        return tuple(count for _, count in self.counts)

    @property
    def base(self) -> int:
        """What the shares are taken over: clients, or answers when `clients` is given."""
        return sum(self._numbers)

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

        Over repeated answers it counts the answers as `effective_answers` does. Without products
        it counts the clients, as if each gave one answer: wide, unless a few gave most answers.
        """
        if self.is_empty:
            return None
        return wilson(self.share(*codes).value, self.effective_size(*codes, level=level), level)

    def effective_size(self, *codes: str, level: float = LEVEL) -> float:
        """As how many independent clients the share under `codes` counts."""
        if self.products is None:
            return self.people
        chosen = {self.codes.index(code) for code in codes}
        return effective_answers(self._numbers, self.clients, self.products, chosen, level)

    def _combined(
        self, other: "Distribution", operation: Callable[[int, int], int]
    ) -> "Distribution":
        if self.codes != other.codes:
            raise ValueError("Two distributions over different categories")
        if (self.clients is None) != (other.clients is None):
            raise ValueError("One counts clients and the other answers")
        theirs = dict(other.counts)
        counts = tuple((code, operation(mine, theirs[code])) for code, mine in self.counts)
        clients = products = None
        if self.clients is not None:
            clients = operation(self.clients, other.clients)
        if self.products is not None and other.products is not None:
            products = tuple(map(operation, self.products, other.products))
        return Distribution(counts, clients, products)

    def __add__(self, other: "Distribution") -> "Distribution":
        """Both together; ValueError when the categories differ."""
        return self._combined(other, add) if isinstance(other, Distribution) else NotImplemented

    def __sub__(self, part: "Distribution") -> "Distribution":
        """The rest of the whole; ValueError when `part` cannot be a part of it."""
        return self._combined(part, sub) if isinstance(part, Distribution) else NotImplemented
