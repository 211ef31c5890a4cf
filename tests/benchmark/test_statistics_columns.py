"""The constructors that take whole columns give what counting client by client gives."""

from collections import Counter
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmark.statistics import Curve, Distribution, Mean, stratified, stratified_codes
from benchmark.statistics.arrays import column

CODES = ("never", "rarely", "often")
OUTCOMES = ("event", "competing", "censored")


def curve_client_by_client(days, outcomes, weeks, follow_up=None):
    """The convention of curve.py as a plain loop."""
    columns = {outcome: [0] * (weeks + 1) for outcome in OUTCOMES}
    seen = days if follow_up is None else follow_up
    for day, outcome, seen_days in zip(days, outcomes, seen, strict=True):
        week, last_whole_week = -(-day // 7), seen_days // 7
        if outcome == "censored":
            week = day // 7
        elif follow_up is not None and week > last_whole_week:
            outcome, week = "censored", last_whole_week
        if week > weeks:
            outcome, week = "censored", weeks
        columns[outcome][week] += 1
    going, at_risk = len(days), []
    for week in range(weeks + 1):
        at_risk.append(going)
        going -= sum(column[week] for column in columns.values())
    return Curve(tuple(at_risk), *(tuple(columns[outcome]) for outcome in OUTCOMES))


courses = st.lists(
    st.tuples(st.integers(0, 90), st.sampled_from(OUTCOMES), st.integers(0, 40)), max_size=30
)


@settings(deadline=None)
@given(courses, st.integers(0, 14))
def test_a_curve_of_columns_is_the_curve_of_the_clients(clients, weeks):
    days = [day for day, _, _ in clients]
    outcomes = [outcome for _, outcome, _ in clients]
    seen = [day + more for day, _, more in clients]
    expected = curve_client_by_client(days, outcomes, weeks)
    assert Curve.of(days, outcomes, weeks) == expected
    assert Curve.of(iter(days), iter(outcomes), weeks) == expected
    assert Curve.of(np.array(days, dtype=int), np.array(outcomes, dtype="U9"), weeks) == expected
    followed = curve_client_by_client(days, outcomes, weeks, seen)
    assert Curve.of(days, outcomes, weeks, seen) == followed
    frame = pd.DataFrame({"days": days, "outcome": outcomes, "seen": seen}).astype(
        {"days": int, "seen": int}
    )
    assert Curve.of(frame["days"], frame["outcome"], weeks, frame["seen"]) == followed


def test_a_curve_wants_whole_days_of_everybody():
    with pytest.raises(TypeError):
        Curve.of([7.0], ["event"], 2)
    for days, outcomes, seen in (
        ([7], ["event", "event"], None),
        ([7, 8], ["event"], None),
        ([7, 8], ["event", "event"], [9]),
        ([], ["event"], [9]),
        ([7, 8, -1], ["event"] * 3, None),
        ([7, 8, 9], ["event"] * 3, [9, 7, 9]),
        ([7, 8], ["event", "reached"], None),
    ):
        with pytest.raises(ValueError):
            Curve.of(days, outcomes, 2, seen)


def test_a_result_on_the_last_day_of_the_last_whole_week_counts():
    assert Curve.of([0], ["event"], 0, [0]).events == (1,)
    assert Curve.of([14], ["event"], 3, [14]).events == (0, 0, 1, 0)
    assert Curve.of([14], ["event"], 2, [90]).events == (0, 0, 1)
    assert Curve.of([15], ["event"], 2, [90]).censored == (0, 0, 1)
    assert Curve.of([15], ["event"], 2).censored == (0, 0, 1)
    assert Curve.of([13], ["competing"], 3, [13]).censored == (0, 1, 0, 0)


@settings(deadline=None)
@given(st.lists(st.sampled_from(CODES), max_size=40))
def test_counting_answers_one_by_one_or_at_once_is_the_same(answers):
    counted = Counter(answers)
    expected = Distribution(tuple((code, counted[code]) for code in CODES))
    assert Distribution.of(CODES, answers) == expected
    positions = [CODES.index(answer) for answer in answers]
    assert Distribution.of_positions(CODES, positions) == expected
    for dtype in (np.int8, np.uint16):
        array = np.array(positions, dtype=dtype)
        assert Distribution.of_positions(iter(CODES), array) == expected


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(("anna", "bo", "cem")), st.sampled_from(CODES))))
def test_products_are_the_sums_over_clients_that_they_say_they_are(rows):
    per_client = {}
    for client, answer in rows:
        per_client.setdefault(client, Counter())[answer] += 1
    products = [
        sum(own[a] * own[b] for own in per_client.values())
        for place, a in enumerate(CODES)
        for b in CODES[place:]
    ]
    clients, answers = [client for client, _ in rows], [answer for _, answer in rows]
    ours = Distribution.of_clients(CODES, clients, answers)
    assert ours.products == tuple(products)
    assert ours.clients == len(per_client)
    assert ours.counts == Distribution.of(CODES, answers).counts
    positions = np.array([CODES.index(answer) for answer in answers], dtype=int)
    keys = np.array([ord(client[0]) for client in clients], dtype=int)
    assert Distribution.of_positions(CODES, positions, keys) == ours
    assert Distribution.of_positions(CODES, positions, pd.Series(keys, dtype=int)) == ours


def test_an_array_is_taken_as_it_is_and_not_copied_row_by_row():
    array = np.arange(5)
    assert column(array) is array
    assert column(iter([1, 2])).tolist() == column((1, 2)).tolist() == [1, 2]


def test_answers_outside_the_categories_are_refused():
    with pytest.raises(KeyError):
        Distribution.of(CODES, ["always"])
    with pytest.raises(KeyError):
        Distribution.of_clients(CODES, [1], ["always"])
    for positions in ([-1], [3], [0, 1, 2, 3]):
        with pytest.raises(ValueError):
            Distribution.of_positions(CODES, positions)
    with pytest.raises(TypeError):
        Distribution.of_positions(CODES, [1.0])
    for clients in ([1], [1, 2, 3]):
        with pytest.raises(ValueError):
            Distribution.of_positions(CODES, [0, 0], clients)
        with pytest.raises(ValueError):
            Distribution.of_clients(CODES, clients, [CODES[0], CODES[0]])


own_answers = st.lists(st.lists(st.integers(-5, 5), min_size=1, max_size=7), max_size=20)


@settings(deadline=None)
@given(own_answers)
def test_a_mean_of_sums_or_of_rows_is_that_of_the_clients_own_means(clients):
    own_means = [Fraction(sum(own), len(own)) for own in clients]
    expected = Mean(len(own_means), sum(own_means), sum(mean**2 for mean in own_means))
    assert Mean.of(own_means) == Mean.of(iter(own_means)) == expected
    counts, sums = [len(own) for own in clients], [sum(own) for own in clients]
    assert Mean.of_sums(counts, sums) == expected
    assert Mean.of_sums(np.array(counts, dtype=int), np.array(sums, dtype=int)) == expected
    rows = [(f"client {place}", value) for place, own in enumerate(clients) for value in own]
    rows.reverse()
    assert Mean.of_answers([client for client, _ in rows], [v for _, v in rows]) == expected


def test_sums_and_squares_of_large_numbers_do_not_overflow():
    large = 2**62
    assert Mean.of_sums([1, 1, 1], [large] * 3) == Mean(3, Fraction(3 * large), 3 * large**2)


def test_a_mean_of_columns_wants_whole_numbers_of_clients_who_answered():
    for counts, sums in (([0], [0]), ([1, 0], [1, 2]), ([1], [1, 2]), ([1, 2], [1]), ([-1], [2])):
        with pytest.raises(ValueError):
            Mean.of_sums(counts, sums)
    for clients, values in (([1, 2], [1]), ([1], [1, 2])):
        with pytest.raises(ValueError):
            Mean.of_answers(clients, values)
    for counts, sums in (([1.0], [1]), ([1], [1.5]), ([True], [1])):
        with pytest.raises(TypeError):
            Mean.of_sums(counts, sums)
    with pytest.raises(TypeError):
        Mean.of_answers([1], [0.5])


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 1), st.booleans(), st.booleans())))
def test_counts_in_strata_of_columns_are_those_of_the_clients(clients):
    strata = ("young.short", "old")
    counted = Counter(
        f"{'with' if helped else 'without'}.{'yes' if reached else 'no'}.{strata[place]}"
        for place, helped, reached in clients
    )
    expected = Distribution(tuple((code, counted[code]) for code in stratified_codes(strata)))
    columns = [[row[column] for row in clients] for column in range(3)]
    assert stratified(strata, *columns) == expected
    arrays = [np.array(columns[0], dtype=int), *(np.array(c, dtype=bool) for c in columns[1:])]
    assert stratified(strata, *arrays) == expected


def test_counts_in_strata_want_a_stratum_and_both_facts_of_everybody():
    assert stratified_codes("x") == ("with.yes.x", "with.no.x", "without.yes.x", "without.no.x")
    for columns in (
        ([1], [True], [True]),
        ([-1], [True], [True]),
        ([0, 0], [True], [True, True]),
        ([0, 0], [True, True], [True]),
        ([0], [True, True], [True, True]),
    ):
        with pytest.raises(ValueError):
            stratified("x", *columns)
    with pytest.raises(TypeError):
        stratified("x", [0.0], [True], [True])
