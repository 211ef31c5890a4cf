"""What people decided about a trajectory, kept with its reason: transfers, client types, removed
help."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from benchmark.standard import clients as standard
from benchmark.standard import deployments as deployment_terms
from benchmark.standard.text import choices
from monitor.fields.base import TenantModel, tracked
from monitor.fields.sealed import Sealed
from tenants.vault.declarations import declare

from .trajectories import Trajectory


@tracked()
class Transfer(TenantModel):
    """A trajectory that went to a colleague, to a team, or both (R22). Rows are added, never
    changed. `client_agrees` is None as long as nobody asked."""

    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="transfers")
    from_caseworker_id = models.UUIDField(null=True)
    to_caseworker_id = models.UUIDField(_("collega"), null=True)
    from_team = models.CharField(max_length=60, blank=True)
    to_team = models.CharField(_("team"), max_length=60, blank=True)
    client_agrees = models.BooleanField(null=True)
    consent_version = models.CharField(max_length=20)
    recorded_by = models.UUIDField(null=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    data_classes = declare(
        pseudonymous="id trajectory from_caseworker_id to_caseworker_id from_team to_team "
        "client_agrees recorded_by",
        plain="consent_version recorded_at",
    )

    class Meta:
        ordering = ["-recorded_at", "-id"]

    def __str__(self) -> str:
        return f"transfer {self.pk}"


@tracked()
class TypeDecision(TenantModel):
    """Which client type the rule table proposed, and which one the caseworker chose (A-16).

    Rows are added, never changed; the latest one holds and stands in `Trajectory.client_type`.
    `proposed` is blank when the table had too little to go by. Another choice than the proposal has
    a reason.
    """

    trajectory = models.ForeignKey(
        Trajectory, on_delete=models.CASCADE, related_name="type_decisions"
    )
    proposed = models.CharField(max_length=20, choices=choices(standard.CLIENT_TYPES), blank=True)
    chosen = models.CharField(_("klanttype"), max_length=20, choices=choices(standard.CLIENT_TYPES))
    rules_version = models.PositiveSmallIntegerField()
    reason_sealed = models.BinaryField(null=True, editable=False)
    reason = Sealed()
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(auto_now_add=True)

    data_classes = declare(
        personal="reason_sealed",
        pseudonymous="id trajectory proposed chosen decided_by",
        plain="rules_version decided_at",
    )

    class Meta:
        ordering = ["-decided_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(chosen=F("proposed")) | Q(reason_sealed__isnull=False),
                name="another_type_than_proposed_has_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"type decision {self.pk}"


@tracked()
class RemovedDeployment(TenantModel):
    """Help that was written down by mistake and taken away, with the reason."""

    trajectory = models.ForeignKey(
        Trajectory, on_delete=models.CASCADE, related_name="removed_deployments"
    )
    category = models.CharField(max_length=20, choices=choices(deployment_terms.CATEGORIES))
    service = models.CharField(max_length=80, blank=True)
    started_on = models.DateField()
    ended_on = models.DateField(null=True)
    reason_sealed = models.BinaryField(editable=False)
    reason = Sealed()
    removed_by = models.UUIDField(null=True)
    removed_at = models.DateTimeField(auto_now_add=True)

    data_classes = declare(
        personal="reason_sealed",
        pseudonymous="id trajectory category service started_on ended_on removed_by",
        plain="removed_at",
    )

    class Meta:
        ordering = ["-removed_at", "-id"]

    def __str__(self) -> str:
        return f"removed deployment {self.pk}"
