"""The weekly digest: a tick on Monday mornings, and again each hour for who could not be reached.

Who has had the digest of a week does not get it twice, however often the tick comes.
"""

from celery import shared_task
from django.db import connection
from django.utils import timezone

from tenants.tasks import for_each_municipality

from . import digest

STAGGER_SECONDS = 0.5


@shared_task(name="monitor.desk.dashboards.tasks.tick", runs_in_public=True)
def tick() -> int:
    """One message per municipality; how many were sent."""
    return for_each_municipality(send_digests, stagger_seconds=STAGGER_SECONDS)


@shared_task(name="monitor.desk.dashboards.tasks.send_digests")
def send_digests() -> int:
    """Mail this municipality's team leads; how many mails left."""
    return digest.send_all(connection.tenant, timezone.localdate())
