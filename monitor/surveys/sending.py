"""Opening questionnaires and sending their messages: a state machine in the municipality's tables.

The queue is only a hint. A message is claimed by a committed UPDATE, sent with its key, and marked;
a worker that dies in between leaves it `sending`, which reconcile() turns into `uncertain` for a
person to decide on. So a message is sent at most once by itself (reference tenancy, section 4.4).
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from monitor.caseload import signals
from monitor.caseload.acts import act
from monitor.caseload.models import Client, Ending
from monitor.caseload.participation import takes_part
from monitor.caseload.pauses import is_paused
from tenants.messaging.channels import Refused, Uncertain, Unreachable
from tenants.messaging.email import Mailer

from . import letters, planning, protocol
from .models import Invitation, InvitationKind, InvitationStatus, Wave, WaveKind, WaveStatus

log = logging.getLogger(__name__)

ATTEMPTS = 5
WAIT_BETWEEN_ATTEMPTS = timedelta(minutes=5)
UNCERTAIN_AFTER = timedelta(minutes=15)
AVAILABLE_CHANNELS = frozenset({"email"})
# The client comes to the questionnaire with somebody beside them; no message leads there.
ASSISTED = "assisted"
# What somebody can mend. Anything else that stops a message means that it is no longer needed.
MENDABLE = frozenset({"no_address", "channel_not_available", "address_refused", "wrong_person"})


# --- Waves -------------------------------------------------------------------------------------


def expire(now: datetime) -> int:
    """Close what was not answered in time and plan what follows; how many waves."""
    count = 0
    for wave in Wave.objects.expired_on(now).select_related("trajectory"):
        with transaction.atomic():
            planning.hold(wave.trajectory_id)
            count += (
                Wave.objects.expired_on(now).filter(pk=wave.pk).update(status=WaveStatus.EXPIRED)
            )
            planning.cancel_messages([wave.pk], "closed")
            planning.plan(trajectory=wave.trajectory, now=now)
    return count


def open_due(now: datetime, *, any_time: bool = False) -> int:
    """Open every wave whose time has come, with its invitation; how many. Only in the send window
    unless `any_time` (the demo's presenter)."""
    if not (any_time or protocol.in_window(now)):
        return 0
    due = Wave.objects.due_on(now).values_list("pk", "trajectory_id")
    return sum(_open(wave_id, trajectory_id, now) for wave_id, trajectory_id in due)


@transaction.atomic
def _open(wave_id, trajectory_id, now: datetime) -> bool:
    planning.hold(trajectory_id)
    wave = (
        Wave.objects.due_on(now)
        .select_for_update(of=["self"])
        .select_related("trajectory", "client")
        .filter(pk=wave_id)
        .first()
    )
    if wave is None:
        return False
    if obstacle := obstacle_to_asking(wave, now):
        planning.cancel(trajectory=wave.trajectory, client=wave.client, reason=obstacle)
        planning.plan(trajectory=wave.trajectory, now=now)
        return False
    if protocol.day_of(wave.open_from) < protocol.day_of(now):
        planning.set_moments(wave, now)  # overdue: the client gets the full ten days
    wave.status = WaveStatus.OPEN
    wave.save(update_fields=["status", "open_from", "remind_at", "closes_at"])
    invite(wave)
    return True


def invite(wave: Wave) -> Invitation | None:
    """Make the invitation of an open wave ready, through the client's channel.

    None when they fill it in together with somebody, or when an invitation is on its way already,
    by whatever channel. One that failed on the old address gets another chance.
    """
    channel = wave.client.channel or "email"
    invitations = Invitation.objects.filter(wave=wave, kind=InvitationKind.INVITATION)
    on_its_way = [InvitationStatus.PENDING, *planning.AWAY]
    if channel == ASSISTED or invitations.filter(status__in=on_its_way).exists():
        return None
    invitation, _ = Invitation.objects.update_or_create(
        wave=wave,
        kind=InvitationKind.INVITATION,
        channel=channel,
        defaults={"status": InvitationStatus.PENDING, "failure": "", "attempts": 0},
    )
    return invitation


def remind(now: datetime, *, any_time: bool = False) -> int:
    """Make the one reminder of every open wave that needs it, through the channel by which the
    invitation went; how many."""
    if not (any_time or protocol.in_window(now)):
        return 0
    # An invitation that left late is not followed by a reminder the same day.
    long_ago = now - timedelta(days=protocol.REMIND_AFTER_DAYS - 1)
    heard_of = Invitation.objects.filter(
        Q(status=InvitationStatus.SENT, sent_at__lte=long_ago)
        | Q(status=InvitationStatus.UNCERTAIN),
        kind=InvitationKind.INVITATION,
        wave__in=Wave.objects.reminder_due_on(now),
    ).exclude(wave__invitations__kind=InvitationKind.REMINDER)
    reminders = Invitation.objects.bulk_create(
        [
            Invitation(wave_id=wave, kind=InvitationKind.REMINDER, channel=channel)
            for wave, channel in heard_of.values_list("wave_id", "channel")
        ],
        ignore_conflicts=True,
    )
    return len(reminders)


def obstacle_to_asking(wave: Wave, now: datetime) -> str:
    """Why this wave's client may not be asked at this moment; "" when they may (R39)."""
    ending = Ending.objects.filter(trajectory=wave.trajectory_id).first()
    if wave.kind == WaveKind.END:
        if ending is None:
            return "reopened"
        if ending.status != "success":
            return "ended"
    elif ending is not None:
        return "ended"
    elif is_paused(wave.trajectory, protocol.day_of(now)):
        return "paused"
    return "" if takes_part(wave.client) else "no_participation"


# --- Messages ----------------------------------------------------------------------------------


def waiting(now: datetime) -> list:
    """The keys of messages to send now: new ones, and those whose last attempt is long enough ago
    (twice as long after each attempt)."""
    pending = Invitation.objects.filter(status=InvitationStatus.PENDING).order_by("created_at")
    ready = Q(attempts=0)
    for attempts in range(1, ATTEMPTS):
        pause = WAIT_BETWEEN_ATTEMPTS * 2 ** (attempts - 1)
        ready |= Q(attempts=attempts, claimed_at__lte=now - pause)
    return list(pending.filter(ready).values_list("pk", flat=True))


def deliver(ids: Iterable, municipality, *, any_time: bool = False) -> int:
    """Send these messages over one connection; how many left. Each is claimed by itself, so a
    second worker with the same list sends nothing twice."""
    with Mailer() as mailer:
        return sum(_deliver_one(key, municipality, mailer, any_time) for key in ids)


def _deliver_one(invitation_id, municipality, mailer: Mailer, any_time: bool) -> bool:
    now = timezone.now()
    if not (any_time or protocol.in_window(now)):
        return False
    claimed = Invitation.objects.filter(pk=invitation_id, status=InvitationStatus.PENDING).update(
        status=InvitationStatus.SENDING, claimed_at=now, attempts=F("attempts") + 1
    )
    if not claimed:
        return False
    invitation = Invitation.objects.select_related("wave__client", "wave__trajectory").get(
        pk=invitation_id
    )
    if obstacle := _obstacle_to_sending(invitation, now):
        failed = obstacle in MENDABLE
        _mark(
            invitation, InvitationStatus.FAILED if failed else InvitationStatus.CANCELLED, obstacle
        )
        return False
    try:
        message = letters.write(invitation, municipality)
    except Exception as error:  # nothing left yet, so this is definite, whatever it was
        log.error("letter.not_written invitation=%s kind=%s", invitation.pk, type(error).__name__)
        _mark(invitation, InvitationStatus.FAILED, "not_written")
        return False
    return _hand_over(invitation, message, mailer)


def _hand_over(invitation: Invitation, message, mailer: Mailer) -> bool:
    try:
        mailer.send(message)
    except Refused as refused:
        _mark(invitation, InvitationStatus.FAILED, refused.code)
        if refused.code == "address_refused":
            block_contact(client=invitation.wave.client, reason=refused.code)
    except Unreachable:
        if invitation.attempts >= ATTEMPTS:
            _mark(invitation, InvitationStatus.FAILED, "server_unreachable")
        else:
            _mark(invitation, InvitationStatus.PENDING)
    except Uncertain:
        _mark(invitation, InvitationStatus.UNCERTAIN, "no_confirmation")
    else:
        return _mark(invitation, InvitationStatus.SENT, sent_at=timezone.now())
    return False


def _mark(invitation: Invitation, status: InvitationStatus, failure: str = "", **fields) -> bool:
    """Move the message on from `sending`; False when somebody else did."""
    log.info("invitation.%s invitation=%s reason=%s", status.value, invitation.pk, failure or "-")
    return bool(
        Invitation.objects.filter(pk=invitation.pk, status=InvitationStatus.SENDING).update(
            status=status, failure=failure, **fields
        )
    )


def _obstacle_to_sending(invitation: Invitation, now: datetime) -> str:
    wave, client = invitation.wave, invitation.wave.client
    if wave.submitted_at is not None:
        return "answered"
    if wave.status == WaveStatus.CANCELLED:
        return wave.cancelled_reason
    if wave.status != WaveStatus.OPEN or wave.closes_at <= now:
        return "closed"
    if obstacle := obstacle_to_asking(wave, now):
        return obstacle
    if client.contact_blocked:
        return client.contact_blocked
    if invitation.channel not in AVAILABLE_CHANNELS:
        return "channel_not_available"
    if not client.email_sealed:
        return "no_address"
    since = now - timedelta(days=protocol.MESSAGE_LIMIT_DAYS)
    had = Invitation.objects.filter(wave__client=client, sent_at__gt=since).count()
    return "message_limit" if had >= protocol.MESSAGE_LIMIT else ""


def reconcile(now: datetime) -> int:
    """What has been `sending` for too long was in the hands of a worker that died: nobody knows
    whether it left. How many."""
    return Invitation.objects.filter(
        status=InvitationStatus.SENDING, claimed_at__lt=now - UNCERTAIN_AFTER
    ).update(status=InvitationStatus.UNCERTAIN, failure="no_confirmation")


def send_again(*, by, invitation: Invitation) -> bool:
    """A person decides that a failed or uncertain message goes out once more, with the same key
    and link; False when it is in neither state (any more) or its wave has closed."""
    with act(by):
        return bool(
            Invitation.objects.filter(
                pk=invitation.pk,
                status__in=[InvitationStatus.FAILED, InvitationStatus.UNCERTAIN],
                wave__status=WaveStatus.OPEN,
            ).update(status=InvitationStatus.PENDING, failure="", attempts=0)
        )


def block_contact(*, client: Client, reason: str, by=None) -> bool:
    """No message reaches this client until their address changes; False when it was so already."""
    with act(by):
        blocked = Client.objects.filter(pk=client.pk).exclude(contact_blocked=reason)
        if not blocked.update(contact_blocked=reason):
            return False
        client.contact_blocked = reason
        signals.contact_changed.send(Client, client=client)
    return True
