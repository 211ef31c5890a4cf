"""What happens in a trajectory: milestones, deployments, pauses and the ending."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from benchmark.standard import deployments as deployment_terms
from benchmark.standard import endings as ending_terms
from benchmark.standard.milestones import MILESTONES
from benchmark.standard.text import choices
from monitor.fields.base import TenantModel, tracked
from tenants.vault.declarations import declare

from .trajectories import Trajectory


@tracked()
class Milestone(TenantModel):
    """A dated result (resultaat). At most one of a kind stands; a revoked one stays as history."""

    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="milestones")
    kind = models.CharField(max_length=30, choices=choices(MILESTONES))
    reached_on = models.DateField(_("behaald op"))
    recorded_by = models.UUIDField(null=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.UUIDField(null=True)
    revoked_reason = models.CharField(max_length=200, blank=True)

    data_classes = declare(
        pseudonymous="id trajectory kind reached_on recorded_by revoked_by revoked_reason",
        plain="recorded_at revoked_at",
    )

    class Meta:
        ordering = ["reached_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["trajectory", "kind"],
                condition=Q(revoked_at__isnull=True),
                name="one_standing_milestone_of_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_reason="")
                | (Q(revoked_at__isnull=False) & ~Q(revoked_reason="")),
                name="a_revocation_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"milestone {self.pk}"


@tracked()
class Deployment(TenantModel):
    """Help that is put in (ingezet instrument): what, how intensive, by whom, from when to when."""

    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="deployments")
    category = models.CharField(max_length=20, choices=choices(deployment_terms.CATEGORIES))
    service = models.CharField(_("dienst"), max_length=80, blank=True)
    intensity = models.CharField(
        max_length=10, choices=choices(deployment_terms.INTENSITY), blank=True
    )
    mode = models.CharField(max_length=12, choices=choices(deployment_terms.MODES), blank=True)
    started_on = models.DateField(_("vanaf"))
    ended_on = models.DateField(_("tot"), null=True, blank=True)

    data_classes = declare(
        pseudonymous="id trajectory category service intensity mode started_on ended_on"
    )

    class Meta:
        ordering = ["started_on", "category"]
        constraints = [
            models.UniqueConstraint(
                fields=["trajectory", "category", "service", "started_on"],
                name="one_deployment_per_service_and_start",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="deployment_runs_forward",
            ),
        ]

    def __str__(self) -> str:
        return f"deployment {self.pk}"


@tracked()
class Pause(TenantModel):
    """A period in which no survey is sent; the clock of windows keeps running (A-8)."""

    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="pauses")
    from_date = models.DateField(_("vanaf"))
    until = models.DateField(_("tot en met"), null=True, blank=True)

    data_classes = declare(pseudonymous="id trajectory from_date until")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["trajectory", "from_date"], name="one_pause_per_start"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("from_date")),
                name="pause_runs_forward",
            ),
        ]

    def __str__(self) -> str:
        return f"pause {self.pk}"


@tracked()
class Ending(TenantModel):
    """How and when a trajectory ended. The step at stop is derived from its milestones."""

    trajectory = models.OneToOneField(Trajectory, on_delete=models.CASCADE, related_name="ending")
    ended_on = models.DateField(_("geëindigd op"))
    status = models.CharField(max_length=10, choices=choices(ending_terms.STATUSES))
    reason = models.CharField(max_length=24, choices=choices(ending_terms.REASONS), blank=True)
    recorded_by = models.UUIDField(null=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    data_classes = declare(
        pseudonymous="id trajectory ended_on status reason recorded_by", plain="recorded_at"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason="") | Q(status="referred"), name="an_ending_has_a_reason"
            )
        ]

    def __str__(self) -> str:
        return f"ending {self.pk}"
