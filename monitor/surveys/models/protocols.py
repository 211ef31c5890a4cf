"""What a municipality sets about when its clients are asked."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from monitor.fields.base import TenantModel, tracked
from tenants.vault.declarations import declare


@tracked()
class Protocol(TenantModel):
    """The protocol of one edition (run): it holds for trajectories with an intake on or after
    `starts_on`, the day the edition starts, until a later one. No row means the standard.

    The bounds protect clients: never more often than every two weeks, never at night.
    """

    starts_on = models.DateField(_("geldt vanaf"), unique=True)
    interval_days = models.PositiveSmallIntegerField(_("dagen tussen twee vragenlijsten"))
    remind_after_days = models.PositiveSmallIntegerField(_("herinnering na hoeveel dagen"))
    window_opens = models.PositiveSmallIntegerField(_("berichten vanaf (uur)"))
    window_closes = models.PositiveSmallIntegerField(_("berichten tot (uur)"))
    updated_at = models.DateTimeField(auto_now=True)

    data_classes = declare(
        plain="id starts_on interval_days remind_after_days window_opens window_closes updated_at"
    )

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(interval_days__gte=14, interval_days__lte=42),
                name="protocol_interval_in_bounds",
            ),
            models.CheckConstraint(
                condition=Q(remind_after_days__gte=2, remind_after_days__lte=7),
                name="protocol_reminder_in_bounds",
            ),
            models.CheckConstraint(
                condition=Q(window_opens__gte=9, window_closes__lte=20)
                & Q(window_closes__gte=F("window_opens") + 4),
                name="protocol_window_in_bounds",
            ),
        ]

    def __str__(self) -> str:
        return f"protocol from {self.starts_on}"
