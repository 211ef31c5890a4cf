"""The nightly hand-over of contributions."""

from celery import shared_task
from django.db import connection
from django.utils import timezone

from tenants.tasks import for_each_municipality

from .contribution import hand_over_for
from .editions import open_on

# So that many municipalities do not all start in the same second.
STAGGER_SECONDS = 0.5


@shared_task(name="monitor.insights.tasks.tick", runs_in_public=True)
def tick() -> int:
    """One message per municipality; how many were sent."""
    return for_each_municipality(hand_over_contributions, stagger_seconds=STAGGER_SECONDS)


@shared_task(name="monitor.insights.tasks.hand_over_contributions")
def hand_over_contributions() -> dict[str, int]:
    """Hand over this municipality's figures of every open edition: edition slug -> figures."""
    municipality = connection.tenant
    return {
        edition.slug: hand_over_for(municipality, edition)
        for edition in open_on(municipality, timezone.localdate())
    }
