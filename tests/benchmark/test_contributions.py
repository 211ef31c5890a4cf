"""Handing over: what rows it leaves, and whose they are."""

import pytest
from django.db import connection
from django.db.utils import ProgrammingError
from django_tenants.utils import tenant_context

from benchmark import contributions
from benchmark.models import Contribution
from benchmark.statistics import Mean, Proportion, from_json
from tenants.models import Edition

COMPUTED = {
    "drop_out": {"all": Proportion(3, 20)},
    "stress_by_step": {"intake": Mean.of([3, 4, 5]), "outflow": Mean(0)},
}


@pytest.fixture
def edition(db):
    return Edition.objects.create(
        slug="e", name="E", starts_on="2026-01-01", ends_on="2026-03-31",
        reference_date="2026-03-31",
    )  # fmt: skip


def hand_over(edition, municipality, computed=COMPUTED, cohort_size=20):
    with tenant_context(municipality):
        return contributions.hand_over(
            edition=edition, municipality=municipality, computed=computed, cohort_size=cohort_size
        )


def rows(edition, municipality):
    with tenant_context(municipality):
        return list(contributions.own(edition, municipality))


def test_the_preview_is_what_is_handed_over(edition, waterveen):
    with tenant_context(waterveen):
        before = contributions.preview(edition, waterveen, COMPUTED, 20)
    assert hand_over(edition, waterveen) == len(before) == 2
    facts = [(r.indicator, r.version, r.cell, r.statistic, r.base) for r in before]
    assert facts == [
        (r.indicator, r.version, r.cell, r.statistic, r.base) for r in rows(edition, waterveen)
    ]
    assert from_json(before[1].statistic) == Mean.of([3, 4, 5])


def test_a_cohort_below_ten_hands_over_nothing_and_takes_back_what_was_there(edition, waterveen):
    hand_over(edition, waterveen, cohort_size=10)
    assert len(rows(edition, waterveen)) == 2
    assert hand_over(edition, waterveen, cohort_size=9) == 0
    assert rows(edition, waterveen) == []


def test_handing_over_again_replaces_and_keeps_the_moment_of_what_did_not_change(
    edition, waterveen
):
    hand_over(edition, waterveen)
    first = {row.indicator: row for row in rows(edition, waterveen)}
    hand_over(edition, waterveen, COMPUTED | {"drop_out": {"all": Proportion(4, 20)}}, 21)
    second = {row.indicator: row for row in rows(edition, waterveen)}
    assert second["stress_by_step"].computed_at == first["stress_by_step"].computed_at
    assert second["drop_out"].computed_at > first["drop_out"].computed_at
    assert {row.cohort_size for row in second.values()} == {21}
    hand_over(edition, waterveen, {"drop_out": COMPUTED["drop_out"]})
    assert [row.indicator for row in rows(edition, waterveen)] == ["drop_out"]


def test_a_municipality_sees_its_own_contribution_and_no_other(edition, waterveen, lindehaven):
    hand_over(edition, waterveen)
    hand_over(edition, lindehaven, {"drop_out": {"all": Proportion(9, 30)}})
    with tenant_context(lindehaven):
        assert [row.statistic["n"] for row in Contribution.objects.all()] == [30]
        assert Contribution.objects.update(base=1) == 1
        assert Contribution.objects.filter(municipality=waterveen).delete()[0] == 0
    assert {row.base for row in rows(edition, waterveen)} == {20, 3}


def forged(edition, municipality, schema):
    return Contribution(
        municipality=municipality,
        tenant_schema=schema,
        edition=edition,
        indicator="drop_out",
        version=1,
        cell="all",
        statistic={"kind": "proportion", "hits": 0, "n": 99},
        base=99,
        cohort_size=99,
        computed_at="2026-03-01T00:00Z",
    )


def test_a_municipality_cannot_write_under_a_neighbours_schema(edition, waterveen, lindehaven):
    with tenant_context(lindehaven), pytest.raises(ProgrammingError, match="row-level security"):
        forged(edition, waterveen, "m_waterveen").save()


def test_a_municipality_cannot_write_under_a_neighbours_key(edition, waterveen, lindehaven):
    with tenant_context(lindehaven), pytest.raises(ProgrammingError, match="row-level security"):
        forged(edition, waterveen, "m_lindehaven").save()


def test_the_programmes_host_cannot_read_contributions(edition, waterveen):
    hand_over(edition, waterveen)
    connection.set_schema_to_public()
    with pytest.raises(ProgrammingError, match="permission denied"):
        Contribution.objects.count()


def test_the_publisher_reads_all_and_changes_none(edition, waterveen, lindehaven):
    hand_over(edition, waterveen)
    hand_over(edition, lindehaven)
    connection.set_schema_to_public()
    with connection.as_publisher():
        assert Contribution.objects.count() == 4
        with pytest.raises(ProgrammingError, match="permission denied"):
            Contribution.objects.update(base=1)


def test_a_municipality_takes_back_its_own(edition, waterveen, lindehaven):
    hand_over(edition, waterveen)
    hand_over(edition, lindehaven)
    with tenant_context(waterveen):
        assert contributions.withdraw(edition=edition, municipality=waterveen) == 2
    assert len(rows(edition, lindehaven)) == 2
