"""Subscriptions to webhooks, for a program that manages its own."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from rest_framework.exceptions import NotFound
from rest_framework.response import Response

from monitor.api.access import account_of
from monitor.api.base import ApiView
from monitor.api.conditions import check_match
from monitor.api.describing import described
from monitor.api.models import Scope, Subscription
from monitor.api.once import once
from monitor.api.webhook_shapes import (
    NewWebhook,
    NewWebhookShape,
    WebhookShape,
    WebhooksShape,
)
from monitor.api.webhooks import subscriptions
from tenants.models import Role

from .one import refusals

TAGS = ("webhooks",)


class WebhookView(ApiView):
    """For administrators."""

    roles = frozenset({Role.ADMINISTRATOR})
    reading = Scope.WEBHOOKS


class Webhooks(WebhookView):
    """All of them, and where one is added."""

    @described("listWebhooks", "Alle webhooks", answer=WebhooksShape, tags=TAGS)
    def get(self, request):
        """Without their secrets."""
        rows = Subscription.objects.all()
        return self.tagged({"webhooks": WebhookShape(rows, many=True).data})

    @described(
        "addWebhook",
        "Een webhook toevoegen",
        answer=NewWebhookShape,
        status=(201,),
        body=NewWebhook,
        tags=TAGS,
        method="POST",
        etag=False,
    )
    def post(self, request):
        """The answer has the secret of the signatures; it is shown this once."""
        return once(request, lambda: self._add(self.received(NewWebhook)))

    def _add(self, data: dict):
        with refusals():
            subscription, secret = subscriptions.add(by=account_of(self.request), **data)
        place = reverse("api:webhook", args=[subscription.pk])
        shown = WebhookShape(subscription).data | {"secret": secret}
        return Response(shown, status=201, headers={"Location": place})


class OneWebhook(WebhookView):
    """One of them."""

    def initial(self, request, *args, **kwargs):
        """404 for one that is not of this municipality."""
        super().initial(request, *args, **kwargs)
        self.subscription = Subscription.objects.filter(pk=kwargs["webhook"]).first()
        if self.subscription is None:
            raise NotFound(_("Deze webhook bestaat niet."))

    def current(self) -> dict:
        """The subscription without its secret."""
        return WebhookShape(self.subscription).data

    @described("getWebhook", "Eén webhook", answer=WebhookShape, tags=TAGS)
    def get(self, request, webhook):
        """Without its secret."""
        return self.tagged(self.current())

    @described("removeWebhook", "Een webhook weghalen", status=(204,), tags=TAGS, method="DELETE")
    def delete(self, request, webhook):
        """With what was waiting for it."""
        return once(request, self._remove)

    @transaction.atomic
    def _remove(self):
        check_match(self.request, self.current)
        subscriptions.remove(by=account_of(self.request), subscription=self.subscription)
        return Response(status=204)
