"""What the page of links shows: tokens and webhooks with how they are doing."""

from dataclasses import dataclass

from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _

from monitor.api.models import AccessToken, Delivery, Status, Subscription
from tenants.models import Account

SHOWN_DELIVERIES = 50


@dataclass(frozen=True)
class TokenLine:
    """A token in the list."""

    token: AccessToken
    by: str
    state: str
    is_valid: bool


def token_lines() -> list[TokenLine]:
    """All tokens, the newest first, with the name of who made them."""
    found = list(AccessToken.objects.all())
    names = {
        account.pk: str(account)
        for account in Account.objects.filter(pk__in={token.created_by for token in found})
    }
    words = {"valid": _("Geldig"), "expired": _("Verlopen"), "revoked": _("Ingetrokken")}
    return [
        TokenLine(
            token, names.get(token.created_by, ""), words[token.state], token.state == "valid"
        )
        for token in found
    ]


def subscriptions():
    """All subscriptions with how many messages wait and were given up, and the last delivery."""
    return Subscription.objects.annotate(
        waiting=Count("deliveries", filter=Q(deliveries__status=Status.WAITING)),
        given_up=Count("deliveries", filter=Q(deliveries__status=Status.GIVEN_UP)),
        last=Max("deliveries__delivered_at"),
    )


def deliveries_of(subscription: Subscription) -> list[dict]:
    """The last messages, in words."""
    return [
        {
            "delivery": delivery,
            "event": delivery.get_event_display(),
            "status": delivery.get_status_display(),
            "why": why(delivery),
        }
        for delivery in subscription.deliveries.all()[:SHOWN_DELIVERIES]
    ]


def why(delivery: Delivery) -> str:
    """Why the last attempt failed; "" when it did not."""
    if not delivery.failure:
        return ""
    words = {
        "address": _("Het adres ligt in een gesloten netwerk."),
        "name": _("Het adres is niet gevonden."),
        "redirect": _("Het systeem stuurt door naar een ander adres. Dat volgen we niet."),
        "timeout": _("Het systeem antwoordde niet op tijd."),
        "network": _("Er was geen verbinding."),
        "answer": _("Het systeem gaf een fout (%(status)s).") % {"status": delivery.last_status},
    }
    return words[delivery.failure]
