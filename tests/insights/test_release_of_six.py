"""From the records of six municipalities to what is published, and what each compares with."""

from datetime import timedelta
from fractions import Fraction

import pytest
from django.db import connection
from django.utils import timezone
from django_tenants.utils import tenant_context

from benchmark import consents, contributions, lookup, points, releases
from benchmark.disclosure import publishable_without_any
from benchmark.models import Contribution, LedgerEntry
from benchmark.standard.indicators import INDICATORS, POOLED, by_id
from benchmark.statistics import Curve, Proportion, pool
from config.demo.publication import INDICATOR_OF
from monitor.caseload.models import Ending, Trajectory
from monitor.demo.load import load
from monitor.demo.targets import TARGETS
from monitor.insights.contribution import hand_over_for
from monitor.insights.tasks import hand_over_contributions, tick
from tests.demo import by_hand


def test_the_release_holds_the_published_averages(handed_over, edition, demo):
    release = releases.publish(edition)
    assert release.contributor_band == "5-9"
    for target in TARGETS:
        indicator_id = INDICATOR_OF.get(target.measure, target.measure)
        if target.municipality or indicator_id not in {i.id for i in INDICATORS}:
            continue
        indicator = by_id(indicator_id)
        shown = lookup.average(edition, indicator)
        assert set(shown) == {term.code for term in indicator.cells}, indicator_id
        if target.cell in shown:
            value, base = by_hand.figure(demo, target.measure)[target.cell]
            statistic = shown[target.cell]
            scale = 100 if target.unit == "percent" else 1
            assert statistic.base == base
            if isinstance(statistic, Curve):
                continue  # estimated over who could be followed, where the loops count shares
            ours = float(statistic.exact) * scale
            assert ours == pytest.approx(value, abs=1e-9)
            assert abs(ours - target.value) <= target.tolerance + 1e-9


def test_the_same_contributions_are_published_once(handed_over, edition):
    first = releases.publish(edition, slug="eerste")
    assert releases.publish(edition, slug="tweede") == first
    with connection.as_publisher():
        entries = LedgerEntry.objects.filter(edition=edition)
        assert entries.count() == first.statistics.filter(statistic__isnull=False).count()
        assert all(len(entry.members) == 6 for entry in entries.filter(weighting="clients"))
        assert all(len(entry.members) >= 5 for entry in entries)


def test_a_correction_leaves_what_is_published_alone_and_the_others_still_known(
    handed_over, edition, demo
):
    first = releases.publish(edition)
    waterveen, indicator = handed_over["waterveen"], by_id("drop_out")
    with tenant_context(waterveen):
        load(demo, waterveen, {})
        published = lookup.average(edition, indicator)["all"]
        before = lookup.others(edition, indicator, waterveen)["all"]
        running = Trajectory.objects.filter(ending__isnull=True).first()
        Ending.objects.create(
            trajectory=running, ended_on=edition.reference_date, status="stopped", reason="no_show"
        )
        hand_over_for(waterveen, edition)
        mine = contributions.own(edition, waterveen).get(indicator="drop_out")
        assert mine.statistic["hits"] == mine.released[-1]["statistic"]["hits"] + 1
        assert lookup.others(edition, indicator, waterveen)["all"] == before
        hand_over_for(waterveen, edition)  # nothing new: still known
        assert lookup.others(edition, indicator, waterveen)["all"] == before
    second = releases.publish(edition)
    assert second.pk != first.pk
    row = second.statistics.get(indicator="drop_out", weighting="clients")
    assert lookup.average(edition, indicator)["all"] == published
    assert row.published_at == first.published_at
    with tenant_context(waterveen):
        assert lookup.others(edition, indicator, waterveen)["all"] == before


def test_others_are_all_minus_own(handed_over, edition, computed):
    releases.publish(edition)
    compared = 0
    for indicator in POOLED:
        average = lookup.average(edition, indicator)
        for slug, municipality in handed_over.items():
            with tenant_context(municipality):
                found = lookup.others(edition, indicator, municipality)
            for cell, others in found.items():
                each = {o: computed[o][indicator.id][cell] for o in computed}
                rest = [each[o] for o in computed if o != slug]
                shown = average.get(cell) is not None
                known = shown and not each[slug].is_empty
                if known and publishable_without_any([s.people for s in each.values()]):
                    assert others == pool(rest), (indicator.id, slug, cell)
                    compared += 1
                else:
                    assert others is None
    assert compared > 600


def test_others_are_all_for_who_is_not_in_it_and_not_known_with_five_members(handed_over, edition):
    zandbergen = handed_over["zandbergen"]
    with tenant_context(zandbergen):
        contributions.withdraw(edition=edition, municipality=zandbergen)
    releases.publish(edition)
    indicator = by_id("drop_out")
    assert lookup.average(edition, indicator)["all"].n == 253 + 4
    with tenant_context(zandbergen):
        published = lookup.average(edition, indicator)
        assert lookup.others(edition, indicator, zandbergen) == published
    with tenant_context(handed_over["waterveen"]):
        assert lookup.others(edition, indicator, handed_over["waterveen"]) == {"all": None}


def test_a_withdrawal_freezes_what_is_published(handed_over, edition):
    releases.publish(edition)
    indicator = by_id("drop_out")
    before = lookup.average(edition, indicator)
    with tenant_context(handed_over["rietmeer"]):
        contributions.withdraw(edition=edition, municipality=handed_over["rietmeer"])
    releases.publish(edition)
    assert lookup.average(edition, indicator) == before


def test_six_that_consent_each_find_their_own_point(handed_over, edition, computed, make_account):
    adviser = make_account("bas@waterveen.example", handed_over["waterveen"], "policy_adviser")
    for municipality in handed_over.values():
        with tenant_context(municipality):
            consents.give(edition, municipality, adviser.pk)
    connection.set_schema_to_public()
    release = releases.publish(edition)
    shown = 0
    for indicator, cell in points.declared():
        statistics = {slug: computed[slug][indicator.id][cell] for slug in handed_over}
        if any(0 < statistic.people < 10 for statistic in statistics.values()):
            continue
        shown += 1
        numbers = set()
        for slug, municipality in handed_over.items():
            with tenant_context(municipality):
                found = lookup.Comparison.of(edition, municipality).points(indicator, cell)
            (own,) = [point for point in found if point.is_own]
            assert abs(own.value - statistics[slug].exact) <= Fraction(1, 200) or (
                own.value in (Fraction(4, 100), Fraction(96, 100))
            )
            numbers.add(own.number)
        assert numbers == set(range(1, 7))
    assert shown >= 2 and release.points.count() == 6 * shown


def test_nothing_is_published_of_four_municipalities(handed_over, edition):
    for slug in ("zandbergen", "rietmeer"):
        with tenant_context(handed_over[slug]):
            contributions.withdraw(edition=edition, municipality=handed_over[slug])
    release = releases.publish(edition)
    assert release.contributor_band == ""
    assert not release.statistics.filter(statistic__isnull=False).exists()
    assert set(lookup.withheld(release.slug, by_id("success")).values()) == {"few_municipalities"}
    assert lookup.released(release.slug, by_id("success")) == {}


def test_a_real_edition_never_counts_made_up_municipalities(handed_over, edition):
    type(edition).objects.filter(pk=edition.pk).update(is_demo=False)
    edition.refresh_from_db()
    with connection.as_publisher():
        assert releases.contributions_of(edition) == []


def test_an_edition_that_shares_days_with_a_published_one_is_refused(handed_over, edition):
    from tenants.models import Edition

    releases.publish(edition)
    other = Edition.objects.create(
        slug="overlap",
        name="Overlap",
        starts_on=edition.ends_on,
        ends_on=edition.ends_on + timedelta(days=90),
        reference_date=edition.ends_on + timedelta(days=90),
        is_demo=True,
    )
    with pytest.raises(releases.OverlappingPeriods, match="2021"):
        releases.publish(other)


def test_the_nightly_task_hands_over_open_editions_only(loaded_waterveen, edition):
    with tenant_context(loaded_waterveen):
        assert hand_over_contributions() == {}
    type(edition).objects.update(reference_date=timezone.localdate())
    with tenant_context(loaded_waterveen):
        assert hand_over_contributions()[edition.slug] > 30


def test_the_tick_reaches_every_municipality(six, demo, edition):
    type(edition).objects.update(reference_date=timezone.localdate())
    for municipality in six.values():
        with tenant_context(municipality):
            load(demo, municipality, {})
    assert tick.apply().get() == 6
    with connection.as_publisher():
        found = Contribution.objects.filter(edition=edition)
        assert found.values("municipality").distinct().count() == 6


def test_cells_are_the_sums_of_the_municipalities(handed_over, edition):
    with connection.as_publisher():
        found = releases.Pool.of(releases.contributions_of(edition))
    indicator = by_id("drop_out")
    parts = found.cells(indicator)["all"].values()
    assert found.pooled(indicator)["all"] == Proportion(
        sum(p.hits for p in parts), sum(p.n for p in parts)
    )
