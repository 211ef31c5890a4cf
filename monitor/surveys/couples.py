"""What the surveys do when a second client joins a trajectory or leaves it."""

from django.dispatch import receiver

from monitor.caseload import signals

from . import planning


@receiver(signals.client_joined, dispatch_uid="surveys.joined")
def plan_for_the_partner(sender, trajectory, **_):
    """A client joins: a baseline for who takes part."""
    planning.plan(trajectory=trajectory)


@receiver(signals.client_left, dispatch_uid="surveys.left")
def ask_no_more(sender, trajectory, client, **_):
    """A client leaves: for them the trajectory has ended."""
    planning.cancel(trajectory=trajectory, client=client, reason="ended")
