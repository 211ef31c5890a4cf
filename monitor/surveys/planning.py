"""Acts that plan and cancel questionnaires. Each holds the trajectory first, then its waves.

A client of a trajectory has at most one pending wave. What was missed is never made up for: when
the next one is overdue, it is planned for now, once.
"""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q
from django.utils import timezone

from monitor.caseload.models import Client, Ending, Pause, Trajectory, TrajectoryClient
from monitor.caseload.participation import those_taking_part

from . import protocol
from .links import hash_of, token_of
from .models import Invitation, InvitationStatus, Wave, WaveKind, WaveStatus

PENDING = (WaveStatus.PLANNED, WaveStatus.OPEN)
# A message that left, or may have left, the building.
AWAY = (InvitationStatus.SENDING, InvitationStatus.SENT, InvitationStatus.UNCERTAIN)


@transaction.atomic
def plan(*, trajectory: Trajectory, now: datetime | None = None) -> list[Wave]:
    """Plan the next wave of each client who takes part and has none pending: the first one now,
    a later one fourteen days after the one before, neither within a pause.

    Nothing when the trajectory has ended or is paused without an end. Asking twice plans once.
    """
    now = now or timezone.now()
    hold(trajectory.pk)
    if Ending.objects.filter(trajectory=trajectory).exists():
        return []
    pauses = list(Pause.objects.filter(trajectory=trajectory).order_by("from_date"))
    planned = []
    for client in _who_can_be_asked(trajectory):
        before = _waves_that_counted(trajectory, client)
        today = protocol.day_of(now)
        last = before.order_by("-open_from").values_list("open_from", flat=True).first()
        day = today
        if last is not None:
            day = max(today, protocol.day_of(last) + timedelta(days=protocol.INTERVAL_DAYS))
        day = first_day_outside(pauses, day)
        if day is None:
            continue
        kind = WaveKind.BASELINE if last is None else WaveKind.REGULAR
        planned.append(_plan_on(trajectory, client, kind, day, now))
    return planned


@transaction.atomic
def plan_end(*, trajectory: Trajectory, now: datetime | None = None) -> list[Wave]:
    """After a success: one closing wave for each client who takes part, from the next day on.

    Nothing when there is one that stands already, or when the trajectory did not end so.
    """
    now = now or timezone.now()
    hold(trajectory.pk)
    ending = Ending.objects.filter(trajectory=trajectory, status="success").first()
    if ending is None:
        return []
    day = max(protocol.day_of(now), ending.ended_on + timedelta(days=1))
    closed = Wave.objects.filter(trajectory=trajectory, kind=WaveKind.END).exclude(
        status=WaveStatus.CANCELLED
    )
    had_one = set(closed.values_list("client_id", flat=True))
    return [
        _plan_on(trajectory, client, WaveKind.END, day, now)
        for client in _who_can_be_asked(trajectory)
        if client.pk not in had_one
    ]


@transaction.atomic
def cancel(
    *,
    reason: str,
    trajectory: Trajectory | None = None,
    client: Client | None = None,
    statuses=PENDING,
) -> int:
    """Cancel what is pending of a trajectory, of a client, or of one client in one trajectory,
    with the messages that have not left; how many waves.

    `reason` is a code of `reasons.REASONS`.
    """
    if trajectory is None and client is None:
        raise TypeError("name a trajectory, a client or both")
    chosen = Q(status__in=statuses)
    if trajectory is not None:
        chosen &= Q(trajectory=trajectory)
    if client is not None:
        chosen &= Q(client=client)
    waves = list(Wave.objects.filter(chosen).values_list("pk", flat=True))
    cancel_messages(waves, reason)
    return Wave.objects.filter(chosen, pk__in=waves).update(
        status=WaveStatus.CANCELLED, cancelled_reason=reason
    )


def cancel_messages(waves, reason: str) -> int:
    """Cancel the messages of these waves that are still waiting; one that is being sent is asked
    again just before it leaves (sending.deliver)."""
    return Invitation.objects.filter(wave__in=waves, status=InvitationStatus.PENDING).update(
        status=InvitationStatus.CANCELLED, failure=reason
    )


def plan_missing(now: datetime | None = None) -> int:
    """Plan for every running trajectory of this municipality in which somebody who takes part has
    no pending wave; how many waves. For the nightly check and for records that were read in."""
    pending = Wave.objects.pending().filter(
        trajectory=OuterRef("trajectory"), client=OuterRef("client")
    )
    idle = TrajectoryClient.objects.filter(~Exists(pending))
    count = 0
    for trajectory in Trajectory.objects.running().filter(pk__in=idle.values("trajectory")):
        count += len(plan(trajectory=trajectory, now=now))
    return count


def first_day_outside(pauses, day: date) -> date | None:
    """`day`, or the first one after it that no pause covers; None when a pause has no end.

    `pauses` are in order of their first day.
    """
    for pause in pauses:
        if pause.from_date <= day and (pause.until is None or day <= pause.until):
            if pause.until is None:
                return None
            day = pause.until + timedelta(days=1)
    return day


def hold(trajectory_id) -> None:
    """Hold the trajectory until the transaction ends: endings, pauses and answers wait in line."""
    list(
        Trajectory.objects.select_for_update(no_key=True).filter(pk=trajectory_id).values_list("pk")
    )


def _who_can_be_asked(trajectory: Trajectory) -> list[Client]:
    pending = Wave.objects.pending().filter(trajectory=trajectory)
    busy = set(pending.values_list("client_id", flat=True))
    clients = [client for client in trajectory.clients.all() if client.pk not in busy]
    willing = those_taking_part(client.pk for client in clients) if clients else set()
    return [client for client in clients if client.pk in willing]


def _waves_that_counted(trajectory: Trajectory, client: Client):
    """Those the client heard of: a wave that was cancelled before its message left is none."""
    heard_of = Wave.objects.filter(invitations__status__in=AWAY)
    return Wave.objects.filter(trajectory=trajectory, client=client).filter(
        ~Q(status=WaveStatus.CANCELLED) | Q(pk__in=heard_of.values("pk"))
    )


def _plan_on(trajectory, client, kind: WaveKind, day: date, now: datetime) -> Wave:
    highest = Wave.objects.filter(trajectory=trajectory, client=client).aggregate(
        highest=Max("sequence")
    )["highest"]
    wave = Wave(
        trajectory=trajectory,
        client=client,
        kind=kind,
        sequence=1 if highest is None else highest + 1,
    )
    set_moments(wave, protocol.moment_from(day, now, wave.pk))
    wave.token_hash = hash_of(token_of(wave))
    wave.save(force_insert=True)
    return wave


def set_moments(wave: Wave, opens: datetime) -> None:
    """Put opening, reminder and closing on the wave; it is not saved."""
    wave.open_from = opens
    wave.remind_at = protocol.reminder_moment(opens, wave.pk)
    wave.closes_at = protocol.closing_moment(opens)
