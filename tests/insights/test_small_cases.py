"""Cases made by hand, each with one thing that is easy to get wrong."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest

from benchmark.standard.indicators import POOLED, by_id
from benchmark.statistics import Distribution, Mean, Proportion
from monitor.caseload.models import (
    Client,
    Deployment,
    Ending,
    Milestone,
    Participation,
    Trajectory,
    TrajectoryClient,
)
from monitor.caseload.steps import step_in_progress
from monitor.insights import steps
from monitor.insights.compute import compute, compute_all
from monitor.insights.exact import mean_of_means
from monitor.insights.frames import Cohort, fetch
from monitor.surveys.models import Answer, Wave

INTAKE = date(2025, 6, 2)


@pytest.fixture
def enter(in_waterveen):
    """enter("A", milestones={"intake_done": 10}, …) writes one trajectory; days since INTAKE."""

    def make(name, *, milestones=(), ended=None, status="stopped", reason="no_show", **fields):
        trajectory = Trajectory.objects.create(
            external_id=name, **({"intake_date": INTAKE} | fields)
        )
        client = Client.objects.create()
        TrajectoryClient.objects.create(trajectory=trajectory, client=client)
        for kind, day in dict(milestones).items():
            Milestone.objects.create(
                trajectory=trajectory, kind=kind, reached_on=INTAKE + timedelta(day)
            )
        if ended is not None:
            Ending.objects.create(
                trajectory=trajectory,
                ended_on=INTAKE + timedelta(ended),
                status=status,
                reason=reason,
            )
        return trajectory

    return make


def put_in(trajectory, category, day=0, **fields):
    return Deployment.objects.create(
        trajectory=trajectory,
        category=category,
        service=f"nummer {trajectory.deployments.count()}",
        started_on=INTAKE + timedelta(day),
        **fields,
    )


def answer(trajectory, day, *, submitted=True, hour=12, kind="regular", assisted=False, **given):
    moment = datetime(INTAKE.year, INTAKE.month, INTAKE.day, hour, tzinfo=UTC) + timedelta(day)
    wave = Wave.objects.create(
        trajectory=trajectory,
        client=trajectory.clients.get(),
        kind=kind,
        assisted=assisted,
        sequence=trajectory.waves.count() + 1,
        status="submitted" if submitted else "open",
        open_from=moment - timedelta(hours=2),
        submitted_at=moment if submitted else None,
    )
    for item, value in given.items():
        word = isinstance(value, str)
        Answer.objects.create(
            wave=wave,
            item=item,
            value=None if word else value,
            choice=value if word else "",
            answered_at=moment,
        )
    return wave


def figures(edition, **filters):
    return compute_all(fetch(Cohort.of(edition, **filters)))


def test_an_empty_cohort_gives_empty_statistics_for_every_cell(edition, in_waterveen):
    found = figures(edition)
    for indicator in POOLED:
        assert set(found[indicator.id]) == {term.code for term in indicator.cells}
        assert all(statistic.is_empty for statistic in found[indicator.id].values())


def test_each_client_weighs_the_same_however_many_answers(edition, enter):
    often, once = enter("A"), enter("B")
    for day, stress in ((1, 3), (3, 4), (5, 4)):
        answer(often, day, stress=stress)
    answer(once, 2, stress=2)
    mean = figures(edition)["stress_by_step"]["intake"]
    assert mean == Mean.of([Fraction(11, 3), 2])


def test_mean_of_means_is_exact_for_any_counts():
    import numpy as np

    given = {7: [1, 2, 5], 3: [4], 9: [2, 2, 3, 5, 1, 1, 4], 1: [5, 5, 4]}
    clients = np.array([c for c, values in given.items() for _ in values])
    values = np.array([v for values in given.values() for v in values])
    expected = Mean.of(Fraction(sum(v), len(v)) for v in given.values())
    assert mean_of_means(clients, values) == Mean.of_answers(clients, values) == expected


def test_an_answer_on_the_day_of_a_milestone_belongs_to_the_next_step(edition, enter):
    tied = enter("A", milestones={"intake_done": 10})
    answer(tied, 9, stress=5)
    answer(tied, 10, stress=1)
    found = figures(edition)["stress_by_step"]
    assert found["intake"] == Mean.of([5])
    assert found["iu_in_view"] == Mean.of([1])


def test_the_day_of_an_answer_is_that_of_amsterdam(edition, enter):
    # 22:30 UTC on day 9 is half past midnight on day 10.
    late = enter("A", milestones={"intake_done": 10})
    wave = answer(late, 9, stress=2)
    moment = datetime(2025, 6, 11, 22, 30, tzinfo=UTC)
    Wave.objects.filter(pk=wave.pk).update(submitted_at=moment)
    assert figures(edition)["stress_by_step"]["iu_in_view"] == Mean.of([2])


def test_skipped_milestones_trap_nobody(edition, enter):
    skipped = enter("A", milestones={"iu_in_balance": 30})
    answer(skipped, 31, stress=4)
    assert figures(edition)["stress_by_step"]["life_domains"] == Mean.of([4])
    drop_out = figures(edition)["drop_out_by_step"]
    assert {cell for cell, share in drop_out.items() if share.n} == {"intake", "life_domains"}


def test_a_revoked_milestone_does_not_count(edition, enter):
    revoked = enter("A", milestones={"intake_done": 5, "iu_in_view": 20})
    Milestone.objects.filter(kind="iu_in_view").update(
        revoked_at=datetime(2025, 7, 1, tzinfo=UTC), revoked_reason="verkeerde cliënt"
    )
    answer(revoked, 40, stress=3)
    found = figures(edition)
    assert found["iu_in_view_within_91"]["all"] == Proportion(0, 1)
    assert found["stress_by_step"]["iu_in_view"] == Mean.of([3])


def test_nothing_after_the_reference_date_counts(edition, enter):
    after = (edition.reference_date - INTAKE).days + 1
    late = enter("A", milestones={"intake_done": 5, "iu_in_view": after}, ended=after)
    answer(late, after, stress=5)
    found = figures(edition)
    assert found["drop_out"]["all"] == Proportion(0, 1)
    assert found["iu_in_view_within_91"]["all"] == Proportion(0, 1)
    assert found["drop_out_reasons"]["all"].is_empty
    assert all(mean.is_empty for mean in found["stress_by_step"].values())
    assert found["drop_out_by_step"]["iu_in_view"] == Proportion(0, 1)


def test_an_ending_on_the_reference_date_counts(edition, enter):
    enter("A", ended=(edition.reference_date - INTAKE).days)
    assert figures(edition)["drop_out"]["all"] == Proportion(1, 1)


def test_a_window_counts_its_last_day_and_whoever_can_be_followed(edition, enter):
    enter("on the day", milestones={"iu_in_view": 91})
    enter("a day late", milestones={"iu_in_view": 92})
    enter("dropped out", ended=20)
    enter("too recent", intake_date=edition.reference_date - timedelta(90))
    enter("just long enough", intake_date=edition.reference_date - timedelta(91))
    assert figures(edition)["iu_in_view_within_91"]["all"] == Proportion(1, 4)


def test_drop_out_competes_in_the_curve_and_running_is_censored(edition, enter):
    enter("reached", milestones={"iu_in_view": 7})
    enter("stopped", ended=10)
    enter("referred", ended=14, status="referred", reason="")
    enter("recent", intake_date=edition.reference_date - timedelta(20))
    curve = figures(edition)["iu_in_view_by_week"]["all"]
    assert (curve.events[1], curve.competing[2], curve.censored[2]) == (1, 2, 1)
    assert curve.at(26) == 0.25


def test_success_that_skipped_a_milestone_is_no_drop_out_in_the_curve(edition, enter):
    enter(
        "A",
        milestones={"debt_rest": 50},
        ended=50,
        status="success",
        reason="debt_rest",
    )
    found = figures(edition)
    assert found["success"]["all"] == Proportion(1, 1)
    assert sum(found["iu_in_view_by_week"]["all"].competing) == 0
    assert found["drop_out"]["all"] == Proportion(0, 1)


def test_reasons_are_published_in_four_rows(edition, enter):
    for number, (status, reason) in enumerate(
        [
            ("stopped", "no_show"),
            ("stopped", "moved_or_deceased"),
            ("stopped", "other"),
            ("referred", ""),
            ("referred", "declines_settlement"),
            ("stopped", "municipality_stops"),
        ]
    ):
        enter(str(number), ended=30, status=status, reason=reason)
    assert figures(edition)["drop_out_reasons"]["all"] == Distribution(
        (("no_show", 1), ("declines_settlement", 1), ("other", 3), ("municipality_stops", 1))
    )


def test_the_start_is_the_first_questionnaire_with_an_answer(edition, enter):
    one, other = enter("A"), enter("B")
    answer(one, 15, influence=2, unrest=2)
    answer(one, 1, influence=5)  # left half-way: unrest was not asked any more
    answer(other, 3, influence=4, unrest=4)
    found = figures(edition)
    assert found["influence_at_start"]["all"].count("5") == 1
    assert found["unrest_at_start"]["all"].base == 1


def test_all_answers_count_clients_once_for_the_rules(edition, enter):
    trajectory = enter("A")
    for day in (1, 15, 29):
        answer(trajectory, day, stress=4)
    spread = figures(edition)["stress_all_answers"]["all"]
    assert (spread.base, spread.people) == (3, 1)


def test_answers_of_a_questionnaire_that_was_never_handed_in_count(edition, enter):
    answer(enter("A"), 3, submitted=False, stress=4)
    assert figures(edition)["stress_by_step"]["intake"] == Mean.of([4])


def test_the_contribution_leaves_out_who_says_no_to_the_average(edition, enter):
    yes, no, silent = enter("A", ended=9), enter("B"), enter("C")
    for trajectory, said in ((yes, True), (no, False)):
        Participation.objects.create(
            client=trajectory.clients.get(),
            monitor=True,
            benchmark=said,
            information_version="1",
            recorded_by="client",
        )
    assert silent.clients.get().participations.count() == 0
    assert fetch(Cohort.of(edition)).clients == 3
    frames = fetch(Cohort.of(edition, for_benchmark=True))
    assert frames.clients == 2
    assert compute(by_id("drop_out"), frames)["all"] == Proportion(1, 2)


def test_a_change_is_of_who_answered_in_both_steps(edition, enter):
    both = enter("A", milestones={"intake_done": 10})
    for day, stress in ((1, 2), (2, 3), (12, 5)):
        answer(both, day, stress=stress)
    answer(enter("B"), 1, stress=5)  # never in the next step
    skipped = enter("C", milestones={"iu_in_view": 10})
    answer(skipped, 1, stress=1)
    answer(skipped, 12, stress=5)  # two steps further
    change = figures(edition)["stress_change_after_step"]
    assert change["intake"] == Mean.of([Fraction(5, 2)])
    assert all(mean.is_empty for step, mean in change.items() if step != "intake")


def test_a_change_takes_life_domains_and_ready_for_one_step(edition, enter):
    one = enter("A", milestones={"iu_in_balance": 5, "barriers_removed": 10, "debt_rest": 20})
    for day, unrest in ((6, 4), (11, 3), (21, 1)):
        answer(one, day, unrest=unrest)
    change = figures(edition)["unrest_change_after_step"]
    assert change["life_domains"] == Mean.of([1 - Fraction(7, 2)])


def test_the_kind_of_success_is_the_one_that_came_first(edition, enter):
    enter("A", milestones={"debt_rest": 20, "ready_for_settlement": 30})
    enter("B", milestones={"debt_rest": 30, "ready_for_settlement": 30})
    enter("C", milestones={"settlement_agreed": 10})  # no success of its own
    assert figures(edition)["success_reasons"]["all"] == Distribution(
        (("ready_for_settlement", 1), ("debt_rest", 1))
    )


def test_time_in_stabilisation_is_in_weeks_that_were_begun(edition, enter):
    edition.reference_date = INTAKE + timedelta(400)
    for days in (-3, 0, 56, 57, 119, 120, 182, 183, 273, 274):
        enter(str(days), milestones={"debt_rest": days})
    enter("still running")
    assert figures(edition)["stabilisation_time"]["all"] == Distribution(
        (("0-8", 3), ("9-17", 2), ("18-26", 2), ("27-39", 2), ("over-39", 1))
    )


def test_a_settlement_has_a_hundred_and_twenty_days_from_its_request(edition, enter):
    last = (edition.reference_date - INTAKE).days - 120
    for name, requested, agreed in (
        ("in time", 10, 130),
        ("a day late", 10, 131),
        ("never", 10, None),
        ("before it was asked", 10, 9),
        ("asked just long enough ago", last, None),
        ("asked too recently", last + 1, last + 2),
    ):
        reached = {"settlement_requested": requested, "settlement_agreed": agreed}
        enter(name, milestones={kind: day for kind, day in reached.items() if day is not None})
    enter("agreed, never asked", milestones={"settlement_agreed": 20})
    assert figures(edition)["settlement_within_120"]["all"] == Proportion(2, 5)


def test_who_skipped_a_step_never_entered_it(edition, enter):
    enter("A", milestones={"intake_done": 5, "debts_in_view": 9})
    enter("B", milestones={"intake_done": 0})  # screened on the day of the intake
    enter("C", enrolled_on=edition.reference_date + timedelta(1))  # not enrolled yet
    entered = figures(edition)["steps_entered"]
    assert {step: share.hits for step, share in entered.items() if share.hits} == {
        "intake": 1,
        "iu_in_view": 2,
        "iu_in_balance": 1,
    }
    assert {share.n for share in entered.values()} == {2}


def test_help_is_counted_by_client_and_kind(edition, enter):
    helped = enter("A", client_type="vulnerable")
    for category, day in (("legal", 3), ("legal", 9), ("psychosocial", 300)):
        put_in(helped, category, day)  # the last one is after the reference date
    enter("B", client_type="vulnerable")
    put_in(enter("C"), "administrative")  # without a type
    found = figures(edition)
    assert found["deployed_by_category"]["legal"] == Proportion(1, 3)
    assert found["deployed_by_category"]["psychosocial"] == Proportion(0, 3)
    pairs = found["deployed_by_type_and_category"]
    assert pairs["vulnerable.legal"] == Proportion(1, 2)
    assert pairs["vulnerable.administrative"] == Proportion(0, 2)
    assert pairs["independent.legal"].is_empty
    assert found["deployments_per_client"]["all"] == Mean.of([1, 0, 1])
    assert found["deployments_by_type"]["vulnerable"] == Mean.of([1, 0])


def test_intensity_is_a_mean_per_client_of_what_is_known(edition, enter):
    one, other, unknown = enter("A", client_type="dependent"), enter("B"), enter("C")
    for category, intensity in (("legal", "high"), ("legal", "low"), ("administrative", "low")):
        put_in(one, category, intensity=intensity)
    put_in(one, "legal")
    put_in(other, "legal", intensity="medium")
    put_in(unknown, "legal")
    found = figures(edition)
    assert found["intensity_by_category"]["legal"] == Mean.of([2, 2])
    assert found["intensity_by_category"]["administrative"] == Mean.of([1])
    assert found["intensity_by_type"]["dependent"] == Mean.of([Fraction(5, 3)])


def test_who_helps_is_counted_per_deployment(edition, enter):
    one = enter("A")
    for mode in ("volunteer", "volunteer", "partner", ""):
        put_in(one, "legal", mode=mode)
    put_in(enter("B"), "legal", mode="partner")
    modes = figures(edition)["modes_by_category"]
    assert (modes["legal"].count("volunteer"), modes["legal"].count("partner")) == (2, 2)
    assert (modes["legal"].base, modes["legal"].people) == (4, 2)
    assert modes["administrative"].is_empty


def test_help_that_began_after_the_window_is_no_help_within_it(edition, enter):
    in_time, late = (enter(name, milestones={"iu_in_balance": 91}) for name in "AB")
    put_in(in_time, "legal", 91, intensity="low")
    put_in(in_time, "legal", 92, intensity="high")
    put_in(late, "legal", 92)
    put_in(enter("other help"), "administrative")
    put_in(enter("unknown intensity"), "legal")
    found = figures(edition)
    assert found["iu_in_balance_by_legal_help"] == {
        "with": Proportion(1, 2),
        "without": Proportion(1, 2),
    }
    assert found["iu_in_balance_by_legal_intensity"] == {
        "none": Proportion(1, 2),
        "low": Proportion(1, 1),
        "medium": Proportion(0, 0),
        "high": Proportion(0, 0),
    }


def test_like_is_compared_with_like_only_when_all_is_known(edition, enter):
    like = {"client_type": "dependent", "debt_duration": "2-3", "problem_severity": "single"}
    helped = enter("A", milestones={"iu_in_balance": 91}, **like)
    put_in(helped, "legal", 10)
    enter("B", milestones={"iu_in_balance": 92}, **like)
    enter("unknown", **like | {"debt_duration": ""})
    enter("too recent", intake_date=edition.reference_date - timedelta(90), **like)
    strata = figures(edition)["iu_in_balance_by_legal_help_adjusted"]["all"]
    assert {code: count for code, count in strata.counts if count} == {
        "with.yes.dependent.2-3.single": 1,
        "without.no.dependent.2-3.single": 1,
    }


def test_drop_out_in_its_four_ways(edition, enter):
    enter("stopped", ended=9)
    enter("referred", ended=9, status="referred", reason="")
    enter("moved", ended=9, reason="moved_or_deceased")
    enter("running")
    for days in (89, 90):
        recent = edition.reference_date - timedelta(days)
        enter(f"{days} days ago", intake_date=recent, ended=(recent - INTAKE).days)
    enter("not enrolled", ended=9, enrolled_on=edition.reference_date + timedelta(1))
    found = figures(edition)
    assert found["drop_out"]["all"] == Proportion(5, 6)
    assert found["drop_out_stopped"]["all"] == Proportion(4, 6)
    assert found["drop_out_avoidable"]["all"] == Proportion(4, 6)
    assert found["drop_out_after_90_days"]["all"] == Proportion(4, 5), "90 days count, 89 do not"


def test_a_drop_out_after_a_success_has_no_step_to_stop_in(edition, enter):
    enter("A", milestones={"debt_rest": 10}, ended=20, client_type="dependent")
    found = figures(edition)
    assert found["drop_out"]["all"] == found["success"]["all"] == Proportion(1, 1)
    assert found["drop_out_moment"]["all"].is_empty
    assert all(share.hits == 0 for share in found["drop_out_by_step"].values())
    assert found["problem_severity_by_outcome"]["stopped"].is_empty


def test_filtered_by_help_with_answering_the_start_stays_the_first_questionnaire(edition, enter):
    one, other = enter("A"), enter("B")
    answer(one, 1, stress=2)
    answer(one, 15, assisted=True, stress=4)
    answer(one, 29, assisted=True, stress=5)
    answer(other, 1, assisted=True, stress=3)
    assert figures(edition)["mean_stress_at_start"]["all"] == Mean.of([2, 3])
    assert figures(edition, assisted="yes")["mean_stress_at_start"]["all"] == Mean.of([3])
    assert figures(edition, assisted="no")["mean_stress_at_start"]["all"] == Mean.of([2])
    # Who answers are about chooses among answers, not among clients.
    assert fetch(Cohort.of(edition, assisted="yes")).size == 2


def test_who_has_no_type_is_in_no_type_and_in_the_whole(edition, enter):
    untyped = enter("A", milestones={"iu_in_balance": 20, "debt_rest": 30})
    answer(untyped, 1, stress=4)
    found = figures(edition)
    assert found["success"]["all"] == Proportion(1, 1)
    assert found["client_types"]["all"].is_empty
    for id in ("success_by_type", "iu_in_balance_by_week_by_type", "stress_by_type_and_step"):
        assert all(statistic.is_empty for statistic in found[id].values())


def test_filters_narrow_the_cohort_and_unknown_ones_are_refused(edition, enter):
    enter("A", client_type="vulnerable")
    enter("B", client_type="dependent")
    assert fetch(Cohort.of(edition, client_type="vulnerable")).size == 1
    assert fetch(Cohort.of(edition, client_type="")).size == 2
    with pytest.raises(ValueError, match="caseworker"):
        Cohort.of(edition, caseworker="x")


def test_steps_over_arrays_agree_with_the_caseload():
    import random

    import numpy as np
    from pandas import DataFrame

    rng = random.Random(4)
    kinds = list(steps.POSITION)
    for _ in range(200):
        reached = {
            kind: INTAKE + timedelta(rng.randint(0, 40))
            for kind in rng.sample(kinds, rng.randint(0, 5))
        }
        frame = DataFrame(
            {
                "trajectory": np.zeros(len(reached), dtype=int),
                "kind": list(reached),
                "reached_on": np.array(list(reached.values()), dtype="datetime64[D]"),
            }
        )
        days = steps.first_days(frame, 1)
        for offset in range(0, 45, 5):
            on = INTAKE + timedelta(offset)
            found = steps.steps_on(days, np.array([0]), np.array([on], dtype="datetime64[D]"))
            assert steps.code(found[0]) == step_in_progress(reached, on)
