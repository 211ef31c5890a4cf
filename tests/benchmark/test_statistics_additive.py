"""Pools equal wholes in any order and a part can be taken out: contributions rely on it."""

import json
import operator
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmark.statistics import (
    Curve,
    Distribution,
    Mean,
    Proportion,
    from_json,
    pool,
    stratified,
    to_json,
    zero_like,
)

CODES = ("1", "2", "3", "4", "5")
WEEKS = 8

yes_no = st.lists(st.booleans(), max_size=30)
client_means = st.lists(st.builds(Fraction, st.integers(-60, 60), st.integers(1, 12)), max_size=30)
answers = st.lists(st.sampled_from(CODES), max_size=30)
answers_per_client = st.lists(st.lists(st.sampled_from(CODES), min_size=1, max_size=5), max_size=12)
helped_and_reached = st.lists(
    st.tuples(st.integers(0, 2), st.booleans(), st.booleans()), max_size=30
)
courses = st.lists(
    st.tuples(st.integers(0, 90), st.sampled_from(("event", "competing", "censored"))), max_size=30
)


def proportion(group):
    return Proportion(sum(group), len(group))


def distribution(group):
    return Distribution.of(CODES, group)


def curve(group):
    return Curve.of([days for days, _ in group], [outcome for _, outcome in group], WEEKS)


def repeated(group):
    rows = [(client, answer) for client, given in enumerate(group) for answer in given]
    return Distribution.of_clients(CODES, [c for c, _ in rows], [answer for _, answer in rows])


def in_strata(group):
    return stratified("abc", *([row[column] for row in group] for column in range(3)))


KINDS = (
    (proportion, yes_no),
    (Mean.of, client_means),
    (distribution, answers),
    (curve, courses),
    (repeated, answers_per_client),
    (in_strata, helped_and_reached),
)
groups = st.one_of(
    *(
        st.tuples(st.just(build), st.lists(people, min_size=1, max_size=6))
        for build, people in KINDS
    )
)


@settings(deadline=None)
@given(groups, st.randoms(use_true_random=False))
def test_the_pool_of_the_parts_is_the_whole_in_any_order(case, random):
    build, parts = case
    whole = build([client for part in parts for client in part])
    shuffled = list(parts)
    random.shuffle(shuffled)
    assert pool(map(build, parts)) == pool(map(build, shuffled)) == whole


@settings(deadline=None)
@given(groups)
def test_the_whole_minus_a_part_is_the_rest(case):
    build, parts = case
    rest = build([client for part in parts[1:] for client in part])
    assert pool(map(build, parts)) - build(parts[0]) == rest


@settings(deadline=None)
@given(groups)
def test_a_part_taken_out_and_put_back_leaves_the_whole(case):
    build, parts = case
    whole = pool(map(build, parts))
    assert whole - build(parts[0]) + build(parts[0]) == whole


@settings(deadline=None)
@given(groups)
def test_every_statistic_survives_json(case):
    build, parts = case
    stat = build(parts[0])
    assert from_json(json.loads(json.dumps(to_json(stat)))) == stat


@settings(deadline=None)
@given(groups)
def test_nobody_changes_nothing(case):
    build, parts = case
    stat = build(parts[0])
    nobody = zero_like(stat)
    assert nobody.is_empty and nobody.people == 0
    assert stat + nobody == stat == stat - nobody
    assert stat - stat == nobody


@settings(deadline=None)
@given(groups)
def test_people_are_the_clients_behind_the_figure(case):
    build, parts = case
    assert pool(map(build, parts)).people == sum(map(len, parts))


@pytest.mark.parametrize(
    ("whole", "part"),
    [
        (Proportion(3, 10), Proportion(4, 5)),
        (Proportion(3, 10), Proportion(0, 8)),  # would leave 3 of 2
        (Proportion(0, 2), Proportion(0, 3)),
        (Mean.of([3, 3]), Mean.of([3, 3, 3])),
        (Mean.of([3, 3]), Mean.of([5])),  # would leave one client with value 1 and squares -7
        (Distribution.of(CODES, ["1"]), Distribution.of(CODES, ["2"])),
        (Distribution.of(CODES, ["1"]), Distribution.of(("1", "2"), ["1"])),
        (Curve.of([7], ["event"], 2), Curve.of([14], ["event"], 2)),
        (Curve.of([7], ["event"], 2), Curve.of([7], ["event"], 3)),
        (Distribution((("1", 2),), 2), Distribution((("1", 1),))),
        # Would leave one client whose 1s and 2s go together, without a 2.
        (repeated(["112", "3", "1"]), Distribution.of_clients(CODES, [1, 2], ["1", "2"])),
    ],
)
def test_what_cannot_be_a_part_is_refused(whole, part):
    with pytest.raises(ValueError):
        whole - part


@pytest.mark.parametrize(
    "impossible",
    [
        lambda: Proportion(2, 1),
        lambda: Proportion(-1, 1),
        lambda: Mean(2, Fraction(10), Fraction(20)),
        lambda: Mean(1, Fraction(2), Fraction(5)),
        lambda: Mean(0, Fraction(0), Fraction(1)),
        lambda: Mean(-1),
        lambda: Mean(0, Fraction(1)),
        lambda: Mean(0, Fraction(0), Fraction(-1)),
        lambda: Mean(1, Fraction(0), Fraction(2)),
        lambda: Mean(1, Fraction(2), Fraction(3)),
        lambda: Distribution((("1", 1), ("1", 2))),
        lambda: Distribution((("1", -1),)),
        lambda: Distribution((("1", 1),), clients=2),
        lambda: Distribution((("1", 1),), clients=0),
        lambda: Distribution((("1", 0),), clients=-1),
        lambda: Distribution((("1", 2),), products=(2,)),  # of nobody who could count twice
        lambda: Distribution((("1", 2),), 1, (5,)),  # odd
        lambda: Distribution((("1", 3),), 1, (1,)),  # fewer than the answers
        lambda: Distribution((("1", 6),), 2, (16,)),  # 3² + 3² is the least
        lambda: Distribution((("1", 5), ("2", 5)), 10, (3, 0, 5)),  # fewer, over many clients
        lambda: Distribution((("1", 2),), 1, ()),
        lambda: Distribution((("1", 2),), 1, (4, 0, 0)),
        lambda: Distribution((("1", 1), ("2", 1)), 2, (1, -1, 1)),
        lambda: Distribution((("1", 1), ("2", 1)), 2, (1, 2, 1)),
        lambda: Distribution((("1", 4), ("2", 1)), 2, (10, 4, 1)),
        lambda: Curve((2, 2), (0, 1), (0, 0), (0, 0)),
        lambda: Curve((2, 1), (0, 1), (0, 0), (0, 1)),
        lambda: Curve((2,), (2,), (1,), (-1,)),
        lambda: Curve((), (), (), ()),
        lambda: Curve.of([-1], ["event"], 3),
        lambda: Curve.of([1], ["reached"], 3),
        lambda: Curve.of([9], ["event"], 3, follow_up=[8]),
        lambda: pool([]),
        lambda: from_json({"kind": "median"}),
    ],
)
def test_numbers_no_group_can_have_are_refused(impossible):
    with pytest.raises(ValueError):
        impossible()


def test_a_float_is_refused_because_its_sums_depend_on_the_order():
    with pytest.raises(TypeError):
        Mean.of([3.1])
    with pytest.raises(TypeError):
        Mean(1, 3.0, Fraction(9))


def test_kinds_do_not_mix():
    with pytest.raises(TypeError):
        Proportion(1, 2) + Mean.of([1, 2])
    with pytest.raises(TypeError):
        to_json(3)


def test_whole_numbers_of_numpy_become_pythons_own():
    stats = (
        Proportion(np.int64(3), np.int64(4)),
        Mean.of(np.array([3, 4])),
        Mean(np.int64(2), np.int64(7), np.int64(25)),
        Distribution((("1", np.int64(2)),), np.int32(1)),
        Distribution((("1", np.int64(2)),), np.int32(1), (np.int64(4),)),
        Curve(*(np.array(column) for column in ([2, 1], [1, 0], [0, 0], [0, 1]))),
    )
    for stat in stats:
        assert from_json(json.loads(json.dumps(to_json(stat)))) == stat
    assert type(stats[2].n) is int
    assert isinstance(stats[2].total, Fraction) and isinstance(stats[2].squares, Fraction)


def test_kinds_do_not_mix_either_way():
    kinds = (Proportion(1, 2), Mean.of([1]), distribution("1"), curve([(1, "event")]))
    for one in kinds:
        for other in (*(kind for kind in kinds if type(kind) is not type(one)), 0):
            for operation in (operator.add, operator.sub):
                with pytest.raises(TypeError, match="unsupported operand"):
                    operation(one, other)


def test_contributions_of_before_the_products_still_load_and_add_up():
    stored = {"kind": "distribution", "counts": [["1", 4], ["2", 2]], "clients": 3}
    old = from_json(stored)
    assert old == Distribution((("1", 4), ("2", 2)), 3) and old.products is None
    assert to_json(old) == stored
    assert from_json({"kind": "distribution", "counts": [["1", 4]]}).clients is None
    new = Distribution.of_clients("12", [8, 8, 9], "121")
    assert (old + new) == (new + old) == Distribution((("1", 6), ("2", 3)), 5)
    assert (old + new) - new == old
    assert zero_like(old).products is None and zero_like(new).products == (0, 0, 0)


def test_what_travels_is_plain_and_exact():
    one = Distribution.of_clients("12", [8, 8, 9], "121")
    assert to_json(one) == {
        "kind": "distribution",
        "counts": [["1", 2], ["2", 1]],
        "clients": 2,
        "products": [2, 1, 1],
    }
    assert to_json(Proportion(1, 2)) == {"kind": "proportion", "hits": 1, "n": 2}
    mean = Mean.of([Fraction(-1, 3), 2])
    assert to_json(mean) == {"kind": "mean", "n": 2, "total": "5/3", "squares": "37/9"}
    assert to_json(curve([(7, "event"), (15, "competing")])) == {
        "kind": "curve",
        "at_risk": [2, 2, 1, 1, 0, 0, 0, 0, 0],
        "events": [0, 1, 0, 0, 0, 0, 0, 0, 0],
        "competing": [0, 0, 0, 1, 0, 0, 0, 0, 0],
        "censored": [0, 0, 0, 0, 0, 0, 0, 0, 0],
    }


def test_pooled_answers_keep_count_of_the_people_who_gave_them():
    one = Distribution.of(CODES, ["3", "4", "4"], clients=1)
    two = Distribution.of(CODES, ["1", "2"], clients=2)
    assert (one + two).people == 3 and (one + two).base == 5
    assert from_json(to_json(one)) == one
    with pytest.raises(ValueError):
        one + Distribution.of(CODES, ["1"])
