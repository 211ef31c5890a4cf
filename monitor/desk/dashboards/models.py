"""Who may look at whose own dashboard, and the weekly digest for who leads a team."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from monitor.fields.base import TenantModel, tracked
from tenants.vault.declarations import declare


class ShareQuerySet(models.QuerySet):
    """Shares by intention."""

    def open_on(self, day):
        """Those that show something on this day; the last day counts."""
        return self.filter(stopped_at__isnull=True, until__gte=day)


@tracked()
class Share(TenantModel):
    """A caseworker lets one team lead look at their own dashboard, up to and including a day.

    Without figures: who opens it sees those of that moment. Stopping it works at once; who looked
    stands among the read events, under this row's key.
    """

    owner_id = models.UUIDField()
    reader_id = models.UUIDField()
    until = models.DateField()
    created_at = models.DateTimeField(auto_now_add=True)
    stopped_at = models.DateTimeField(null=True)

    objects = ShareQuerySet.as_manager()
    data_classes = declare(
        pseudonymous="owner_id reader_id", plain="id until created_at stopped_at"
    )

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner_id", "reader_id"],
                condition=Q(stopped_at__isnull=True),
                name="one_share_per_reader",
            ),
            models.CheckConstraint(
                condition=~Q(owner_id=models.F("reader_id")), name="a_share_is_with_somebody_else"
            ),
        ]

    def __str__(self) -> str:
        return f"share {self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether it shows something today."""
        return self.stopped_at is None and self.until >= timezone.localdate()

    def get_absolute_url(self) -> str:
        """The link: its key, and nothing of anybody."""
        return reverse("dashboards:shared", args=[self.pk])


@tracked()
class DigestChoice(TenantModel):
    """Whether a team lead wants the weekly digest, and in which language; who has no row gets it,
    in Dutch."""

    account_id = models.UUIDField(unique=True)
    is_wanted = models.BooleanField(default=True)
    language = models.CharField(max_length=10, default="nl")

    data_classes = declare(pseudonymous="account_id", plain="id is_wanted language")

    def __str__(self) -> str:
        return f"digest choice {self.pk}"


class DigestState(models.TextChoices):
    """Where a digest is: only a waiting one is sent, so none is sent twice."""

    WAITING = "waiting", "waiting"
    SENDING = "sending", "sending"
    SENT = "sent", "sent"
    REFUSED = "refused", "refused"
    UNCERTAIN = "uncertain", "uncertain"


class Digest(TenantModel):
    """The digest of one week for one team lead; its text is kept nowhere. `week` is a Monday."""

    account_id = models.UUIDField()
    week = models.DateField()
    state = models.CharField(
        max_length=10, choices=DigestState.choices, default=DigestState.WAITING
    )
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)

    data_classes = declare(pseudonymous="account_id", plain="id week state created_at sent_at")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account_id", "week"], name="one_digest_per_week")
        ]

    def __str__(self) -> str:
        return f"digest {self.pk}"
