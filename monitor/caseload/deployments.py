"""Acts on deployments: put help in, correct it, end it, and take a mistake away."""

from datetime import date

from django.utils.translation import gettext as _

from .acts import Refused, act, check_values, day, locked
from .models import Deployment, RemovedDeployment, Trajectory
from .wording import sealed_text

REASON_LENGTH = 300
# What may be corrected later.
CHANGEABLE = ("service", "intensity", "mode", "started_on", "ended_on")


def add(
    *,
    by,
    trajectory: Trajectory,
    category: str,
    service: str = "",
    intensity: str = "",
    mode: str = "",
    started_on: date | None = None,
) -> Deployment:
    """Help that starts; the same category, service and day again gives back the one there is."""
    started_on = day(started_on)
    deployment = Deployment(
        category=category,
        service=service.strip(),
        intensity=intensity,
        mode=mode,
        started_on=started_on,
    )
    check_values(deployment, "category", "service", "intensity", "mode")
    with act(by):
        deployment.trajectory = locked(trajectory)
        same = Deployment.objects.filter(
            trajectory=trajectory,
            category=category,
            service=deployment.service,
            started_on=started_on,
        ).first()
        if same is not None:
            return same
        deployment.save(force_insert=True)
    return deployment


def end(*, by, deployment: Deployment, on: date | None = None) -> Deployment:
    """Help that stops. Refused before it started; a later correction of the day is fine."""
    on = day(on)
    with act(by):
        locked(deployment.trajectory)
        deployment = Deployment.objects.get(pk=deployment.pk)
        if on < deployment.started_on:
            raise Refused("before_start", _("Hulp stopt niet voordat ze begint."))
        if deployment.ended_on != on:
            deployment.ended_on = on
            deployment.save(update_fields=["ended_on"])
    return deployment


def change(*, by, deployment: Deployment, **changes) -> Deployment:
    """Correct any of CHANGEABLE; TypeError for another name. `ended_on` None: it runs again.

    Refused in the future, when it would stop before it starts, and when the same help from the same
    day is there already.
    """
    unknown = set(changes) - set(CHANGEABLE)
    if unknown:
        raise TypeError(f"not to be changed: {sorted(unknown)}")
    for name in ("started_on", "ended_on"):
        if changes.get(name) is not None:
            day(changes[name], code=name)
    with act(by):
        locked(deployment.trajectory)
        deployment = Deployment.objects.get(pk=deployment.pk)
        before = {name: getattr(deployment, name) for name in CHANGEABLE}
        for name, value in changes.items():
            setattr(deployment, name, value.strip() if name == "service" else value)
        check_values(deployment, *changes)
        if deployment.ended_on is not None and deployment.ended_on < deployment.started_on:
            raise Refused("ended_on", _("Hulp stopt niet voordat ze begint."))
        same = Deployment.objects.filter(
            trajectory=deployment.trajectory_id,
            category=deployment.category,
            service=deployment.service,
            started_on=deployment.started_on,
        ).exclude(pk=deployment.pk)
        if same.exists():
            raise Refused("started_on", _("Deze hulp staat er al, vanaf dezelfde dag."))
        if before != {name: getattr(deployment, name) for name in CHANGEABLE}:
            deployment.save()
    return deployment


def remove(*, by, deployment: Deployment, reason: str) -> None:
    """Take away help that was written down by mistake; what it was and why stays. Twice changes
    nothing; refused without a reason."""
    reason = sealed_text(
        reason, REASON_LENGTH, "reason", required=_("Schrijf op waarom je deze hulp weghaalt.")
    )
    with act(by):
        trajectory = locked(deployment.trajectory)
        deployment = Deployment.objects.filter(pk=deployment.pk).first()
        if deployment is None:
            return
        removed = RemovedDeployment(
            trajectory=trajectory,
            category=deployment.category,
            service=deployment.service,
            started_on=deployment.started_on,
            ended_on=deployment.ended_on,
            removed_by=getattr(by, "pk", None),
        )
        removed.reason = reason
        removed.save(force_insert=True)
        deployment.delete()
