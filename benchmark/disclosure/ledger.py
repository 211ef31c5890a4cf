"""What has been released, and over whom: what every new release is checked against."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

NATIONAL = "national"
# What a released cell is: a sum over clients, a mean of municipalities, or the municipalities' own.
BY_CLIENTS, BY_MUNICIPALITIES, BY_POINTS = "clients", "municipalities", "points"


@dataclass(frozen=True)
class Key:
    """What a release answers. Periods of one indicator never overlap."""

    indicator: str
    cell: str
    period: str
    weighting: str = BY_CLIENTS


@dataclass(frozen=True)
class Released:
    """A published cell and the municipalities behind it."""

    key: Key
    grouping: str
    members: frozenset[str]
    on: date


Sets = tuple[frozenset[str], ...]


class _Index:
    """The ledger by what is asked of it, so that a release of many cells does not read it anew for
    each of them. It belongs to the newest ledger: who asks an older one has it made again."""

    def __init__(self):
        self.latest: dict[Key, dict[str, Released]] = {}
        self.pooled: dict[str, dict[frozenset[str], set[str]]] = {}
        self.by_key: dict[Key, Sets] = {}

    def add(self, entries: Iterable[Released]) -> "_Index":
        """This index with these entries in it."""
        for entry in entries:
            self.latest.setdefault(entry.key, {})[entry.grouping] = entry
            sets = self.by_key.get(entry.key, ())
            if entry.members not in sets:
                self.by_key[entry.key] = (*sets, entry.members)
            if entry.key.weighting == BY_CLIENTS:
                pooled = self.pooled.setdefault(entry.key.period, {})
                pooled.setdefault(entry.members, set()).add(entry.grouping)
        return self


@dataclass(frozen=True)
class Ledger:
    """Everything released so far, oldest first. It only grows."""

    released: tuple[Released, ...] = ()

    @cached_property
    def _index(self) -> _Index:
        return _Index().add(self.released)

    def latest(self, key: Key, grouping: str = NATIONAL) -> Released | None:
        """The release that stands for this key and grouping."""
        return self._index.latest.get(key, {}).get(grouping)

    def groupings(self, key: Key) -> frozenset[str]:
        """The groupings, the country among them, of which this key has been released."""
        return frozenset(self._index.latest.get(key, ()))

    def sets(self, key: Key) -> Sets:
        """The released sets that add up with a release under `key`, oldest first.

        Sums over clients add up across cells and indicators, so all sets of the period count. A
        mean of municipalities adds up with the same mean over other members; what it tells beside
        a sum over clients is what `tells_few` judges.
        """
        if key.weighting == BY_CLIENTS:
            return tuple(self._index.pooled.get(key.period, ()))
        return self._index.by_key.get(key, ())

    def sets_of(self, period: str, grouping: str) -> Sets:
        """The sets of this grouping, or of the country, over which sums have been released."""
        pooled = self._index.pooled.get(period, {})
        return tuple(members for members, names in pooled.items() if names & {NATIONAL, grouping})

    def beside(self, key: Key, weighting: str) -> Sets:
        """The released sets of the same cell under another weighting."""
        return self.sets(Key(key.indicator, key.cell, key.period, weighting))

    def has_point(self, key: Key) -> frozenset[str]:
        """The municipalities whose own value in this cell has been released as a point."""
        return frozenset().union(*self.beside(key, BY_POINTS))

    def record(self, key: Key, grouping: str, members: Collection[str], on: date) -> "Ledger":
        """The ledger with one release more."""
        return self.grown((Released(key, grouping, frozenset(members), on),))

    def after(
        self,
        decisions: Mapping[str, "Decision"],
        *,
        indicator: str,
        period: str,
        on: date,
        grouping: str = NATIONAL,
        weighting: str = BY_CLIENTS,
    ) -> "Ledger":
        """The ledger once the new publications among `decisions` are out."""
        return self.grown(
            Released(Key(indicator, cell, period, weighting), grouping, decision.members, on)
            for cell, decision in decisions.items()
            if decision.published and decision.since is None
        )

    def grown(self, new: Iterable[Released]) -> "Ledger":
        """The ledger with these releases more; the index goes with it."""
        new = tuple(new)
        if not new:
            return self
        grown = Ledger(self.released + new)
        grown.__dict__["_index"] = self._index.add(new)
        del self.__dict__["_index"]
        return grown


@dataclass(frozen=True)
class Decision:
    """Whether a cell is shown, and over which municipalities it is pooled.

    `reason` is a code of WITHHELD, or of EARLIER_RELEASE when an earlier figure stays; `since` is
    the date of the release that stays, None for a new one.
    """

    published: bool
    reason: str | None
    members: frozenset[str]
    since: date | None = None


def atoms(sets: Iterable[Collection[str]]) -> tuple[frozenset[str], ...]:
    """The municipalities of `sets`, divided by which of the sets they are in."""
    sets = [frozenset(members) for members in sets]
    by_pattern: dict[tuple[bool, ...], set[str]] = {}
    for municipality in frozenset().union(*sets):
        pattern = tuple(municipality in members for members in sets)
        by_pattern.setdefault(pattern, set()).add(municipality)
    return tuple(frozenset(atom) for atom in by_pattern.values())
