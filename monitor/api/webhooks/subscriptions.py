"""Acts on subscriptions: add, switch, remove."""

import secrets
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from monitor.api.models import Event, Status, Subscription
from monitor.api.models.webhooks import URL_LENGTH
from monitor.caseload.acts import Refused, act

from .addresses import checked_url

PREFIX = "kms_"
MOST = 20


def add(*, by, url: str, events: Iterable[str]) -> tuple[Subscription, str]:
    """A new subscription and the secret of its signatures, which is shown once.

    Refused for an address that nothing may be sent to, without an event or with an unknown one,
    and past MOST subscriptions.
    """
    url, topics = checked_url(url), sorted(set(events))
    if len(url) > URL_LENGTH:
        raise Refused("url", _("Dit adres is te lang."))
    if not topics or set(topics) - set(Event.values):
        raise Refused("events", _("Kies minstens één soort melding."))
    if Subscription.objects.count() >= MOST:
        raise Refused("too_many", _("Er zijn al 20 adressen. Haal er eerst een weg."))
    secret = PREFIX + secrets.token_urlsafe(32)
    subscription = Subscription(url=url, topics=topics, created_by=getattr(by, "pk", None))
    subscription.secret = secret
    with act(by):
        subscription.save(force_insert=True)
    return subscription, secret


def switch(*, by, subscription: Subscription, on: bool) -> None:
    """Pause it, or let it go on; what waits is sent once it is on."""
    with act(by):
        Subscription.objects.filter(pk=subscription.pk).exclude(is_active=on).update(is_active=on)


def remove(*, by, subscription: Subscription) -> None:
    """Away with it, and with what was waiting for it."""
    with act(by):
        subscription.delete()


def try_again(*, by, subscription: Subscription) -> int:
    """Give what was given up another series of attempts; how many messages."""
    with act(by), transaction.atomic():
        return subscription.deliveries.filter(status=Status.GIVEN_UP).update(
            status=Status.WAITING, attempts=0, next_attempt_at=timezone.now()
        )
