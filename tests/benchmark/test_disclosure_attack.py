"""An attack on the rules of disclosure: everything ever released, solved exactly.

Each published figure is one linear equation over what every municipality holds in every cell. The
audit solves all equations together without rounding and asks, for every municipality, whether any
of its numbers (a cell or its total) follows: for anybody, and for another contributor who fills in
its own. Exact arithmetic modulo a prime of 61 bits: no tolerance decides. Where a municipality has
nobody in a cell, the attacker is taken to know that.

The attacker also knows every base (how many clients each municipality has in each cell), so that a
mean of municipalities is an equation over the same unknowns, and knows the points.
"""

import random
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmark.disclosure import (
    BY_CLIENTS,
    BY_MUNICIPALITIES,
    BY_POINTS,
    MEMBERS,
    NATIONAL,
    Key,
    Ledger,
    Pointed,
    atoms,
    cell_reason,
    decide,
    participants,
    point_holders,
    points_may_move,
)

PRIME = 2**61 - 1
TYPES = ("independent", "dependent", "vulnerable")
TOTAL = "all"
START = date(2021, 1, 1)


def kernel(rows, width):
    """A basis of all vectors that every row sends to zero, as a list per variable."""
    pivots, reduced = [], []
    for row in rows:
        row = list(row)
        for pivot, other in zip(pivots, reduced, strict=True):
            if factor := row[pivot]:
                row = [(a - factor * b) % PRIME for a, b in zip(row, other, strict=True)]
        pivot = next((i for i, value in enumerate(row) if value), None)
        if pivot is None:
            continue
        inverse = pow(row[pivot], -1, PRIME)
        row = [value * inverse % PRIME for value in row]
        for index, other in enumerate(reduced):
            if factor := other[pivot]:
                reduced[index] = [(a - factor * b) % PRIME for a, b in zip(other, row, strict=True)]
        pivots.append(pivot)
        reduced.append(row)
    free = [i for i in range(width) if i not in pivots]
    by_variable = [[0] * len(free) for _ in range(width)]
    for column, variable in enumerate(free):
        by_variable[variable][column] = 1
        for pivot, row in zip(pivots, reduced, strict=True):
            by_variable[pivot][column] = -row[variable] % PRIME
    return by_variable


def rank(vectors):
    width = len(vectors[0]) if vectors else 0
    return width - len(kernel(vectors, width)[0]) if width else 0


def solve(published, holdings):
    """Per (municipality, cell) its row in the null space of all equations: zero is derivable.

    `published`: (cell or TOTAL, members) of every figure ever released, with BY_MUNICIPALITIES as a
    third when each member weighs one over its base. `holdings`: municipality → cell → clients.
    """
    variables = [(m, c) for m, cells in holdings.items() for c, base in cells.items() if base]
    place = {variable: i for i, variable in enumerate(variables)}
    rows = {
        tuple(
            _weight(holdings[m], cell, *how) if m in members and cell in (c, TOTAL) else 0
            for m, c in variables
        )
        for cell, members, *how in published
    }
    basis = kernel(rows, len(variables))
    return {variable: basis[i] for variable, i in place.items()}


def _weight(cells, cell, weighting=BY_CLIENTS):
    if weighting == BY_CLIENTS:
        return 1
    return pow(sum(cells.values()) if cell == TOTAL else cells[cell], -1, PRIME)


def derivable(published, holdings, targets):
    """Which of the sums `targets` (cell, members) follow from what is published."""
    solved = solve(published, holdings)
    found = []
    for cell, members in targets:
        parts = [solved[m, cell] for m in members if (m, cell) in solved]
        if parts and not any(sum(column) % PRIME for column in zip(*parts, strict=True)):
            found.append((cell, members))
    return found


def audit(published, holdings):
    """Municipalities with a number that anybody can derive, and that another contributor can."""
    solved = solve(published, holdings)
    own = {m: [solved[m, c] for c in TYPES if (m, c) in solved] for m in holdings}
    by_anyone, by_another = set(), set()
    for target, vectors in own.items():
        if not vectors:
            continue
        total = [sum(column) % PRIME for column in zip(*vectors, strict=True)]
        for vector in (*vectors, total):
            if not any(vector):
                by_anyone.add(target)
                continue
            for insider, known in own.items():
                if insider != target and known and rank([*known, vector]) == rank(known):
                    by_another.add(target)
    return by_anyone, by_another


def test_the_audit_finds_what_a_difference_tells():
    holdings = {name: {c: 20 for c in TYPES} for name in "abcdefg"}
    everybody = frozenset(holdings)
    assert audit([(TOTAL, everybody)], holdings) == (set(), set())
    assert audit([(TOTAL, everybody), (TOTAL, everybody - {"a"})], holdings)[0] == {"a"}
    assert audit([(TOTAL, everybody), (TOTAL, everybody - {"a", "b"})], holdings)[1] == {"a", "b"}
    # The total of seven minus the types of six: the newcomer's total, through another breakdown.
    types = [(c, everybody - {"a"}) for c in TYPES]
    assert audit([(TOTAL, everybody), *types], holdings)[0] == {"a"}


def test_the_audit_finds_a_cell_that_was_withheld_alone():
    holdings = {name: {c: 20 for c in TYPES} for name in "abcdefg"}
    everybody = frozenset(holdings)
    shown = [(TOTAL, everybody), *((c, everybody) for c in TYPES[1:])]
    target = (TYPES[0], everybody)
    assert derivable(shown, holdings, [target]) == [target]
    assert derivable(shown[:-1], holdings, [target]) == []


def municipalities(rng, count):
    """Unequal in size and in mix; some have nobody of a type."""
    holdings = {}
    for i in range(count):
        size = rng.randint(10, 20) * rng.choice((1, 1, 2, 4))
        mix = [rng.choice((0, 1, 2, 4)) for _ in TYPES]
        mix[rng.randrange(3)] += 2
        holdings[f"m{i:02}"] = {
            c: round(size * part / sum(mix)) for c, part in zip(TYPES, mix, strict=True)
        }
    return holdings


def groups(holdings, round_=0):
    ordered = sorted(holdings, key=lambda m: sum(holdings[m].values()))
    half = len(ordered) // 2
    return {"size:small": frozenset(ordered[:half]), "size:large": frozenset(ordered[half:])}


def crossing(holdings, round_):
    """Three models and two sizes, as in a release; a model per name, so that sizes cut across."""
    names = sorted(holdings)
    models = {f"model:{i}": frozenset(names[i::3]) for i in range(3)}
    return models | groups(holdings)


def breakdowns(holdings, present):
    return {
        "results": {TOTAL: {m: sum(holdings[m].values()) for m in present}},
        "results_by_type": {c: {m: holdings[m][c] for m in present} for c in TYPES},
    }


def by_the_rules(holdings, history, means=True, consents=(), grouped=groups):
    """Everything released under the rules over a history of who is present; and what was withheld
    beside a figure of the same municipalities that could not have been published by itself.

    `consents`: per release who consents to a point. `grouped`: who is in which group, per release.
    The order is that of benchmark.releases: the country, its means and points, then the groups.
    """
    ledger, published, withheld = Ledger(), [], set()
    for round_, present in enumerate(history):
        sizes = {m: sum(holdings[m].values()) for m in present}
        on = START + timedelta(weeks=round_)

        ledger = add_sums(ledger, NATIONAL, None, holdings, present, on, published, withheld)
        for indicator, cells in breakdowns(holdings, present).items() if means else ():
            call = {"indicator": indicator, "period": "2021", "weighting": BY_MUNICIPALITIES}
            decisions = decide(cells, cohort_sizes=sizes, ledger=ledger, **call)
            ledger = ledger.after(decisions, on=on, **call)
            published += [
                (c, d.members, BY_MUNICIPALITIES) for c, d in decisions.items() if d.published
            ]
        if consents:
            ledger = with_points(ledger, holdings, present, consents[round_], on)
        for group, within in grouped(holdings, round_).items():
            ledger = add_sums(ledger, group, within, holdings, present, on, published, withheld)
    published += [
        (entry.key.cell, frozenset({m}))
        for entry in ledger.released
        if entry.key.weighting == BY_POINTS
        for m in entry.members
    ]
    return ledger, published, withheld


def add_sums(ledger, grouping, within, holdings, present, on, published, withheld):
    """The ledger once one group's sums are out; adds to what is published and withheld."""
    sizes = {m: sum(holdings[m].values()) for m in present}
    pointed = [
        Pointed(Key(indicator, cell, "2021"), cells[cell])
        for indicator, cells in breakdowns(holdings, present).items()
        for cell in list(cells)[:1]
    ]
    for indicator, cells in breakdowns(holdings, present).items():
        call = {"indicator": indicator, "period": "2021", "grouping": grouping}
        options = {"cohort_sizes": sizes, "within": within, "pointed": pointed}
        decisions = decide(cells, ledger=ledger, **options, **call)
        ledger = ledger.after(decisions, on=on, **call)
        published += [(c, d.members) for c, d in decisions.items() if d.published]
        withheld |= {
            (cell, members)
            for members in {d.members for d in decisions.values() if d.published}
            for cell, decision in decisions.items()
            if not decision.published
            and cell_reason(holdings[m][cell] for m in members) is not None
        }
    return ledger


def with_points(ledger, holdings, present, consenting, on):
    """The ledger once the points of one release are out: totals and one type."""
    earlier, now = {}, {}
    for indicator, cells in breakdowns(holdings, present).items():
        cell = next(iter(cells))
        key = Key(indicator, cell, "2021")
        before = ledger.latest(Key(indicator, cell, "2021", BY_POINTS))
        if before:
            earlier[key] = before.members
        holders = point_holders(cells[cell], consenting=consenting, key=key, ledger=ledger)
        if holders:
            now[key] = holders
    if not earlier or points_may_move(earlier, now):
        for key, holders in now.items():
            key = Key(key.indicator, key.cell, key.period, BY_POINTS)
            ledger = ledger.record(key, NATIONAL, holders, on)
    return ledger


def by_a_plain_threshold(holdings, history):
    """What many tables do: show whatever has five contributors, each time anew."""
    published = []
    for present in history:
        for within in (None, *groups(holdings).values()):
            members = frozenset(present) if within is None else within & frozenset(present)
            for cells in breakdowns(holdings, present).values():
                for cell, bases in cells.items():
                    if sum(bases[m] > 0 for m in members) >= 5:
                        published.append((cell, members))
    return published


def trickle(rng, holdings, releases):
    """A quarter is there from the start, the rest comes in over the releases."""
    arrival = {m: max(0, rng.randint(-4, releases - 1)) for m in holdings}
    return [[m for m in holdings if arrival[m] <= r] for r in range(releases)]


@pytest.mark.parametrize("seed", range(12))
def test_nothing_follows_from_twelve_releases_while_25_municipalities_trickle_in(seed):
    rng = random.Random(seed)
    holdings = municipalities(rng, 25)
    history = trickle(rng, holdings, 12)
    ledger, published, withheld = by_the_rules(holdings, history)
    assert audit(published, holdings) == (set(), set())
    assert derivable(published, holdings, withheld) == []
    shown_at_the_end = ledger.released
    assert shown_at_the_end, "the rules must not simply show nothing"


@pytest.mark.parametrize("seed", range(8))
def test_nothing_follows_when_models_and_sizes_cross(seed):
    rng = random.Random(seed)
    holdings = municipalities(rng, 45)
    history = trickle(rng, holdings, 5)
    ledger, published, withheld = by_the_rules(holdings, history, grouped=crossing)
    assert audit(published, holdings) == (set(), set())
    assert derivable(published, holdings, withheld) == []
    assert {e.grouping for e in ledger.released} - {NATIONAL}, "some group is shown"


def test_a_plain_threshold_leaks_in_the_same_histories():
    leaked_to_anyone = leaked_to_another = 0
    for seed in range(12):
        rng = random.Random(seed)
        holdings = municipalities(rng, 25)
        published = by_a_plain_threshold(holdings, trickle(rng, holdings, 12))
        anyone, another = audit(published, holdings)
        leaked_to_anyone += len(anyone)
        leaked_to_another += len(another)
    assert leaked_to_anyone >= 12 and leaked_to_another >= 12


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_no_history_of_joining_and_leaving_lets_anything_follow(data):
    count = data.draw(st.integers(5, 28))
    rng = random.Random(data.draw(st.integers(0, 10_000)))
    holdings = municipalities(rng, count)
    names = sorted(holdings)
    history = data.draw(
        st.lists(st.lists(st.sampled_from(names), unique=True, min_size=3), min_size=1, max_size=6)
    )
    model_of = [
        data.draw(st.dictionaries(st.sampled_from(names), st.integers(0, 2), max_size=count))
        for _ in history
    ]

    def grouped(holdings, round_):
        """Models change between releases, as municipalities do."""
        found = {f"model:{i}": set() for i in range(3)}
        for name in names:
            found[f"model:{model_of[round_].get(name, 0)}"].add(name)
        return {code: frozenset(who) for code, who in found.items()} | groups(holdings)

    ledger, published, withheld = by_the_rules(holdings, history, grouped=grouped)
    assert audit(published, holdings) == (set(), set())
    assert derivable(published, holdings, withheld) == []
    sums = [entry.members for entry in ledger.released if entry.key.weighting == BY_CLIENTS]
    assert all(len(atom) >= MEMBERS for atom in atoms(sums))


def test_with_a_closing_date_25_municipalities_also_see_their_size_group():
    rng = random.Random(1)
    holdings = {f"m{i:02}": dict.fromkeys(TYPES, rng.randint(8, 20)) for i in range(25)}
    ledger, published, withheld = by_the_rules(holdings, [list(holdings)])
    assert len(participants({m: sum(c.values()) for m, c in holdings.items()})) == 25
    assert {entry.grouping for entry in ledger.released} == {NATIONAL, "size:small", "size:large"}
    assert len(published) == 12 + 4
    assert audit(published, holdings) == (set(), set())


def test_the_audit_reads_a_mean_of_municipalities_as_a_sum_of_other_weights():
    holdings = {name: {TYPES[0]: 20} for name in "abcdef"}
    everybody = frozenset(holdings)
    shown = [(TOTAL, everybody), (TOTAL, everybody, BY_MUNICIPALITIES)]
    assert audit(shown, holdings) == (set(), set())
    holdings["f"] = {TYPES[0]: 40}
    assert audit(shown, holdings)[0] == {"f"}
    holdings["e"] = {TYPES[0]: 30}
    assert audit(shown, holdings) == (set(), {"e", "f"})
    holdings["d"] = {TYPES[0]: 25}
    assert audit(shown, holdings) == (set(), set())


@pytest.mark.parametrize(
    ("bases", "shown"),
    [
        ((20, 20, 20, 20, 20, 20), True),  # the same as the pooled figure
        ((20, 20, 20, 20, 20, 40), False),
        ((20, 20, 20, 20, 30, 40), False),
        ((20, 20, 20, 25, 30, 40), True),
        ((20, 20, 20, 20, 20, 9), False),  # the sixth is in the sum and not in the mean
        ((21, 22, 23, 24, 25, 9), True),
    ],
)
def test_a_mean_is_not_shown_beside_a_sum_that_leaves_one_or_two(bases, shown):
    holdings = {name: {TYPES[0]: n} for name, n in zip("abcdef", bases, strict=True)}
    cells = {TOTAL: {name: sum(cells.values()) for name, cells in holdings.items()}}
    sizes = dict.fromkeys(holdings, 50)
    call = {"indicator": "results", "period": "2021"}
    pooled = decide(cells, cohort_sizes=sizes, ledger=Ledger(), **call)
    ledger = Ledger().after(pooled, on=START, **call)
    call["weighting"] = BY_MUNICIPALITIES
    means = decide(cells, cohort_sizes=sizes, ledger=ledger, **call)
    assert means[TOTAL].published is shown
    published = [(TOTAL, pooled[TOTAL].members)]
    counted = frozenset(name for name, n in cells[TOTAL].items() if n >= 10)
    leaks = audit([*published, (TOTAL, counted, BY_MUNICIPALITIES)], holdings)
    assert (leaks == (set(), set())) is shown


def test_means_without_the_check_leak_in_the_same_histories(monkeypatch):
    leaked = set()
    for let_through in (False, True):
        if let_through:
            monkeypatch.setattr("benchmark.disclosure.beside.tells_few", lambda *sets: False)
        for seed in range(6):
            rng = random.Random(seed)
            holdings = {m: {TYPES[0]: rng.choice((20, 20, 20, 20, 40))} for m in "abcdefgh"}
            holdings = {m: cells | dict.fromkeys(TYPES[1:], 0) for m, cells in holdings.items()}
            _, published, _ = by_the_rules(holdings, [list(holdings)])
            found = audit(published, holdings) != (set(), set())
            assert let_through or not found
            leaked |= {seed} if found else set()
    assert leaked


def with_consents(seed):
    """What 25 municipalities of which some consent hold, who is there when, and who consents."""
    rng = random.Random(seed)
    holdings = municipalities(rng, 25)
    history = trickle(rng, holdings, 6)
    willing = {m for m in holdings if rng.random() < 0.6}
    consents, standing = [], set()
    for present in history:
        standing |= {m for m in present if m in willing}
        standing -= {m for m in standing if rng.random() < 0.03}
        consents.append(frozenset(standing))
    return holdings, history, consents, willing


def leaked_of_the_silent(seeds):
    """How many points came out, and of whom without consent something follows."""
    points, leaked = 0, []
    for seed in seeds:
        holdings, history, consents, willing = with_consents(seed)
        ledger, published, _ = by_the_rules(holdings, history, consents=consents)
        points += sum(len(e.members) for e in ledger.released if e.key.weighting == BY_POINTS)
        leaked += [m for found in audit(published, holdings) for m in found - willing]
    return points, leaked


def test_points_tell_nothing_of_who_gave_no_consent(monkeypatch):
    points, leaked = leaked_of_the_silent(range(8))
    assert points > 0 and leaked == []

    def everyone_who_consents(bases, *, consenting, key, ledger):
        pooled = ledger.latest(key)
        return frozenset(m for m in consenting if pooled and m in pooled.members and bases[m])

    monkeypatch.setitem(globals(), "point_holders", everyone_who_consents)
    monkeypatch.setitem(globals(), "points_may_move", lambda earlier, now: True)
    assert leaked_of_the_silent(range(8))[1], "without the rules they do"


def leaked_beside_groups(seeds):
    """Of whom without consent something follows when models are released after the points."""
    leaked = []
    for seed in seeds:
        rng = random.Random(seed)
        holdings = municipalities(rng, 36)
        willing = set(rng.sample(sorted(holdings), 21))
        _, published, _ = by_the_rules(
            holdings, [list(holdings)], consents=[willing], grouped=crossing
        )
        leaked += set().union(*audit(published, holdings)) - willing
    return leaked


def test_types_of_a_group_do_not_give_back_a_total_beside_points(monkeypatch):
    assert leaked_beside_groups(range(25)) == []
    monkeypatch.setattr("benchmark.disclosure.decisions.points_hide", lambda *what: True)
    found = (leaked_beside_groups([seed]) for seed in range(25))
    assert any(found), "without looking across cells they do"


def test_with_a_closing_date_25_municipalities_get_points_and_hide_the_silent():
    rng = random.Random(3)
    holdings = {f"m{i:02}": {c: rng.randint(11, 30) for c in TYPES} for i in range(25)}
    # Five in each half: a group is released of its own, so its silent must be many too.
    silent = {m for group in groups(holdings).values() for m in sorted(group)[:5]}
    consenting = [set(holdings) - silent]
    ledger, published, _ = by_the_rules(holdings, [list(holdings)], consents=consenting)
    points = {m for e in ledger.released if e.key.weighting == BY_POINTS for m in e.members}
    assert points == set(holdings) - silent
    assert set().union(*audit(published, holdings)) <= points


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_no_history_of_consents_lets_anything_follow_of_the_silent(data):
    count = data.draw(st.integers(6, 22))
    rng = random.Random(data.draw(st.integers(0, 10_000)))
    holdings = municipalities(rng, count)
    names = sorted(holdings)
    several = st.lists(st.sampled_from(names), unique=True, min_size=5)
    history = data.draw(st.lists(several, min_size=1, max_size=4))
    willing = set(data.draw(several))
    consents = [
        set(data.draw(st.lists(st.sampled_from(sorted(willing)), unique=True))) for _ in history
    ]
    _, published, _ = by_the_rules(holdings, history, consents=consents)
    assert set().union(*audit(published, holdings)) <= willing


# --- A breakdown by two --------------------------------------------------------------------------

STEPS = ("intake", "balance", "outflow")


def table(rng):
    """Per cell of type and step what eight municipalities hold, with cells that are small."""
    return {
        f"{c}.{step}": {f"m{i}": rng.choice((0, 2, 6, 12, 20)) for i in range(8)}
        for c in TYPES
        for step in STEPS
    }


def margin(cells, side):
    """The same divided by one of the two alone."""
    totals = {}
    for code, bases in cells.items():
        total = totals.setdefault(code.split(".")[side], dict.fromkeys(bases, 0))
        for m, base in bases.items():
            total[m] += base
    return totals


def derivable_cells(rng):
    """Cells of a breakdown by two, too small to publish, that follow from the shown cells and from
    the two breakdowns by one."""
    cells = table(rng)
    everybody = frozenset(f"m{i}" for i in range(8))
    order, rows, ledger = list(cells), [], Ledger()
    for name, breakdown in (("type", margin(cells, 0)), ("step", margin(cells, 1)), ("two", cells)):
        call = {"indicator": name, "period": "2021"}
        decisions = decide(
            breakdown, cohort_sizes=dict.fromkeys(everybody, 200), ledger=ledger, **call
        )
        ledger = ledger.after(decisions, on=START, **call)
        for code, decision in decisions.items():
            if decision.published:
                rows.append([int(code == c or code in c.split(".")) for c in order])
    # The decisions of the breakdown by two are the last ones.
    small = [c for c in order if not decisions[c].published and cell_reason(cells[c].values())]
    basis = kernel(rows, len(order))
    shown = sum(decision.published for decision in decisions.values())
    return [c for c in small if any(cells[c].values()) and not any(basis[order.index(c)])], shown


def test_a_small_cell_of_two_breakdowns_does_not_follow_from_its_row_or_column(monkeypatch):
    found = [derivable_cells(random.Random(seed)) for seed in range(60)]
    assert [cells for cells, _ in found if cells] == []
    assert sum(shown for _, shown in found) > 60
    monkeypatch.setattr("benchmark.disclosure.decisions._lines", lambda cells: [list(cells)])
    assert any(derivable_cells(random.Random(seed))[0] for seed in range(60))
