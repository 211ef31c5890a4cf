"""What savings do when questionnaires came in."""

from django.dispatch import receiver

from monitor.surveys.signals import waves_submitted

from . import ledger


@receiver(waves_submitted, dispatch_uid="savings.submitted")
def put_points_by(sender, waves, **_):
    """Questionnaires were gone through."""
    ledger.earn(waves)
