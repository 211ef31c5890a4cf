"""What other systems are told when something happens in the caseload, in the same transaction."""

from django.dispatch import receiver

from monitor.caseload import signals

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
