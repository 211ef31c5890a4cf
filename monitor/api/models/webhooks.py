"""Subscriptions to webhooks, and the outbox of what they are told."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from monitor.fields.base import TenantModel, tracked
from monitor.fields.sealed import Sealed
from tenants.vault.declarations import declare

URL_LENGTH = 500


class Event(models.TextChoices):
    """What can be told."""

    MILESTONE_REACHED = "milestone.reached", _("Resultaat behaald, of de datum ervan aangepast")
    MILESTONE_REVOKED = "milestone.revoked", _("Resultaat weggehaald")
    TRAJECTORY_ENDED = "trajectory.ended", _("Traject afgesloten")
    SIGNAL_OPENED = "signal.opened", _("Melding op de werklijst gekomen")
    SIGNAL_DECIDED = "signal.decided", _("Melding afgehandeld, uitgesteld of niet nodig")
    SIGNAL_REOPENED = "signal.reopened", _("Melding opnieuw op de werklijst")


class SubscriptionQuerySet(models.QuerySet):
    """Subscriptions by intention."""

    def to(self, event: str):
        """Those that are told of this event now."""
        return self.filter(is_active=True, topics__contains=[event])


@tracked(exclude=["secret_sealed"])
class Subscription(TenantModel):
    """Another system that is told when something happens.

    `secret` signs what is sent, so that the receiver knows who says it.
    """

    url = models.CharField(_("adres"), max_length=URL_LENGTH)
    topics = ArrayField(models.CharField(max_length=40, choices=Event.choices))
    secret_sealed = models.BinaryField(editable=False)
    secret = Sealed()
    is_active = models.BooleanField(_("staat aan"), default=True)
    created_by = models.UUIDField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SubscriptionQuerySet.as_manager()
    data_classes = declare(
        pseudonymous="created_by", plain="id url topics secret_sealed is_active created_at"
    )

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(topics__len__gt=0), name="a_subscription_has_an_event"
            )
        ]

    def __str__(self) -> str:
        return f"subscription {self.pk}"

    @property
    def event_labels(self) -> list[str]:
        """What it is told, in words."""
        return [str(Event(event).label) for event in self.topics]


class Status(models.TextChoices):
    """Where a message is."""

    WAITING = "waiting", _("Wacht op een poging")
    DELIVERED = "delivered", _("Afgeleverd")
    GIVEN_UP = "given_up", _("Opgegeven")


class DeliveryQuerySet(models.QuerySet):
    """Deliveries by intention."""

    def due(self):
        """Those that may be tried now."""
        now = timezone.now()
        return self.filter(
            status=Status.WAITING, next_attempt_at__lte=now, subscription__is_active=True
        )


class Delivery(TenantModel):
    """One message to one subscription, written in the transaction of what it tells.

    `payload` holds keys, codes and dates and nothing else of a person. `next_attempt_at` is also
    the claim: who tries moves it ahead, so that nobody else does and a lost attempt comes back.
    """

    subscription = models.ForeignKey(
        Subscription, on_delete=models.CASCADE, related_name="deliveries"
    )
    event = models.CharField(max_length=40, choices=Event.choices)
    payload = models.JSONField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(default=timezone.now)
    last_status = models.PositiveSmallIntegerField(null=True)
    failure = models.CharField(max_length=20, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    delivered_at = models.DateTimeField(null=True)

    objects = DeliveryQuerySet.as_manager()
    data_classes = declare(
        pseudonymous="payload",
        plain="id subscription event status attempts next_attempt_at last_status failure "
        "created_at delivered_at",
    )

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["status", "next_attempt_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="delivered", delivered_at__isnull=False)
                | (~Q(status="delivered") & Q(delivered_at__isnull=True)),
                name="a_delivered_message_has_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"delivery {self.pk}"
