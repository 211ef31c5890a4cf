"""Writing down what is to be told, in the transaction of what happened."""

from django.db import connection
from django.utils import timezone

from monitor.api.models import Delivery, Subscription


def announce(event: str, **data) -> list[Delivery]:
    """A message to each subscription to `event`, sent once the transaction is through.

    `data` holds keys, codes and dates: never a name, an address or a text that somebody wrote.
    """
    deliveries = []
    for subscription in Subscription.objects.to(event):
        delivery = Delivery(subscription=subscription, event=event)
        delivery.payload = {
            "id": str(delivery.pk),
            "event": event,
            "municipality": connection.tenant.slug,
            "occurred_at": timezone.now().isoformat(),
            "data": {name: str(value) for name, value in data.items()},
        }
        deliveries.append(delivery)
    if deliveries:
        from monitor.api.tasks import deliver

        Delivery.objects.bulk_create(deliveries)
        for delivery in deliveries:
            deliver.delay_on_commit(str(delivery.pk))
    return deliveries
