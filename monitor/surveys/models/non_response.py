"""Why a questionnaire was not answered."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from benchmark.standard.text import choices
from monitor.fields.base import TenantModel, tracked
from monitor.surveys.non_response_terms import NON_RESPONSE
from tenants.vault.declarations import declare

from .waves import Wave


class SaidBy(models.TextChoices):
    """Whose word it is."""

    CLIENT = "client", _("De cliënt")
    STAFF = "staff", _("Een medewerker")


@tracked()
class NonResponse(TenantModel):
    """Why nobody answered a wave before it closed (R46): one reason per wave, the last word holds,
    but for a client's own, which staff leave as it is. `recorded_by` is the account of staff."""

    wave = models.OneToOneField(Wave, on_delete=models.CASCADE, related_name="non_response")
    reason = models.CharField(max_length=10, choices=choices(NON_RESPONSE))
    said_by = models.CharField(max_length=6, choices=SaidBy.choices)
    recorded_by = models.UUIDField(null=True)
    recorded_at = models.DateTimeField()

    data_classes = declare(
        personal="reason", pseudonymous="id wave said_by recorded_by", plain="recorded_at"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(said_by="client", recorded_by__isnull=True)
                | models.Q(said_by="staff", recorded_by__isnull=False),
                name="a_reason_of_staff_has_an_account",
            )
        ]

    def __str__(self) -> str:
        return f"non-response {self.pk}"
