"""Answers weighed to the cohort: by hand, and against statsmodels per stratum."""

import random
from fractions import Fraction

import numpy as np
import pytest
import scipy.stats
from statsmodels.regression.linear_model import OLS
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from benchmark.statistics import Curve, Mean, Proportion, Weighted

SIX = {"rel": 1e-6, "abs": 1e-9}


def test_by_hand():
    # Dependent clients are a quarter of the cohort and half of who answered.
    strata = {"independent": Mean.of([4, 4, 5, 3]), "dependent": Mean.of([2, 1, 3, 2])}
    ours = Weighted.of(strata, {"independent": 30, "dependent": 10})
    assert ours.exact == Fraction(7, 2)  # 3/4 x 4 + 1/4 x 2, where loose answers give 3
    assert ours.value == 3.5
    assert (ours.base, ours.people, ours.cohort, ours.covered) == (8, 8, 40, 40)
    assert ours.missing == ()


def test_strata_where_nobody_answered_are_named_and_left_out():
    strata = {"a": Proportion(1, 2), "b": Proportion(0, 0), "c": Proportion(3, 3)}
    ours = Weighted.of(strata, {"d": 7, "c": 10, "b": 5, "a": 30, "e": 0})
    assert ours.exact == Fraction(3, 4) * Fraction(1, 2) + Fraction(1, 4)
    assert ours.missing == ("d", "b")
    assert (ours.base, ours.cohort, ours.covered) == (5, 52, 40)


def test_nobody_answered_at_all():
    for strata in ({}, {"a": Mean(0)}, {"a": Proportion(0, 0)}):
        ours = Weighted.of(strata, {"a": 5})
        assert ours == Weighted(None, None, 0, 5, 0, ("a",))
        assert ours.value is None


def test_answers_from_nowhere_and_other_kinds_are_refused():
    for cohort in ({}, {"a": 0}, {"b": 1}):
        with pytest.raises(ValueError):
            Weighted.of({"a": Mean.of([1])}, cohort)
    one = Curve.of([1], ["event"], 2)
    for strata in ({"a": one}, {"a": Mean.of([1]), "b": Proportion(1, 1)}):
        with pytest.raises(TypeError):
            Weighted.of(strata, {"a": 1, "b": 1})


@pytest.mark.parametrize("seed", range(10))
def test_a_shares_limits_are_weighted_distances_to_wilsons(seed):
    rng = random.Random(seed)
    level = rng.choice((0.8, 0.95))
    groups = [(rng.randint(1, 40), rng.randint(1, 99)) for _ in range(rng.randint(1, 5))]
    groups = [(rng.randint(0, n), n, size) for n, size in groups]
    ours = Weighted.of(
        {str(i): Proportion(hits, n) for i, (hits, n, _) in enumerate(groups)},
        {str(i): size for i, (_, _, size) in enumerate(groups)},
        level,
    )
    whole = sum(size for _, _, size in groups)
    value = sum(size / whole * hits / n for hits, n, size in groups)
    below = above = 0.0
    for hits, n, size in groups:
        low, high = proportion_confint(hits, n, 1 - level, method="wilson")
        below += (size / whole * (hits / n - low)) ** 2
        above += (size / whole * (high - hits / n)) ** 2
    assert ours.value == pytest.approx(value, **SIX)
    assert ours.interval.low == pytest.approx(value - below**0.5, **SIX)
    assert ours.interval.high == pytest.approx(value + above**0.5, **SIX)
    assert ours.interval.level == level


@pytest.mark.parametrize("seed", range(10))
def test_the_spread_of_a_mean_is_that_of_a_regression_on_strata(seed):
    rng = np.random.default_rng(seed)
    sizes = rng.integers(2, 25, rng.integers(2, 6))
    cohort = rng.integers(1, 200, len(sizes))
    stratum = np.repeat(np.arange(len(sizes)), sizes)
    values = rng.integers(-4, 5, len(stratum))
    values[0], values[1] = 0, 1
    level = float(rng.choice([0.8, 0.95]))
    ours = Weighted.of(
        {str(i): Mean.of(values[stratum == i]) for i in range(len(sizes))},
        {str(i): int(n) for i, n in enumerate(cohort)},
        level,
    )
    weights = cohort / cohort.sum()
    dummies = (stratum[:, None] == np.arange(len(sizes))).astype(float)
    # HC2's variance of a stratum's mean is its sample variance over its size.
    theirs = OLS(values.astype(float), dummies).fit(cov_type="HC2").t_test(weights)
    assert ours.value == pytest.approx(theirs.effect.item(), **SIX)
    terms = [
        w**2 * values[stratum == i].var(ddof=1) / n
        for i, (w, n) in enumerate(zip(weights, sizes, strict=True))
    ]
    freedom = sum(terms) ** 2 / sum(term**2 / (n - 1) for term, n in zip(terms, sizes, strict=True))
    half = scipy.stats.t.ppf((1 + level) / 2, freedom) * theirs.sd.item()
    assert ours.interval.low == pytest.approx(ours.value - half, **SIX)
    assert ours.interval.high == pytest.approx(ours.value + half, **SIX)
    assert ours.interval.level == level


def test_of_one_stratum_it_is_students_interval():
    mean = Mean.of([1, 2, 4, 4])
    ours = Weighted.of({"all": mean}, {"all": 9}).interval
    assert (ours.low, ours.high) == pytest.approx(
        (mean.interval().low, mean.interval().high), **SIX
    )


def test_of_two_equal_strata_it_is_half_of_welchs():
    # A mean of x and of -y weighed by a half each is half their difference.
    x, y = [1, 2, 4, 4, 5], [0, 3, 3]
    ours = Weighted.of({"x": Mean.of(x), "y": Mean.of([-v for v in y])}, {"x": 5, "y": 5})
    compare = CompareMeans(DescrStatsW(x), DescrStatsW(y))
    low, high = compare.tconfint_diff(usevar="unequal")
    assert (2 * ours.interval.low, 2 * ours.interval.high) == pytest.approx((low, high), **SIX)


def test_a_stratum_of_one_answer_takes_the_average_spread_of_the_others():
    # Variances 2 (n = 2) and 4 (n = 3), pooled (1 x 2 + 2 x 4) / 3 = 10/3 for the stratum of one.
    # Weights 0.2, 0.5, 0.3: 0.04 x 2 / 2 + 0.25 x 4 / 3 + 0.09 x 10/3.
    strata = {"two": Mean.of([1, 3]), "three": Mean.of([1, 3, 5]), "one": Mean.of([4])}
    ours = Weighted.of(strata, {"two": 20, "three": 50, "one": 30})
    variance = 0.04 + 0.25 * 4 / 3 + 0.09 * 10 / 3
    # Satterthwaite: each variance with its whole coefficient.
    first, second = 2 * (0.02 + 0.09 / 3), 4 * (0.25 / 3 + 0.09 * 2 / 3)
    assert first + second == pytest.approx(variance)
    freedom = variance**2 / (first**2 / 1 + second**2 / 2)
    half = scipy.stats.t.ppf(0.975, freedom) * variance**0.5
    assert ours.value == pytest.approx(0.2 * 2 + 0.5 * 3 + 0.3 * 4)
    assert ours.interval.high - ours.value == pytest.approx(half, **SIX)


def test_no_spread_to_judge_by_gives_no_interval():
    for strata in (
        {"a": Mean.of([3]), "b": Mean.of([5])},
        {"a": Mean.of([3, 3]), "b": Mean.of([5, 5, 5])},
        {"a": Mean.of([3, 3]), "b": Mean.of([5])},
    ):
        ours = Weighted.of(strata, {"a": 1, "b": 1})
        assert ours.value == 4 and ours.interval is None
