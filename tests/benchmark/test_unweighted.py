"""The mean of municipality values: what is frozen of it, what is not, and what pages read."""

from fractions import Fraction

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from benchmark import lookup, means
from benchmark.disclosure import cell_reason, publishable_without_any
from benchmark.models import LedgerEntry, ReleasedStatistic
from benchmark.standard.indicators import INDICATORS, by_id
from benchmark.statistics import Curve, Mean, Proportion

SUCCESS = ("success", "all")
SHARES = [
    Proportion(hits, n) for hits, n in ((5, 20), (9, 21), (12, 22), (20, 23), (6, 24), (25, 25))
]


def first(kind):
    return next(i for i in INDICATORS if i.kind == kind and not i.own_only)


def of(plain, indicator=None):
    return lookup.Comparison.of(plain.edition).by_municipality(indicator or by_id("success"))


def unweighted(plain, **options):
    release = plain.publish()
    return release.statistics.get(indicator="success", weighting="municipalities", **options)


def test_every_municipality_weighs_the_same(plain):
    plain.hand_over({SUCCESS: [*SHARES[:5], Proportion(180, 200)]})
    plain.publish()
    exact = sum(Fraction(s.hits, s.n) for s in [*SHARES[:5], Proportion(180, 200)]) / 6
    (shown,) = of(plain).values()
    assert shown == Fraction(round(100 * exact), 100) == Fraction(54, 100)
    # One holds more than half of the clients: the pooled figure stays in.
    assert lookup.average(plain.edition, by_id("success")) == {}


def test_what_is_frozen_is_what_is_shown_and_no_finer(plain):
    plain.hand_over({SUCCESS: SHARES})
    row = unweighted(plain)
    assert row.statistic == {"kind": "mean_of_municipalities", "value": "14/25"}
    assert (row.contributor_band, row.others_shown) == ("5-9", False)
    with connection.as_publisher():
        entry = LedgerEntry.objects.get(indicator="success", weighting="municipalities")
    assert sorted(entry.members) == sorted(plain.keys[:6])


def test_it_counts_who_has_ten_clients_in_the_cell(plain):
    plain.hand_over({SUCCESS: [*SHARES, Proportion(9, 9)]})
    assert unweighted(plain).contributor_band == "5-9"
    assert of(plain) == {"all": Fraction(56, 100)}


def test_it_is_withheld_where_the_sum_beside_it_would_tell_of_one(plain):
    plain.hand_over({SUCCESS: [*[Proportion(5, 20)] * 5, Proportion(9, 40)]})
    row = unweighted(plain)
    assert (row.statistic, row.withheld) == (None, "differencing")
    comparison = lookup.Comparison.of(plain.edition)
    assert comparison.by_municipality(by_id("success")) == {}
    assert comparison.by_municipality_withheld(by_id("success")) == {"all": "differencing"}
    assert set(comparison.average(by_id("success"))) == {"all"}


def test_an_average_never_reads_as_a_mean_of_municipalities(plain):
    plain.hand_over({SUCCESS: SHARES})
    release = plain.publish()
    assert lookup.average(plain.edition, by_id("success")) == {"all": Proportion(77, 135)}
    assert lookup.released(release.slug, by_id("success")) == {"all": Proportion(77, 135)}
    band = lookup.Comparison.of(plain.edition).by_municipality_band(by_id("success"))
    assert band == {"all": "5-9"}


def test_a_seventh_municipality_leaves_it_as_it_was_and_five_more_move_it(plain):
    plain.hand_over({SUCCESS: SHARES})
    before = unweighted(plain)
    plain.hand_over({SUCCESS: [*SHARES, Proportion(0, 26)]})
    kept = unweighted(plain)
    assert (kept.statistic, kept.published_at) == (before.statistic, before.published_at)
    plain.hand_over({SUCCESS: [*SHARES, *(Proportion(26, 26 + i) for i in range(5))]})
    moved = unweighted(plain)
    assert moved.contributor_band == "10-24"
    exact = sum([s.exact for s in SHARES] + [Fraction(26, 26 + i) for i in range(5)]) / 11
    assert of(plain) == {"all": Fraction(round(100 * exact), 100)}


def test_means_over_clients_and_curves_have_one_and_distributions_have_none(plain):
    mean, curve, distribution = first("mean"), first("curve"), first("distribution")
    week = curve.measuring_point
    parts = [
        Curve.of([7 * (w % 20) for w in range(20 + i)], ["event"] * (20 + i), curve.weeks)
        for i in range(6)
    ]
    plain.hand_over(
        {
            (mean.id, mean.cells[0].code): [Mean.of([3] * 11 + [4] * i) for i in range(6)],
            (curve.id, curve.cells[0].code): parts,
        }
    )
    plain.publish()
    exact = sum((Fraction(3 * 11 + 4 * i, 11 + i) for i in range(6)), Fraction(0)) / 6
    assert of(plain, mean)[mean.cells[0].code] == Fraction(round(10 * exact), 10)
    value = of(plain, curve)[curve.cells[0].code]
    assert value == Fraction(round(100 * sum(p.incidence()[week] for p in parts) / 6), 100)
    assert not means.has_mean(distribution) and of(plain, distribution) == {}


def test_the_exact_incidence_is_the_incidence_of_the_curve():
    curve = Curve.of(
        [0, 6, 20, 33, 50, 60, 70, 90], ["event", "censored", "competing"] * 2 + ["event"] * 2, 26
    )
    indicator = first("curve")
    found = means.value_of(indicator, curve)
    assert float(found) == pytest.approx(curve.incidence()[indicator.measuring_point], abs=1e-12)
    assert means.base_of(indicator, curve) == curve.known(indicator.measuring_point)


def test_a_mean_of_nobody_and_another_kind_are_mistakes():
    with pytest.raises(ValueError, match="No municipality"):
        means.mean_of(by_id("success"), [Proportion(0, 0)])
    with pytest.raises(ValueError, match="Not a mean"):
        means.mean_from_json({"kind": "proportion", "hits": 1, "n": 2})


@given(st.lists(st.integers(0, 300), min_size=1, max_size=12), st.sampled_from([0, 30, 60]))
def test_leaving_out_any_one_is_judged_as_each_by_itself(bases, floor):
    ones = [base for base in bases if base > 0]
    each = all(cell_reason(ones[:at] + ones[at + 1 :], floor) is None for at in range(len(ones)))
    assert publishable_without_any(bases, floor) == each


def test_a_release_holds_one_row_per_cell_and_weighting(plain):
    plain.hand_over({SUCCESS: SHARES})
    release = plain.publish()
    handed = [i for i in INDICATORS if not i.own_only]
    cells = sum(len(i.cells) for i in handed)
    with_mean = sum(len(i.cells) for i in handed if means.has_mean(i))
    rows = ReleasedStatistic.objects.filter(release=release)
    assert rows.count() == cells + with_mean
