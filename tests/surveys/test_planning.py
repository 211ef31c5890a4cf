"""Which questionnaires are planned, and which lapse, when something happens in the caseload."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from monitor.caseload import clients, participation, pauses, trajectories
from monitor.caseload.models import Client
from monitor.surveys import answering, planning, sending
from monitor.surveys.models import Invitation, Wave
from monitor.surveys.protocol import day_of


def waves_of(trajectory):
    return list(
        Wave.objects.filter(trajectory=trajectory)
        .order_by("sequence")
        .values_list("kind", "status")
    )


def test_who_takes_part_gets_a_baseline_at_once(samira):
    (wave,) = Wave.objects.filter(trajectory=samira)
    assert (wave.kind, wave.status, wave.sequence) == ("baseline", "planned", 1)
    assert wave.open_from == timezone.now() - timedelta(seconds=1)
    assert wave.token_hash


def test_nobody_is_asked_before_they_said_yes(join):
    assert waves_of(join("W-2", says=False)) == []


def test_asking_twice_plans_once(samira):
    assert planning.plan(trajectory=samira) == []
    assert len(waves_of(samira)) == 1


def test_the_database_refuses_a_second_pending_wave(samira):
    client = samira.clients.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Wave.objects.create(
            trajectory=samira, client=client, kind="regular", sequence=9, open_from=timezone.now()
        )


def test_both_partners_have_a_series_of_their_own(robert, in_waterveen):
    both = [clients.register(by=robert, first_name=name) for name in ("Ada", "Bea")]
    trajectory = trajectories.start(
        by=robert, external_id="W-3", clients=both, intake_date=date(2026, 6, 1)
    )
    for client in both:
        participation.record(by=robert, client=client, monitor=True)
    assert {wave.client for wave in Wave.objects.filter(trajectory=trajectory)} == set(both)


def test_after_an_answer_the_next_one_comes_fourteen_days_after_the_last(wave, samira):
    answering.submit(wave=wave)
    following = Wave.objects.get(trajectory=samira, status="planned")
    assert following.kind == "regular" and following.sequence == 2
    assert day_of(following.open_from) == date(2026, 6, 24)


def test_after_silence_the_next_one_comes_fourteen_days_after_the_last(wave, samira, later):
    sending.expire(later(6, 20, 23))
    assert waves_of(samira) == [("baseline", "open")]  # the tenth day is not over
    sending.expire(later(6, 21, 0))
    assert waves_of(samira) == [("baseline", "expired"), ("regular", "planned")]
    following = Wave.objects.get(status="planned")
    assert day_of(following.open_from) == date(2026, 6, 24)


def test_after_a_long_silence_of_the_machine_one_questionnaire_follows_and_not_six(
    wave, samira, later
):
    now = later(9, 9)
    sending.expire(now)
    assert sending.open_due(now) == 1
    assert waves_of(samira) == [("baseline", "expired"), ("regular", "open")]
    opened = Wave.objects.get(status="open")
    assert day_of(opened.closes_at) == date(2026, 9, 20)  # the client gets the full ten days
    assert sending.open_due(now) == 0


def test_an_ending_cancels_what_is_pending_and_its_waiting_messages(wave, samira, robert):
    assert Invitation.objects.get().status == "pending"
    trajectories.end(by=robert, trajectory=samira, status="stopped", reason="no_show")
    wave.refresh_from_db()
    assert (wave.status, wave.cancelled_reason) == ("cancelled", "ended")
    assert Invitation.objects.get().status == "cancelled"
    assert planning.plan(trajectory=samira) == []


def test_an_ending_that_is_rolled_back_cancels_nothing(wave, samira, robert):
    with pytest.raises(RuntimeError), transaction.atomic():
        trajectories.end(by=robert, trajectory=samira, status="stopped", reason="no_show")
        raise RuntimeError
    wave.refresh_from_db()
    assert wave.status == "open"
    assert Invitation.objects.get().status == "pending"


def test_a_success_plans_exactly_one_end_wave(samira, robert):
    for _ in range(2):  # ending it the same way again changes nothing
        trajectories.end(by=robert, trajectory=samira, status="success", reason="debt_rest")
    planning.plan_end(trajectory=samira)
    assert waves_of(samira) == [("baseline", "cancelled"), ("end", "planned")]
    end = Wave.objects.get(kind="end")
    assert day_of(end.open_from) == date(2026, 6, 11)
    sending.open_due(end.open_from)
    answering.submit(wave=Wave.objects.get(kind="end"))
    assert not Wave.objects.pending().exists()  # and nothing follows


def test_reopening_takes_the_end_wave_back_and_a_second_success_plans_another(samira, robert):
    trajectories.end(by=robert, trajectory=samira, status="success", reason="debt_rest")
    trajectories.reopen(by=robert, trajectory=samira)
    assert [status for kind, status in waves_of(samira) if kind == "end"] == ["cancelled"]
    assert Wave.objects.pending().get().kind == "baseline"
    trajectories.end(by=robert, trajectory=samira, status="success", reason="debt_rest")
    assert Wave.objects.pending().get().kind == "end"


def test_a_pause_without_end_cancels_and_its_end_plans_anew(wave, samira, robert, later):
    pause = pauses.start(by=robert, trajectory=samira)
    assert not Wave.objects.pending().exists()
    later(7, 8)
    pauses.finish(by=robert, pause=pause)
    following = Wave.objects.pending().get()
    assert day_of(following.open_from) == date(2026, 7, 9)  # its last day belongs to the pause


def test_a_pause_with_an_end_moves_the_next_one_behind_it(samira, robert):
    pauses.start(by=robert, trajectory=samira, until=date(2026, 7, 1))
    following = Wave.objects.pending().get()
    assert day_of(following.open_from) == date(2026, 7, 2)


def test_a_pause_planned_ahead_leaves_an_open_one_alone(wave, samira, robert):
    pauses.start(by=robert, trajectory=samira, from_date=date(2026, 6, 22), until=date(2026, 7, 3))
    wave.refresh_from_db()
    assert wave.status == "open"
    answering.submit(wave=wave)
    following = Wave.objects.pending().get()
    assert day_of(following.open_from) == date(2026, 7, 4)  # 24 June lies in the pause


def test_somebody_who_stops_is_left_alone_in_every_trajectory(wave, samira):
    answering.stop(client=wave.client)
    wave.refresh_from_db()
    assert (wave.status, wave.cancelled_reason) == ("cancelled", "no_participation")
    said = participation.latest(wave.client)
    assert (said.monitor, said.benchmark, said.recorded_by) == (False, True, "client")


def test_somebody_who_says_yes_again_goes_on_in_the_old_rhythm(wave, robert, clock):
    Invitation.objects.update(status="sent", sent_at=timezone.now())
    answering.stop(client=wave.client)
    clock.shift(timedelta(seconds=1))
    participation.record(by=robert, client=wave.client, monitor=True)
    following = Wave.objects.pending().get()
    assert day_of(following.open_from) == date(2026, 6, 24)  # she had a message today


def test_another_channel_takes_the_waiting_message_along(wave, robert):
    client = Client.objects.get(pk=wave.client_id)
    clients.change_contact(by=robert, client=client, phone="0612345678", channel="sms")
    assert list(Invitation.objects.order_by("created_at").values_list("channel", "status")) == [
        ("email", "cancelled"),
        ("sms", "pending"),
    ]


def test_records_that_were_read_in_are_planned_in_their_own_rhythm(samira):
    client = samira.clients.get()
    Wave.objects.all().delete()
    Wave.objects.create(
        trajectory=samira,
        client=client,
        kind="regular",
        sequence=4,
        status="expired",
        open_from=timezone.now() - timedelta(days=11),
    )
    assert planning.plan_missing() == 1
    following = Wave.objects.pending().get()
    assert following.sequence == 5 and day_of(following.open_from) == date(2026, 6, 13)
    assert planning.plan_missing() == 0
