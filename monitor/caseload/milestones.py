"""Acts on milestones: tick, move to another day, revoke."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from . import signals
from .acts import Refused, act, check_values, day, locked
from .models import Milestone, Trajectory

REASON_LENGTH = 200
LONGEST_BEFORE = timedelta(days=365)


def tick(*, by, trajectory: Trajectory, kind: str, on: date | None = None) -> Milestone:
    """Write down that a result was reached; a second tap gives back the one that stands.

    A date before the intake is kept: a debt overview may come with the client. Refused in the
    future, and longer before the intake than LONGEST_BEFORE: that is a slip of the year.
    """
    on = day(on)
    with act(by):
        current = locked(trajectory)
        _refuse_slip(current, on)
        standing = Milestone.objects.filter(
            trajectory=current, kind=kind, revoked_at__isnull=True
        ).first()
        if standing is not None:
            return standing
        milestone = Milestone(
            trajectory=current, kind=kind, reached_on=on, recorded_by=getattr(by, "pk", None)
        )
        check_values(milestone, "kind")
        milestone.save(force_insert=True)
        signals.milestone_reached.send(Trajectory, trajectory=current, milestone=milestone)
    return milestone


def move(*, by, milestone: Milestone, on: date) -> Milestone:
    """Another date for a result that stands. Refused like a tick, and once revoked."""
    on = day(on)
    with act(by):
        current = locked(milestone.trajectory)
        _refuse_slip(current, on)
        milestone = Milestone.objects.get(pk=milestone.pk)
        if milestone.revoked_at is not None:
            raise Refused("revoked", _("Dit resultaat is weggehaald."))
        if milestone.reached_on != on:
            milestone.reached_on = on
            milestone.save(update_fields=["reached_on"])
            signals.milestone_reached.send(Trajectory, trajectory=current, milestone=milestone)
    return milestone


def revoke(*, by, milestone: Milestone, reason: str) -> Milestone:
    """Take a result back, with the reason; it stays in the history. Twice changes nothing."""
    reason = reason.replace("\x00", "").strip()[:REASON_LENGTH]
    if not reason:
        raise Refused("reason_missing", _("Schrijf op waarom je dit resultaat weghaalt."))
    with act(by):
        current = locked(milestone.trajectory)
        milestone = Milestone.objects.get(pk=milestone.pk)
        if milestone.revoked_at is None:
            milestone.revoked_at = timezone.now()
            milestone.revoked_by = getattr(by, "pk", None)
            milestone.revoked_reason = reason
            milestone.save(update_fields=["revoked_at", "revoked_by", "revoked_reason"])
            signals.milestone_revoked.send(Trajectory, trajectory=current, milestone=milestone)
    return milestone


def _refuse_slip(trajectory: Trajectory, on: date) -> None:
    if on < trajectory.intake_date - LONGEST_BEFORE:
        raise Refused(
            "too_early", _("Deze datum ligt meer dan een jaar voor de intake. Klopt het jaar?")
        )
