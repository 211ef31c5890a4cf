"""What is kept of a DDAS file: which trajectory a record was, and a file between two screens."""

import base64
from datetime import timedelta

from django.db import models, transaction
from django.utils import timezone

from monitor.fields.base import TenantModel, tracked
from tenants.vault.declarations import declare
from tenants.vault.sealing import seal, unseal

KEPT_FOR = timedelta(hours=24)
COLUMN = "exchange_ddasdraft.content_sealed"


@tracked(exclude=["digest"])
class DdasMatch(TenantModel):
    """This trajectory is the one that DDAS records with this digest are about.

    The digest is HMAC-SHA256 of a client and a start date under this municipality's own key
    (`digests.py`). What went into it is kept nowhere, and its history leaves the digest out. A
    trajectory has one per client, and another when a supplier names the client otherwise.
    """

    trajectory = models.ForeignKey(
        "caseload.Trajectory", on_delete=models.CASCADE, related_name="ddas_matches"
    )
    digest = models.BinaryField(max_length=32, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    data_classes = declare(pseudonymous="id trajectory digest", plain="created_at")

    def __str__(self) -> str:
        return f"DDAS match {self.pk}"


class DdasDraftQuerySet(models.QuerySet):
    """Drafts by intention."""

    def of(self, account):
        """The drafts that this account may still finish; nobody sees a colleague's."""
        return self.filter(account_id=account.pk, created_at__gt=timezone.now() - KEPT_FOR)

    def expired(self):
        """Those whose day has passed."""
        return self.filter(created_at__lte=timezone.now() - KEPT_FOR)


class DdasDraft(TenantModel):
    """What is left of an uploaded delivery file, until somebody has matched and saved it.

    No file: codes, dates and digests, for every name, number, address, debt and remark is dropped
    before anything is kept. Sealed all the same, and without history: it may not outlive its day.
    """

    account_id = models.UUIDField()
    content_sealed = models.BinaryField(editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = DdasDraftQuerySet.as_manager()
    data_classes = declare(pseudonymous="account_id content_sealed", plain="id created_at")

    def __str__(self) -> str:
        return f"DDAS draft {self.pk}"

    @classmethod
    def keep(cls, *, by, content: bytes) -> "DdasDraft":
        """Put a delivery aside for `by`, in place of an earlier one; expired ones go."""
        with transaction.atomic():
            cls.objects.expired().delete()
            cls.objects.filter(account_id=by.pk).delete()
            draft = cls(account_id=by.pk)
            draft.put(content)
            draft.save(force_insert=True)
        return draft

    def put(self, content: bytes) -> None:
        """Make this the content; the caller saves."""
        text = base64.b64encode(content).decode()
        self.content_sealed = seal(text, column=COLUMN, row=self.pk)

    @property
    def content(self) -> bytes:
        """What was put in."""
        return base64.b64decode(unseal(self.content_sealed, column=COLUMN, row=self.pk))
