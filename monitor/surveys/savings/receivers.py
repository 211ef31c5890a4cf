"""What savings do when a questionnaire comes in, in the same transaction."""

from django.dispatch import receiver

from monitor.surveys.signals import wave_submitted

from . import ledger


@receiver(wave_submitted, dispatch_uid="savings.submitted")
def put_points_by(sender, wave, **_):
    """A questionnaire was gone through."""
    ledger.earn(wave)
