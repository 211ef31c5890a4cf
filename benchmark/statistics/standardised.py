"""Results of clients with and without some help, compared between like and like.

Clients who get help differ from those who do not: in type, in how long they had debts, in how
severe these are. Direct standardisation compares within strata of equal type, duration and
severity, and weighs each stratum by all its clients in both arms, so that both shares are about
the same mixture of people. It takes away what the strata know and nothing else: the outcome is an
association and no effect.

The counts per arm, outcome and stratum travel as a Distribution with codes "with.yes.STRATUM",
which adds up like every other; the estimates are made from the sum.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from .arrays import equally_long, whole_numbers
from .difference import Difference
from .distribution import Distribution
from .interval import LEVEL
from .pool import pool
from .proportion import Proportion
from .weighted import Weighted

ARMS = WITH, WITHOUT = "with", "without"
OUTCOMES = REACHED, NOT_REACHED = "yes", "no"


def stratified_codes(strata: Iterable[str]) -> tuple[str, ...]:
    """The categories of a comparison: per stratum with.yes, with.no, without.yes, without.no."""
    return tuple(
        f"{arm}.{outcome}.{stratum}" for stratum in strata for arm in ARMS for outcome in OUTCOMES
    )


def stratified(
    strata: Iterable[str],
    stratum: Iterable[int],
    helped: Iterable[bool],
    reached: Iterable[bool],
) -> Distribution:
    """Counts per stratum from columns with one row per client.

    `stratum` is a position in `strata`; `helped` and `reached` are truth values. ValueError for a
    position outside `strata`: leave out who has no stratum.
    """
    stratum = whole_numbers(stratum)
    helped, reached = (np.array(list(column), dtype=bool) for column in (helped, reached))
    equally_long(stratum, helped, reached)
    return Distribution.of_positions(stratified_codes(strata), stratum * 4 + ~helped * 2 + ~reached)


@dataclass(frozen=True)
class Stratum:
    """One group of like clients, with and without the help."""

    code: str
    helped: Proportion
    others: Proportion

    @property
    def people(self) -> int:
        """Clients in both arms."""
        return self.helped.n + self.others.n

    @property
    def compares(self) -> bool:
        """Whether there are clients in both arms."""
        return not (self.helped.is_empty or self.others.is_empty)


@dataclass(frozen=True)
class Adjusted:
    """A comparison in strata: `Adjusted.of(distribution)`, then what it says."""

    strata: tuple[Stratum, ...]

    @classmethod
    def of(cls, distribution: Distribution) -> "Adjusted":
        """From counts under `stratified_codes`; ValueError for other categories, and for answers
        instead of clients."""
        if distribution.clients is not None:
            raise ValueError("A comparison counts each client once")
        names = tuple(dict.fromkeys(code.split(".", 2)[-1] for code in distribution.codes))
        if distribution.codes != stratified_codes(names):
            raise ValueError("These are not the categories of a comparison in strata")

        def share(arm: str, name: str) -> Proportion:
            hits, misses = (distribution.count(f"{arm}.{outcome}.{name}") for outcome in OUTCOMES)
            return Proportion(hits, hits + misses)

        return cls(tuple(Stratum(name, share(WITH, name), share(WITHOUT, name)) for name in names))

    @property
    def people(self) -> int:
        """Clients in the comparison, before anybody is left out."""
        return sum(stratum.people for stratum in self.strata)

    @property
    def compared(self) -> int:
        """Clients in strata where both arms occur: those that the adjusted shares are about."""
        return sum(stratum.people for stratum in self.strata if stratum.compares)

    @property
    def left_out(self) -> int:
        """Clients in strata with one arm only: they have nobody to be compared with."""
        return self.people - self.compared

    @property
    def crude_helped(self) -> Proportion:
        """The share that reached the result with the help, over everybody, unadjusted."""
        return pool([Proportion(0, 0), *(stratum.helped for stratum in self.strata)])

    @property
    def crude_others(self) -> Proportion:
        """The share that reached the result without the help, over everybody, unadjusted."""
        return pool([Proportion(0, 0), *(stratum.others for stratum in self.strata)])

    def crude_difference(self, level: float = LEVEL) -> Difference:
        """With minus without, unadjusted (Newcombe)."""
        return Difference.between(self.crude_helped, self.crude_others, level)

    def helped(self, level: float = LEVEL) -> Weighted:
        """The standardised share with the help; its value is None when no stratum compares."""
        return self._standardised({s.code: s.helped for s in self.strata if s.compares}, level)

    def others(self, level: float = LEVEL) -> Weighted:
        """The standardised share without the help."""
        return self._standardised({s.code: s.others for s in self.strata if s.compares}, level)

    def difference(self, level: float = LEVEL) -> Difference:
        """With minus without, standardised, with the interval of a weighted sum of Wilson's."""
        one, other = self.helped(level), self.others(level)
        return Difference.of_estimates(one.value, one.interval, other.value, other.interval, level)

    def _standardised(self, shares: dict[str, Proportion], level: float) -> Weighted:
        return Weighted.of(shares, {s.code: s.people for s in self.strata if s.compares}, level)
