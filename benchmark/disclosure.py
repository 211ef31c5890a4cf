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

**Means of municipalities and points.** Whoever knows every base reads a mean of municipalities as
one more sum, in which each weighs one over its base. Beside a pooled sum that cancels all who have
the same base, so what would be left over may not be one or two (`tells_few`). A point of a
consenting municipality is its own value: what is then left of every sum is nobody, or could have
been published by itself (`point_holders`). See docs/decisions/0007-unweighted-means-and-points.md.

Limits: exact linear derivation only, with rounding on top; this is not differential privacy. The
base of a mean or a curve is the clients in it; dominance is judged on that base.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from itertools import combinations

from .standard.text import Term, Text

# What a municipality's own professionals see: below five clients a colleague could recognise one.
INTERNAL_FLOOR = 5
# What a municipality needs to take part in a period: below it each client weighs over 10%.
COHORT_FLOOR = 10
# What a municipality needs in a cell to count in an unweighted mean, where all weigh the same.
UNWEIGHTED_FLOOR = 10
# What a municipality needs in a cell to have a point of its own there.
POINT_FLOOR = 10
BASE_FLOOR = 30
MEMBERS = 5
LARGEST = Fraction(50, 100)
TWO_LARGEST = Fraction(67, 100)
OTHERS_TO_LARGEST = Fraction(10, 100)
ROUNDING = 5
# The fewest that may be left over when a mean of municipalities and a sum over clients are put side
# by side with every base known: a contributor that takes itself out still faces two.
LEFT_OVER = 3
# More sets of members than this behind the means of one cell are not searched, but refused.
MOST_PATTERNS = 6

NATIONAL = "national"
# What a released cell is: a sum over clients, a mean of municipalities, or the municipalities' own.
BY_CLIENTS, BY_MUNICIPALITIES, BY_POINTS = "clients", "municipalities", "points"

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


def cell_reason(bases: Iterable[int], base_floor: int = BASE_FLOOR) -> str | None:
    """Why a sum over these municipalities' bases cannot be published; None when it can.

    `bases` are clients per municipality; zeros do not count as contributors.
    """
    ordered = sorted((base for base in bases if base > 0), reverse=True)
    return _reason(len(ordered), sum(ordered), ordered[:2], base_floor)


def _reason(count: int, total: int, largest: list[int], base_floor: int) -> str | None:
    if total < base_floor:
        return "few_clients"
    if count < MEMBERS:
        return "few_municipalities"
    first, second = largest
    if (
        first > LARGEST * total
        or first + second > TWO_LARGEST * total
        or total - first - second < OTHERS_TO_LARGEST * first
    ):
        return "one_dominates"
    return None


def publishable_without_any(bases: Iterable[int], base_floor: int = BASE_FLOOR) -> bool:
    """Whether a sum could be published without any one of its members, whichever it is."""
    ordered = sorted((base for base in bases if base > 0), reverse=True)
    count, total = len(ordered), sum(ordered)
    return all(
        _reason(
            count - 1,
            total - base,
            [b for i, b in enumerate(ordered[:3]) if i != at][:2],
            base_floor,
        )
        is None
        for at, base in enumerate(ordered)
    )


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
                None
                if _parts_publishable(bases, parts, base_floor)
                and _fits_what_is_beside(keys[cell], bases, parts, ledger, base_floor)
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
        and all(
            _parts_publishable(cells[cell], parts, base_floor)
            and _fits_what_is_beside(keys[cell], cells[cell], parts, ledger, base_floor)
            for cell in shown
        )
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
    cells, so each cell is judged by itself, beside the sums over clients that are out."""
    outcome = {}
    for cell, bases in cells.items():
        key = keys[cell]
        members = frozenset(m for m in taking_part if bases.get(m, 0) >= UNWEIGHTED_FLOOR)
        earlier = ledger.latest(key, grouping)
        fits = _mean_fits(key, bases, members, ledger)
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


def _mean_fits(key: Key, bases: Mapping[str, int], members: frozenset[str], ledger: Ledger) -> bool:
    means = (*ledger.sets(key), members)
    silent = _without(means, ledger.has_point(key))
    return (
        all(len(atom) >= MEMBERS for atom in (*atoms(means), *atoms(silent)))
        and not tells_few(bases, ledger.beside(key, BY_CLIENTS), means)
        and not tells_few(
            bases, _without(ledger.beside(key, BY_CLIENTS), ledger.has_point(key)), silent
        )
    )


def _fits_what_is_beside(key: Key, bases, parts, ledger: Ledger, base_floor: int) -> bool:
    """Whether a sum over clients can stand beside the means and points of its cell."""
    means, points = ledger.beside(key, BY_MUNICIPALITIES), ledger.has_point(key)
    silent = _without(parts, points)
    return (
        not tells_few(bases, parts, means)
        and not tells_few(bases, silent, _without(means, points))
        and (not points or _parts_publishable(bases, silent, base_floor))
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


def _without(sets: Iterable[Collection[str]], names: frozenset[str]):
    return tuple(rest for members in sets if (rest := frozenset(members) - names))


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
    silent = _without(atoms(ledger.sets(key)), known)
    means = _without(ledger.beside(key, BY_MUNICIPALITIES), known)
    safe = (
        len(holders) >= MEMBERS
        and _parts_publishable(bases, silent, base_floor)
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


def base_band(n: int) -> str:
    """How many clients stand behind a point, as a band; ValueError below POINT_FLOOR."""
    if n < POINT_FLOOR:
        raise ValueError(f"{n} clients are too few for a point")
    for low, high in ((POINT_FLOOR, 24), (25, 49), (50, 99)):
        if n <= high:
            return f"{low}-{high}"
    return "100+"


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
