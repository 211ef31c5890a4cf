"""Requests that were carried out once, so that sending them again does nothing twice."""

from datetime import timedelta

from django.db import models
from django.utils import timezone

from monitor.fields.base import TenantModel
from tenants.vault.declarations import declare
from tenants.vault.sealing import seal, unseal

KEPT_FOR = timedelta(hours=24)
COLUMN = "api_rememberedrequest.answer_sealed"


class RememberedRequestQuerySet(models.QuerySet):
    """Remembered requests by intention."""

    def expired(self):
        """Those whose day has passed."""
        return self.filter(created_at__lte=timezone.now() - KEPT_FOR)


class RememberedRequest(TenantModel):
    """A request with an idempotency key and what was answered, sealed, for 24 hours.

    `actor` is the token or the account; `fingerprint` is the SHA-256 of method, address and body.
    Without history: nothing of it may outlive the day.
    """

    actor = models.UUIDField()
    key_hash = models.BinaryField()
    fingerprint = models.BinaryField()
    status = models.PositiveSmallIntegerField(default=0)
    answer_sealed = models.BinaryField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = RememberedRequestQuerySet.as_manager()
    data_classes = declare(
        personal="answer_sealed",
        pseudonymous="actor fingerprint",
        plain="id key_hash status created_at",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["actor", "key_hash"], name="one_request_per_key")
        ]
        indexes = [models.Index(fields=["created_at"])]

    def __str__(self) -> str:
        return f"remembered request {self.pk}"

    @property
    def answer(self) -> str:
        """The answer as it was given, as text; "" before it was."""
        return unseal(self.answer_sealed, column=COLUMN, row=self.pk)

    def keep(self, *, status: int, answer: str) -> None:
        """Store what was answered."""
        self.status = status
        self.answer_sealed = seal(answer, column=COLUMN, row=self.pk)
        self.save(update_fields=["status", "answer_sealed"])
