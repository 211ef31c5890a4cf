"""Comparison between like and like: standardised shares by hand and by regression."""

import random
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from statsmodels.regression.linear_model import OLS
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from benchmark.statistics import (
    Adjusted,
    Difference,
    Distribution,
    Proportion,
    stratified,
    stratified_codes,
)

SIX = {"rel": 1e-6, "abs": 1e-9}


def comparison(**strata):
    """Per stratum (reached, all) with the help and (reached, all) without."""
    counts = []
    for (hits, n), (other_hits, other_n) in strata.values():
        counts += [hits, n - hits, other_hits, other_n - other_hits]
    return Adjusted.of(Distribution(tuple(zip(stratified_codes(strata), counts, strict=True))))


def test_simpsons_paradox_by_hand():
    # Kidney stones (Charig and others 1986): treatment A does better on small and on large stones,
    # and worse when both are thrown together, because it was given the large ones.
    ours = comparison(small=((81, 87), (234, 270)), large=((192, 263), (55, 80)))
    assert ours.crude_helped == Proportion(273, 350) and ours.crude_others == Proportion(289, 350)
    assert ours.crude_difference().value < 0
    # 357 of 700 have small stones, 343 large ones.
    helped = Fraction(357, 700) * Fraction(81, 87) + Fraction(343, 700) * Fraction(192, 263)
    others = Fraction(357, 700) * Fraction(234, 270) + Fraction(343, 700) * Fraction(55, 80)
    assert ours.helped().exact == helped and ours.others().exact == others
    assert ours.difference().value == pytest.approx(0.0537, abs=5e-5)
    assert (ours.people, ours.compared, ours.left_out) == (700, 700, 0)


def test_who_has_nobody_to_be_compared_with_is_left_out_and_counted():
    ours = comparison(
        both=((3, 4), (1, 2)),
        only_helped=((5, 6), (0, 0)),
        only_others=((0, 0), (2, 7)),
        none=((0, 0), (0, 0)),
    )
    assert [s.compares for s in ours.strata] == [True, False, False, False]
    assert [s.people for s in ours.strata] == [6, 6, 7, 0]
    assert (ours.people, ours.compared, ours.left_out) == (19, 6, 13)
    assert ours.helped().value == 0.75 and ours.others().value == 0.5
    assert ours.helped().base == 4 and ours.others().people == 2
    assert ours.helped().cohort == ours.helped().covered == 6 and ours.helped().missing == ()
    # The unadjusted shares are over everybody.
    assert ours.crude_helped == Proportion(8, 10) and ours.crude_others == Proportion(3, 9)
    assert ours.crude_difference(0.8) == Difference.between(
        Proportion(8, 10), Proportion(3, 9), 0.8
    )


def test_without_a_stratum_with_both_arms_nothing_is_said():
    ours = comparison(young=((3, 4), (0, 0)), old=((0, 0), (1, 2)))
    assert ours.helped().value is None and ours.others().interval is None
    assert ours.difference() == Difference(None, None)
    assert ours.compared == 0 and ours.left_out == 6
    nobody = comparison()
    assert nobody.people == 0 and nobody.difference() == Difference(None, None)
    assert nobody.crude_helped == Proportion(0, 0)


@pytest.mark.parametrize("seed", range(10))
def test_in_one_stratum_it_is_newcombes_difference(seed):
    rng = random.Random(seed)
    n, m = rng.randint(1, 60), rng.randint(1, 60)
    hits, other_hits = rng.randint(0, n), rng.randint(0, m)
    ours = comparison(all=((hits, n), (other_hits, m))).difference()
    theirs = confint_proportions_2indep(hits, n, other_hits, m, method="newcomb")
    assert ours.value == pytest.approx(hits / n - other_hits / m, **SIX)
    assert (ours.interval.low, ours.interval.high) == pytest.approx(theirs, **SIX)


def random_clients(rng, n, strata=4):
    """Who is in a heavier stratum gets more help and reaches less."""
    stratum = rng.integers(0, strata, n)
    helped = rng.random(n) < 0.2 + 0.15 * stratum
    reached = rng.random(n) < 0.8 - 0.15 * stratum + 0.1 * helped
    return pd.DataFrame({"stratum": stratum, "helped": helped, "reached": reached.astype(float)})


@pytest.mark.parametrize("seed", range(10))
def test_it_is_the_average_prediction_of_a_saturated_regression(seed):
    rng = np.random.default_rng(seed)
    clients = random_clients(rng, 3000)
    level = float(rng.choice([0.8, 0.95]))
    ours = Adjusted.of(
        stratified("abcd", clients["stratum"], clients["helped"], clients["reached"] == 1)
    )
    cells = clients["stratum"] * 2 + clients["helped"]
    dummies = (cells.to_numpy()[:, None] == np.arange(8)).astype(float)
    model = OLS(clients["reached"].to_numpy(), dummies).fit(cov_type="HC0")
    weights = np.bincount(clients["stratum"]) / len(clients)
    with_help, without = (model.params[arm::2] @ weights for arm in (1, 0))
    assert ours.helped().value == pytest.approx(with_help, **SIX)
    assert ours.others().value == pytest.approx(without, **SIX)
    # The width: limits of statsmodels per stratum and arm, as squares of weighted distances.
    below = above = 0.0
    for (_, helped), own in clients.groupby(["stratum", "helped"]):
        weight = (clients["stratum"] == own["stratum"].iloc[0]).mean()
        share = own["reached"].mean()
        low, high = proportion_confint(own["reached"].sum(), len(own), 1 - level, method="wilson")
        down, up = (share - low, high - share) if helped else (high - share, share - low)
        below, above = below + (weight * down) ** 2, above + (weight * up) ** 2
    interval = ours.difference(level).interval
    difference = with_help - without
    assert interval.low == pytest.approx(difference - below**0.5, **SIX)
    assert interval.high == pytest.approx(difference + above**0.5, **SIX)
    assert interval.level == ours.helped(level).interval.level == level
    # In large strata like these it is close to the regression's own.
    contrast = np.ravel(np.column_stack((-weights, weights)))
    half = 1.959964 * model.t_test(contrast).sd.item()
    ours = ours.difference().interval
    assert (ours.high - ours.low) / 2 == pytest.approx(half, rel=0.02)


def test_the_sum_of_two_municipalities_is_adjusted_as_one():
    rng = np.random.default_rng(0)
    parts = [random_clients(rng, 60) for _ in range(3)]

    def counts(clients):
        return stratified("abcd", clients["stratum"], clients["helped"], clients["reached"] == 1)

    together = Adjusted.of(counts(pd.concat(parts)))
    assert Adjusted.of(counts(parts[2]) + counts(parts[0]) + counts(parts[1])) == together
    assert together.difference().interval is not None


def test_a_stratum_may_have_dots_in_its_name():
    ours = Adjusted.of(stratified(["dependent.2-3.high"], [0, 0], [True, False], [True, True]))
    assert ours.strata[0].code == "dependent.2-3.high"
    assert (ours.strata[0].helped, ours.strata[0].others) == (Proportion(1, 1), Proportion(1, 1))


@pytest.mark.parametrize(
    "distribution",
    [
        Distribution((("yes", 1), ("no", 2))),
        Distribution((("with.yes.a", 1), ("with.no.a", 1))),
        Distribution(tuple((code, 1) for code in reversed(stratified_codes("a")))),
        Distribution(tuple((code, 1) for code in stratified_codes("a")), clients=4),
    ],
)
def test_other_categories_are_refused(distribution):
    with pytest.raises(ValueError):
        Adjusted.of(distribution)
