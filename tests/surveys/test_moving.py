"""Staff see, move and call off questionnaires, and send again what is stuck."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from monitor.caseload import milestones, participation, pauses, trajectories
from monitor.caseload.acts import Refused
from monitor.surveys import extra, moving, planning, rulebook, sending
from monitor.surveys.models import Invitation, Protocol, Wave
from monitor.surveys.protocol import Rules, day_of


@pytest.fixture
def desk(client_on, waterveen, samira, robert):
    """Robert's browser; afterwards the test looks into Waterveen."""
    connection.set_schema_to_public()
    browser = client_on(waterveen, robert)

    class Desk:
        def __getattr__(self, name):
            def ask(*args, **kwargs):
                connection.set_schema_to_public()
                try:
                    return getattr(browser, name)(*args, **kwargs)
                finally:
                    connection.set_tenant(waterveen)

            return ask

    connection.set_tenant(waterveen)
    return Desk()


def test_a_planned_questionnaire_moves_within_the_hours_of_messages(samira, robert):
    wave = Wave.objects.get()
    moved = moving.move(by=robert, wave=wave, day=date(2026, 6, 14))  # a Sunday
    assert day_of(moved.open_from) == date(2026, 6, 15)
    assert day_of(moved.closes_at) == date(2026, 6, 26)


@pytest.mark.parametrize("day", [date(2026, 6, 9), date(2026, 9, 30), date(2026, 6, 20)])
def test_not_to_the_past_nor_far_away_nor_into_a_pause(samira, robert, day):
    pauses.start(by=robert, trajectory=samira, from_date=date(2026, 6, 18), until=date(2026, 6, 25))
    wave = Wave.objects.pending().get()
    with pytest.raises(Refused):
        moving.move(by=robert, wave=wave, day=day)
    assert Wave.objects.pending().get().open_from == wave.open_from


def test_what_is_open_does_not_move(wave, robert):
    with pytest.raises(Refused):
        moving.move(by=robert, wave=wave, day=date(2026, 6, 20))


def test_called_off_its_message_lapses_and_the_next_follows_an_interval_later(wave, robert):
    assert moving.call_off(by=robert, wave=wave)
    assert not moving.call_off(by=robert, wave=wave)
    wave.refresh_from_db()
    assert (wave.status, wave.cancelled_reason) == ("cancelled", "by_staff")
    assert Invitation.objects.get().status == "cancelled"
    following = Wave.objects.pending().get()
    assert day_of(following.open_from) == date(2026, 6, 24)
    assert planning.plan_missing() == 0


def test_the_pages_show_move_and_call_off(desk, samira):
    wave = Wave.objects.get()
    assert "W-1" in desk.get("/vragenlijsten/").content.decode()
    page = f"/traject/{samira.pk}/vragenlijsten/"
    assert "Verplaatsen" in desk.get(page).content.decode()
    refused = desk.post(f"{page}{wave.pk}/verplaatsen/", {"day": "2020-01-01"})
    assert refused.status_code == 200 and "tussen vandaag" in refused.content.decode()
    assert desk.post(f"{page}{wave.pk}/verplaatsen/", {"day": "2026-06-17"}).status_code == 302
    wave.refresh_from_db()
    assert day_of(wave.open_from) == date(2026, 6, 17)
    assert desk.post(f"{page}{wave.pk}/schrappen/").status_code == 302
    assert "Een medewerker heeft" in desk.get(page).content.decode()


def test_a_stuck_message_has_one_button(desk, samira):
    assert "Alles is goed" in desk.get("/berichten/").content.decode()
    sending.open_due(timezone.now())
    Invitation.objects.update(status="uncertain", failure="no_confirmation")
    page = desk.get("/berichten/").content.decode()
    assert page.count("Stuur opnieuw") == 1 and "We weten niet of dit bericht" in page
    message = Invitation.objects.get()
    assert desk.post(f"/berichten/{message.pk}/opnieuw/").status_code == 302
    assert Invitation.objects.get().status == "pending"
    assert "Stuur opnieuw" not in desk.get("/berichten/").content.decode()


def test_who_cannot_set_the_protocol_gets_403(desk):
    assert desk.get("/instellingen/protocol/").status_code == 403


def test_the_protocol_holds_for_intakes_from_the_start_of_its_edition(join, robert):
    early, late = join("W-1"), join("W-2", email="anna@example.org")
    late.intake_date = date(2026, 5, 1)
    late.save()
    rules = Rules(interval_days=28, remind_after_days=5, window_opens=12, window_closes=16)
    rulebook.keep(by=robert, starts_on=date(2026, 4, 1), rules=rules)
    sending.open_due(timezone.now())
    now = timezone.now() + timedelta(days=20)
    sending.expire(now)
    planned = {w.trajectory_id: w for w in Wave.objects.filter(status="planned")}
    assert day_of(planned[early.pk].open_from) == day_of(now)
    assert day_of(planned[late.pk].open_from) == date(2026, 7, 8)
    assert planned[late.pk].remind_at.date() - planned[late.pk].open_from.date() >= timedelta(5)


@pytest.mark.parametrize(
    "rules", [Rules(interval_days=7), Rules(remind_after_days=1), Rules(window_closes=22)]
)
def test_bounds_that_protect_clients_hold_in_the_database(samira, robert, rules):
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError), transaction.atomic():
        rulebook.keep(by=robert, starts_on=date(2026, 4, 1), rules=rules)
    assert not Protocol.objects.exists()


def say(robert, client, clock, **words):
    clock.shift(timedelta(seconds=1))
    participation.record(by=robert, client=client, benchmark=True, **words)


def success(robert, trajectory):
    trajectories.end(by=robert, trajectory=trajectory, status="success", reason="debt_rest")


def aftercare():
    waves = Wave.objects.filter(kind="aftercare").exclude(status="cancelled").order_by("open_from")
    return [(wave.occasion, day_of(wave.open_from)) for wave in waves]


def test_aftercare_only_after_a_success_and_a_yes_of_its_own(samira, robert, clock):
    client = samira.clients.get()
    success(robert, samira)
    assert aftercare() == []
    say(robert, client, clock, monitor=True, aftercare=True)
    assert aftercare() == [
        ("3", date(2026, 9, 10)),
        ("6", date(2026, 12, 10)),
        ("12", date(2027, 6, 10)),
    ]
    say(robert, client, clock, monitor=True)  # says nothing of aftercare: what was said stands
    assert len(aftercare()) == 3
    say(robert, client, clock, monitor=True, aftercare=False)
    assert aftercare() == []


def test_aftercare_ends_with_a_stop_and_with_a_reopening(samira, robert, clock):
    client = samira.clients.get()
    say(robert, client, clock, monitor=True, aftercare=True)
    success(robert, samira)
    assert len(aftercare()) == 3
    trajectories.reopen(by=robert, trajectory=samira)
    assert aftercare() == []
    success(robert, samira)
    assert len(aftercare()) == 3
    say(robert, client, clock, monitor=False)
    assert aftercare() == []


def test_a_moment_is_asked_before_and_after_and_only_once(samira, robert, clock):
    Wave.objects.update(open_from=timezone.now() + timedelta(days=12))
    first = milestones.tick(by=robert, trajectory=samira, kind="iu_in_view")
    before = Wave.objects.get(kind="moment")
    assert (before.occasion, before.remind_at) == (extra.BEFORE, None)
    assert day_of(before.open_from) == date(2026, 6, 11)
    milestones.move(by=robert, milestone=first, on=date(2026, 6, 9))
    assert Wave.objects.filter(kind="moment").count() == 1
    milestones.tick(by=robert, trajectory=samira, kind="debts_in_view")
    before.refresh_from_db()
    assert (before.status, before.cancelled_reason) == ("cancelled", "moment_passed")
    after = Wave.objects.get(kind="moment", occasion=extra.AFTER)
    assert day_of(after.open_from) == date(2026, 6, 17)


def test_a_moment_of_long_ago_asks_nothing(samira, robert):
    milestones.tick(by=robert, trajectory=samira, kind="iu_in_view", on=date(2026, 5, 1))
    assert not Wave.objects.filter(kind="moment").exists()


def test_a_moment_does_not_come_on_top_of_an_open_questionnaire(wave, samira, robert, later):
    milestones.tick(by=robert, trajectory=samira, kind="iu_in_view")
    sending.open_due(later(6, 11, 18, 59))
    moment = Wave.objects.get(kind="moment")
    assert (moment.status, moment.cancelled_reason) == ("cancelled", "other_open")
