"""Acts that plan and cancel questionnaires. Each holds the trajectory first, then its waves.

A client of a trajectory has at most one pending wave of the series. What was missed is never made
up for: when the next one is overdue, it is planned for now, once.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from monitor.caseload.models import Client, Trajectory, TrajectoryClient

from . import extra, series
from .models import EXTRA, Invitation, InvitationStatus, Wave, WaveStatus
from .series import AWAY, PENDING, first_day_outside, hold, set_moments

__all__ = ["AWAY", "PENDING", "first_day_outside", "hold", "set_moments"]


def plan(*, trajectory: Trajectory, now: datetime | None = None) -> list[Wave]:
    """Plan the next wave of each client who takes part and has none pending: the first one now,
    a later one an interval after the one before, neither within a pause.

    Nothing when the trajectory has ended or is paused without an end. Asking twice plans once.
    """
    return series.plan_many([trajectory.pk], now or timezone.now())


@transaction.atomic
def plan_end(*, trajectory: Trajectory, now: datetime | None = None) -> list[Wave]:
    """After a success: one closing wave for each client who takes part, from the next day on, and
    aftercare for who said yes to that.

    Nothing when these stand already, or when the trajectory did not end so.
    """
    now = now or timezone.now()
    return [
        *series.plan_ends([trajectory.pk], now),
        *extra.plan_aftercare([trajectory.pk], now),
    ]


@transaction.atomic
def cancel(
    *,
    reason: str,
    trajectory: Trajectory | None = None,
    client: Client | None = None,
    statuses=PENDING,
    only_series: bool = False,
) -> int:
    """Cancel what is pending of a trajectory, of a client, or of one client in one trajectory,
    with the messages that have not left; how many waves.

    `reason` is a code of `reasons.REASONS`; `only_series` leaves aftercare and moments alone.
    """
    if trajectory is None and client is None:
        raise TypeError("name a trajectory, a client or both")
    chosen = Q(status__in=statuses)
    if trajectory is not None:
        chosen &= Q(trajectory=trajectory)
    if client is not None:
        chosen &= Q(client=client)
    if only_series:
        chosen &= ~Q(kind__in=EXTRA)
    series.hold_many(list(Wave.objects.filter(chosen).values_list("trajectory_id", flat=True)))
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
    pending = (
        Wave.objects.in_series()
        .pending()
        .filter(trajectory=OuterRef("trajectory"), client=OuterRef("client"))
    )
    idle = TrajectoryClient.objects.filter(~Exists(pending)).values("trajectory")
    running = Trajectory.objects.running().filter(pk__in=idle).values_list("pk", flat=True)
    now = now or timezone.now()
    return sum(len(series.plan_many(keys, now)) for keys in series.portions(running))
