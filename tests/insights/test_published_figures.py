"""The product's own indicators over loaded records, beside plain loops over the records."""

import pytest

from benchmark.standard.indicators import INDICATORS, POOLED, by_id
from benchmark.statistics import Curve, Distribution, pool
from config.demo.publication import CELL_OF, INDICATOR_OF
from monitor.demo.municipalities import SLUGS
from monitor.demo.targets import FIGURES, TARGETS
from monitor.insights.compute import MEASURES, compute, compute_all
from tests.demo import by_hand

# Every published figure and the indicator that computes it.
COMPARED = {measure: INDICATOR_OF.get(measure, measure) for measure in FIGURES}


def test_every_declared_indicator_can_be_computed():
    assert {indicator.measure.code for indicator in INDICATORS} <= set(MEASURES)


def test_an_indicator_that_nothing_computes_is_named():
    from dataclasses import replace

    from benchmark.standard.indicators import Measure
    from monitor.insights.compute import NotComputable

    strange = replace(INDICATORS[0], id="strange", measure=Measure("phase_of_the_moon"))
    with pytest.raises(NotComputable, match="strange .*phase_of_the_moon"):
        compute_all(None, [strange])
    with pytest.raises(NotComputable, match="strange"):
        compute(strange, None)


def number(indicator, cells, measure, cell):
    """The value in points or on the scale, and the base."""
    code = CELL_OF.get(measure, cell)
    statistic = cells[code if code in cells else "all"]
    if isinstance(statistic, Curve):
        return 100 * statistic.at(indicator.measuring_point), statistic.base
    if isinstance(statistic, Distribution):
        categories = (cell,) if cell else indicator.headline
        categories = [c for c in categories if c in statistic.codes]
        share = statistic.share(*categories) if categories else None
        return (100 * float(share.exact) if share else 0.0), statistic.base
    exact = statistic.exact
    if exact is None:
        return None, statistic.base
    return float(exact) * (100 if indicator.unit == "percent" else 1), statistic.base


@pytest.fixture
def everybody(computed):
    """Indicator id -> cell -> the pool of the six."""
    return {
        indicator.id: {
            cell: pool([computed[slug][indicator.id][cell] for slug in SLUGS])
            for cell in computed[SLUGS[0]][indicator.id]
        }
        for indicator in POOLED
    }


def test_figures_equal_plain_loops(everybody, computed, demo):
    """For the country and for each municipality, every cell, to the last digit."""
    checked = 0
    for measure, indicator_id in COMPARED.items():
        indicator = by_id(indicator_id)
        for slug in (None, *SLUGS):
            cells = everybody[indicator_id] if slug is None else computed[slug][indicator_id]
            for cell, (value, base) in by_hand.figure(demo, measure, slug).items():
                ours, our_base = number(indicator, cells, measure, cell)
                assert our_base == base, (measure, slug, cell)
                if value is None or not base:
                    assert ours is None or base == 0
                else:
                    near = 100 / base if indicator.kind == "curve" else 1e-9
                    assert ours == pytest.approx(value, abs=near), (measure, slug, cell)
                checked += 1
    assert checked > 650


def test_all_published_numbers_are_reproduced(everybody, computed):
    """147 numbers, within a point or 0.05."""
    for target in TARGETS:
        slug = target.municipality
        source = everybody if slug is None else computed[slug]
        indicator = by_id(COMPARED[target.measure])
        ours, _ = number(indicator, source[indicator.id], target.measure, target.cell)
        assert abs(ours - target.value) <= target.tolerance + 1e-9, target


def test_the_curve_equals_the_window_where_everybody_was_followed_and_statsmodels(computed, demo):
    curve = computed["waterveen"]["iu_in_view_by_week"]["all"]
    own = demo.of("waterveen")
    reference = demo.reference_date
    for week in (6, 13, 20):
        oracle = by_hand.incidence("iu_in_view", week, lambda days: -(-days // 7))
        assert 100 * curve.at(week) == pytest.approx(oracle(own, reference)[""][0], abs=2)
    followed = [t for t in own if (reference - t.intake_date).days >= 91]
    assert computed["waterveen"]["iu_in_view_within_91"]["all"].n == len(followed)
    assert curve.at(13) == pytest.approx(
        computed["waterveen"]["iu_in_view_within_91"]["all"].value, abs=0.01
    )
