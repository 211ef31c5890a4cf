"""Acts on trajectories: start, describe, end and reopen."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from benchmark.standard.endings import SUCCESS_REASONS

from . import milestones, signals
from .acts import Refused, act, check_values, day, locked
from .models import Client, Ending, Trajectory, TrajectoryClient
from .numbers import is_bsn

# What describes a trajectory and may be corrected later.
CHARACTERISTICS = (
    "inflow",
    "first_contact",
    "intake_date",
    "enrolled_on",
    "gemeentecode",
    "team",
    "caseworker_id",
    "path",
    "client_type",
    "problem_severity",
    "debt_duration",
    "hindrance",
    "self_direction",
    "competence",
    "attitude",
    "social_norm",
)


def start(
    *, by, external_id: str, clients: Sequence[Client], intake_date: date, **characteristics
) -> Trajectory:
    """A new trajectory of one or two clients, its clock starting at `intake_date`.

    Refused for a number that is in use, an intake in the future or an unknown code.
    """
    external_id = external_id.strip()
    if not 1 <= len(clients) <= 2:
        raise Refused("clients", _("Een traject heeft één of twee cliënten."))
    if is_bsn(external_id):
        raise Refused("bsn", _("Dit lijkt een BSN. Gebruik het trajectnummer van je gemeente."))
    with act(by):
        if Trajectory.objects.filter(external_id=external_id).exists():
            raise Refused("external_id_taken", _("Er is al een traject met dit nummer."))
        trajectory = Trajectory(external_id=external_id)
        _describe(trajectory, {"intake_date": intake_date} | characteristics)
        check_values(trajectory, "external_id")
        trajectory.save(force_insert=True)
        TrajectoryClient.objects.bulk_create(
            TrajectoryClient(trajectory=trajectory, client=client, position=position)
            for position, client in enumerate(clients, start=1)
        )
        signals.trajectory_started.send(Trajectory, trajectory=trajectory)
    return trajectory


def update(*, by, trajectory: Trajectory, **changes) -> Trajectory:
    """Correct any of CHARACTERISTICS; TypeError for another name."""
    with act(by):
        current = locked(trajectory)
        if _describe(current, changes):
            current.save()
    return current


def end(
    *, by, trajectory: Trajectory, status: str, reason: str = "", on: date | None = None
) -> Ending:
    """End a trajectory; the Ending. Ending it the same way again changes nothing.

    A success is counted by its milestone, so one that nobody ticked is ticked with the same date.
    Refused before the intake, in the future, when it ended otherwise, and when status and reason
    do not belong together.
    """
    on = day(on)
    with act(by):
        current = locked(trajectory)
        ending = Ending(
            trajectory=current,
            ended_on=on,
            status=status,
            reason=reason,
            recorded_by=getattr(by, "pk", None),
        )
        check_ending(ending)
        standing = Ending.objects.filter(trajectory=current).first()
        if standing is not None:
            if (standing.status, standing.reason) == (status, reason):
                return standing
            raise Refused("already_ended", _("Dit traject is al afgesloten. Heropen het eerst."))
        ending.save(force_insert=True)
        if status == "success":
            milestones.tick(by=by, trajectory=current, kind=reason, on=on)
        signals.trajectory_ended.send(Trajectory, trajectory=current, ending=ending)
    return ending


def reopen(*, by, trajectory: Trajectory) -> Trajectory:
    """Take the ending back; its history stays. Nothing happens to one that is running."""
    with act(by):
        current = locked(trajectory)
        ending = Ending.objects.filter(trajectory=current).first()
        if ending is not None:
            ending.delete()
            current.refresh_from_db()
            signals.trajectory_reopened.send(Trajectory, trajectory=current)
    return current


def check_ending(ending: Ending) -> None:
    """Refuse an ending whose codes, date or combination cannot be."""
    check_values(ending, "status", "reason")
    if ending.ended_on < ending.trajectory.intake_date:
        raise Refused(
            "before_intake", _("Je kunt een traject niet afsluiten op een dag voor de intake.")
        )
    if not ending.reason and ending.status != "referred":
        raise Refused("reason_missing", _("Kies een reden."))
    if ending.reason and (ending.status == "success") != (ending.reason in SUCCESS_REASONS):
        raise Refused("reason_of_other_status", _("Deze reden past niet bij deze afloop."))


def _describe(trajectory: Trajectory, values: dict) -> bool:
    """Put the values on the trajectory; whether anything differs from before."""
    unknown = set(values) - set(CHARACTERISTICS)
    if unknown:
        raise TypeError(f"not characteristics: {sorted(unknown)}")
    changed = [name for name, value in values.items() if getattr(trajectory, name) != value]
    for name in changed:
        setattr(trajectory, name, values[name])
    check_values(trajectory, *values)
    if "intake_date" in values:
        day(trajectory.intake_date, code="intake_in_the_future")
    return bool(changed)
