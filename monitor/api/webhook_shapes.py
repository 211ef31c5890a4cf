"""The shapes of webhooks, in and out."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from .fields import Body, String
from .models import Event, Subscription
from .models.webhooks import URL_LENGTH


class WebhookShape(serializers.ModelSerializer):
    """A subscription."""

    events = serializers.ListField(child=serializers.ChoiceField(Event.values), source="topics")

    class Meta:
        model = Subscription
        fields = ("id", "url", "events", "is_active", "created_at")


class NewWebhookShape(WebhookShape):
    """A subscription that was just added, with the secret of its signatures."""

    secret = serializers.CharField()

    class Meta(WebhookShape.Meta):
        fields = (*WebhookShape.Meta.fields, "secret")


class WebhooksShape(serializers.Serializer):
    """All subscriptions."""

    webhooks = WebhookShape(many=True)


class NewWebhook(Body):
    """A subscription to add."""

    url = String(max_length=URL_LENGTH, help_text=_("Begint met https://"))
    events = serializers.ListField(
        child=serializers.ChoiceField(Event.values), min_length=1, max_length=len(Event.values)
    )
