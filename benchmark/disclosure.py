"""What may leave the pool: the rules of disclosure, as pure functions over plain values.

The rules guard one municipality's figures against everybody, against another contributor who
knows its own share, and against whoever combines two releases. Sources: output rules of ABS,
Bundesbank and OpenSAFELY, and the SDC Handbook (2024) for dominance and secondary suppression.

**The one idea.** Call municipalities that stand in exactly the same released sets of a period an
*atom*. Every released number is a sum in which the members of an atom have the same weight, so
whatever anybody derives from all releases together is a combination of sums over atoms. Therefore
a set is released only when every atom has five members and, in every cell that is shown, each
atom's share of the cell could have been published by itself. Unions of publishable sums are
publishable, so nothing that can be derived is worse than what is shown.

**Two consequences.** Cells of a breakdown add up to a total that is published elsewhere. So the
cells of a breakdown move to new members together or not at all, what is shown the first time
stays the list of what is shown in that period, a group shows no cell that another group withholds,
and what is withheld is, taken together, large enough to be published: that is why one withheld cell
withholds a second.

Limits: exact linear derivation only, with rounding on top; this is not differential privacy. The
base of a mean or a curve is the clients in it; dominance is judged on that base.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from .standard.text import Term, Text

# What a municipality's own professionals see: below five clients a colleague could recognise one.
INTERNAL_FLOOR = 5
# What a municipality needs to take part in a period: below it each client weighs over 10%.
COHORT_FLOOR = 10
# What a municipality needs in a cell to count in an unweighted mean, where all weigh the same.
UNWEIGHTED_FLOOR = 10
BASE_FLOOR = 30
MEMBERS = 5
LARGEST = Fraction(50, 100)
TWO_LARGEST = Fraction(67, 100)
OTHERS_TO_LARGEST = Fraction(10, 100)
ROUNDING = 5

NATIONAL = "national"
BY_CLIENTS, BY_MUNICIPALITIES = "clients", "municipalities"

WITHHELD = (
    Term(
        "few_clients",
        Text(
            "Nog te weinig gegevens: er zijn nog te weinig cliënten",
            "Not enough data yet: there are too few clients",
        ),
    ),
    Term(
        "few_municipalities",
        Text(
            "Nog te weinig gegevens: minder dan vijf gemeenten",
            "Not enough data yet: fewer than five municipalities",
        ),
    ),
    Term(
        "one_dominates",
        Text(
            "Nog te weinig gegevens: één of twee gemeenten bepalen het cijfer",
            "Not enough data yet: one or two municipalities make up the figure",
        ),
    ),
    Term(
        "protects_another",
        Text(
            "Niet getoond, omdat een ander cijfer er anders uit af te leiden is",
            "Not shown, because another figure could be worked out from it",
        ),
    ),
    Term(
        "differencing",
        Text(
            "Niet getoond, omdat het verschil met een eerder cijfer te weinig gemeenten laat zien",
            "Not shown, because the difference with an earlier figure would show too few "
            "municipalities",
        ),
    ),
    Term(
        "national_first",
        Text(
            "Nog te weinig gegevens: het landelijke cijfer komt eerst",
            "Not enough data yet: the national figure comes first",
        ),
    ),
    Term(
        "next_period",
        Text("Telt mee vanaf de volgende periode", "Counts from the next period"),
    ),
)
# The reason beside a figure that is shown, but of an earlier set of municipalities.
EARLIER_RELEASE = Term(
    "earlier_release",
    Text(
        "Een eerder cijfer: voor een nieuw cijfer zijn er nog te weinig nieuwe gemeenten",
        "An earlier figure: there are too few new municipalities for a new one yet",
    ),
)


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


@dataclass(frozen=True)
class Ledger:
    """Everything released so far, oldest first. It only grows."""

    released: tuple[Released, ...] = ()

    def latest(self, key: Key, grouping: str = NATIONAL) -> Released | None:
        """The release that stands for this key and grouping."""
        for entry in reversed(self.released):
            if entry.key == key and entry.grouping == grouping:
                return entry
        return None

    def sets(self, key: Key) -> tuple[frozenset[str], ...]:
        """The released sets that can be combined with a release under `key`, oldest first.

        Sums over clients add up across cells and indicators, so all sets of the period count. A
        mean of municipalities adds up with nothing but the same mean over other members.
        """
        combinable = (
            entry.members
            for entry in self.released
            if entry.key == key
            or (
                key.weighting == entry.key.weighting == BY_CLIENTS
                and entry.key.period == key.period
            )
        )
        return tuple(dict.fromkeys(combinable))

    def record(self, key: Key, grouping: str, members: Collection[str], on: date) -> "Ledger":
        """The ledger with one release more."""
        return Ledger((*self.released, Released(key, grouping, frozenset(members), on)))

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
        return Ledger(self.released + new)


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


def cell_reason(bases: Iterable[int], base_floor: int = BASE_FLOOR) -> str | None:
    """Why a sum over these municipalities' bases cannot be published; None when it can.

    `bases` are clients per municipality; zeros do not count as contributors.
    """
    ordered = sorted((base for base in bases if base > 0), reverse=True)
    total = sum(ordered)
    if total < base_floor:
        return "few_clients"
    if len(ordered) < MEMBERS:
        return "few_municipalities"
    if (
        ordered[0] > LARGEST * total
        or ordered[0] + ordered[1] > TWO_LARGEST * total
        or sum(ordered[2:]) < OTHERS_TO_LARGEST * ordered[0]
    ):
        return "one_dominates"
    return None


def participants(cohort_sizes: Mapping[str, int]) -> frozenset[str]:
    """The municipalities with a cohort large enough to take part in the period."""
    return frozenset(m for m, size in cohort_sizes.items() if size >= COHORT_FLOOR)


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
) -> dict[str, Decision]:
    """What is shown of one indicator's breakdown in one period.

    `cells`: per cell code the base (clients) of every municipality, also of those outside the
    grouping, because a group can be subtracted from the country; who is not mentioned has none.
    `cohort_sizes`: everybody who delivered for the period, the same for all indicators of it.
    `within`: the municipalities of a fixed grouping ("size:large"); None for the country.
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
        return _decide_again(cells, keys, taking_part, ledger, base_floor, before)
    return _decide_first(cells, keys, taking_part, ledger, base_floor, grouping)


def _decide_first(cells, keys, taking_part, ledger, base_floor, grouping) -> dict[str, Decision]:
    """The first release of a breakdown: over everybody, else over an earlier released set."""
    known = _known(keys, ledger)
    candidates = dict.fromkeys((taking_part, *(s & taking_part for s in reversed(known))))
    outcome = {}
    for members in candidates:
        outcome = _first_over(cells, keys, members, known, ledger, base_floor, grouping)
        if any(decision.published for decision in outcome.values()):
            return outcome
    # Nothing can be shown: give the reasons that hold for everybody.
    return _first_over(cells, keys, taking_part, known, ledger, base_floor, grouping)


def _first_over(cells, keys, members, known, ledger, base_floor, grouping) -> dict[str, Decision]:
    parts = atoms((*known, members))
    reasons: dict[str, str | None] = {}
    elsewhere = _shown_elsewhere(keys, ledger, grouping)
    for cell, bases in cells.items():
        if grouping != NATIONAL and ledger.latest(keys[cell]) is None:
            reasons[cell] = "national_first"
        elif cell not in elsewhere:
            reasons[cell] = "protects_another"
        else:
            reasons[cell] = cell_reason((bases.get(m, 0) for m in members), base_floor) or (
                None if _parts_publishable(bases, parts, base_floor) else "differencing"
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
    shown = set(keys)
    if grouping == NATIONAL:
        return shown
    by_group: dict[str, set[str]] = {}
    cell_of = {key: cell for cell, key in keys.items()}
    for entry in ledger.released:
        if entry.key in cell_of and entry.grouping not in (NATIONAL, grouping):
            by_group.setdefault(entry.grouping, set()).add(cell_of[entry.key])
    return shown.intersection(*by_group.values())


def _withhold_more(cells, reasons, members, parts, base_floor) -> None:
    """Withholds the smallest shown cells until what is withheld cannot be told by subtraction.

    That takes at least two cells which together could have been published. Changes `reasons`.
    """
    order = list(cells)
    while withheld := [cell for cell in order if reasons[cell] is not None]:
        shown = [cell for cell in order if reasons[cell] is None]
        together = _sum(cells[cell] for cell in withheld)
        if not shown or (len(withheld) > 1 and _parts_publishable(together, parts, base_floor)):
            return
        smallest = min(
            shown, key=lambda c: (sum(cells[c].get(m, 0) for m in members), -order.index(c))
        )
        reasons[smallest] = "protects_another"


def _decide_again(cells, keys, taking_part, ledger, base_floor, before) -> dict[str, Decision]:
    """A later release in the same period: all shown cells move to the new members, or none does."""
    shown = [cell for cell, earlier in before.items() if earlier]
    parts = atoms((*_known(keys, ledger), taking_part))
    withheld = [cell for cell in cells if cell not in shown]
    moves = (
        any(before[cell].members != taking_part for cell in shown)
        and all(_parts_publishable(cells[cell], parts, base_floor) for cell in shown)
        and (
            not withheld
            or _parts_publishable(_sum(cells[cell] for cell in withheld), parts, base_floor)
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
    cells, so each cell is judged by itself."""
    outcome = {}
    for cell, bases in cells.items():
        key = keys[cell]
        members = frozenset(m for m in taking_part if bases.get(m, 0) >= UNWEIGHTED_FLOOR)
        earlier = ledger.latest(key, grouping)
        fits = all(len(atom) >= MEMBERS for atom in atoms((*ledger.sets(key), members)))
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


def _parts_publishable(bases: Mapping[str, int], parts, base_floor: int) -> bool:
    """Whether every atom's part of a cell could have been published by itself."""
    return all(
        len(atom) >= MEMBERS and cell_reason((bases.get(m, 0) for m in atom), base_floor) is None
        for atom in parts
    )


def _sum(cells: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: dict[str, int] = {}
    for bases in cells:
        for municipality, base in bases.items():
            total[municipality] = total.get(municipality, 0) + base
    return total


def round_people(n: int) -> int:
    """People as they are published: to the nearest five."""
    return ROUNDING * ((2 * n + ROUNDING) // (2 * ROUNDING))


def contributor_band(n: int) -> str:
    """How many municipalities contributed, as a band; ValueError below five: never published."""
    if n < MEMBERS:
        raise ValueError(f"{n} municipalities are too few to publish")
    for low, high in ((5, 9), (10, 24), (25, 49), (50, 99)):
        if n <= high:
            return f"{low}-{high}"
    return "100+"


def share_label(value: Fraction | float, people: int | None = None) -> str:
    """A published share (0 to 1): whole percents, and "<5%" or ">95%" at the ends.

    Not only 0 and 100% get the label: if "<5%" were written for zero alone, it would say that
    there was nobody. With the number of `people` known it covers fewer than five of them, so that
    2% of a thousand is still a figure; without, every share beyond the ends.
    """
    few = 1 if people is None else Fraction(INTERNAL_FLOOR, max(people, 1))
    if value < min(Fraction(5, 100), few):
        return "<5%"
    if value > 1 - min(Fraction(5, 100), few):
        return ">95%"
    return f"{(100 * _tidy(value) + Fraction(1, 2)) // 1}%"


def _tidy(value: Fraction | float) -> Fraction:
    """A float as the decimal fraction it stands for, so that a half rounds up."""
    return value if isinstance(value, Fraction) else Fraction(str(round(value, 12)))
