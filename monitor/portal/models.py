"""Codes that open the portal, the sessions after them, and what clients say of what was done."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from monitor.caseload.models import Client
from monitor.desk.worklist.models import Signal
from monitor.fields.base import TenantModel, tracked
from monitor.fields.sealed import Sealed
from tenants.vault.declarations import declare


class Purpose(models.TextChoices):
    """What a code is for: to come in, or to prove that a new address is theirs."""

    ENTER = "enter", _("Binnenkomen")
    EMAIL = "email", _("Nieuw e-mailadres")
    PHONE = "phone", _("Nieuw telefoonnummer")


class Code(TenantModel):
    """Six digits that go to a client's own phone or mail, for the browser that asked.

    A row is made at every request, also where there is no address to send to, so that nobody
    learns whether there is one. The digits are drawn when the message is sent and kept as a keyed
    hash. `address` is where they go; `former` the address before it, until it has been told.
    """

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="portal_codes")
    purpose = models.CharField(max_length=8, choices=Purpose.choices)
    channel = models.CharField(max_length=10, blank=True)
    address_sealed = models.BinaryField(null=True, editable=False)
    address = Sealed()
    address_digest = models.BinaryField(null=True, editable=False)
    former_sealed = models.BinaryField(null=True, editable=False)
    former = Sealed()
    key_hash = models.BinaryField(unique=True, editable=False)
    code_hash = models.BinaryField(null=True, editable=False)
    asked_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    data_classes = declare(
        personal="address_sealed former_sealed",
        pseudonymous="id client channel address_digest key_hash code_hash",
        plain="purpose asked_at sent_at tries used_at",
    )

    class Meta:
        indexes = [models.Index(fields=["client", "asked_at"])]

    def __str__(self) -> str:
        return f"code {self.pk}"


class Session(TenantModel):
    """A client who is in: bound to the client and to one browser, which holds the key.

    `address_version` is the client's when the code went out that opened it. Once the client has
    another address the session is over: who reads at the old one may be somebody else.
    """

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="portal_sessions")
    key_hash = models.BinaryField(unique=True, editable=False)
    address_version = models.PositiveSmallIntegerField(default=1, db_default=1)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    data_classes = declare(
        pseudonymous="id client key_hash", plain="address_version started_at seen_at ended_at"
    )

    def __str__(self) -> str:
        return f"session {self.pk}"


@tracked()
class Opinion(TenantModel):
    """Whether a client is content with what was done about a signal (M-10); once for each time that
    it was handled (`handled_at`), the last word counts."""

    signal = models.ForeignKey(Signal, on_delete=models.CASCADE, related_name="opinions")
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="opinions")
    handled_at = models.DateTimeField()
    is_content = models.BooleanField()
    given_at = models.DateTimeField()

    data_classes = declare(
        personal="is_content", pseudonymous="id signal client", plain="handled_at given_at"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["signal", "client", "handled_at"], name="one_opinion_per_answer"
            ),
            models.CheckConstraint(
                condition=Q(given_at__gte=models.F("handled_at")),
                name="an_opinion_comes_after_what_it_is_about",
            ),
        ]

    def __str__(self) -> str:
        return f"opinion {self.pk}"
