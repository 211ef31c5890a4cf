"""Where an estimate begins to exist, where it ends exactly, and the confidence asked for."""

from fractions import Fraction

import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmark.statistics import Curve, Difference, Distribution, Interval, Mean, Proportion
from benchmark.statistics.interval import normal_quantile, of_sum, student_quantile, wilson

SIX = {"rel": 1e-6, "abs": 1e-9}
LEVELS = (0.8, 0.95, 0.99)


def curve(reached, n, weeks=26):
    return Curve.of([50] * n, ["event"] * reached + ["competing"] * (n - reached), weeks)


ESTIMATES = {
    "share": lambda level: Proportion(30, 80).interval(level),
    "mean": lambda level: Mean.of([1, 2, 4, 5]).interval(level),
    "distribution": lambda level: Distribution.of("ab", "aab").interval("a", level=level),
    "curve": lambda level: curve(30, 80).interval_at(20, level),
    "band": lambda level: curve(30, 80).band(level)[20],
    "shares": lambda level: (
        Difference.between(Proportion(30, 80), Proportion(9, 50), level).interval
    ),
    "means": lambda level: (
        Difference.between(Mean.of([1, 2, 4, 5]), Mean.of([0, 7, 3]), level).interval
    ),
    "distributions": lambda level: (
        Difference.between_shares(
            Distribution.of("ab", "aab"), Distribution.of("ab", "abb"), "a", level=level
        ).interval
    ),
    "curves": lambda level: (
        Difference.between_curves(curve(30, 80), curve(9, 50), 20, level).interval
    ),
}


@pytest.mark.parametrize("name", ESTIMATES)
def test_an_interval_is_wider_for_more_confidence_and_says_its_level(name):
    intervals = [ESTIMATES[name](level) for level in LEVELS]
    assert [interval.level for interval in intervals] == list(LEVELS)
    for narrow, wide in zip(intervals, intervals[1:], strict=False):
        assert wide.low < narrow.low < narrow.high < wide.high


def test_an_interval_holds_its_ends_and_touching_zero_is_not_excluding_it():
    interval = Interval(1.0, 2.0)
    assert 1.0 in interval and 2.0 in interval and 1.5 in interval
    assert 0.99 not in interval and 2.01 not in interval
    assert not Interval(0.0, 1.0).excludes_zero and not Interval(-1.0, 0.0).excludes_zero
    assert Interval(0.1, 1.0).excludes_zero and Interval(-1.0, -0.1).excludes_zero


@pytest.mark.parametrize("level", LEVELS)
def test_nothing_and_everything_end_exactly_at_0_and_1(level):
    for n in (*range(1, 120), 1000, 12345):
        assert wilson(0, n, level).low == 0.0 and wilson(1, n, level).high == 1.0


@pytest.mark.parametrize(
    ("share", "n", "level"),
    [
        (5.625500280659007e-10, 15.210241456737297, 0.95),
        (3.6277585034258645e-10, 7.903900540342236, 0.8),
        (0.9999999990056366, 30.44922462888018, 0.95),
        (0.9999999996542239, 17.325278076263693, 0.8),
    ],
)
def test_rounding_does_not_lead_outside_0_to_1(share, n, level):
    interval = wilson(share, n, level)
    assert 0 <= interval.low <= share <= interval.high <= 1


@settings(deadline=None)
@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_share_lies_in_its_interval(hits_and_n):
    share = Proportion(*hits_and_n)
    interval = share.interval()
    assert 0 <= interval.low <= share.value <= interval.high <= 1


def test_exact_values_for_rounding():
    assert Proportion(1, 3).exact == Fraction(1, 3) and Proportion(0, 0).exact is None
    assert Mean.of([1, 2]).exact == Fraction(3, 2) and Mean(0).exact is None
    assert Mean.of([Fraction(1, 3), -1]).exact == Fraction(-1, 3)


@settings(deadline=None)
@given(st.lists(st.integers(-5, 5), min_size=2, max_size=30).filter(lambda v: len(set(v)) > 1))
def test_negative_values_work_throughout(values):
    mean = Mean.of(values)
    theirs = scipy.stats.ttest_1samp(values, 0).confidence_interval(0.95)
    assert (mean.interval().low, mean.interval().high) == pytest.approx(tuple(theirs), **SIX)
    mirrored = Mean.of([-value for value in values]).interval()
    assert (mirrored.low, mirrored.high) == pytest.approx((-theirs.high, -theirs.low), **SIX)
    turned = Difference.between(Mean.of([-value for value in values]), mean)
    forth = Difference.between(mean, Mean.of([-value for value in values]))
    assert turned.value == pytest.approx(-forth.value)
    assert turned.interval.low == pytest.approx(-forth.interval.high)


def test_a_paired_change_is_the_mean_of_each_clients_difference():
    before, after = [3, 4, 2, 5], [4, 4, 1, 2]
    change = Mean.of([b - a for a, b in zip(before, after, strict=True)])
    theirs = scipy.stats.ttest_rel(after, before).confidence_interval(0.95)
    assert change.value == -0.75
    assert (change.interval().low, change.interval().high) == pytest.approx(tuple(theirs), **SIX)


def test_two_clients_a_side_are_enough_for_welch_and_one_is_not():
    one, other = Mean.of([1, 3]), Mean.of([2, 6])
    ours = Difference.between(one, other)
    theirs = scipy.stats.ttest_ind([1, 3], [2, 6], equal_var=False).confidence_interval(0.95)
    assert ours.value == -2
    assert (ours.interval.low, ours.interval.high) == pytest.approx(tuple(theirs), **SIX)
    # Equal variances on both sides are variances all the same.
    same = Difference.between(Mean.of([1, 3]), Mean.of([5, 7]))
    theirs = scipy.stats.ttest_ind([1, 3], [5, 7], equal_var=False).confidence_interval(0.95)
    assert (same.interval.low, same.interval.high) == pytest.approx(tuple(theirs), **SIX)
    # Spread on one side only.
    flat = Difference.between(Mean.of([4, 4]), other)
    assert flat.value == 0 and flat.interval is not None
    for few in (Mean.of([3]),):
        assert Difference.between(few, other) == Difference(-1, None)
        assert Difference.between(other, few) == Difference(1, None)
    assert Difference.between(Mean.of([4, 4]), Mean.of([3] * 3)) == Difference(1, None)


def test_a_difference_with_nobody_on_a_side_has_no_value():
    nothing = Difference(None, None)
    for nobody, some in ((Proportion(0, 0), Proportion(1, 2)), (Mean(0), Mean.of([1, 2]))):
        assert Difference.between(nobody, some) == Difference.between(some, nobody) == nothing
        assert Difference.between(nobody, nobody) == nothing
    empty, some = Distribution.of("ab", []), Distribution.of("ab", "ab")
    assert Difference.between_shares(empty, some, "a") == nothing
    assert Difference.between_shares(some, empty, "a") == nothing


def test_a_difference_without_an_interval_on_a_side_has_a_value_alone():
    limits = Interval(0.5, 0.7)
    assert Difference.of_estimates(0.6, limits, 0.25, None) == Difference(0.35, None)
    assert Difference.of_estimates(0.6, None, 0.25, limits) == Difference(0.35, None)
    assert Difference.of_estimates(0.6, None, 0.25, None) == Difference(0.35, None)
    # At 100% a curve has no band.
    ours = Difference.between_curves(curve(9, 9), curve(3, 9), 10)
    assert ours.value == pytest.approx(2 / 3) and ours.interval is None and not ours.is_real


def test_a_difference_is_between_two_of_a_kind():
    for one, other in (
        (Proportion(1, 2), Mean.of([1, 2])),
        (Mean.of([1, 2]), Proportion(1, 2)),
        (curve(1, 2), curve(1, 2)),
        (3, 4),
    ):
        with pytest.raises(TypeError, match="No difference between"):
            Difference.between(one, other)


def test_the_difference_of_curves_by_hand_is_newcombes():
    one, other = curve(30, 80), curve(9, 50)
    ours = Difference.between_curves(one, other, 20, 0.9)
    own, theirs = one.interval_at(20, 0.9), other.interval_at(20, 0.9)
    low = ours.value - ((0.375 - own.low) ** 2 + (theirs.high - 0.18) ** 2) ** 0.5
    high = ours.value + ((own.high - 0.375) ** 2 + (0.18 - theirs.low) ** 2) ** 0.5
    assert ours.value == pytest.approx(0.195)
    assert (ours.interval.low, ours.interval.high) == pytest.approx((low, high), **SIX)


def test_the_interval_of_a_weighted_sum_by_hand():
    # 2 x 3 - 1 x 4 = 2; down 2 x 1 and 1 x 5, up 2 x 2 and 1 x 3.
    terms = ((2, 3.0, Interval(2.0, 5.0)), (-1, 4.0, Interval(1.0, 9.0)))
    ours = of_sum(terms, 0.8)
    assert ours.low == pytest.approx(2 - (4 + 25) ** 0.5)
    assert ours.high == pytest.approx(2 + (16 + 9) ** 0.5)
    assert ours.level == 0.8 and of_sum(terms).level == 0.95


def test_students_quantile_takes_freedom_between_whole_numbers():
    assert student_quantile(0.9, 3.7) == pytest.approx(scipy.stats.t.ppf(0.95, 3.7), **SIX)


def test_a_confidence_of_0_or_1_is_none():
    for level in (0, 1, -0.5, 1.5, 95):
        with pytest.raises(ValueError, match="A confidence level lies between"):
            student_quantile(level, 5)
        with pytest.raises(ValueError, match="A confidence level lies between"):
            normal_quantile(level)


@pytest.mark.parametrize("n", [1, 3, 7, 11, 49, 97])
def test_everybody_is_exactly_1_and_stays_so(n):
    # One a week: sums of 1/n would end in other digits.
    incidence = Curve.of([7 * week for week in range(n)], ["event"] * n, n + 3).incidence()
    assert incidence[n - 1 :] == (1.0,) * 5
    assert all(share < 1 for share in incidence[: n - 1])


def test_with_one_drop_out_nobody_is_ever_sure():
    curve = Curve.of([7, 8, 15], ["competing", "event", "event"], 4)
    assert curve.incidence()[-1] == pytest.approx(2 / 3)
    last = Curve.of([7, 7], ["competing", "event"], 2)
    assert last.incidence() == (0, 0.5, 0.5)
    assert last.interval_at(1) is not None


courses = st.lists(
    st.tuples(st.integers(0, 60), st.sampled_from(("event", "competing", "censored"))), max_size=25
)


@settings(deadline=None)
@given(courses)
def test_between_0_and_1_the_band_has_width_and_holds_the_curve(clients):
    curve = Curve.of([day for day, _ in clients], [outcome for _, outcome in clients], 8)
    for value, limits in zip(curve.incidence(), curve.band(), strict=True):
        if limits is None:
            assert value in (0, 1)
        else:
            assert 0 <= limits.low < value < limits.high <= 1
