"""Acts on deployments: put help in and end it."""

from datetime import date

from django.utils.translation import gettext as _

from .acts import Refused, act, check_values, day, locked
from .models import Deployment, Trajectory


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
