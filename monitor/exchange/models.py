"""A file on its way in, what was brought in, and how a municipality calls the columns."""

import base64
from datetime import timedelta

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from monitor.fields.base import TenantModel, tracked
from tenants.vault.declarations import declare
from tenants.vault.sealing import seal, unseal

from .ddas.models import DdasDraft, DdasMatch

__all__ = ["DdasDraft", "DdasMatch", "HeadingPreset", "Import", "ImportDraft", "Stage"]

KEPT_FOR = timedelta(hours=1)
TABLE = "exchange_importdraft"
ATTEMPTS = 3


class Stage(models.TextChoices):
    """Where a file is. The stages of WORKING are those in which a worker has it in hand."""

    WAITING = "waiting", _("Wacht om gelezen te worden")
    READING = "reading", _("Wordt gelezen")
    MAPPING = "mapping", _("Wacht op de namen van kolommen")
    READY = "ready", _("Klaar om na te kijken")
    CONFIRMED = "confirmed", _("Wacht om opgeslagen te worden")
    APPLYING = "applying", _("Wordt opgeslagen")
    DONE = "done", _("Opgeslagen")
    UNREADABLE = "unreadable", _("Niet te lezen")


QUEUED = {Stage.WAITING: Stage.READING, Stage.CONFIRMED: Stage.APPLYING}
WORKING = frozenset(QUEUED.values())
BUSY = WORKING | frozenset(QUEUED)


class ImportDraftQuerySet(models.QuerySet):
    """Drafts by intention."""

    def of(self, account):
        """The drafts that this account may still go on with; nobody sees a colleague's."""
        return self.filter(account_id=account.pk, created_at__gt=timezone.now() - KEPT_FOR)

    def expired(self):
        """Those whose hour has passed."""
        return self.filter(created_at__lte=timezone.now() - KEPT_FOR)

    def free(self):
        """Those that no worker has in hand, held until the transaction ends."""
        return self.select_for_update(skip_locked=True)

    @transaction.atomic
    def purge(self) -> int:
        """Throw away what has expired, but for what is being worked on; how many."""
        keys = [draft.pk for draft in self.expired().free().only("pk")]
        return self.filter(pk__in=keys).delete()[0]


class ImportDraft(TenantModel):
    """An uploaded caseload file, sealed, with what it would do, until an hour has passed. The file
    itself goes as soon as it was saved or could not be read. Without history on purpose: nothing of
    it may outlive the hour. The file's own name is not kept, for a name can be in it.

    `outcome` is what reading it gave (outcome.py), or what was saved; `answers` are the columns
    that its uploader named for this file (headings.py). `asks` is whether its headings are
    asked about; empty leaves that to headings.worth_asking.
    """

    account_id = models.UUIDField()
    content_sealed = models.BinaryField(null=True, editable=False)
    outcome_sealed = models.BinaryField(null=True, editable=False)
    answers_sealed = models.BinaryField(null=True, editable=False)
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    strict = models.BooleanField(default=False)
    asks = models.BooleanField(null=True)
    language = models.CharField(max_length=10, default="nl")
    note = models.CharField(max_length=300, blank=True)
    import_id = models.UUIDField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    touched_at = models.DateTimeField(default=timezone.now)

    objects = ImportDraftQuerySet.as_manager()
    data_classes = declare(
        personal="content_sealed outcome_sealed answers_sealed",
        pseudonymous="account_id",
        plain="id stage attempts strict asks language note import_id created_at touched_at",
    )

    def __str__(self) -> str:
        return f"import draft {self.pk}"

    @classmethod
    def keep(cls, *, by, content: bytes) -> "ImportDraft":
        """Put a file aside for `by`, in place of an earlier one; expired ones are thrown away. One
        that is being saved at this moment stays."""
        with transaction.atomic():
            cls.objects.purge()
            mine = cls.objects.filter(account_id=by.pk).free()
            cls.objects.filter(pk__in=[draft.pk for draft in mine]).delete()
            draft = cls(account_id=by.pk, language=get_language() or "nl")
            draft.content = content
            draft.save(force_insert=True)
        return draft

    @property
    def content(self) -> bytes:
        """The file as it was uploaded; b"" when it is no longer kept."""
        return self._open("content_sealed")

    @content.setter
    def content(self, content: bytes) -> None:
        self._close("content_sealed", content)

    @property
    def outcome(self) -> bytes:
        """What reading or saving gave, as outcome.py writes it."""
        return self._open("outcome_sealed")

    @outcome.setter
    def outcome(self, content: bytes) -> None:
        self._close("outcome_sealed", content)

    @property
    def answers(self) -> bytes:
        """Which columns its uploader named, as headings.py writes it."""
        return self._open("answers_sealed")

    @answers.setter
    def answers(self, content: bytes) -> None:
        self._close("answers_sealed", content)

    def _open(self, name: str) -> bytes:
        text = unseal(getattr(self, name), column=f"{TABLE}.{name}", row=self.pk)
        return base64.b64decode(text)

    def _close(self, name: str, content: bytes) -> None:
        text = base64.b64encode(content).decode()
        sealed = seal(text, column=f"{TABLE}.{name}", row=self.pk) if content else None
        setattr(self, name, sealed)


@tracked()
class Import(TenantModel):
    """One import that was saved. `context_id` is the context of its history: all that it wrote can
    be found by it, and undone (undoing.py). `counts` are those of the plan, per sheet. A large one
    is undone in the background: asked for at `undo_asked_at`, `undo_failed` when it could not.
    """

    account_id = models.UUIDField(null=True)
    context_id = models.UUIDField()
    counts = models.JSONField(default=dict)
    applied_at = models.DateTimeField(auto_now_add=True)
    undo_asked_at = models.DateTimeField(null=True)
    undo_failed = models.BooleanField(default=False)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.UUIDField(null=True)

    data_classes = declare(
        pseudonymous="account_id undone_by",
        plain="id context_id counts applied_at undo_asked_at undo_failed undone_at",
    )

    class Meta:
        ordering = ["-applied_at"]

    def __str__(self) -> str:
        return f"import {self.pk}"


@tracked()
class HeadingPreset(TenantModel):
    """What a heading in this municipality's files means: a column of the sheet, or "" to skip it.
    Without `sheet` the heading is the name of a sheet in the file, and `column` a sheet of ours.

    `heading` is kept as headings.plain() writes it.
    """

    sheet = models.CharField(max_length=20, blank=True)
    heading = models.CharField(max_length=60)
    column = models.CharField(max_length=30, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    data_classes = declare(plain="id sheet heading column created_at")

    class Meta:
        ordering = ["sheet", "heading"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "heading"], name="a_heading_means_one_thing")
        ]

    def __str__(self) -> str:
        return f"heading preset {self.pk}"
