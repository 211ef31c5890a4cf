"""The channels a municipality has connected, and what providers reported of messages."""

import uuid

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tenants.vault.declarations import declare
from tenants.vault.sealing import seal, unseal

COLUMN = "messaging_connection.secret_sealed"


class Channel(models.TextChoices):
    """Channels that need a provider; e-mail needs none and is always there."""

    SMS = "sms", _("Sms")
    WHATSAPP = "whatsapp", _("WhatsApp")


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    exclude=["secret_sealed", "callback_hash", "failure", "failed_at", "worked_at"],
)
class Connection(models.Model):
    """How this municipality reaches people by one channel: through which provider, as whom.

    `sender` is what a phone shows; `template` is the provider's name for what it was given
    beforehand (NotifyNL's template, WhatsApp's namespace). Nobody reads the secret back: it is
    sealed here and opened to send. WhatsApp is off until somebody signs for its assessment (DPIA).
    """

    wagtail_reference_index_ignore = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    channel = models.CharField(max_length=10, choices=Channel.choices, unique=True)
    provider = models.CharField(max_length=20)
    sender = models.CharField(max_length=20, blank=True)
    template = models.CharField(max_length=100, blank=True)
    secret_sealed = models.BinaryField(null=True, editable=False)
    secret_set_at = models.DateTimeField(null=True)
    secret_set_by = models.UUIDField(null=True)
    callback_hash = models.BinaryField(null=True, editable=False)
    callback_set_at = models.DateTimeField(null=True)
    is_on = models.BooleanField(default=False)
    assessed_at = models.DateTimeField(null=True)
    assessed_by = models.UUIDField(null=True)
    failure = models.CharField(max_length=40, blank=True)
    failed_at = models.DateTimeField(null=True)
    worked_at = models.DateTimeField(null=True)

    data_classes = declare(
        pseudonymous="secret_set_by assessed_by",
        plain="id channel provider sender template secret_sealed secret_set_at callback_hash "
        "callback_set_at is_on assessed_at failure failed_at worked_at",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(is_on=False) | Q(secret_sealed__isnull=False),
                name="a_channel_that_is_on_has_a_secret",
            ),
            models.CheckConstraint(
                condition=~Q(channel="whatsapp", is_on=True) | Q(assessed_at__isnull=False),
                name="whatsapp_is_assessed_first",
            ),
            models.CheckConstraint(
                condition=Q(assessed_at__isnull=True, assessed_by__isnull=True)
                | Q(assessed_at__isnull=False, assessed_by__isnull=False),
                name="an_assessment_has_who_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} by {self.provider}"

    @property
    def secret(self) -> str:
        """The provider's key; "" when there is none."""
        return unseal(self.secret_sealed, column=COLUMN, row=self.pk)

    @secret.setter
    def secret(self, text: str) -> None:
        self.secret_sealed = seal(text, column=COLUMN, row=self.pk) if text else None


class DeliveryState(models.TextChoices):
    """What became of a message that left."""

    DELIVERED = "delivered", _("Aangekomen")
    FAILED_TEMPORARY = "failed_temporary", _("Nu niet aangekomen")
    FAILED_PERMANENT = "failed_permanent", _("Niet aangekomen")


class DeliveryReport(models.Model):
    """One thing a provider said of one message, kept so that its repeat changes nothing."""

    wagtail_reference_index_ignore = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.CharField(max_length=20)
    reference = models.CharField(max_length=64)
    state = models.CharField(max_length=20, choices=DeliveryState.choices)
    code = models.CharField(max_length=40, blank=True)
    received_at = models.DateTimeField(auto_now_add=True, db_index=True)

    data_classes = declare(pseudonymous="reference state code", plain="id provider received_at")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "reference", "state"], name="one_report_per_state"
            )
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.state}"
