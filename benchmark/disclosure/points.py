"""Who can have a point of its own, and when the points of a period may be drawn again."""

from collections.abc import Collection, Mapping

from .beside import tells_few, without
from .floors import BASE_FLOOR, MEMBERS, POINT_FLOOR
from .ledger import BY_MUNICIPALITIES, Key, Ledger, atoms
from .sums import parts_publishable


def point_holders(
    bases: Mapping[str, int],
    *,
    consenting: Collection[str],
    key: Key,
    ledger: Ledger,
    base_floor: int = BASE_FLOOR,
) -> frozenset[str]:
    """The municipalities that can have a point in a cell; nobody when it cannot have any.

    `bases`: clients in the cell of everybody who hands over now. `key` is the cell's, with
    BY_CLIENTS. A point needs consent, POINT_FLOOR clients, and a place in the pooled figure that is
    out. There are MEMBERS points at least, and those without one are nobody or could have been
    published by themselves, in every sum and mean that is out.
    """
    pooled = ledger.latest(key)
    if pooled is None:
        return frozenset()
    holders = frozenset(
        m for m in consenting if m in pooled.members and bases.get(m, 0) >= POINT_FLOOR
    )
    # Who hands over and has nobody in the cell is no secret; who left may still be in the sums.
    known = holders | {m for m, base in bases.items() if base == 0}
    silent = without(atoms(ledger.sets(key)), known)
    means = without(ledger.beside(key, BY_MUNICIPALITIES), known)
    safe = (
        len(holders) >= MEMBERS
        and parts_publishable(bases, silent, base_floor)
        and all(len(atom) >= MEMBERS for atom in atoms(means))
        and not tells_few(bases, silent, means)
    )
    return holders if safe else frozenset()


def points_may_move(
    earlier: Mapping[Key, frozenset[str]], now: Mapping[Key, frozenset[str]]
) -> bool:
    """Whether the points of a period may be drawn again over other municipalities.

    All cells together or none: in each cell that has points nobody leaves, and who comes in comes
    with MEMBERS at once, since a new point among old ones is seen by its being new.
    """
    new = [now.get(key, frozenset()) - before for key, before in earlier.items()]
    return (
        all(before <= now.get(key, frozenset()) for key, before in earlier.items())
        and any(new)
        and all(len(names) >= MEMBERS for names in new if names)
    )
