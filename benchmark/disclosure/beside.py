"""What sums over clients, means of municipalities and points of one cell tell side by side."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from .floors import BASE_FLOOR, LEFT_OVER, MEMBERS, MOST_PATTERNS
from .ledger import BY_CLIENTS, BY_MUNICIPALITIES, Key, Ledger, atoms
from .sums import parts_publishable


def mean_fits(key: Key, bases: Mapping[str, int], members: frozenset[str], ledger: Ledger) -> bool:
    """Whether a mean over `members` can stand beside the sums, means and points that are out."""
    means = (*ledger.sets(key), members)
    silent = without(means, ledger.has_point(key))
    return (
        all(len(atom) >= MEMBERS for atom in (*atoms(means), *atoms(silent)))
        and not tells_few(bases, ledger.beside(key, BY_CLIENTS), means)
        and not tells_few(
            bases, without(ledger.beside(key, BY_CLIENTS), ledger.has_point(key)), silent
        )
    )


@dataclass(frozen=True)
class Pointed:
    """A cell that can have points, with the clients of every municipality in it."""

    key: Key
    bases: Mapping[str, int]
    base_floor: int = BASE_FLOOR


def points_hide(pointed: Iterable[Pointed], parts, ledger: Ledger) -> bool:
    """Whether those without a point stay hidden in every cell that has points, when sums over the
    atoms `parts` are out.

    Whatever cell a sum is of: the cells of a breakdown add up to a total that may have points.
    """
    for cell in pointed:
        if points := ledger.has_point(cell.key):
            known = points | {m for m, base in cell.bases.items() if base == 0}
            if not parts_publishable(cell.bases, without(parts, known), cell.base_floor):
                return False
    return True


def sum_fits(key: Key, bases: Mapping[str, int], parts, ledger: Ledger, base_floor: int) -> bool:
    """Whether a sum over clients can stand beside the means and points of its cell; `parts` are the
    atoms of the period with it."""
    means, points = ledger.beside(key, BY_MUNICIPALITIES), ledger.has_point(key)
    silent = without(parts, points)
    return (
        not tells_few(bases, parts, means)
        and not tells_few(bases, silent, without(means, points))
        and (not points or parts_publishable(bases, silent, base_floor))
    )


def tells_few(
    bases: Mapping[str, int],
    pooled: Iterable[Collection[str]],
    means: Iterable[Collection[str]],
) -> bool:
    """Whether sums over clients and means of municipalities of one cell, put side by side by
    somebody who knows every base, say something of one or two municipalities alone.

    `pooled`, `means`: the members of each. In an atom of the sums a mean is cancelled for all who
    have the same base, as 1/base is their weight in it; those outside the mean cannot be cancelled.
    """
    patterns = atoms(means)
    sums = atoms(pooled)
    if not patterns or not sums:
        return False
    if len(patterns) > MOST_PATTERNS:
        return True
    return any(
        0 < _fewest_left(bases, sums, active) < LEFT_OVER
        for size in range(1, len(patterns) + 1)
        for active in combinations(patterns, size)
    )


def _fewest_left(bases, sums, active) -> int:
    """The fewest municipalities, but more than none, that a mean over the parts `active` leaves."""
    active_members = frozenset().union(*active)
    least, above_none = len(active_members - frozenset().union(*sums)), []
    for atom in sums:
        parts = [part & atom for part in active if part & atom]
        inside = sum(len(part) for part in parts)
        alike = sum(max(Counter(bases.get(m, 0) for m in part).values()) for part in parts)
        outside = sum(bases.get(m, 0) > 0 for m in atom - active_members)
        options = (inside, outside + inside - alike) if inside else (0,)
        least += min(options)
        above_none += [option for option in options if option]
    return least or min(above_none, default=0)


def without(sets: Iterable[Collection[str]], names: Collection[str]) -> tuple[frozenset[str], ...]:
    """The sets without `names`; those that are then empty are left out."""
    names = frozenset(names)
    return tuple(rest for members in sets if (rest := frozenset(members) - names))
