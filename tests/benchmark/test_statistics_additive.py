"""Pools equal wholes in any order and a part can be taken out: contributions rely on it."""

import json
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmark.statistics import (
    Curve,
    Distribution,
    Mean,
    Proportion,
    from_json,
    pool,
    to_json,
    zero_like,
)

CODES = ("1", "2", "3", "4", "5")
WEEKS = 8

yes_no = st.lists(st.booleans(), max_size=30)
client_means = st.lists(st.builds(Fraction, st.integers(1, 60), st.integers(1, 12)), max_size=30)
answers = st.lists(st.sampled_from(CODES), max_size=30)
courses = st.lists(
    st.tuples(st.integers(0, 90), st.sampled_from(("event", "competing", "censored"))), max_size=30
)


def proportion(group):
    return Proportion(sum(group), len(group))


def distribution(group):
    return Distribution.of(CODES, group)


def curve(group):
    return Curve.of([days for days, _ in group], [outcome for _, outcome in group], WEEKS)


KINDS = (
    (proportion, yes_no),
    (Mean.of, client_means),
    (distribution, answers),
    (curve, courses),
)
groups = st.one_of(
    *(
        st.tuples(st.just(build), st.lists(people, min_size=1, max_size=6))
        for build, people in KINDS
    )
)


@given(groups, st.randoms(use_true_random=False))
def test_the_pool_of_the_parts_is_the_whole_in_any_order(case, random):
    build, parts = case
    whole = build([client for part in parts for client in part])
    shuffled = list(parts)
    random.shuffle(shuffled)
    assert pool(map(build, parts)) == pool(map(build, shuffled)) == whole


@given(groups)
def test_the_whole_minus_a_part_is_the_rest(case):
    build, parts = case
    rest = build([client for part in parts[1:] for client in part])
    assert pool(map(build, parts)) - build(parts[0]) == rest


@given(groups)
def test_every_statistic_survives_json(case):
    build, parts = case
    stat = build(parts[0])
    assert from_json(json.loads(json.dumps(to_json(stat)))) == stat


@given(groups)
def test_nobody_changes_nothing(case):
    build, parts = case
    stat = build(parts[0])
    nobody = zero_like(stat)
    assert nobody.is_empty and nobody.people == 0
    assert stat + nobody == stat == stat - nobody
    assert stat - stat == nobody


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
        lambda: Distribution((("1", 1), ("1", 2))),
        lambda: Distribution((("1", -1),)),
        lambda: Distribution((("1", 1),), clients=2),
        lambda: Distribution((("1", 1),), clients=0),
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
        Distribution((("1", np.int64(2)),), np.int32(1)),
        Curve(*(np.array(column) for column in ([2, 1], [1, 0], [0, 0], [0, 1]))),
    )
    for stat in stats:
        assert from_json(json.loads(json.dumps(to_json(stat)))) == stat


def test_pooled_answers_keep_count_of_the_people_who_gave_them():
    one = Distribution.of(CODES, ["3", "4", "4"], clients=1)
    two = Distribution.of(CODES, ["1", "2"], clients=2)
    assert (one + two).people == 3 and (one + two).base == 5
    assert from_json(to_json(one)) == one
    with pytest.raises(ValueError):
        one + Distribution.of(CODES, ["1"])
