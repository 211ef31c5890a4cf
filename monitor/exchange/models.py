"""A file between preview and confirmation."""

import base64
from datetime import timedelta

from django.db import models, transaction
from django.utils import timezone

from monitor.fields.base import TenantModel
from tenants.vault.declarations import declare
from tenants.vault.sealing import seal, unseal

from .ddas.models import DdasDraft, DdasMatch

__all__ = ["DdasDraft", "DdasMatch", "ImportDraft"]

KEPT_FOR = timedelta(hours=1)
COLUMN = "exchange_importdraft.content_sealed"


class ImportDraftQuerySet(models.QuerySet):
    """Drafts by intention."""

    def of(self, account):
        """The drafts that this account may still confirm; nobody sees a colleague's."""
        return self.filter(account_id=account.pk, created_at__gt=timezone.now() - KEPT_FOR)

    def expired(self):
        """Those whose hour has passed."""
        return self.filter(created_at__lte=timezone.now() - KEPT_FOR)


class ImportDraft(TenantModel):
    """An uploaded caseload file, sealed, until its uploader confirms or cancels it or an hour
    passes. Without history on purpose: nothing of it may outlive the hour. The file's own name is
    not kept, for a name can be in it.
    """

    account_id = models.UUIDField()
    content_sealed = models.BinaryField(editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ImportDraftQuerySet.as_manager()
    data_classes = declare(
        personal="content_sealed", pseudonymous="account_id", plain="id created_at"
    )

    def __str__(self) -> str:
        return f"import draft {self.pk}"

    @classmethod
    def keep(cls, *, by, content: bytes) -> "ImportDraft":
        """Put a file aside for `by`, in place of an earlier one; expired ones are thrown away."""
        with transaction.atomic():
            cls.objects.expired().delete()
            cls.objects.filter(account_id=by.pk).delete()
            draft = cls(account_id=by.pk)
            text = base64.b64encode(content).decode()
            draft.content_sealed = seal(text, column=COLUMN, row=draft.pk)
            draft.save(force_insert=True)
        return draft

    @property
    def content(self) -> bytes:
        """The file as it was uploaded."""
        return base64.b64decode(unseal(self.content_sealed, column=COLUMN, row=self.pk))
