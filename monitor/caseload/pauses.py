"""Acts on pauses: periods in which no questionnaire is sent while the clock keeps running (A-8)."""

from datetime import date

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from . import signals
from .acts import Refused, act, locked
from .models import Pause, Trajectory


def start(
    *, by, trajectory: Trajectory, from_date: date | None = None, until: date | None = None
) -> Pause:
    """A pause, planned ahead or not; without `until` it lasts until somebody ends it.

    The same start again gives back the one there is; overlapping another one is refused.
    """
    from_date = from_date or timezone.localdate()
    if until is not None and until < from_date:
        raise Refused("ends_before_start", _("Een pauze stopt niet voordat ze begint."))
    with act(by):
        current = locked(trajectory)
        same = Pause.objects.filter(trajectory=current, from_date=from_date, until=until).first()
        if same is not None:
            return same
        overlapping = Pause.objects.filter(trajectory=current).filter(
            Q(until__isnull=True) | Q(until__gte=from_date)
        )
        if until is not None:
            overlapping = overlapping.filter(from_date__lte=until)
        if overlapping.exists():
            raise Refused("overlap", _("In deze periode is er al een pauze."))
        pause = Pause.objects.create(trajectory=current, from_date=from_date, until=until)
        signals.pause_changed.send(Trajectory, trajectory=current)
    return pause


def finish(*, by, pause: Pause, until: date | None = None) -> Pause:
    """End a pause: `until` is its last day, today when left out."""
    until = until or timezone.localdate()
    with act(by):
        current = locked(pause.trajectory)
        pause = Pause.objects.get(pk=pause.pk)
        if until < pause.from_date:
            raise Refused("ends_before_start", _("Een pauze stopt niet voordat ze begint."))
        if pause.until != until:
            pause.until = until
            pause.save(update_fields=["until"])
            signals.pause_changed.send(Trajectory, trajectory=current)
    return pause


def is_paused(trajectory: Trajectory, on: date) -> bool:
    """Whether a pause covers this day; its first and last day belong to it."""
    return (
        Pause.objects.filter(trajectory=trajectory, from_date__lte=on)
        .filter(Q(until__isnull=True) | Q(until__gte=on))
        .exists()
    )
