"""Waves: planned questionnaires."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from monitor.caseload.models import Client, Trajectory
from monitor.fields.base import TenantModel, tracked
from tenants.vault.declarations import declare


class WaveKind(models.TextChoices):
    """Why the questionnaire is asked."""

    BASELINE = "baseline", _("Eerste vragenlijst")
    REGULAR = "regular", _("Tweewekelijks")
    END = "end", _("Afsluiting")
    IMPORTED = "imported", _("Ingelezen")
    AFTERCARE = "aftercare", _("Nazorg")
    MOMENT = "moment", _("Rond een spannend moment")


# Asked beside the series: they count in no published figure, and may stand beside one that waits.
EXTRA = (WaveKind.AFTERCARE, WaveKind.MOMENT)


class WaveStatus(models.TextChoices):
    """Where the questionnaire is. Planned and open ones can still be cancelled."""

    PLANNED = "planned", _("Gepland")
    OPEN = "open", _("Open")
    SUBMITTED = "submitted", _("Ingevuld")
    EXPIRED = "expired", _("Niet ingevuld")
    CANCELLED = "cancelled", _("Vervallen")


class WaveQuerySet(models.QuerySet):
    """Waves by intention."""

    def in_series(self):
        """Those that figures are made of: all but the extra ones."""
        return self.exclude(kind__in=EXTRA)

    def pending(self):
        """Those that can still be sent or answered."""
        return self.filter(status__in=[WaveStatus.PLANNED, WaveStatus.OPEN])

    def answerable(self, moment):
        """Those that their client can answer at this moment."""
        return self.filter(status=WaveStatus.OPEN, closes_at__gt=moment)

    def due_on(self, moment):
        """Planned ones whose time has come."""
        return self.filter(status=WaveStatus.PLANNED, open_from__lte=moment)

    def reminder_due_on(self, moment):
        """Open ones without an answer whose reminder has come."""
        return self.filter(
            status=WaveStatus.OPEN,
            remind_at__lte=moment,
            closes_at__gt=moment,
            submitted_at__isnull=True,
        )

    def expired_on(self, moment):
        """Open ones whose closing time has passed."""
        return self.filter(status=WaveStatus.OPEN, closes_at__lte=moment)


@tracked()
class Wave(TenantModel):
    """One planned questionnaire (meting) for one client of one trajectory.

    The link to it is derived from the wave by HMAC; only the link's hash is stored. It is
    `submitted` once the client has gone through it; answers given before that count as well.
    `occasion` says which of the extra ones it is: the months after a success, or "before" and
    "after" a moment. `address_version` is the client's when the link was made (links.token_of).
    """

    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="waves")
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="waves")
    kind = models.CharField(max_length=10, choices=WaveKind.choices)
    occasion = models.CharField(max_length=10, blank=True, default="", db_default="")
    sequence = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=WaveStatus.choices, default=WaveStatus.PLANNED)
    open_from = models.DateTimeField()
    remind_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)
    questionnaire_version = models.PositiveSmallIntegerField(default=1)
    address_version = models.PositiveSmallIntegerField(default=1, db_default=1)
    token_hash = models.BinaryField(null=True, unique=True, editable=False)
    assisted = models.BooleanField(default=False)
    started_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)
    cancelled_reason = models.CharField(max_length=30, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = WaveQuerySet.as_manager()
    data_classes = declare(
        pseudonymous="id trajectory client status assisted started_at submitted_at "
        "cancelled_reason token_hash",
        plain="kind occasion sequence open_from remind_at closes_at questionnaire_version "
        "address_version created_at",
    )

    class Meta:
        ordering = ["sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["trajectory", "client", "sequence"],
                condition=~Q(kind="imported"),
                name="one_wave_per_sequence",
            ),
            models.UniqueConstraint(
                fields=["trajectory", "client"],
                condition=Q(status__in=["planned", "open"]) & ~Q(kind__in=["aftercare", "moment"]),
                name="one_pending_wave",
            ),
            models.UniqueConstraint(
                fields=["trajectory", "client", "kind", "occasion"],
                condition=Q(kind__in=["aftercare", "moment"]) & ~Q(status="cancelled"),
                name="one_extra_wave_per_occasion",
            ),
            models.UniqueConstraint(
                fields=["trajectory", "client"],
                condition=Q(kind="end") & ~Q(status="cancelled"),
                name="one_end_wave",
            ),
            models.UniqueConstraint(
                fields=["trajectory", "client", "submitted_at"],
                condition=Q(kind="imported"),
                name="an_imported_wave_once",
            ),
            models.CheckConstraint(
                condition=~Q(status="submitted") | Q(submitted_at__isnull=False),
                name="a_submitted_wave_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(status="cancelled") | ~Q(cancelled_reason=""),
                name="a_cancelled_wave_has_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["status", "open_from"])]

    def __str__(self) -> str:
        return f"wave {self.pk}"

    @property
    def reaches_current_address(self) -> bool:
        """False once the client's address changed: a link that went to the old one still leads to
        its own questionnaire, but stops nothing and blocks nothing for the new one."""
        return self.address_version == self.client.address_version
