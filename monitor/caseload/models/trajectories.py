"""Trajectories: the help one or two clients get, from intake to ending."""

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from benchmark.standard import clients as standard
from benchmark.standard.text import choices
from monitor.fields.base import TenantModel, tracked
from tenants.vault.declarations import declare


class TrajectoryQuerySet(models.QuerySet):
    """Trajectories by intention."""

    def running(self):
        """Those without an ending."""
        return self.filter(ending__isnull=True)

    def of_caseworker(self, account_id):
        """Those of one caseworker; none without an account (fails closed)."""
        return self.filter(caseworker_id=account_id) if account_id else self.none()

    def in_step(self, step, on, *, skipped=()):
        """Those whose step in progress on this day is `step`, derived in the database; and those
        in a step just before it that this municipality skips (codes in `skipped`)."""
        from monitor.caseload.steps import kinds_into_and_beyond

        from .events import Milestone

        reached = Milestone.objects.filter(
            trajectory=OuterRef("pk"), revoked_at__isnull=True, reached_on__lte=on
        )
        into, beyond = kinds_into_and_beyond(step, skipped)
        found = self.filter(~Exists(reached.filter(kind__in=beyond)))
        return found.filter(Exists(reached.filter(kind__in=into))) if into else found

    def started_within(self, edition):
        """The edition's cohort: the clock (intake date) starts inside it."""
        return self.filter(intake_date__gte=edition.starts_on, intake_date__lte=edition.ends_on)

    def with_benchmark_consent(self):
        """Those of whose clients the last to say anything did not say no to the average."""
        from .clients import Participation

        latest = Participation.objects.filter(client__trajectories=OuterRef("pk")).order_by(
            "-recorded_at", "-id"
        )
        return self.annotate(benchmark_said=Subquery(latest.values("benchmark")[:1])).filter(
            Q(benchmark_said=True) | Q(benchmark_said__isnull=True)
        )


@tracked()
class Trajectory(TenantModel):
    """The help that one or two clients get (traject), known to the municipality by `external_id`.

    Its clock starts at `intake_date`. The step in progress is derived, never stored
    (`monitor.caseload.steps`).
    """

    external_id = models.CharField(_("trajectnummer"), max_length=60, unique=True)
    clients = models.ManyToManyField(
        "caseload.Client", through="caseload.TrajectoryClient", related_name="trajectories"
    )
    inflow = models.CharField(
        _("instroom"), max_length=20, choices=choices(standard.INFLOW), blank=True
    )
    first_contact = models.DateField(_("eerste contact"), null=True, blank=True)
    intake_date = models.DateField(_("intakedatum"))
    enrolled_on = models.DateField(_("deelname sinds"), null=True, blank=True)
    gemeentecode = models.CharField(_("gemeentecode"), max_length=6, blank=True)
    team = models.CharField(_("team"), max_length=60, blank=True)
    caseworker_id = models.UUIDField(_("hulpverlener"), null=True, blank=True)
    path = models.CharField(_("behandelpad"), max_length=60, blank=True)
    client_type = models.CharField(
        _("klanttype"), max_length=20, choices=choices(standard.CLIENT_TYPES), blank=True
    )
    problem_severity = models.CharField(
        max_length=10, choices=choices(standard.PROBLEM_SEVERITY), blank=True
    )
    debt_duration = models.CharField(
        max_length=10, choices=choices(standard.DEBT_DURATION), blank=True
    )
    hindrance = models.CharField(max_length=10, choices=choices(standard.HINDRANCE), blank=True)
    self_direction = models.CharField(
        max_length=10, choices=choices(standard.SELF_DIRECTION), blank=True
    )
    competence = models.CharField(max_length=10, choices=choices(standard.BANDS), blank=True)
    attitude = models.CharField(max_length=10, choices=choices(standard.BANDS), blank=True)
    social_norm = models.CharField(max_length=10, choices=choices(standard.BANDS), blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = TrajectoryQuerySet.as_manager()
    data_classes = declare(
        pseudonymous="id external_id clients inflow first_contact intake_date enrolled_on "
        "gemeentecode team caseworker_id path client_type problem_severity debt_duration "
        "hindrance self_direction competence attitude social_norm",
        plain="created_at",
    )

    class Meta:
        indexes = [
            models.Index(fields=["intake_date"]),
            models.Index(fields=["caseworker_id"]),
        ]
        verbose_name = _("traject")

    def __str__(self) -> str:
        return f"trajectory {self.pk}"


@tracked()
class TrajectoryClient(TenantModel):
    """A client's place in a trajectory: the first, or the partner."""

    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="places")
    client = models.ForeignKey("caseload.Client", on_delete=models.CASCADE, related_name="places")
    position = models.PositiveSmallIntegerField(default=1)

    data_classes = declare(pseudonymous="id trajectory client", plain="position")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["trajectory", "position"], name="one_client_per_place"),
            models.UniqueConstraint(
                fields=["trajectory", "client"], name="client_once_in_trajectory"
            ),
            models.CheckConstraint(
                condition=models.Q(position__in=[1, 2]), name="one_or_two_clients"
            ),
        ]

    def __str__(self) -> str:
        return f"place {self.pk}"
