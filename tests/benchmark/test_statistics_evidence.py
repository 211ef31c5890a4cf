"""How much weight a figure bears, at and around each threshold."""

import pytest

from benchmark.statistics import Difference, Interval, Mean, Proportion, evidence

SHARE, POINTS = evidence.WIDEST["share"], evidence.WIDEST["points"]
NARROW, REAL = Interval(0.45, 0.55), Difference(0.2, Interval(0.1, 0.3))


@pytest.mark.parametrize(
    ("base", "interval", "expected"),
    [
        (0, None, "signal"),
        (29, NARROW, "signal"),
        (500, None, "signal"),
        (30, NARROW, "indicative"),
        (99, NARROW, "indicative"),
        (100, NARROW, "confirmed"),
        (100, Interval(0.35, 0.55), "confirmed"),
        (100, Interval(0.1, 0.3), "confirmed"),
        (100, Interval(0.35, 0.551), "indicative"),
        (5000, Interval(0.2, 0.6), "indicative"),
    ],
)
def test_by_base_and_width_of_a_share(base, interval, expected):
    assert evidence.level(base, interval, unit_width=SHARE) == expected


def test_a_mean_is_judged_in_points_of_the_scale():
    assert evidence.level(100, Interval(3.0, 3.5), unit_width=POINTS) == "confirmed"
    assert evidence.level(100, Interval(3.0, 3.52), unit_width=POINTS) == "indicative"


@pytest.mark.parametrize(
    ("difference", "expected"),
    [
        (None, "confirmed"),
        (REAL, "confirmed"),
        (Difference(-0.2, Interval(-0.3, -0.1)), "confirmed"),
        (Difference(0.1, Interval(0.0, 0.2)), "indicative"),
        (Difference(0.1, Interval(-0.1, 0.3)), "indicative"),
        (Difference(0.1, None), "indicative"),
    ],
)
def test_a_comparison_is_confirmed_only_beyond_chance(difference, expected):
    assert evidence.level(400, NARROW, unit_width=SHARE, difference=difference) == expected


def test_a_real_difference_over_few_clients_is_a_signal():
    assert evidence.level(12, NARROW, unit_width=SHARE, difference=REAL) == "signal"


def test_over_a_hundred_clients_every_share_is_sharp_enough_and_over_ninety_not():
    half = Proportion(50, 100)
    assert evidence.level(100, half.interval(), unit_width=SHARE) == "confirmed"
    ninety = Proportion(45, 90).interval()
    assert ninety.high - ninety.low > 2 * SHARE
    spread = Mean.of([1, 5] * 60)
    assert evidence.level(120, spread.interval(), unit_width=POINTS) == "indicative"
