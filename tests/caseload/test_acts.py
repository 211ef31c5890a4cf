"""What may be done in a caseload, what is refused, and what history keeps of it."""

from contextlib import contextmanager
from datetime import date

import pghistory.models
import pytest
from django.apps import apps

from benchmark.standard.steps import STEP_CODES
from monitor.caseload import (
    clients,
    deployments,
    milestones,
    participation,
    pauses,
    signals,
    trajectories,
)
from monitor.caseload.acts import Refused
from monitor.caseload.models import Client, Ending, Milestone, Trajectory
from monitor.caseload.steps import in_step_since, step_in_progress
from tests.caseload.people import a_trajectory

TODAY = date(2026, 6, 15)
TOMORROW = date(2026, 6, 16)


@contextmanager
def listening(signal):
    """The keyword arguments of every sending of `signal`."""
    heard = []

    def receiver(sender, **kwargs):
        heard.append(kwargs)

    signal.connect(receiver)
    try:
        yield heard
    finally:
        signal.disconnect(receiver)


@contextmanager
def refused(code):
    with pytest.raises(Refused) as caught:
        yield
    assert caught.value.code == code
    assert str(caught.value).endswith(".")


# --- Clients -----------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["0612345678", "06 12345678", "+31 612345678", "0031612345678"])
def test_a_dutch_number_is_kept_in_one_form(robert, in_waterveen, text):
    client = clients.register(by=robert, phone=text)
    assert Client.objects.get(pk=client.pk).phone == "+31612345678"


@pytest.mark.parametrize("text", ["12", "geen", "06123"])
def test_a_number_that_is_none_is_refused(robert, in_waterveen, text):
    with refused("phone"):
        clients.register(by=robert, phone=text)
    assert not Client.objects.exists()


def test_a_channel_needs_its_address(robert, in_waterveen):
    with refused("channel_without_address"):
        clients.register(by=robert, channel="sms", email="anna@example.org")
    assert clients.register(by=robert, channel="sms", phone="0612345678").channel == "sms"


def test_a_new_address_is_told_and_lifts_the_block(robert, in_waterveen):
    client = clients.register(by=robert, email="oud@example.org", channel="email")
    Client.objects.update(contact_blocked="bounced")
    with listening(signals.contact_changed) as heard:
        clients.change_contact(by=robert, client=client, email="oud@example.org")
        assert heard == []
        clients.change_contact(by=robert, client=client, email="nieuw@example.org")
    assert [said["client"].email for said in heard] == ["nieuw@example.org"]
    assert Client.objects.get().contact_blocked == ""


def test_a_refused_change_leaves_the_client_as_it_was(robert, in_waterveen):
    client = clients.register(by=robert, email="anna@example.org", channel="email")
    with refused("email"):
        clients.change_contact(by=robert, client=client, email="anna@")
    with refused("invalid_value"):
        clients.change_contact(by=robert, client=client, language="frysk")
    assert Client.objects.get().email == "anna@example.org"


# --- Participation -----------------------------------------------------------------------------


def test_nobody_takes_part_before_saying_yes(robert, samira):
    client = samira.clients.get()
    assert not participation.takes_part(client)
    with listening(signals.participation_changed) as heard:
        participation.record(by=robert, client=client, monitor=True, benchmark=False)
        participation.record(by=robert, client=client, monitor=True, benchmark=False)
    assert participation.takes_part(client)
    assert participation.those_taking_part([client.pk]) == {client.pk}
    assert len(heard) == 1
    participation.record(by=robert, client=client, monitor=False)
    assert not participation.takes_part(client)
    assert participation.those_taking_part([client.pk]) == set()
    assert client.participations.count() == 2


def test_a_yes_names_a_text_that_was_shown(robert, samira):
    with refused("information_version"):
        participation.record(
            by=robert, client=samira.clients.get(), monitor=True, information_version="1999"
        )
    for text in participation.INFORMATION[participation.INFORMATION_VERSION]:
        assert text.nl and text.en


# --- Trajectories ------------------------------------------------------------------------------


def test_a_number_is_used_once(robert, samira):
    with refused("external_id_taken"):
        a_trajectory(robert, "W-1")
    assert Trajectory.objects.count() == 1


def test_an_intake_lies_not_in_the_future(robert, in_waterveen):
    with refused("intake_in_the_future"):
        a_trajectory(robert, "W-2", intake_date=TOMORROW)
    assert a_trajectory(robert, "W-2", intake_date=TODAY).intake_date == TODAY


def test_an_unknown_characteristic_is_refused(robert, samira):
    with refused("invalid_value"):
        trajectories.update(by=robert, trajectory=samira, client_type="zelfstandig")
    with pytest.raises(TypeError):
        trajectories.update(by=robert, trajectory=samira, colour="blue")
    updated = trajectories.update(by=robert, trajectory=samira, client_type="dependent")
    assert updated.client_type == "dependent"


def test_ending_twice_the_same_way_is_one_ending(robert, samira):
    with listening(signals.trajectory_ended) as heard:
        first = trajectories.end(by=robert, trajectory=samira, status="stopped", reason="no_show")
        again = trajectories.end(by=robert, trajectory=samira, status="stopped", reason="no_show")
    assert first.pk == again.pk
    assert [said["ending"] for said in heard] == [first]
    with refused("already_ended"):
        trajectories.end(by=robert, trajectory=samira, status="referred")


@pytest.mark.parametrize(
    ("code", "how"),
    [
        ("in_the_future", {"status": "referred", "on": TOMORROW}),
        ("before_intake", {"status": "referred", "on": date(2026, 2, 28)}),
        ("reason_missing", {"status": "stopped"}),
        ("reason_of_other_status", {"status": "stopped", "reason": "debt_rest"}),
        ("reason_of_other_status", {"status": "success", "reason": "no_show"}),
        ("invalid_value", {"status": "gone", "reason": "no_show"}),
    ],
)
def test_an_ending_that_cannot_be_is_refused(robert, samira, code, how):
    with refused(code):
        trajectories.end(by=robert, trajectory=samira, **how)
    assert not Ending.objects.exists()


def test_a_success_has_its_milestone(robert, samira):
    trajectories.end(
        by=robert, trajectory=samira, status="success", reason="debt_rest", on=date(2026, 6, 1)
    )
    assert samira.milestones.get().reached_on == date(2026, 6, 1)


def test_a_reopened_trajectory_can_end_again(robert, samira):
    trajectories.end(by=robert, trajectory=samira, status="referred")
    with listening(signals.trajectory_reopened) as heard:
        trajectories.reopen(by=robert, trajectory=samira)
        trajectories.reopen(by=robert, trajectory=samira)
    assert len(heard) == 1
    trajectories.end(by=robert, trajectory=samira, status="stopped", reason="other")
    assert Ending.objects.get().status == "stopped"


def test_a_receiver_that_fails_undoes_the_act(robert, samira):
    def failing(sender, **kwargs):
        raise RuntimeError

    signals.trajectory_ended.connect(failing)
    try:
        with pytest.raises(RuntimeError):
            trajectories.end(by=robert, trajectory=samira, status="referred")
    finally:
        signals.trajectory_ended.disconnect(failing)
    assert not Ending.objects.exists()


# --- Milestones --------------------------------------------------------------------------------


def test_a_tick_is_today_unless_said_otherwise(robert, samira):
    milestone = milestones.tick(by=robert, trajectory=samira, kind="iu_in_view")
    assert (milestone.reached_on, milestone.recorded_by) == (TODAY, robert.pk)


def test_a_double_tap_ticks_once(robert, samira):
    with listening(signals.milestone_reached) as heard:
        first = milestones.tick(
            by=robert, trajectory=samira, kind="iu_in_view", on=date(2026, 5, 1)
        )
        again = milestones.tick(by=robert, trajectory=samira, kind="iu_in_view")
    assert (again.pk, again.reached_on) == (first.pk, date(2026, 5, 1))
    assert len(heard) == 1


def test_a_result_lies_not_in_the_future_but_may_precede_the_intake(robert, samira):
    with refused("in_the_future"):
        milestones.tick(by=robert, trajectory=samira, kind="debts_in_view", on=TOMORROW)
    early = milestones.tick(by=robert, trajectory=samira, kind="debts_in_view", on=date(2026, 2, 1))
    with refused("in_the_future"):
        milestones.move(by=robert, milestone=early, on=TOMORROW)
    assert Milestone.objects.get().reached_on == date(2026, 2, 1)
    with refused("invalid_value"):
        milestones.tick(by=robert, trajectory=samira, kind="rich")


def test_a_revoked_result_stays_as_history_and_can_be_reached_anew(robert, samira):
    first = milestones.tick(by=robert, trajectory=samira, kind="iu_in_balance")
    with refused("reason_missing"):
        milestones.revoke(by=robert, milestone=first, reason="  ")
    with listening(signals.milestone_revoked) as heard:
        milestones.revoke(by=robert, milestone=first, reason="vergissing")
        milestones.revoke(by=robert, milestone=first, reason="nog eens")
    assert len(heard) == 1
    second = milestones.tick(by=robert, trajectory=samira, kind="iu_in_balance")
    assert second.pk != first.pk
    assert samira.milestones.get(revoked_at__isnull=False).revoked_reason == "vergissing"
    with refused("revoked"):
        milestones.move(by=robert, milestone=first, on=TODAY)


# --- Deployments and pauses --------------------------------------------------------------------


def test_the_same_help_on_the_same_day_is_added_once(robert, samira):
    for _tap in range(2):
        help_given = deployments.add(
            by=robert, trajectory=samira, category="legal", service="Sociaal raadslid"
        )
    assert samira.deployments.count() == 1
    with refused("before_start"):
        deployments.end(by=robert, deployment=help_given, on=date(2026, 6, 1))
    assert deployments.end(by=robert, deployment=help_given).ended_on == TODAY
    with refused("invalid_value"):
        deployments.add(by=robert, trajectory=samira, category="magic")


def test_pauses_do_not_overlap(robert, samira):
    with listening(signals.pause_changed) as heard:
        pause = pauses.start(by=robert, trajectory=samira)
        pauses.start(by=robert, trajectory=samira)
        with refused("overlap"):
            pauses.start(by=robert, trajectory=samira, from_date=TOMORROW)
        pauses.finish(by=robert, pause=pause)
    assert len(heard) == 2
    assert pauses.is_paused(samira, TODAY)
    assert not pauses.is_paused(samira, TOMORROW)
    pauses.start(by=robert, trajectory=samira, from_date=TOMORROW)
    with refused("ends_before_start"):
        pauses.finish(by=robert, pause=pause, until=date(2026, 6, 1))


# --- History -----------------------------------------------------------------------------------


def test_history_says_which_account_did_it_and_names_nobody(robert, samira):
    milestone = milestones.tick(by=robert, trajectory=samira, kind="intake_done")
    event = milestone.events.get()
    assert event.pgh_context.metadata == {"account": str(robert.pk)}
    for context in pghistory.models.Context.objects.all():
        assert "Robert" not in str(context.metadata)
        assert "@" not in str(context.metadata)


def test_every_caseload_model_keeps_its_history(in_waterveen):
    tracked = {m.__name__ for m in apps.get_app_config("caseload").get_models()}
    plain = {name for name in tracked if not name.endswith("Event")}
    assert {f"{name}Event" for name in plain} <= tracked


# --- Steps -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ticked", "step"),
    [
        ([], "intake"),
        (["intake_done"], "iu_in_view"),
        (["debts_in_view"], "iu_in_balance"),
        (["barriers_removed", "intake_done"], "ready"),
        (["debt_rest"], "outflow"),
        (["settlement_agreed"], "outflow"),
    ],
)
def test_the_database_and_python_agree_on_the_step(robert, samira, ticked, step):
    for kind in ticked:
        milestones.tick(by=robert, trajectory=samira, kind=kind, on=date(2026, 4, 1))
    reached = {m.kind: m.reached_on for m in samira.milestones.all()}
    assert step_in_progress(reached, TODAY) == step
    matching = {code for code in STEP_CODES if Trajectory.objects.in_step(code, TODAY).exists()}
    assert matching == {step}
    since = in_step_since(reached, samira.intake_date, TODAY)
    assert since == (date(2026, 4, 1) if ticked else samira.intake_date)
