"""Estimates and intervals against scipy and statsmodels, and by hand where a hand can do it."""

import math
import random
import warnings
from fractions import Fraction

import numpy as np
import pytest
import scipy.stats
from statsmodels.duration.survfunc import CumIncidenceRight
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from benchmark.statistics import Curve, Difference, Distribution, Mean, Proportion

SIX = {"rel": 1e-6, "abs": 1e-9}


def random_client_means(rng, n):
    return [
        Fraction(sum(rng.randint(1, 5) for _ in range(answers)), answers)
        for answers in (rng.randint(1, 6) for _ in range(n))
    ]


@pytest.mark.parametrize("seed", range(20))
def test_a_shares_interval_is_wilsons(seed):
    rng = random.Random(seed)
    n = rng.randint(1, 400)
    hits = rng.choice((0, n, rng.randint(0, n)))
    level = rng.choice((0.8, 0.95, 0.99))
    ours = Proportion(hits, n).interval(level)
    theirs = scipy.stats.binomtest(hits, n).proportion_ci(level, method="wilson")
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), **SIX)
    also = proportion_confint(hits, n, 1 - level, method="wilson")
    assert (ours.low, ours.high) == pytest.approx(also, **SIX)


@pytest.mark.parametrize("seed", range(20))
def test_a_means_interval_is_students(seed):
    rng = random.Random(seed)
    values = random_client_means(rng, rng.randint(3, 200))
    mean = Mean.of(values)
    floats = [float(value) for value in values]
    assert mean.value == pytest.approx(np.mean(floats), **SIX)
    assert mean.variance == pytest.approx(np.var(floats, ddof=1), **SIX)
    theirs = scipy.stats.ttest_1samp(floats, 0).confidence_interval(0.95)
    assert (mean.interval().low, mean.interval().high) == pytest.approx(tuple(theirs), **SIX)


@pytest.mark.parametrize("seed", range(20))
def test_the_difference_of_two_shares_is_newcombes(seed):
    rng = random.Random(seed)
    n, m = rng.randint(5, 300), rng.randint(5, 300)
    one, other = Proportion(rng.randint(0, n), n), Proportion(rng.randint(0, m), m)
    ours = Difference.between(one, other)
    theirs = confint_proportions_2indep(one.hits, n, other.hits, m, method="newcomb")
    assert ours.value == pytest.approx(one.hits / n - other.hits / m, **SIX)
    assert (ours.interval.low, ours.interval.high) == pytest.approx(theirs, **SIX)


@pytest.mark.parametrize("seed", range(20))
def test_the_difference_of_two_means_is_welchs(seed):
    rng = random.Random(seed)
    one = random_client_means(rng, rng.randint(3, 80))
    other = random_client_means(rng, rng.randint(3, 80))
    ours = Difference.between(Mean.of(one), Mean.of(other))
    compare = CompareMeans(*(DescrStatsW([float(v) for v in group]) for group in (one, other)))
    theirs = compare.tconfint_diff(usevar="unequal")
    assert (ours.interval.low, ours.interval.high) == pytest.approx(theirs, **SIX)
    assert ours.is_real == (theirs[0] > 0 or theirs[1] < 0)


def random_courses(rng, n, outcomes=("event", "competing", "censored")):
    days = [rng.choice((0, 7, 14, rng.randint(0, 120))) for _ in range(n)]
    return days, [rng.choice(outcomes) for _ in range(n)]


def week_numbers(days, outcomes):
    """The convention of the module, once more in plain words."""
    return [
        day // 7 if outcome == "censored" else math.ceil(day / 7)
        for day, outcome in zip(days, outcomes, strict=True)
    ]


@pytest.mark.parametrize("seed", range(40))
def test_a_curve_equals_statsmodels_on_week_numbers(seed):
    rng = random.Random(seed)
    days, outcomes = random_courses(rng, rng.randint(20, 150))
    curve = Curve.of(days, outcomes, weeks=26)
    status = [{"censored": 0, "event": 1, "competing": 2}[outcome] for outcome in outcomes]
    with np.errstate(all="ignore"):
        oracle = CumIncidenceRight(np.array(week_numbers(days, outcomes), float), np.array(status))
    for week in range(27):
        seen = np.flatnonzero(oracle.times <= week)
        if not seen.size:
            assert curve.at(week) == 0
            continue
        assert curve.at(week) == pytest.approx(oracle.cinc[0][seen[-1]], **SIX)
        error = oracle.cinc_se[0][seen[-1]]
        if not np.isnan(error):  # theirs divides by zero once everybody at risk leaves at once
            assert curve.variance()[week] == pytest.approx(error**2, rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("seed", range(10))
def test_without_drop_out_the_curve_and_its_band_are_kaplan_and_meiers(seed):
    rng = random.Random(seed)
    days, outcomes = random_courses(rng, 80, ("event", "censored"))
    curve = Curve.of(days, outcomes, weeks=26)
    weeks = week_numbers(days, outcomes)
    events = [w for w, o in zip(weeks, outcomes, strict=True) if o == "event"]
    censored = [w for w, o in zip(weeks, outcomes, strict=True) if o == "censored"]
    oracle = scipy.stats.ecdf(scipy.stats.CensoredData(events, right=censored)).cdf
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")  # undefined at 0 and 1, where ours is None
        theirs = oracle.confidence_interval(0.95, method="log-log")
    compared = 0
    for week, ours in enumerate(curve.band()):
        assert curve.at(week) == pytest.approx(float(oracle.evaluate(week)), **SIX)
        if ours is None:
            assert curve.at(week) in (0, 1)
            continue
        low, high = float(theirs.low.evaluate(week)), float(theirs.high.evaluate(week))
        assert (ours.low, ours.high) == pytest.approx((low, high), **SIX)
        compared += 1
    assert compared > 10


@pytest.mark.parametrize("seed", range(20))
def test_with_full_follow_up_the_curve_is_the_fixed_window_share(seed):
    rng = random.Random(seed)
    days, outcomes = [], []
    for _ in range(60):
        outcome = rng.choice(("event", "competing", "censored"))
        outcomes.append(outcome)
        days.append(rng.randint(91, 300) if outcome == "censored" else rng.randint(0, 300))
    curve = Curve.of(days, outcomes, weeks=26, follow_up=[300] * 60)
    reached = sum(o == "event" and d <= 91 for d, o in zip(days, outcomes, strict=True))
    share = Proportion(reached, 60)
    # Who left unseen after day 91 does not matter at week 13.
    assert curve.at(13) == pytest.approx(share.value, **SIX)
    assert curve.variance()[13] == pytest.approx(share.value * (1 - share.value) / 60, **SIX)


def test_day_91_is_within_week_13_and_day_92_is_not():
    curve = Curve.of([91, 92], ["event", "event"], weeks=26)
    assert (curve.at(13), curve.at(14)) == (0.5, 1.0)


def test_ties_within_a_week_go_results_first_then_leaving():
    # By hand. Week 1: three at risk, one reaches (day 7), one leaves after it (day 7): 1/3.
    # Week 2: one at risk, reaches: 1/3 + 2/3 x 1 = 1.
    curve = Curve.of([7, 7, 8], ["event", "censored", "event"], weeks=2)
    assert curve.at_risk == (3, 3, 1)
    assert curve.incidence() == pytest.approx((0, 1 / 3, 1))


def test_drop_out_competes_and_is_not_censoring():
    # By hand. Week 1: four at risk, one drops out. Week 2: three at risk, one reaches: 3/4 x 1/3.
    curve = Curve.of([5, 10, 21, 21], ["competing", "event", "censored", "censored"], weeks=3)
    assert curve.at(2) == pytest.approx(0.25)
    # Drop-out as censoring would have said 1/3.


def test_a_result_in_a_week_not_seen_whole_does_not_count_yet():
    # Two clients followed for 10 days; one reached on day 9. Week 2 (days 8-14) is half seen: to
    # count its result and not the one who still may reach would give 100%.
    days, outcomes = [9, 10], ["event", "censored"]
    assert Curve.of(days, outcomes, 3, follow_up=[10, 10]).incidence() == (0, 0, 0, 0)
    assert Curve.of(days, outcomes, 3).at(2) == 1


def test_the_curve_over_complete_follow_up_is_not_too_high_in_its_newest_week():
    # Everybody reaches with chance 1/4 a week and is seen between 0 and 20 weeks.
    rng = random.Random(3)
    days, outcomes, seen = [], [], []
    for _ in range(20_000):
        follow_up = rng.randint(0, 140)
        week = 1
        while rng.random() > 0.25:
            week += 1
        day = 7 * (week - 1) + rng.randint(1, 7)
        seen.append(follow_up)
        days.append(min(day, follow_up))
        outcomes.append("event" if day <= follow_up else "censored")
    curve = Curve.of(days, outcomes, 20, follow_up=seen)
    for week in (1, 4, 12):
        assert curve.at(week) == pytest.approx(1 - 0.75**week, abs=0.012)


def test_no_results_gives_a_flat_curve_without_a_band():
    curve = Curve.of([30, 60], ["censored", "competing"], weeks=10)
    assert set(curve.incidence()) == {0.0}
    assert set(curve.band()) == {None}


def test_one_client_is_a_step_from_nobody_to_everybody():
    curve = Curve.of([20], ["event"], weeks=5)
    assert curve.incidence() == (0, 0, 0, 1, 1, 1)
    assert curve.base == 1 and set(curve.band()) == {None}
    assert curve.last_week() == 5  # reached in week 3, and so known in every week


def test_all_censored_at_once():
    curve = Curve.of([3, 3, 3], ["censored"] * 3, weeks=4)
    assert curve.at_risk == (3, 0, 0, 0, 0)
    assert curve.at(4) == 0
    assert curve.last_week(minimum=3) == 0 and curve.last_week(minimum=4) is None


def test_nobody_has_no_value_anywhere():
    assert Proportion(0, 0).value is None and Proportion(0, 0).interval() is None
    assert Mean.of([]).value is None and Mean.of([]).interval() is None
    empty = Curve.of([], [], weeks=3)
    assert empty.at(2) is None and empty.last_week() is None and set(empty.band()) == {None}
    assert Distribution.of("ab", []).interval("a") is None
    assert not Difference.between(Proportion(0, 0), Proportion(1, 2)).is_real
    assert Difference.between(Mean(0), Mean.of([1, 2])).value is None


def test_a_week_outside_the_curve_is_an_error():
    curve = Curve.of([7], ["event"], weeks=5)
    for week in (-1, 6):
        with pytest.raises(ValueError):
            curve.at(week)


def test_equal_answers_claim_no_certainty():
    assert Mean.of([4, 4, 4, 4]).interval() is None
    assert not Difference.between(Mean.of([4] * 5), Mean.of([3] * 5)).is_real
    assert Mean.of([4]).variance is None
    assert not Difference.between(Mean.of([4]), Mean.of([3, 1, 2])).is_real


def test_zero_and_all_keep_their_limits_exact():
    assert Proportion(0, 12).interval().low == 0.0
    assert Proportion(12, 12).interval().high == 1.0


def test_a_difference_is_real_only_when_its_interval_excludes_zero():
    small = Difference.between(Proportion(9, 11), Proportion(69, 100))
    large = Difference.between(Proportion(410, 500), Proportion(690, 1000))
    assert small.value == pytest.approx(0.128, abs=1e-3) and not small.is_real
    assert large.value == pytest.approx(0.13) and large.is_real


def test_the_difference_of_two_curves_with_full_follow_up_resembles_that_of_the_shares():
    def group(reached, n):
        days = [50] * reached + [200] * (n - reached)
        outcomes = ["event"] * reached + ["censored"] * (n - reached)
        return Curve.of(days, outcomes, weeks=26)

    curves = Difference.between_curves(group(60, 80), group(100, 200), 13)
    shares = Difference.between(Proportion(60, 80), Proportion(100, 200))
    assert curves.value == pytest.approx(shares.value)
    assert curves.interval.low == pytest.approx(shares.interval.low, abs=0.02)
    assert curves.is_real and shares.is_real


def test_repeated_answers_widen_the_interval_to_that_of_the_clients():
    answers = ["4"] * 60 + ["2"] * 40
    of_clients = Distribution.of("12345", answers)
    repeated = Distribution.of("12345", answers, clients=25)
    assert of_clients.share("4", "5") == Proportion(60, 100)
    assert of_clients.interval("4", "5") == Proportion(60, 100).interval()
    expected = Proportion(15, 25).interval()
    ours = repeated.interval("4", "5")
    assert (ours.low, ours.high) == pytest.approx((expected.low, expected.high))
    other = Distribution.of("12345", ["4"] * 40 + ["2"] * 60)
    assert Difference.between_shares(of_clients, other, "4", "5").is_real
    assert not Difference.between_shares(repeated, other, "4", "5").is_real


def test_a_confidence_level_outside_zero_to_one_is_refused():
    for level in (0, 1, 95):
        with pytest.raises(ValueError):
            Proportion(1, 2).interval(level)
        with pytest.raises(ValueError):
            Mean.of([1, 2]).interval(level)


def test_a_value_of_the_curve_stands_on_the_clients_still_known():
    # Two reached, one dropped out: known for good. Two left unseen after week 2.
    days, outcomes = [3, 5, 8, 14, 20], ["event", "event", "competing", "censored", "censored"]
    curve = Curve.of(days, outcomes, weeks=4)
    assert [curve.known(week) for week in range(5)] == [5, 5, 5, 3, 3]
    assert curve.last_week(minimum=5) == 2
