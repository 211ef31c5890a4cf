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
from monitor.surveys import answering, links, reading, reasons, sending, tasks
from monitor.surveys.models import Invitation, Wave
from tenants.messaging.channels import Refused, Throttled, Uncertain, Unreachable
from tenants.messaging.email import Mailer
from tenants.messaging.signals import delivery_reported


def send_all(municipality):
    return sending.deliver(sending.waiting(timezone.now()), municipality)


def only():
    return Invitation.objects.get()


class Server:
    """Stands for the mail server where its answer matters and not its bytes."""

    def __init__(self, monkeypatch, answer=None):
        self.sent, self.answer = [], answer
        monkeypatch.setattr(Mailer, "send", lambda _, message: self.take(message))

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


def test_a_letter_that_cannot_be_written_fails_and_stops_no_other(join, waterveen):
    samira = join("W-1")
    join("W-2", email="anna@example.org", first_name="Anna")
    sending.open_due(timezone.now())
    samira.clients.update(first_name_sealed=b"v1: nobody can open this")
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


def test_an_address_that_changes_before_the_claim_is_not_used(wave, waterveen, server, robert):
    """Read with the old address, changed by another process, then claimed."""
    from monitor.surveys.rulebook import Rulebook
    from monitor.surveys.sending import outbox

    ((read, occasion),) = outbox._read([only().pk])
    assert read.wave.client.email == "samira@example.org"
    clients.change_contact(by=robert, client=Client.objects.get(), email="elders@example.org")
    with outbox.Round(waterveen, Rulebook(), any_time=False) as this_round:
        assert not this_round.send(read, occasion)
    assert server.sent == [] and only().status == "pending"
    assert send_all(waterveen) == 1


def test_a_changed_address_takes_back_what_was_queued_and_its_link(wave, waterveen, server, robert):
    old_token, old_key = links.token_of(wave), only().key
    clients.change_contact(by=robert, client=Client.objects.get(), email="elders@example.org")
    wave.refresh_from_db()
    assert links.wave_of(old_token) is None and links.wave_of(links.token_of(wave)) == wave
    assert only().status == "pending" and only().key != old_key
    assert wave.reaches_current_address


def test_who_already_got_it_on_the_old_address_gets_it_on_the_new_one(
    wave, waterveen, server, robert
):
    send_all(waterveen)
    first = only()
    delivery = {"provider": first.provider, "reference": first.reference}
    clients.change_contact(by=robert, client=Client.objects.get(), email="elders@example.org")
    assert send_all(waterveen) == 1
    assert len(set(server.sent)) == 2
    delivery_reported.send(None, state="failed_permanent", code="address_refused", **delivery)
    assert Client.objects.get().contact_blocked == ""  # the old address bounced, not the new one
    assert only().status == "sent"


def test_a_link_of_an_earlier_questionnaire_speaks_for_the_old_address_only(
    wave, robert, waterveen
):
    answering.submit(wave=wave)
    client = Client.objects.get()
    clients.change_contact(by=robert, client=client, phone="0612345678")
    wave = Wave.objects.select_related("client").get(pk=wave.pk)
    assert wave.reaches_current_address  # a number beside the address takes nothing away
    clients.change_contact(by=robert, client=client, email="elders@example.org")
    wave = Wave.objects.select_related("client").get(pk=wave.pk)
    assert not wave.reaches_current_address
    assert links.wave_of(links.token_of(wave)) == wave


def bounce(state="failed_permanent", code="address_refused"):
    delivery_reported.send(
        None, provider=only().provider, reference=only().reference, state=state, code=code
    )


def test_a_bounce_blocks_and_a_temporary_failure_does_not(wave, waterveen, server):
    send_all(waterveen)
    assert (only().provider, only().delivery) == ("smtp", "accepted")
    bounce("failed_temporary", "not_delivered")
    assert (only().status, only().failure, only().delivery) == (
        "failed",
        "not_delivered",
        "failed",
    )
    assert Client.objects.get().contact_blocked == ""
    Invitation.objects.update(status="sent", delivery="accepted")
    for _ in range(2):  # a provider tells it twice
        bounce()
    assert (only().status, only().failure) == ("failed", "address_refused")
    assert Client.objects.get().contact_blocked == "address_refused"


def test_a_message_that_arrived_stays_so_whatever_is_told_later(wave, waterveen, server):
    send_all(waterveen)
    bounce("delivered", "")
    bounce()
    assert (only().status, only().delivery, only().delivered_at) == (
        "sent",
        "delivered",
        timezone.now(),
    )
    assert Client.objects.get().contact_blocked == ""


def test_a_report_about_a_message_that_is_not_ours_changes_nothing(wave, waterveen, server):
    send_all(waterveen)
    before = list(Invitation.objects.values())
    delivery_reported.send(None, provider="smtp", reference="", state="delivered", code="")
    delivery_reported.send(
        None, provider="other", reference=only().reference, state="failed_permanent", code=""
    )
    assert list(Invitation.objects.values()) == before


@pytest.fixture
def by_text_too(waterveen, monkeypatch):
    """Waterveen has text messages, and they arrive; what was sent by them."""
    from contextlib import contextmanager

    from tenants.messaging import senders

    sent = []

    class Texts:
        def send(self, message):
            sent.append(message)
            return senders.Receipt("texts", f"t{len(sent)}")

    @contextmanager
    def texts(channel, municipality):
        yield Texts()

    ours = senders.sender_for
    monkeypatch.setattr(senders, "available_channels", lambda _: frozenset({"email", "sms"}))
    monkeypatch.setattr(
        senders, "sender_for", lambda c, m: texts(c, m) if c == "sms" else ours(c, m)
    )
    return sent


@pytest.mark.parametrize("answer", [Unreachable(), Uncertain(), None])
def test_another_channel_only_after_a_definite_failure(
    join, waterveen, server, robert, by_text_too, answer
):
    join("W-1", phone="0612345678")
    client = Client.objects.get()
    clients.change_contact(by=robert, client=client, fallback="sms")
    sending.open_due(timezone.now())
    server.answer = answer
    send_all(waterveen)
    send_all(waterveen)
    assert by_text_too == []
    Invitation.objects.update(status="pending", attempts=0)
    server.answer = Refused("address_refused")
    send_all(waterveen)
    assert send_all(waterveen) == 1 and len(by_text_too) == 1
    client.refresh_from_db()
    assert (client.channel, client.fallback, client.contact_blocked) == ("sms", "", "")
    assert set(Invitation.objects.values_list("channel", "status")) == {
        ("email", "failed"),
        ("sms", "sent"),
    }


def test_no_other_channel_without_the_clients_yes(join, waterveen, server, by_text_too):
    join("W-1", phone="0612345678")
    sending.open_due(timezone.now())
    server.answer = Refused("address_refused")
    send_all(waterveen)
    assert send_all(waterveen) == 0 and by_text_too == []
    assert Client.objects.get().contact_blocked == "address_refused"


def test_a_provider_that_asks_to_slow_down_gets_nothing_more_until_then(
    join, waterveen, server, clock
):
    for number in range(4):
        join(f"W-{number}", email=f"c{number}@example.org")
    sending.open_due(timezone.now())
    server.answer = Throttled(600)
    assert send_all(waterveen) == 0 and len(server.sent) == 1
    clock.shift(timedelta(minutes=9))
    assert sending.waiting(timezone.now()) == []
    clock.shift(timedelta(minutes=2))
    server.answer = None
    assert send_all(waterveen) == 4
    assert set(Invitation.objects.values_list("status", "attempts")) == {("sent", 1)}


def test_a_statement_per_message_whatever_the_number(
    join, waterveen, server, django_assert_num_queries
):
    for number in range(12):
        join(f"W-{number}", email=f"c{number}@example.org")
    sending.open_due(timezone.now())
    ready = sending.waiting(timezone.now())
    sending.deliver(ready[:1], waterveen)  # the host and the municipality's key are known now
    # The protocol, the channels, the batch and the occasions of its letters; then a statement per
    # message and one that marks the last.
    with django_assert_num_queries(4 + 11 + 1):
        assert sending.deliver(ready[1:], waterveen) == 11


@pytest.mark.parametrize(
    ("said", "status"), [("sent", "sent"), ("unknown", "pending"), (None, "uncertain")]
)
def test_a_provider_that_can_be_asked_decides_what_is_uncertain(
    wave, waterveen, server, monkeypatch, said, status
):
    from tenants.messaging import senders

    asked = []
    monkeypatch.setattr(
        senders, "ask", lambda channel, _, key: asked.append((channel, key)) or said
    )
    server.answer = SystemExit("killed")
    with pytest.raises(SystemExit):
        send_all(waterveen)
    claimed_at = only().claimed_at
    assert sending.reconcile(timezone.now() + timedelta(minutes=16)) == 1
    assert only().status == status and asked == [("email", only().key)]
    assert only().sent_at == (claimed_at if said == "sent" else None)


def test_a_channel_that_is_switched_off_in_between_holds_up_no_other_message(
    join, waterveen, server, monkeypatch
):
    join("W-1", phone="0612345678", channel="sms")
    join("W-2", email="anna@example.org")
    sending.open_due(timezone.now())
    on = frozenset({"email", "sms"})
    monkeypatch.setattr("tenants.messaging.senders.available_channels", lambda _: on)
    assert send_all(waterveen) == 1
    by_text = Invitation.objects.get(channel="sms")
    assert (by_text.status, by_text.failure) == ("failed", "channel_not_available")
