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


class _Index:
    """The ledger by what is asked of it, so that a release of many cells does not read it anew for
    each of them."""

    def __init__(self, latest=(), pooled=(), by_key=()):
        self.latest: dict[tuple[Key, str], Released] = dict(latest)
        self.pooled: dict[str, tuple[frozenset[str], ...]] = dict(pooled)
        self.by_key: dict[Key, tuple[frozenset[str], ...]] = dict(by_key)

    def with_more(self, entries: Iterable[Released]) -> "_Index":
        more = _Index(self.latest, self.pooled, self.by_key)
        for entry in entries:
            more.latest[entry.key, entry.grouping] = entry
            more.by_key[entry.key] = _added(more.by_key.get(entry.key, ()), entry.members)
            if entry.key.weighting == BY_CLIENTS:
                sets = more.pooled.get(entry.key.period, ())
                more.pooled[entry.key.period] = _added(sets, entry.members)
        return more


def _added(sets: tuple[frozenset[str], ...], members: frozenset[str]):
    return sets if members in sets else (*sets, members)


@dataclass(frozen=True)
class Ledger:
    """Everything released so far, oldest first. It only grows."""

    released: tuple[Released, ...] = ()

    @cached_property
    def _index(self) -> _Index:
        return _Index().with_more(self.released)

    def latest(self, key: Key, grouping: str = NATIONAL) -> Released | None:
        """The release that stands for this key and grouping."""
        return self._index.latest.get((key, grouping))

    def sets(self, key: Key) -> tuple[frozenset[str], ...]:
        """The released sets that add up with a release under `key`, oldest first.

        Sums over clients add up across cells and indicators, so all sets of the period count. A
        mean of municipalities adds up with the same mean over other members; what it tells beside
        a sum over clients is what `tells_few` judges.
        """
        if key.weighting == BY_CLIENTS:
            return self._index.pooled.get(key.period, ())
        return self._index.by_key.get(key, ())

    def beside(self, key: Key, weighting: str) -> tuple[frozenset[str], ...]:
        """The released sets of the same cell under another weighting."""
        return self.sets(Key(key.indicator, key.cell, key.period, weighting))

    def has_point(self, key: Key) -> frozenset[str]:
        """The municipalities whose own value in this cell has been released as a point."""
        return frozenset().union(*self.beside(key, BY_POINTS))

    def record(self, key: Key, grouping: str, members: Collection[str], on: date) -> "Ledger":
        """The ledger with one release more."""
        return self._grown((Released(key, grouping, frozenset(members), on),))

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
        new = tuple(
            Released(Key(indicator, cell, period, weighting), grouping, decision.members, on)
            for cell, decision in decisions.items()
            if decision.published and decision.since is None
        )
        return self._grown(new)

    def _grown(self, new: tuple[Released, ...]) -> "Ledger":
        grown = Ledger(self.released + new)
        grown.__dict__["_index"] = self._index.with_more(new)
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
