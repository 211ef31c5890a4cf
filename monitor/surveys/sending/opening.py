"""Closing, opening and reminding, portion by portion: the number of statements does not grow with
the waves of a portion, nor the memory with the portions."""

from collections import defaultdict
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from .. import planning, protocol, series
from ..models import Invitation, InvitationKind, InvitationStatus, Wave, WaveStatus
from ..rulebook import Rulebook
from .validity import obstacles_to_opening

PORTION = 500
# The client comes to the questionnaire with somebody beside them; no message leads there.
ASSISTED = "assisted"
EMAIL = "email"


def expire(now: datetime) -> int:
    """Close what was not answered in time and plan what follows; how many waves."""
    return sum(_expire(portion, now) for portion in _trajectories(Wave.objects.expired_on(now)))


@transaction.atomic
def _expire(trajectories: list[UUID], now: datetime) -> int:
    series.hold_many(trajectories)
    late = Wave.objects.expired_on(now).filter(trajectory__in=trajectories)
    waves = list(late.values_list("pk", flat=True))
    count = late.filter(pk__in=waves).update(status=WaveStatus.EXPIRED)
    planning.cancel_messages(waves, "closed")
    series.plan_many(trajectories, now)
    return count


def open_due(now: datetime, *, any_time: bool = False) -> int:
    """Open every wave whose time has come, with its invitation; how many. Only in the send window
    unless `any_time` (the demo's presenter)."""
    book = Rulebook()
    if not (any_time or book.in_any_window(now)):
        return 0
    due = _trajectories(Wave.objects.due_on(now))
    return sum(_open(portion, now, book, any_time) for portion in due)


@transaction.atomic
def _open(trajectories: list[UUID], now: datetime, book: Rulebook, any_time: bool) -> int:
    intakes = series.hold_many(trajectories)
    due = Wave.objects.due_on(now).filter(trajectory__in=trajectories)
    waves = list(due.select_for_update(of=["self"]).annotate(by=F("client__channel")))
    if not any_time:
        waves = [w for w in waves if book.rules_for(intakes[w.trajectory_id]).in_window(now)]
    obstacles = obstacles_to_opening([wave.pk for wave in waves], now)
    lapsed: dict[str, list[UUID]] = defaultdict(list)
    opened, overdue = [], []
    for wave in waves:
        if reason := obstacles[wave.pk]:
            lapsed[reason].append(wave.pk)
            continue
        opened.append(wave)
        if protocol.day_of(wave.open_from) < protocol.day_of(now):
            # Overdue: the client gets the full ten days.
            series.set_moments(wave, now, book.rules_for(intakes[wave.trajectory_id]))
            overdue.append(wave)
    for reason, keys in lapsed.items():
        Wave.objects.filter(pk__in=keys).update(
            status=WaveStatus.CANCELLED, cancelled_reason=reason
        )
    if lapsed:
        series.plan_many({w.trajectory_id for w in waves if obstacles[w.pk]}, now)
    Wave.objects.bulk_update(overdue, ["open_from", "remind_at", "closes_at"])
    Wave.objects.filter(pk__in=[wave.pk for wave in opened]).update(status=WaveStatus.OPEN)
    Invitation.objects.bulk_create(
        [
            Invitation(wave=wave, kind=InvitationKind.INVITATION, channel=wave.by or EMAIL)
            for wave in opened
            if wave.by != ASSISTED
        ],
        ignore_conflicts=True,
    )
    return len(opened)


def invite(wave: Wave) -> Invitation | None:
    """Make the invitation of an open wave ready, through the client's channel.

    None when they fill it in together with somebody, or when an invitation is on its way already,
    by whatever channel. One that failed on the old address gets another chance.
    """
    channel = wave.client.channel or EMAIL
    invitations = Invitation.objects.filter(wave=wave, kind=InvitationKind.INVITATION)
    on_its_way = [InvitationStatus.PENDING, *planning.AWAY]
    if channel == ASSISTED or invitations.filter(status__in=on_its_way).exists():
        return None
    invitation, _ = Invitation.objects.update_or_create(
        wave=wave,
        kind=InvitationKind.INVITATION,
        channel=channel,
        defaults={
            "status": InvitationStatus.PENDING,
            "failure": "",
            "attempts": 0,
            "not_before": None,
        },
    )
    return invitation


def remind(now: datetime, *, any_time: bool = False) -> int:
    """Make the one reminder of every open wave that needs it, through the channel by which the
    invitation went; how many."""
    book = Rulebook()
    if not (any_time or book.in_any_window(now)):
        return 0
    # An invitation that left late is not followed by a reminder the same day.
    long_ago = now - timedelta(days=book.shortest_reminder() - 1)
    heard_of = (
        Invitation.objects.filter(
            Q(status=InvitationStatus.SENT, sent_at__lte=long_ago)
            | Q(status=InvitationStatus.UNCERTAIN),
            kind=InvitationKind.INVITATION,
            wave__in=Wave.objects.reminder_due_on(now),
        )
        .exclude(wave__invitations__kind=InvitationKind.REMINDER)
        .values_list("wave_id", "channel")
    )
    # One wave, one reminder: an invitation that went by two ways is followed by the last of them.
    by_wave = dict(heard_of.order_by("created_at"))
    Invitation.objects.bulk_create(
        [
            Invitation(wave_id=wave, kind=InvitationKind.REMINDER, channel=channel)
            for wave, channel in by_wave.items()
        ],
        batch_size=PORTION,
        ignore_conflicts=True,
    )
    return len(by_wave)


def _trajectories(waves):
    keys = waves.order_by().values_list("trajectory_id", flat=True).distinct()
    return series.portions(keys, PORTION)
