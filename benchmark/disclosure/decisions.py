"""What is shown of one indicator's cells in one period."""

from collections.abc import Collection, Iterable, Mapping

from .beside import Pointed, mean_fits, points_hide, sum_fits
from .floors import BASE_FLOOR, MEMBERS, UNWEIGHTED_FLOOR
from .ledger import (
    BY_CLIENTS,
    BY_MUNICIPALITIES,
    NATIONAL,
    Decision,
    Key,
    Ledger,
    Released,
    atoms,
)
from .sums import cell_reason, participants, parts_publishable
from .words import EARLIER_RELEASE, FEW_IN_GROUP


def decide(
    cells: Mapping[str, Mapping[str, int]],
    *,
    cohort_sizes: Mapping[str, int],
    ledger: Ledger,
    indicator: str,
    period: str,
    grouping: str = NATIONAL,
    within: Collection[str] | None = None,
    base_floor: int = BASE_FLOOR,
    weighting: str = BY_CLIENTS,
    pointed: Collection[Pointed] = (),
) -> dict[str, Decision]:
    """What is shown of one indicator's breakdown in one period.

    `cells`: per cell code the base (clients) of every municipality, also of those outside the
    grouping, because a group can be subtracted from the country; who is not mentioned has none.
    `cohort_sizes`: everybody who delivered for the period, the same for all indicators of it.
    `within`: the municipalities of a fixed grouping ("size:large"); None for the country.
    `pointed`: the cells of the period that can have points.
    Pool over each decision's `members`, then record the outcome with `Ledger.after`.
    """
    if (grouping == NATIONAL) != (within is None):
        raise ValueError("A grouping names its municipalities, the country does not")
    taking_part = participants(cohort_sizes)
    if within is not None:
        taking_part &= frozenset(within)
    keys = {cell: Key(indicator, cell, period, weighting) for cell in cells}
    if weighting == BY_MUNICIPALITIES:
        return _decide_unweighted(cells, keys, taking_part, ledger, grouping)
    before = {cell: ledger.latest(key, grouping) for cell, key in keys.items()}
    if any(before.values()):
        return _decide_again(cells, keys, taking_part, ledger, base_floor, before, pointed)
    return _decide_first(cells, keys, taking_part, ledger, base_floor, grouping, pointed)


def _decide_first(
    cells, keys, taking_part, ledger, base_floor, grouping, pointed
) -> dict[str, Decision]:
    """The first release of a breakdown: over everybody, else over an earlier released set of the
    same grouping or, for a group, of the country: never over a part that is called the group."""
    known = _known(keys, ledger)
    period = next(iter(keys.values())).period
    earlier = ledger.sets_of(period, grouping)
    candidates = dict.fromkeys((taking_part, *(s & taking_part for s in reversed(earlier))))
    outcome = {}
    for members in candidates:
        outcome = _first_over(cells, keys, members, known, ledger, base_floor, grouping, pointed)
        if any(decision.published for decision in outcome.values()):
            return outcome
    # Nothing can be shown: give the reasons that hold for everybody.
    return _first_over(cells, keys, taking_part, known, ledger, base_floor, grouping, pointed)


def _first_over(
    cells, keys, members, known, ledger, base_floor, grouping, pointed
) -> dict[str, Decision]:
    parts = atoms((*known, members))
    hidden = points_hide(pointed, parts, ledger)
    reasons: dict[str, str | None] = {}
    elsewhere = _shown_elsewhere(keys, ledger, grouping)
    for cell, bases in cells.items():
        national = ledger.latest(keys[cell])
        if grouping != NATIONAL and national is None:
            reasons[cell] = "national_first"
        elif grouping != NATIONAL and national.members == members:
            reasons[cell] = FEW_IN_GROUP.code
        elif cell not in elsewhere:
            reasons[cell] = "protects_another"
        else:
            reasons[cell] = cell_reason((bases.get(m, 0) for m in members), base_floor) or (
                None
                if hidden
                and parts_publishable(bases, parts, base_floor)
                and sum_fits(keys[cell], bases, parts, ledger, base_floor)
                else "differencing"
            )
    _withhold_more(cells, reasons, members, parts, base_floor)
    return {
        cell: Decision(reason is None, reason, members if reason is None else frozenset())
        for cell, reason in reasons.items()
    }


def _shown_elsewhere(keys, ledger, grouping) -> set[str]:
    """The cells that every other released group of this breakdown shows.

    A cell withheld in one group to protect another cell would follow from the country minus the
    other groups, so it is withheld in those too.
    """
    if grouping == NATIONAL:
        return set(keys)
    groups_of = {cell: ledger.groupings(key) - {NATIONAL, grouping} for cell, key in keys.items()}
    others = frozenset().union(*groups_of.values())
    return {cell for cell, groups in groups_of.items() if groups == others}


def _withhold_more(cells, reasons, members, parts, base_floor) -> None:
    """Withholds the smallest shown cells until what is withheld cannot be told by subtraction.

    In each line of cells that add up, that takes at least two which together could have been
    published. Changes `reasons`.
    """

    def one_more(line) -> bool:
        withheld = [cell for cell in line if reasons[cell] is not None]
        shown = [cell for cell in line if reasons[cell] is None]
        if not withheld or not shown:
            return False
        together = _sum(cells[cell] for cell in withheld)
        if len(withheld) > 1 and parts_publishable(together, parts, base_floor):
            return False
        sizes = {cell: sum(cells[cell].get(m, 0) for m in members) for cell in shown}
        reasons[min(shown, key=lambda cell: (sizes[cell], -line.index(cell)))] = "protects_another"
        return True

    lines = _lines(cells)
    while any([one_more(line) for line in lines]):
        pass


def _lines(cells: Iterable[str]) -> list[list[str]]:
    """The cells that add up to a total which may be published elsewhere: all of them, and in a
    breakdown by two ("independent.intake") each row and each column."""
    codes = list(cells)
    lines = [codes]
    pairs = [code.split(".") for code in codes]
    if all(len(pair) == 2 for pair in pairs):
        for side in (0, 1):
            for name in dict.fromkeys(pair[side] for pair in pairs):
                lines.append(
                    [code for code, pair in zip(codes, pairs, strict=True) if pair[side] == name]
                )
    return lines


def _decide_again(
    cells, keys, taking_part, ledger, base_floor, before, pointed
) -> dict[str, Decision]:
    """A later release in the same period: all shown cells move to the new members, or none does."""
    shown = [cell for cell, earlier in before.items() if earlier]
    parts = atoms((*_known(keys, ledger), taking_part))
    withheld = [[c for c in line if c not in shown] for line in _lines(cells)]
    moves = (
        any(before[cell].members != taking_part for cell in shown)
        and points_hide(pointed, parts, ledger)
        and all(
            parts_publishable(cells[cell], parts, base_floor)
            and sum_fits(keys[cell], cells[cell], parts, ledger, base_floor)
            for cell in shown
        )
        and all(
            parts_publishable(_sum(cells[cell] for cell in line), parts, base_floor)
            for line in withheld
            if line
        )
    )
    outcome = {}
    for cell, bases in cells.items():
        earlier = before[cell]
        if earlier is None:
            reason = (
                cell_reason((bases.get(m, 0) for m in taking_part), base_floor) or "next_period"
            )
            outcome[cell] = Decision(False, reason, frozenset())
        elif moves:
            outcome[cell] = Decision(True, None, taking_part)
        else:
            outcome[cell] = _kept(earlier, taking_part)
    return outcome


def _decide_unweighted(cells, keys, taking_part, ledger, grouping) -> dict[str, Decision]:
    """A mean in which every municipality weighs the same: no dominance, and no adding across
    cells, so each cell is judged by itself, beside the sums over clients that are out."""
    outcome = {}
    for cell, bases in cells.items():
        key = keys[cell]
        members = frozenset(m for m in taking_part if bases.get(m, 0) >= UNWEIGHTED_FLOOR)
        earlier = ledger.latest(key, grouping)
        fits = mean_fits(key, bases, members, ledger)
        if earlier and (earlier.members == members or not fits or len(members) < MEMBERS):
            outcome[cell] = _kept(earlier, members)
        elif grouping != NATIONAL and ledger.latest(key) is None:
            outcome[cell] = Decision(False, "national_first", frozenset())
        elif len(members) < MEMBERS:
            outcome[cell] = Decision(False, "few_municipalities", frozenset())
        elif not fits:
            outcome[cell] = Decision(False, "differencing", frozenset())
        else:
            outcome[cell] = Decision(True, None, members)
    return outcome


def _kept(earlier: Released, members: frozenset[str]) -> Decision:
    reason = None if earlier.members == members else EARLIER_RELEASE.code
    return Decision(True, reason, earlier.members, earlier.on)


def _known(keys: Mapping[str, Key], ledger: Ledger) -> tuple[frozenset[str], ...]:
    """Every earlier set that can be combined with a release under any of `keys`."""
    return tuple(dict.fromkeys(members for key in keys.values() for members in ledger.sets(key)))


def _sum(cells: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: dict[str, int] = {}
    for bases in cells:
        for municipality, base in bases.items():
            total[municipality] = total.get(municipality, 0) + base
    return total
