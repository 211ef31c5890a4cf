"""Results of a screening."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from benchmark.standard.text import choices
from monitor.caseload.models import Client, Trajectory
from monitor.fields.base import TenantModel, tracked
from monitor.fields.sealed import Sealed
from tenants.vault.declarations import declare

from .terms import FILLED_IN, MODULES


@tracked()
class ScreeningResult(TenantModel):
    """What Mesis found of one client on one day. Rows are added and taken away, never changed."""

    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="screenings")
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="screenings")
    on = models.DateField()
    filled_in = models.CharField(max_length=12, choices=choices(FILLED_IN))
    profile_sealed = models.BinaryField(null=True, editable=False)
    profile = Sealed()
    modules = ArrayField(models.CharField(max_length=16, choices=choices(MODULES)), default=list)
    recorded_by = models.UUIDField(null=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    data_classes = declare(
        personal="profile_sealed",
        pseudonymous="id trajectory client on filled_in modules recorded_by",
        plain="recorded_at",
    )

    class Meta:
        ordering = ["-on", "-recorded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["trajectory", "client", "on"], name="one_screening_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"screening {self.pk}"
