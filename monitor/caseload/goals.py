"""Acts on intermediate goals (M-3): set one, say whether it is reached, drop it.

Each side says it for itself. What the two say is kept apart and never averaged.
"""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from .acts import Refused, act, check_values, locked
from .models import Goal, Through, Trajectory
from .wording import sealed_text

TEXT_LENGTH = 200
MOST_STANDING = 20
SIDES = ("client", "caseworker")


def add(
    *, by, trajectory: Trajectory, text: str, set_by: str = "together", due_on: date | None = None
) -> Goal:
    """A goal that was set with the client; the same words again give back the one that stands.

    Refused without words, with a target date before today, and beyond MOST_STANDING.
    """
    goal = Goal(set_by=set_by, due_on=due_on, created_by=getattr(by, "pk", None))
    check_values(goal, "set_by")
    text = sealed_text(text, TEXT_LENGTH, "text", required=_("Schrijf op wat het doel is."))
    if due_on is not None and due_on < timezone.localdate():
        raise Refused("due_on", _("De streefdatum is al voorbij. Kies vandaag of later."))
    goal.text = text
    with act(by):
        goal.trajectory = locked(trajectory)
        standing = list(Goal.objects.filter(trajectory=trajectory, dropped_at__isnull=True))
        for other in standing:
            if other.text == text:
                return other
        if len(standing) >= MOST_STANDING:
            raise Refused(
                "text",
                _("Er staan al %(n)d doelen. Laat er eerst een vervallen.") % {"n": MOST_STANDING},
            )
        goal.save(force_insert=True)
    return goal


def say(
    *,
    by,
    goal: Goal,
    side: str,
    reached: bool | None,
    through: str = Through.CASEWORKER,
) -> Goal:
    """What one side says: reached, not reached, or nothing (None takes it back).

    `through` is who wrote down what the client says. Refused for a goal that was dropped; TypeError
    for another side.
    """
    if side not in SIDES:
        raise TypeError(f"not a side of a goal: {side}")
    now = None if reached is None else timezone.now()
    with act(by):
        locked(goal.trajectory)
        goal = Goal.objects.get(pk=goal.pk)
        if goal.dropped_at is not None:
            raise Refused("dropped", _("Dit doel is vervallen."))
        if getattr(goal, f"{side}_says") != reached:
            setattr(goal, f"{side}_says", reached)
            setattr(goal, f"{side}_said_at", now)
            if side == "client":
                goal.client_said_through = "" if reached is None else through
            goal.save()
    return goal


def drop(*, by, goal: Goal) -> Goal:
    """A goal that no longer counts; it stays readable. Twice changes nothing."""
    with act(by):
        locked(goal.trajectory)
        goal = Goal.objects.get(pk=goal.pk)
        if goal.dropped_at is None:
            goal.dropped_at = timezone.now()
            goal.save(update_fields=["dropped_at"])
    return goal
