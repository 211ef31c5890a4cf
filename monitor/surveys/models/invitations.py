"""Invitations: the outbox of messages that lead to a wave."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from benchmark.standard.clients import CHANNELS
from benchmark.standard.text import choices
from monitor.fields.base import TenantModel, tracked
from tenants.vault.declarations import declare

from .waves import Wave


class InvitationKind(models.TextChoices):
    """The first message for a wave, or its one reminder."""

    INVITATION = "invitation", _("Uitnodiging")
    REMINDER = "reminder", _("Herinnering")


class InvitationStatus(models.TextChoices):
    """Where the message is. `uncertain`: handed over perhaps; a person decides, nobody guesses."""

    PENDING = "pending", _("Klaar om te sturen")
    SENDING = "sending", _("Wordt verstuurd")
    SENT = "sent", _("Verstuurd")
    UNCERTAIN = "uncertain", _("Niet zeker")
    FAILED = "failed", _("Mislukt")
    CANCELLED = "cancelled", _("Vervallen")


class DeliveryState(models.TextChoices):
    """What the provider said about the message after it took charge of it."""

    ACCEPTED = "accepted", _("Aangenomen")
    DELIVERED = "delivered", _("Bezorgd")
    FAILED = "failed", _("Niet bezorgd")


@tracked()
class Invitation(TenantModel):
    """One message for a wave through one channel. Unique per wave, kind and channel, so that a
    resend cannot double: claim, send with a key, mark (reference tenancy, section 4.4).
    `reference` is what the provider calls it; `not_before` when it asked to wait."""

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="invitations")
    kind = models.CharField(max_length=10, choices=InvitationKind.choices)
    channel = models.CharField(max_length=10, choices=choices(CHANNELS))
    status = models.CharField(
        max_length=10, choices=InvitationStatus.choices, default=InvitationStatus.PENDING
    )
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True)
    not_before = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    provider = models.CharField(max_length=20, blank=True)
    reference = models.CharField(max_length=120, blank=True, db_index=True)
    delivery = models.CharField(max_length=10, choices=DeliveryState.choices, blank=True)
    delivered_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    data_classes = declare(
        pseudonymous="id wave key reference",
        plain="kind channel status attempts claimed_at not_before sent_at provider delivery "
        "delivered_at failure created_at",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["wave", "kind", "channel"], name="one_message_per_wave_kind_and_channel"
            ),
            models.CheckConstraint(
                condition=~Q(status="sent") | Q(sent_at__isnull=False),
                name="a_sent_message_has_a_time",
            ),
        ]
        indexes = [models.Index(fields=["status", "claimed_at"])]

    def __str__(self) -> str:
        return f"invitation {self.pk}"
