"""Contacts with a client, and appointments that nobody came to."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from benchmark.standard import contacts as standard
from benchmark.standard.text import choices
from monitor.fields.base import TenantModel, tracked
from monitor.fields.sealed import Sealed
from tenants.vault.declarations import declare

from .trajectories import Trajectory


@tracked()
class Contact(TenantModel):
    """One contact in a trajectory, or an appointment at which the client was a no-show (S68, R20).

    At most one of a kind on a day, so that a double tap counts once. `initiated_by` is blank when
    nobody said.
    """

    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="contacts")
    on = models.DateField(_("op"))
    kind = models.CharField(_("soort contact"), max_length=10, choices=choices(standard.KINDS))
    initiated_by = models.CharField(
        _("wie nam contact op"), max_length=10, choices=choices(standard.INITIATORS), blank=True
    )
    no_show = models.BooleanField(_("niet verschenen"), default=False)
    note_sealed = models.BinaryField(null=True, editable=False)
    note = Sealed()
    recorded_by = models.UUIDField(null=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    data_classes = declare(
        personal="note_sealed",
        pseudonymous="id trajectory on kind initiated_by no_show recorded_by",
        plain="recorded_at",
    )

    class Meta:
        ordering = ["-on", "-recorded_at"]
        indexes = [models.Index(fields=["trajectory", "-on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["trajectory", "on", "kind", "no_show"], name="one_contact_of_a_kind_a_day"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[term.code for term in standard.KINDS]),
                name="contact_of_a_known_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"contact {self.pk}"
