"""A message leaves once, when it may, or says why it did not."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from django_tenants.utils import tenant_context

from monitor.caseload import clients, pauses, trajectories
from monitor.caseload.models import Client
from monitor.surveys import answering, letters, reading, reasons, sending, tasks
from monitor.surveys.models import Invitation, Wave
from tenants.messaging.channels import Refused, Uncertain, Unreachable


def send_all(municipality):
    return sending.deliver(sending.waiting(timezone.now()), municipality)


def only():
    return Invitation.objects.get()


class Server:
    """Stands for the mail server where its answer matters and not its bytes."""

    def __init__(self, monkeypatch, answer=None):
        self.sent, self.answer = [], answer
        monkeypatch.setattr(sending.Mailer, "send", lambda _, message: self.take(message))

    def take(self, message):
        self.sent.append(message.key)
        if self.answer is not None:
            raise self.answer


@pytest.fixture
def server(monkeypatch):
    """A mail server; server.answer is what it raises."""
    return Server(monkeypatch)


def test_a_round_opens_invites_and_sends_one_mail(samira, waterveen):
    tasks.send_due()
    (letter,) = mail.outbox
    assert letter.to == ["samira@example.org"]
    assert Wave.objects.get().status == "open"
    assert (only().status, only().sent_at) == ("sent", timezone.now())


def test_more_rounds_send_nothing_more(samira):
    for _ in range(3):
        tasks.send_due()
    assert len(mail.outbox) == 1


def test_a_tick_reaches_every_active_municipality_and_only_those(samira, lindehaven, monkeypatch):
    seen = []
    monkeypatch.setattr(tasks, "run_round", lambda: seen.append(connection.schema_name))
    connection.set_schema_to_public()
    lindehaven.is_active = False
    lindehaven.save()
    tasks.tick.apply()
    assert sorted(seen) == ["m_oosterduin", "m_waterveen"]


def test_a_message_of_another_municipality_cannot_be_sent_from_here(wave, lindehaven, server):
    key = str(only().pk)
    with tenant_context(lindehaven):
        tasks.send_invitations.delay(key)
    assert server.sent == [] and only().status == "pending"


def test_outside_the_window_nothing_opens_and_nothing_leaves(samira, waterveen, later):
    later(6, 14, 12)  # a Sunday
    tasks.send_due()
    assert Wave.objects.get().status == "planned"
    later(6, 15, 12)
    sending.open_due(timezone.now())
    later(6, 15, 19)
    assert send_all(waterveen) == 0
    assert only().status == "pending"


def test_a_worker_that_dies_while_sending_sends_nothing_twice(wave, waterveen, server, later):
    server.answer = SystemExit("killed")
    with pytest.raises(SystemExit):
        send_all(waterveen)
    assert only().status == "sending"
    server.answer = None
    assert send_all(waterveen) == 0  # the message is claimed: nobody sends it again
    assert sending.reconcile(timezone.now()) == 0
    assert sending.reconcile(timezone.now() + timedelta(minutes=16)) == 1
    assert only().status == "uncertain"
    assert len(server.sent) == 1


def test_two_workers_with_the_same_list_send_one_message(wave, waterveen, server):
    (key,) = sending.waiting(timezone.now())
    assert sending.deliver([key, key], waterveen) == 1
    assert sending.deliver([str(key)], waterveen) == 0
    assert len(server.sent) == 1


def test_a_person_can_send_an_uncertain_message_again_with_the_same_key(
    wave, waterveen, server, robert, in_waterveen
):
    connection.set_tenant(waterveen)
    server.answer = Uncertain()
    send_all(waterveen)
    assert (only().status, only().failure) == ("uncertain", "no_confirmation")
    server.answer = None
    assert send_all(waterveen) == 0
    assert sending.send_again(by=robert, invitation=only())
    assert send_all(waterveen) == 1
    assert len(server.sent) == 2 and len(set(server.sent)) == 1


def test_an_unreachable_server_is_tried_again_ever_later_and_then_given_up(
    wave, waterveen, server, clock
):
    server.answer = Unreachable()
    moments = []
    for minute in range(0, 6 * 60, 5):
        if send_all_and_count(waterveen, server):
            moments.append(minute)
        clock.shift(timedelta(minutes=5))
    assert moments == [0, 5, 15, 35, 75]
    assert (only().status, only().failure) == ("failed", "server_unreachable")


def send_all_and_count(municipality, server):
    before = len(server.sent)
    send_all(municipality)
    return len(server.sent) - before


def test_a_refused_address_is_shown_and_blocks_until_it_changes(wave, waterveen, server, robert):
    server.answer = Refused("address_refused")
    send_all(waterveen)
    assert (only().status, only().failure) == ("failed", "address_refused")
    client = Client.objects.get()
    assert client.contact_blocked == "address_refused"
    (shown,) = reading.deliveries(wave.trajectory)
    assert shown.reason.startswith("De mailserver van de cliënt kent dit adres niet")
    assert reading.undelivered() == [only()]
    server.answer = None
    clients.change_contact(by=robert, client=client, email="samira@elders.example")
    assert send_all(waterveen) == 1
    assert only().status == "sent"


@pytest.mark.parametrize(
    ("happening", "status", "reason"),
    [
        ("ended", "cancelled", "ended"),
        ("paused", "cancelled", "paused"),
        ("answered", "cancelled", "answered"),
        ("stopped", "cancelled", "no_participation"),
        ("wrong person", "cancelled", "wrong_person"),
        ("another channel", "cancelled", "contact_changed"),
    ],
)
def test_what_happens_in_between_is_seen_before_a_message_leaves(
    wave, waterveen, server, robert, happening, status, reason
):
    client = Client.objects.get()
    {
        "ended": lambda: trajectories.end(
            by=robert, trajectory=wave.trajectory, status="stopped", reason="no_show"
        ),
        "paused": lambda: pauses.start(by=robert, trajectory=wave.trajectory),
        "answered": lambda: answering.submit(wave=wave),
        "stopped": lambda: answering.stop(client=client),
        "wrong person": lambda: answering.not_for_me(client=client),
        "another channel": lambda: clients.change_contact(
            by=robert, client=client, phone="0612345678", channel="sms"
        ),
    }[happening]()
    send_all(waterveen)
    assert server.sent == []
    invitation = Invitation.objects.get(channel="email")
    assert (invitation.status, invitation.failure) == (status, reason)


@pytest.mark.parametrize("happening", ["ended", "paused", "withdrawn", "closed", "gone"])
def test_a_message_that_was_claimed_already_is_checked_once_more(
    wave, waterveen, server, later, happening
):
    """The receivers cancel what waits; these facts arrive when the message is being sent."""
    from monitor.caseload.models import Ending, Participation, Pause

    client = Client.objects.get()
    if happening == "ended":
        Ending.objects.create(
            trajectory=wave.trajectory, ended_on=date(2026, 6, 10), status="referred"
        )
    elif happening == "paused":
        Pause.objects.create(trajectory=wave.trajectory, from_date=date(2026, 6, 1))
    elif happening == "withdrawn":
        Participation.objects.create(
            client=client, monitor=None, information_version="2026-1", recorded_by="import"
        )
    elif happening == "closed":
        later(6, 22)
    else:
        Client.objects.update(email_sealed=None)
    send_all(waterveen)
    assert server.sent == []
    assert only().status == ("failed" if happening == "gone" else "cancelled")
    assert only().failure in reasons.REASONS


def test_a_channel_that_is_not_connected_fails_in_words(join, waterveen, server):
    join("W-9", phone="0612345678", channel="sms")
    sending.open_due(timezone.now())
    send_all(waterveen)
    assert (only().status, only().failure) == ("failed", "channel_not_available")
    assert "e-mail" in reasons.in_words(only().failure)


def test_who_fills_it_in_together_gets_no_message(join):
    join("W-9", channel="assisted")
    sending.open_due(timezone.now())
    assert Wave.objects.get().status == "open"
    assert not Invitation.objects.exists()


def test_there_is_exactly_one_reminder_and_none_after_an_answer(wave, waterveen, server, later):
    send_all(waterveen)
    later(6, 13, 18, 59)
    for _ in range(2):
        sending.remind(timezone.now())
    assert send_all(waterveen) == 1
    reminder = Invitation.objects.get(kind="reminder")
    assert (reminder.channel, reminder.status) == ("email", "sent")
    later(6, 16)
    assert sending.remind(timezone.now()) == 0


def test_who_answered_is_not_reminded(wave, waterveen, server, later):
    send_all(waterveen)
    answering.submit(wave=wave)
    later(6, 13, 18, 59)
    assert sending.remind(timezone.now()) == 0


def test_nobody_gets_a_seventh_message_in_thirty_days(wave, waterveen, server):
    others = [
        Wave(
            trajectory=wave.trajectory,
            client=wave.client,
            kind="regular",
            sequence=10 + number,
            status="expired",
            open_from=timezone.now(),
        )
        for number in range(6)
    ]
    Wave.objects.bulk_create(others)
    Invitation.objects.bulk_create(
        Invitation(
            wave=other, kind="invitation", channel="email", status="sent", sent_at=timezone.now()
        )
        for other in others
    )
    send_all(waterveen)
    assert server.sent == []
    assert Invitation.objects.get(wave=wave).failure == "message_limit"


def test_a_letter_that_cannot_be_written_fails_and_stops_no_other(join, waterveen, monkeypatch):
    join("W-1")
    join("W-2", email="anna@example.org", first_name="Anna")
    sending.open_due(timezone.now())
    write = letters.write

    def broken_for_samira(invitation, municipality):
        if invitation.wave.client.first_name == "Samira":
            raise KeyError("samira@example.org")
        return write(invitation, municipality)

    monkeypatch.setattr(letters, "write", broken_for_samira)
    assert send_all(waterveen) == 1
    assert sorted(Invitation.objects.values_list("status", "failure")) == [
        ("failed", "not_written"),
        ("sent", ""),
    ]


def test_the_command_sends_now_but_at_night_only_in_a_demo(samira, waterveen, later, capsys):
    later(6, 10, 23)
    connection.set_schema_to_public()
    with pytest.raises(CommandError, match="demo"):
        call_command("send_due", municipality="waterveen", any_time=True)
    waterveen.is_demo = True
    waterveen.save()
    call_command("send_due", municipality="waterveen", trajectory="W-1", any_time=True)
    assert "sent: 1" in capsys.readouterr().out
    assert len(mail.outbox) == 1


def test_the_response_counts_what_is_over(wave, samira, later):
    assert (reading.response([samira]).hits, reading.response([samira]).n) == (0, 0)
    answering.submit(wave=wave)
    sending.open_due(later(6, 24, 18, 59))
    sending.expire(later(7, 10))
    assert (reading.response([samira]).hits, reading.response([samira]).n) == (1, 2)
