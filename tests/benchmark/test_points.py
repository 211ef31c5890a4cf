"""Points by consent: who gets one, when, under which number, and who can read whose it is."""

import uuid
from fractions import Fraction

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django_tenants.utils import tenant_context

from benchmark import consents, lookup, points
from benchmark.disclosure import base_band
from benchmark.models import LedgerEntry, PointConsent, PointHolder, ReleasedPoint
from benchmark.standard.indicators import by_id
from benchmark.statistics import Proportion

SUCCESS = ("success", "all")
IN_VIEW = ("iu_in_view_within_91", "all")
SOMEBODY = uuid.uuid4()


def shares(count, least=20):
    """Different in size and in share."""
    return [Proportion(7 + i, least + i) for i in range(count)]


def holders(release):
    with connection.as_publisher():
        return dict(
            PointHolder.objects.filter(release=release).values_list("municipality", "number")
        )


def of(release, figure=SUCCESS):
    """Number -> value."""
    rows = release.points.filter(indicator=figure[0], cell=figure[1])
    return dict(rows.values_list("number", "value"))


def by_key(release, figure=SUCCESS):
    shown = of(release, figure)
    return {key: shown[n] for key, n in holders(release).items() if n in shown}


def test_six_that_consent_have_six_points(plain):
    plain.hand_over({SUCCESS: shares(6)})
    plain.consent(plain.keys[:6])
    release = plain.publish()
    assert by_key(release) == {
        key: round(100 * s.value) for key, s in zip(plain.keys, shares(6), strict=False)
    }
    assert sorted(of(release)) == [1, 2, 3, 4, 5, 6]


def test_there_are_no_points_without_consent(plain):
    plain.hand_over({SUCCESS: shares(6)})
    release = plain.publish()
    assert (of(release), holders(release)) == ({}, {})


@pytest.mark.parametrize("silent", [1, 2, 4])
def test_a_few_that_do_not_consent_keep_all_points_in(plain, silent):
    plain.hand_over({SUCCESS: shares(12)})
    plain.consent(plain.keys[silent:12])
    assert of(plain.publish()) == {}


def test_five_that_do_not_consent_hide_among_themselves(plain):
    plain.hand_over({SUCCESS: shares(12)})
    plain.consent(plain.keys[5:12])
    assert set(by_key(plain.publish())) == set(plain.keys[5:12])


def test_five_of_whom_one_makes_up_the_rest_do_not(plain):
    plain.hand_over({SUCCESS: [Proportion(60, 120), *shares(11)]})
    plain.consent(plain.keys[5:12])
    release = plain.publish()
    assert release.statistics.get(indicator="success", weighting="clients").statistic
    assert of(release) == {}


def test_four_points_are_too_few(plain):
    plain.hand_over({SUCCESS: shares(20)})
    plain.consent(plain.keys[:4])
    assert of(plain.publish()) == {}


def test_a_point_needs_ten_clients_and_without_one_six_have_none(plain):
    plain.hand_over({SUCCESS: [Proportion(4, 9), *shares(5)], IN_VIEW: shares(6)})
    plain.consent(plain.keys[:6])
    release = plain.publish()
    assert of(release) == {}
    assert len(of(release, IN_VIEW)) == 6


def test_who_has_nobody_in_the_cell_is_not_in_the_rest(plain):
    plain.hand_over({SUCCESS: [None, *shares(6)], IN_VIEW: shares(7)})
    plain.consent(plain.keys[1:7])
    release = plain.publish()
    assert set(by_key(release)) == set(plain.keys[1:7])
    assert of(release, IN_VIEW) == {}


def test_no_points_where_the_pooled_figure_is_withheld(plain):
    plain.hand_over({SUCCESS: [Proportion(500, 900), *shares(5)]})
    plain.consent(plain.keys[:6])
    assert of(plain.publish()) == {}


def test_points_tell_shares_at_the_ends_no_finer_than_the_label(plain):
    plain.hand_over({SUCCESS: [Proportion(0, 20), Proportion(23, 23), *shares(4, 25)]})
    plain.consent(plain.keys[:6])
    release = plain.publish()
    assert [by_key(release)[key] for key in plain.keys[:2]] == [4, 96]
    with pytest.raises(Exception, match="no_point_at_the_ends"), connection.as_publisher():
        ReleasedPoint.objects.create(
            release=release, indicator="x", version=1, cell="x", number=1, value=0,
            base_band="10+", published_at=release.published_at,
        )  # fmt: skip


def test_a_band_of_clients_is_told_only_of_three_together(plain):
    sizes = [11, 12, 13, 26, 27, 28]
    plain.hand_over({SUCCESS: [Proportion(5, n) for n in sizes]})
    plain.consent(plain.keys[:6])
    bands = dict(plain.publish().points.values_list("number", "base_band"))
    assert sorted(bands.values()) == ["10-24"] * 3 + ["25-49"] * 3
    plain.hand_over({IN_VIEW: [Proportion(5, n) for n in [*sizes[:5], 60]]})
    release = plain.publish()
    assert of(release, IN_VIEW) == {}, "points of a period come out together"


def test_one_band_for_all_where_a_band_would_point_at_one(plain):
    plain.hand_over({SUCCESS: [Proportion(5, n) for n in (11, 12, 13, 14, 15, 30)]})
    plain.consent(plain.keys[:6])
    assert set(plain.publish().points.values_list("base_band", flat=True)) == {"10+"}


def test_bands_have_edges():
    assert [base_band(n) for n in (10, 24, 25, 49, 50, 99, 100)] == [
        "10-24", "10-24", "25-49", "25-49", "50-99", "50-99", "100+",
    ]  # fmt: skip
    with pytest.raises(ValueError, match="too few"):
        base_band(9)


def test_one_municipality_has_one_number_in_all_figures_of_a_release(plain):
    plain.hand_over({SUCCESS: shares(25), IN_VIEW: shares(25, 40)})
    plain.consent(plain.keys[:25])
    release = plain.publish()
    for figure, least in ((SUCCESS, 20), (IN_VIEW, 40)):
        expected = [round(100 * s.value) for s in shares(25, least)]
        assert [by_key(release, figure)[key] for key in plain.keys[:25]] == expected
    pairs = lookup.Comparison.of(plain.edition).pairs(
        (by_id(IN_VIEW[0]), "all"), (by_id("success"), "all")
    )
    assert [(p.number, p.x, p.y) for p in pairs] == [
        (n, Fraction(x, 100), Fraction(of(release)[n], 100))
        for n, x in sorted(of(release, IN_VIEW).items())
    ]


def test_numbers_and_rows_stand_in_no_order_of_size_or_name(plain):
    plain.hand_over({SUCCESS: shares(25)})
    plain.consent(plain.keys[:25])
    release = plain.publish()
    numbers = [holders(release)[key] for key in plain.keys[:25]]
    assert sorted(numbers) == list(range(1, 26))
    assert numbers != sorted(numbers) and numbers != sorted(numbers, reverse=True)
    rows = release.points.order_by("id").values_list("number", flat=True)
    assert list(rows) == sorted(rows), "the order of the rows is that of the numbers"


# --- Later releases of the same period -----------------------------------------------------------


def test_the_same_set_keeps_its_numbers_and_values(plain):
    plain.hand_over({SUCCESS: shares(8)})
    plain.consent(plain.keys[:8])
    first = plain.publish()
    plain.hand_over({SUCCESS: [Proportion(s.hits + 1, s.n) for s in shares(8)]})
    second = plain.publish()
    assert second != first
    assert holders(second) == holders(first) and of(second) == of(first)
    assert {p.published_at for p in second.points.all()} == {first.published_at}


def test_a_withdrawal_leaves_the_points_as_they_are_and_makes_a_new_release(plain):
    plain.hand_over({SUCCESS: shares(13)})
    plain.consent(plain.keys[:8])
    first = plain.publish()
    plain.consent(plain.keys[1:8])
    second = plain.publish()
    assert second != first and second.input_hash != first.input_hash
    assert of(second) == of(first) and holders(second) == holders(first)
    assert plain.publish() == second


@pytest.mark.parametrize(("more", "moves"), [(1, False), (4, False), (5, True)])
def test_newcomers_come_in_by_five(plain, more, moves):
    plain.hand_over({SUCCESS: shares(18)})
    plain.consent(plain.keys[:7])
    first = plain.publish()
    assert len(of(first)) == 7
    plain.consent(plain.keys[: 7 + more])
    second = plain.publish()
    assert (len(of(second)) == 7 + more) == moves
    assert (holders(second) == holders(first)) != moves
    with connection.as_publisher():
        entries = LedgerEntry.objects.filter(weighting="points").order_by("id")
        assert [len(e.members) for e in entries] == ([7, 12] if moves else [7])


def test_who_consents_after_a_pooled_figure_came_out_joins_a_first_set(plain):
    plain.hand_over({SUCCESS: shares(6)})
    assert of(plain.publish()) == {}
    plain.consent(plain.keys[:6])
    assert len(of(plain.publish())) == 6


def test_who_left_the_pool_is_still_in_the_sum_that_is_out(plain):
    plain.hand_over({SUCCESS: shares(7)})
    plain.publish()
    plain.hand_over({SUCCESS: shares(6)})
    plain.consent(plain.keys[:6])
    assert of(plain.publish()) == {}


# --- Consent, and whose point it is --------------------------------------------------------------


def test_a_consent_is_given_once_withdrawn_and_given_again(plain, waterveen):
    edition = plain.edition
    with tenant_context(waterveen):
        assert consents.standing(edition, waterveen) is None
        given = consents.give(edition, waterveen, SOMEBODY)
        assert consents.give(edition, waterveen, uuid.uuid4()) == given
        assert consents.standing(edition, waterveen).given_by == SOMEBODY
        assert consents.withdraw(edition, waterveen, SOMEBODY)
        assert not consents.withdraw(edition, waterveen)
        assert consents.standing(edition, waterveen) is None
        again = consents.give(edition, waterveen, SOMEBODY)
        assert again != given and PointConsent.objects.count() == 2
    with connection.as_publisher():
        assert consents.consenting(edition) == {str(waterveen.pk)}


def test_a_consent_is_reached_by_its_own_municipality_alone(plain, waterveen, lindehaven):
    edition = plain.edition
    with tenant_context(waterveen):
        consents.give(edition, waterveen, SOMEBODY)
    with tenant_context(lindehaven):
        assert PointConsent.objects.count() == 0
        assert not consents.withdraw(edition, waterveen)
        with pytest.raises(ProgrammingError, match="row-level"), transaction.atomic():
            consents.give(edition, waterveen, SOMEBODY)
        forged = PointConsent(
            municipality=waterveen, tenant_schema="m_lindehaven", edition=edition,
            given_by=SOMEBODY, given_at="2026-01-01T00:00Z",
        )  # fmt: skip
        with pytest.raises(ProgrammingError, match="row-level"), transaction.atomic():
            forged.save()
    with tenant_context(waterveen):
        assert consents.standing(edition, waterveen)
        for change in ({"given_by": uuid.uuid4()}, {"given_at": "2020-01-01T00:00Z"}):
            with pytest.raises(ProgrammingError, match="denied"), transaction.atomic():
                PointConsent.objects.update(**change)
        with pytest.raises(ProgrammingError, match="denied"), transaction.atomic():
            PointConsent.objects.all().delete()
    with pytest.raises(ProgrammingError, match="denied"):
        PointConsent.objects.count()


def test_whose_point_it_is_is_known_to_the_publisher_and_at_home(
    with_waterveen, waterveen, lindehaven
):
    plain = with_waterveen
    plain.hand_over({SUCCESS: shares(6)})
    plain.consent(plain.keys[:6])
    plain.admin.execute(
        "UPDATE benchmark_contribution SET tenant_schema = %s WHERE municipality_id = %s",
        [waterveen.schema_name, waterveen.pk],
    )
    release = plain.publish()
    number = holders(release)[waterveen.pk]
    with tenant_context(waterveen):
        shown = lookup.Comparison.of(plain.edition, waterveen).points(by_id("success"))
        assert [p.number for p in shown if p.is_own] == [number]
        assert next(p.value for p in shown if p.is_own) == Fraction(35, 100)
        assert list(PointHolder.objects.values_list("number", flat=True)) == [number]
        with pytest.raises(ProgrammingError, match="denied"), transaction.atomic():
            PointHolder.objects.update(number=99)
    with tenant_context(lindehaven):
        assert PointHolder.objects.count() == 0
        seen = lookup.Comparison.of(plain.edition, lindehaven).points(by_id("success"))
        assert len(seen) == 6 and not any(p.is_own for p in seen)
    connection.set_schema_to_public()
    public = lookup.released_points(release.slug, by_id("success"))
    assert len(public) == 6 and not any(p.is_own for p in public)
    with pytest.raises(ProgrammingError, match="denied"):
        PointHolder.objects.count()


def test_points_cost_a_page_two_queries_however_many_figures(
    with_waterveen, waterveen, django_assert_num_queries
):
    plain = with_waterveen
    plain.hand_over({SUCCESS: shares(6), IN_VIEW: shares(6)})
    plain.consent(plain.keys[:6])
    plain.publish()
    with tenant_context(waterveen):
        comparison = lookup.Comparison.of(plain.edition, waterveen)
        with django_assert_num_queries(2):
            for _ in range(3):
                assert comparison.points(by_id("success"))
                assert comparison.points(by_id(IN_VIEW[0]))


def test_what_the_standard_does_not_have_has_no_points():
    declared = {(indicator.id, cell) for indicator, cell in points.declared()}
    assert SUCCESS in declared and declared <= set(points.POINT_INDICATORS)
