"""Every figure says in words what is divided by what."""

import pytest

from benchmark.standard.indicators import INDICATORS, MEASURES
from benchmark.standard.indicators.counting import REGISTERED, denominator, numerator


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda i: i.id)
def test_both_parts_are_said_in_both_languages(indicator):
    above, below = numerator(indicator), denominator(indicator)
    for text in (above, below):
        assert text.nl and text.en and text.nl != text.en
        assert not text.nl.endswith(".") and "None" not in text.nl + text.en
    assert above != below
    if indicator.window_days:
        assert str(indicator.window_days) in above.nl + below.nl


def test_each_measure_and_each_registered_fact_is_in_use_and_has_words():
    used = {indicator.measure.code for indicator in INDICATORS}
    assert used == set(MEASURES)
    assert {i.measure.attribute for i in INDICATORS} - {""} == set(REGISTERED)


def test_what_is_counted_differs_where_the_measure_does():
    """Variants of drop-out differ in words as in numbers."""
    said = {
        (numerator(i).nl, denominator(i).nl)
        for i in INDICATORS
        if i.measure.code == "drop_out" and not i.breakdowns
    }
    assert len(said) == 4
