"""Intermediate goals, ticked by two sides."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from benchmark.standard.goals import SET_BY
from benchmark.standard.text import choices
from monitor.fields.base import TenantModel, tracked
from monitor.fields.sealed import Sealed
from tenants.vault.declarations import declare

from .trajectories import Trajectory


class Through(models.TextChoices):
    """Who wrote down what the client says of a goal."""

    CLIENT = "client", "client"
    CASEWORKER = "caseworker", "caseworker"


@tracked()
class Goal(TenantModel):
    """A tussendoel (S49, M-3). Client and caseworker each say whether it is reached: True, False or
    nothing yet (None). The two answers stand beside each other and are never made into one.
    """

    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="goals")
    text_sealed = models.BinaryField(editable=False)
    text = Sealed()
    set_by = models.CharField(_("gesteld door"), max_length=10, choices=choices(SET_BY))
    due_on = models.DateField(_("streefdatum"), null=True, blank=True)
    created_by = models.UUIDField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    caseworker_says = models.BooleanField(null=True)
    caseworker_said_at = models.DateTimeField(null=True)
    client_says = models.BooleanField(null=True)
    client_said_at = models.DateTimeField(null=True)
    client_said_through = models.CharField(max_length=10, choices=Through.choices, blank=True)
    dropped_at = models.DateTimeField(null=True)

    data_classes = declare(
        personal="text_sealed",
        pseudonymous="id trajectory set_by due_on created_by caseworker_says client_says "
        "client_said_through",
        plain="created_at caseworker_said_at client_said_at dropped_at",
    )

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(caseworker_says__isnull=True, caseworker_said_at__isnull=True)
                | Q(caseworker_says__isnull=False, caseworker_said_at__isnull=False),
                name="goal_caseworker_said_it_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(
                    client_says__isnull=True, client_said_at__isnull=True, client_said_through=""
                )
                | Q(client_says__isnull=False, client_said_at__isnull=False)
                & ~Q(client_said_through=""),
                name="goal_client_said_it_through_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"goal {self.pk}"

    @property
    def is_disputed(self) -> bool:
        """Both sides spoke and do not agree."""
        return None not in (self.client_says, self.caseworker_says) and (
            self.client_says != self.caseworker_says
        )
