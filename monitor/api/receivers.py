"""What other systems are told when something happens in the caseload or on the worklist, in the
same transaction."""

from django.dispatch import receiver

from monitor.caseload import signals
from monitor.desk.worklist import signals as worklist
from monitor.desk.worklist.models import Signal, State

from .models import Event
from .webhooks.outbox import announce


@receiver(signals.milestone_reached, dispatch_uid="api.milestone_reached")
def milestone_reached(sender, trajectory, milestone, **_):
    """A result was reached, or got another date."""
    announce(
        Event.MILESTONE_REACHED,
        trajectory=trajectory.pk,
        milestone=milestone.pk,
        kind=milestone.kind,
        reached_on=milestone.reached_on,
    )


@receiver(signals.milestone_revoked, dispatch_uid="api.milestone_revoked")
def milestone_revoked(sender, trajectory, milestone, **_):
    """A result was taken back; the reason stays inside."""
    announce(
        Event.MILESTONE_REVOKED,
        trajectory=trajectory.pk,
        milestone=milestone.pk,
        kind=milestone.kind,
        reached_on=milestone.reached_on,
    )


@receiver(signals.trajectory_ended, dispatch_uid="api.trajectory_ended")
def trajectory_ended(sender, trajectory, ending, **_):
    """A trajectory ended."""
    announce(
        Event.TRAJECTORY_ENDED,
        trajectory=trajectory.pk,
        status=ending.status,
        reason=ending.reason,
        ended_on=ending.ended_on,
    )


@receiver(worklist.signal_opened, dispatch_uid="api.signal_opened")
def signal_opened(sender, hit, **_):
    """A rule holds for a trajectory, or a client asks for something."""
    announce(Event.SIGNAL_OPENED, **_named(hit))


@receiver(worklist.signal_decided, dispatch_uid="api.signal_decided")
def signal_decided(sender, hit, **_):
    """Somebody put it off, found it needless or did it; what the client reads stays inside."""
    more = {
        State.SNOOZED: {"until": hit.until},
        State.DISMISSED: {"reason": hit.reason},
    }.get(hit.state, {})
    announce(Event.SIGNAL_DECIDED, **_named(hit), state=str(hit.state), **more)


@receiver(worklist.signal_reopened, dispatch_uid="api.signal_reopened")
def signal_reopened(sender, hit, **_):
    """It stands on the list again."""
    announce(Event.SIGNAL_REOPENED, **_named(hit))


def _named(hit: Signal) -> dict:
    return {"trajectory": hit.trajectory_id, "signal": hit.pk, "rule": hit.rule}
