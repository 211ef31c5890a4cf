"""Tokens, remembered requests, subscriptions to webhooks and the outbox of what they are told."""

from .requests import RememberedRequest
from .tokens import AccessToken, Scope
from .webhooks import Delivery, Event, Status, Subscription

__all__ = [
    "AccessToken",
    "Delivery",
    "Event",
    "RememberedRequest",
    "Scope",
    "Status",
    "Subscription",
]
