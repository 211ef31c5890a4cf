"""No two choices of filters differ by so few clients that a reader learns of them."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django_tenants.utils import tenant_context

from benchmark.disclosure import INTERNAL_FLOOR
from benchmark.standard.indicators import POOLED, by_id
from benchmark.statistics import Proportion
from monitor.caseload.models import Client, Trajectory, TrajectoryClient
from monitor.insights.compute import compute_all
from monitor.insights.dashboard import Dashboard
from monitor.insights.frames import Cohort, fetch
from monitor.surveys.models import Answer, Wave


@pytest.mark.parametrize(
    "filters",
    [
        {"client_type": "vulnerable"},
        {"client_type": "dependent"},
        {"client_type": "dependent", "inflow": "referral"},
        {"client_type": "vulnerable", "inflow": "self"},
    ],
)
def test_what_a_filter_leaves_out_is_nobody_or_a_group(loaded_waterveen, edition, filters):
    with tenant_context(loaded_waterveen):
        shown = Dashboard(loaded_waterveen, edition, Cohort.of(edition, **filters))
        fewer = [dict(list(filters.items())[:n]) for n in range(len(filters))]
        for wider in fewer:
            whole = compute_all(fetch(Cohort.of(edition, **wider)))
            for indicator in POOLED:
                for cell, statistic in shown.own(indicator).items():
                    rest = whole[indicator.id][cell].people - statistic.people
                    told = statistic.people >= INTERNAL_FLOOR
                    assert not (told and 0 < rest < INTERNAL_FLOOR), (indicator.id, cell, rest)


def test_three_others_are_not_the_difference_between_two_pages(edition, waterveen):
    with tenant_context(waterveen):
        for number in range(13):
            trajectory = Trajectory.objects.create(
                external_id=str(number),
                intake_date=date(2025, 7, 1),
                client_type="dependent" if number < 10 else "vulnerable",
            )
            TrajectoryClient.objects.create(trajectory=trajectory, client=Client.objects.create())
        drop_out = by_id("drop_out")
        all_of_them = Dashboard(waterveen, edition, Cohort.of(edition))
        part = Dashboard(waterveen, edition, Cohort.of(edition, client_type="dependent"))
        people = [sum(s.people for s in d.own(drop_out).values()) for d in (all_of_them, part)]
    assert people[0] >= 13 and people[1] == 0


def test_a_filter_does_not_bring_out_the_others_beside_a_small_cell_of_ours(edition, waterveen):
    """Three of ours in all: the average keeps them in, whatever is chosen."""
    with tenant_context(waterveen):
        for number in range(3):
            trajectory = Trajectory.objects.create(
                external_id=str(number), intake_date=date(2025, 7, 1), client_type="vulnerable"
            )
            TrajectoryClient.objects.create(trajectory=trajectory, client=Client.objects.create())
        for filters in ({}, {"client_type": "dependent"}):
            dashboard = Dashboard(waterveen, edition, Cohort.of(edition, **filters))
            released = SimpleNamespace(
                has_own=lambda indicator: True,
                average=lambda indicator: {"all": Proportion(40, 100)},
                others=lambda indicator: {"all": Proportion(38, 97)},
            )
            dashboard.__dict__["comparison"] = released
            average, includes_own = dashboard.average(by_id("drop_out"))
            assert includes_own and average["all"] == Proportion(40, 100), filters


def client(number, answered=(), **fields):
    """One of ours; `answered` are (day, stress, assisted)."""
    trajectory = Trajectory.objects.create(
        external_id=str(number), **({"intake_date": date(2025, 7, 1)} | fields)
    )
    person = Client.objects.create()
    TrajectoryClient.objects.create(trajectory=trajectory, client=person)
    for day, stress, assisted in answered:
        moment = datetime(2025, 7, 1, 12, tzinfo=UTC) + timedelta(day)
        wave = Wave.objects.create(
            trajectory=trajectory,
            client=person,
            kind="regular",
            sequence=day,
            status="submitted",
            open_from=moment,
            submitted_at=moment,
            assisted=assisted,
        )
        Answer.objects.create(wave=wave, item="stress", value=stress, answered_at=moment)
    return trajectory


def test_leaving_out_assisted_answers_does_not_tell_one_of_them(edition, waterveen):
    """Ten answered alone; one of them also once with help."""
    with tenant_context(waterveen):
        for number in range(10):
            client(number, [(1, 3, False)] + [(15, 5, True)] * (number == 0))
        stress = by_id("stress_by_step")
        whole = Dashboard(waterveen, edition, Cohort.of(edition))
        alone = Dashboard(waterveen, edition, Cohort.of(edition, assisted="no"))
        assert whole.own(stress)["intake"].people == 10
        assert alone.own(stress)["intake"].people == 0


def test_a_small_type_does_not_follow_from_the_total_and_the_others(edition, waterveen):
    with tenant_context(waterveen):
        for kind, count in (("independent", 3), ("dependent", 20), ("vulnerable", 15)):
            for number in range(count):
                client(f"{kind} {number}", client_type=kind)
        by_type = by_id("drop_out_by_type")
        own = Dashboard(waterveen, edition, Cohort.of(edition)).own(by_type)
        assert [own[kind].people for kind in ("dependent", "vulnerable")] == [20, 0]
        for kind, shown in (("dependent", 20), ("vulnerable", 0)):
            chosen = Dashboard(waterveen, edition, Cohort.of(edition, client_type=kind))
            assert chosen.own(by_id("drop_out"))["all"].people == shown


def test_a_small_quarter_does_not_follow_from_the_edition_and_the_other_quarters(
    edition, waterveen
):
    with tenant_context(waterveen):
        for day, count in ((date(2025, 7, 1), 20), (date(2025, 10, 1), 15), (date(2026, 1, 2), 3)):
            for number in range(count):
                client(f"{day} {number}", intake_date=day)
        assert edition.starts_on <= date(2025, 7, 1) and date(2026, 1, 2) <= edition.ends_on
        for quarter, shown in (("2025-Q3", 20), ("2025-Q4", 0), ("2026-Q1", 0)):
            chosen = Dashboard(waterveen, edition, Cohort.of(edition, quarter=quarter))
            assert chosen.own(by_id("drop_out"))["all"].people == shown, quarter


def test_the_newest_few_do_not_follow_from_drop_out_with_and_without_them(edition, waterveen):
    with tenant_context(waterveen):
        for number in range(14):
            recent = edition.reference_date - timedelta(30)
            client(number, intake_date=recent if number < 2 else date(2025, 7, 1))
        dashboard = Dashboard(waterveen, edition, Cohort.of(edition))
        assert dashboard.own(by_id("drop_out"))["all"].people == 14
        assert dashboard.own(by_id("drop_out_after_90_days"))["all"].people == 0
