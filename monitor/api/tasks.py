"""Webhooks in the background: one tick, one round per municipality, one task per message."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from tenants.tasks import for_each_municipality

from .models import Delivery, RememberedRequest, Status
from .webhooks import sending

# What was told is of no use to anybody after this.
KEPT_FOR = timedelta(days=30)
BATCH = 200


@shared_task(runs_in_public=True)
def tick() -> int:
    """Hand out one round per active municipality."""
    return for_each_municipality(deliver_due)


@shared_task
def deliver_due() -> None:
    """Try again what is due, and throw away what is old."""
    due = Delivery.objects.due().order_by("next_attempt_at").values_list("pk", flat=True)
    for key in due[:BATCH]:
        deliver.delay(str(key))
    past = timezone.now() - KEPT_FOR
    Delivery.objects.exclude(status=Status.WAITING).filter(created_at__lte=past).delete()
    RememberedRequest.objects.expired().delete()


@shared_task
def deliver(delivery_id: str) -> bool:
    """One attempt at one message; a second copy of this task finds it claimed."""
    return sending.attempt(delivery_id)
