"""Shares over repeated answers: the clients' resemblance decides the width."""

import random

import numpy as np
import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.regression.linear_model import OLS
from statsmodels.stats.proportion import proportion_confint

from benchmark.statistics import Difference, Distribution, Proportion

SIX = {"rel": 1e-6, "abs": 1e-9}
CODES = "12345"


def random_rows(rng, clients):
    """Clients with an inclination of their own and one to nine answers each."""
    rows = []
    for client in range(clients):
        inclination = rng.random()
        for _ in range(rng.randint(1, 9)):
            rows.append((client, rng.choice("45" if rng.random() < inclination else "123")))
    return rows


def distribution(rows):
    return Distribution.of_clients(CODES, [c for c, _ in rows], [answer for _, answer in rows])


def clustered_interval(rows, codes, level):
    """Statsmodels' clustered variance of a share, as an effective number in its own Wilson."""
    hits = np.array([answer in codes for _, answer in rows], dtype=float)
    clients = np.array([client for client, _ in rows])
    fit = OLS(hits, np.ones_like(hits)).fit(cov_type="cluster", cov_kwds={"groups": clients})
    share = hits.mean()
    effective = min(share * (1 - share) / fit.bse[0] ** 2, len(hits))
    student = scipy.stats.t.ppf((1 + level) / 2, len(set(clients)) - 1)
    effective *= (scipy.stats.norm.ppf((1 + level) / 2) / student) ** 2
    return effective, proportion_confint(share * effective, effective, 1 - level, method="wilson")


@pytest.mark.parametrize("seed", range(30))
def test_the_width_is_that_of_statsmodels_variance_between_clients(seed):
    rng = random.Random(seed)
    rows = random_rows(rng, rng.randint(2, 40))
    level = rng.choice((0.8, 0.95, 0.99))
    codes = rng.choice(("45", "1", "24", "13"))
    ours = distribution(rows)
    assert 0 < ours.count(*codes) < ours.base
    effective, theirs = clustered_interval(rows, codes, level)
    assert ours.effective_size(*codes, level=level) == pytest.approx(effective, **SIX)
    interval = ours.interval(*codes, level=level)
    assert (interval.low, interval.high) == pytest.approx(theirs, **SIX)
    assert interval.level == level


def test_by_hand_three_clients():
    # Answers 4 or 5 of all: 2 of 2, 1 of 2, 0 of 1. Share 3/5. Per client hits - share x answers:
    # 0.8, -0.2, -0.6; squares 0.64 + 0.04 + 0.36 = 1.04; variance 3/2 x 1.04 / 25 = 0.0624.
    # Effective 0.24 / 0.0624 = 3.846, times (1.96 / 4.303)², Student's with two degrees.
    ours = Distribution.of_clients(CODES, "aabbc", "44513")
    assert ours.products == (1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 4, 0, 1)
    assert ours.share("4", "5") == Proportion(3, 5)
    expected = 0.24 / 0.0624 * (1.959963985 / 4.302652730) ** 2
    assert ours.effective_size("4", "5") == pytest.approx(expected)


def test_without_a_clients_own_answers_the_clients_are_counted():
    old = Distribution((("1", 60), ("2", 40)), 25)
    assert old.effective_size("1") == 25
    ours, expected = old.interval("1", level=0.9), Proportion(15, 25).interval(0.9)
    assert (ours.low, ours.high) == pytest.approx((expected.low, expected.high))


def test_over_clients_who_count_once_nothing_changes():
    once = Distribution.of(CODES, "1234455")
    assert once.effective_size("4", "5") == 7 and once.products is None
    assert once.interval("4", "5", level=0.8) == Proportion(4, 7).interval(0.8)


@pytest.mark.parametrize("answers", ["44", "12"])
def test_nothing_or_everything_counts_each_client_once_by_the_number_of_answers(answers):
    # Answers 1, 2 and 3: 6² / (1 + 4 + 9) = 36/14.
    ours = Distribution.of_clients(CODES, "abbccc", answers[0] * 3 + answers[1] * 3)
    assert ours.effective_size("4", "5") == pytest.approx(36 / 14)
    interval = ours.interval("4", "5")
    assert 0 in interval or 1 in interval
    assert interval.high - interval.low > 0.5


def test_one_client_is_one_client_whatever_the_answers():
    ours = Distribution.of_clients(CODES, "aaaa", "1145")
    assert ours.effective_size("1") == 1
    assert ours.effective_size("1", level=0.5) == 1


def test_clients_who_are_all_of_two_minds_do_not_make_more_of_their_answers():
    # Everybody says 1 once and 5 once: no scatter between clients at all.
    alike = Distribution.of_clients(CODES, "aabbcc", "151515")
    student = scipy.stats.t.ppf(0.975, 2)
    assert alike.effective_size("1") == pytest.approx(6 * (1.959963985 / student) ** 2)
    # Almost everybody: the variance between clients is below that of loose answers.
    almost = Distribution.of_clients(CODES, "aabbccd", "1515151")
    student = scipy.stats.t.ppf(0.975, 3)
    assert almost.effective_size("1") == pytest.approx(7 * (1.959963985 / student) ** 2)


def test_nobody_has_no_interval():
    assert Distribution.of_clients(CODES, [], []).interval("1") is None


def test_an_unknown_code_is_an_error():
    ours = Distribution.of_clients(CODES, "aabbc", "44513")
    with pytest.raises(KeyError):
        ours.interval("6")


def test_a_difference_of_shares_takes_the_clients_variance():
    # Of ten clients six always say 4 and four always 2, or all say 4 six times of ten.
    alike = Distribution.of_clients(
        CODES, [c for c in range(10) for _ in range(10)], "4" * 60 + "2" * 40
    )
    spread = Distribution.of_clients(CODES, list(range(10)) * 10, "4" * 60 + "2" * 40)
    other = Distribution.of_clients(CODES, list(range(10)) * 10, "4" * 30 + "2" * 70)
    wide = Difference.between_shares(alike, other, "4", "5", level=0.97)
    narrow = Difference.between_shares(spread, other, "4", "5", level=0.97)
    assert wide.value == narrow.value == pytest.approx(0.3)
    assert not wide.is_real and narrow.is_real
    assert wide.interval.level == 0.97
    own, theirs = alike.interval("4", "5", level=0.97), other.interval("4", "5", level=0.97)
    low = 0.3 - ((0.6 - own.low) ** 2 + (theirs.high - 0.3) ** 2) ** 0.5
    high = 0.3 + ((own.high - 0.6) ** 2 + (0.3 - theirs.low) ** 2) ** 0.5
    assert (wide.interval.low, wide.interval.high) == pytest.approx((low, high), **SIX)


@settings(deadline=None)
@given(st.lists(st.lists(st.sampled_from(CODES), min_size=1, max_size=4), min_size=2, max_size=9))
def test_answers_never_count_for_more_than_their_number(clients):
    rows = [(place, answer) for place, own in enumerate(clients) for answer in own]
    ours = distribution(rows)
    for code in CODES:
        assert 0 < ours.effective_size(code) <= ours.base
        assert ours.interval(code).low <= ours.share(code).value <= ours.interval(code).high


def test_the_interval_holds_the_truth_as_often_as_it_says():
    # 400 samples of 30 clients with answers that resemble each other; the truth is 0.5. Wilson's
    # over loose answers would hold it in seven of ten.
    rng = np.random.default_rng(5)
    held = 0
    for _ in range(400):
        inclination = rng.beta(0.7, 0.7, 30)
        clients = np.repeat(np.arange(30), rng.integers(3, 9, 30))
        hits = rng.random(len(clients)) < inclination[clients]
        held += 0.5 in Distribution.of_positions("ny", hits.astype(int), clients).interval("y")
    assert 0.92 < held / 400 < 0.98
