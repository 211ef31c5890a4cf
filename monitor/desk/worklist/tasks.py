"""The night run over the rules."""

from celery import shared_task

from tenants.tasks import for_each_municipality

from . import following

STAGGER_SECONDS = 0.5


@shared_task(name="monitor.desk.worklist.tasks.tick", runs_in_public=True)
def tick() -> int:
    """One message per municipality; how many were sent."""
    return for_each_municipality(refresh_worklist, stagger_seconds=STAGGER_SECONDS)


@shared_task(name="monitor.desk.worklist.tasks.refresh_worklist")
def refresh_worklist() -> dict[str, int]:
    """Bring this municipality's signals up to date; how many opened and went over."""
    return following.refresh()
