"""Writing down what is to be told, in the transaction of what happened."""

from collections import defaultdict

from django.db import connection
from django.utils import timezone

from monitor.api.models import Delivery, Subscription
from monitor.caseload.together import pile_of

AT_ONCE = 1000


class Announcements(list):
    """What is to be told of many acts at once: (event, data)."""

    def follow(self) -> None:
        """Write it all down, with one look at the subscriptions per kind of event."""
        by_event: dict[str, list[dict]] = defaultdict(list)
        for event, data in self:
            by_event[event].append(data)
        for event, all_data in by_event.items():
            _write(event, all_data)


def announce(event: str, **data) -> list[Delivery]:
    """A message to each subscription to `event`, sent once the transaction is through. Within
    `caseload.together` it is written down at the end of the block.

    `data` holds keys, codes and dates: never a name, an address or a text that somebody wrote.
    """
    later = pile_of(Announcements)
    if later is not None:
        later.append((event, data))
        return []
    return _write(event, [data])


def _write(event: str, all_data: list[dict]) -> list[Delivery]:
    deliveries = [
        _delivery(subscription, event, data)
        for subscription in Subscription.objects.to(event)
        for data in all_data
    ]
    if deliveries:
        from monitor.api.tasks import deliver

        Delivery.objects.bulk_create(deliveries, batch_size=AT_ONCE)
        for delivery in deliveries:
            deliver.delay_on_commit(str(delivery.pk))
    return deliveries


def _delivery(subscription: Subscription, event: str, data: dict) -> Delivery:
    delivery = Delivery(subscription=subscription, event=event)
    delivery.payload = {
        "id": str(delivery.pk),
        "event": event,
        "municipality": connection.tenant.slug,
        "occurred_at": timezone.now().isoformat(),
        "data": {name: str(value) for name, value in data.items()},
    }
    return delivery
