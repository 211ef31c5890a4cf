"""Quantiles from counts: the same as sorting the clients, and their intervals."""

import math
import random

import numpy as np
import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmark.statistics import Curve, Distribution, Quantile, quantile_class, quantile_week

WEEKS = [str(week) for week in range(30)]


@settings(deadline=None)
@given(
    st.lists(st.integers(0, 29), min_size=1, max_size=60), st.sampled_from((0.1, 0.25, 0.5, 0.9, 1))
)
def test_a_quantile_of_a_histogram_is_that_of_the_clients(weeks, share):
    ours = quantile_class(Distribution.of_positions(WEEKS, weeks), share)
    assert int(ours.value) == np.quantile(weeks, share, method="inverted_cdf")
    assert int(ours.low) <= int(ours.value) <= int(ours.high)


def test_the_quantile_of_a_sum_is_that_of_everybody():
    one, other = ["3", "9", "9"], ["1", "1", "2", "3"]
    pooled = Distribution.of(WEEKS, one) + Distribution.of(WEEKS, other)
    assert quantile_class(pooled).value == "3"


def test_a_tenth_of_ten_is_one_client():
    # 0.1 as a binary fraction is a trace more than a tenth.
    ten = Distribution.of(WEEKS, WEEKS[:10])
    assert quantile_class(ten, 0.1).value == "0"
    assert quantile_class(ten, 0.3).value == "2"
    assert quantile_class(ten, 1).value == "9"


@pytest.mark.parametrize("seed", range(10))
def test_a_classs_interval_is_woodruffs(seed):
    rng = random.Random(seed)
    weeks = [min(29, int(rng.expovariate(0.1))) for _ in range(rng.randint(1, 80))]
    level = rng.choice((0.8, 0.95))
    share = rng.choice((0.25, 0.5, 0.75))
    limits = [
        scipy.stats.binomtest(sum(w <= week for w in weeks), len(weeks)).proportion_ci(
            level, method="wilson"
        )
        for week in range(30)
    ]
    ours = quantile_class(Distribution.of_positions(WEEKS, weeks), share, level)
    assert int(ours.low) == next(week for week in range(30) if limits[week].high >= share)
    assert int(ours.high) == next((week for week in range(30) if limits[week].low >= share), 29)


def test_the_interval_of_repeated_answers_is_that_of_the_clients():
    # Twenty clients say the same ten times over: it is known no better than from twenty answers.
    classes = "12345"
    once = Distribution.of(classes, "1" * 4 + "2" * 5 + "3" * 4 + "4" * 4 + "5" * 3)
    repeated = Distribution.of_clients(
        classes,
        [c for c in range(20) for _ in range(10)],
        "1" * 40 + "2" * 50 + "3" * 40 + "4" * 40 + "5" * 30,
    )
    loose = Distribution(tuple((code, 10 * n) for code, n in once.counts))
    assert quantile_class(once) == quantile_class(repeated) == Quantile("3", "2", "4")
    assert quantile_class(loose) == Quantile("3", "2", "3")


def test_nobody_has_no_quantile():
    nobody = Quantile(None, None, None)
    assert quantile_class(Distribution.of(WEEKS, [])) == nobody
    assert quantile_week(Curve.of([], [], 5)) == nobody


def test_everybody_in_one_class():
    assert quantile_class(Distribution.of("abc", "b" * 20)) == Quantile("b", "b", "b")
    assert quantile_class(Distribution.of("abc", "c" * 20)) == Quantile("c", "c", "c")
    # Nobody of three may still be more than half.
    assert quantile_class(Distribution.of("abc", "bbb")) == Quantile("b", "a", "c")


def test_a_share_outside_0_to_1_is_refused():
    for share in (0, -0.1, 1.1, 50):
        with pytest.raises(ValueError):
            quantile_class(Distribution.of("a", "a"), share)
        with pytest.raises(ValueError):
            quantile_week(Curve.of([1], ["event"], 2), share)


def test_the_median_week_by_hand():
    # One of four in week 1, one in week 3, one drops out, one in week 5.
    curve = Curve.of([7, 20, 20, 35], ["event", "event", "competing", "event"], 6)
    assert quantile_week(curve, 0.25).value == 1
    assert quantile_week(curve, 0.5).value == 3
    assert quantile_week(curve, 0.75).value == 5
    assert quantile_week(curve, 0.76).value is None  # drop-out never reaches it
    assert quantile_week(curve, 1).value is None


def test_a_half_that_floats_write_as_less_is_a_half():
    # One of ten a week, for five weeks.
    curve = Curve.of([7, 14, 21, 28, 35, *[50] * 5], ["event"] * 5 + ["competing"] * 5, 9)
    assert curve.incidence()[5] < 0.5
    assert quantile_week(curve).value == 5
    assert quantile_week(curve, 0.500000001).value is None


@pytest.mark.parametrize("seed", range(20))
def test_the_interval_is_read_from_the_band(seed):
    rng = random.Random(seed)
    days = [rng.randint(0, 180) for _ in range(60)]
    outcomes = [rng.choices(("event", "competing", "censored"), (6, 2, 1))[0] for _ in days]
    level, share = rng.choice((0.8, 0.95)), rng.choice((0.2, 0.5))
    curve = Curve.of(days, outcomes, 26)
    ours = quantile_week(curve, share, level)

    def first(holds):
        return next((week for week, limits in enumerate(curve.band(level)) if holds(limits)), None)

    assert ours.value == next(
        (week for week, value in enumerate(curve.incidence()) if value >= share), None
    )
    assert ours.low == first(lambda limits: limits is not None and limits.high >= share)
    assert ours.high == first(lambda limits: limits is not None and limits.low >= share)
    if ours.value is not None:
        assert ours.low <= ours.value and (ours.high is None or ours.value <= ours.high)


def test_where_the_band_has_no_width_there_is_a_lower_and_no_upper_end():
    all_at_once = Curve.of([20] * 9, ["event"] * 9, 5)
    assert quantile_week(all_at_once) == Quantile(3, 3, None)
    never = Curve.of([20] * 9, ["competing"] * 9, 5)
    assert quantile_week(never) == Quantile(None, None, None)


def test_without_drop_out_the_median_is_that_of_the_days():
    rng = random.Random(1)
    days = [rng.randint(1, 170) for _ in range(51)]
    curve = Curve.of(days, ["event"] * 51, 26)
    assert quantile_week(curve).value == math.ceil(sorted(days)[25] / 7)


def test_a_limit_at_the_share_itself_counts():
    curve = Curve.of([7 * week for week in range(20)], ["event"] * 20, 22)
    week = 9
    limits = curve.band()[week]
    assert quantile_week(curve, limits.high).low == week
    assert quantile_week(curve, limits.low).high == week
    classes = Distribution.of_positions(WEEKS, range(20))
    limits = classes.interval(*WEEKS[: week + 1])
    assert quantile_class(classes, limits.high).low == str(week)
    assert quantile_class(classes, limits.low).high == str(week)
