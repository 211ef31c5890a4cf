"""Signals on the worklist, and which rules a municipality does not use."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from benchmark.standard.text import choices
from monitor.caseload.models import Client, Trajectory
from monitor.fields.base import TenantModel, tracked
from monitor.fields.sealed import Sealed
from tenants.vault.declarations import declare

from .reasons import DISMISSALS
from .rules import RULES

SENTENCE_LENGTH = 300
FOUND = tuple(rule.code for rule in RULES if not rule.is_asked_for)


class State(models.TextChoices):
    """Where a signal is. `over`: its facts held no longer before anybody did something."""

    OPEN = "open", _("Open")
    SNOOZED = "snoozed", _("Later")
    DISMISSED = "dismissed", _("Niet nodig")
    HANDLED = "handled", _("Afgehandeld")
    OVER = "over", _("Vanzelf voorbij")


WAITING = (State.OPEN, State.SNOOZED)


class SignalQuerySet(models.QuerySet):
    """Signals by intention."""

    def waiting(self):
        """Those that nobody decided about yet, snoozed ones too."""
        return self.filter(state__in=WAITING)

    def due_on(self, day):
        """Those that stand on the list of this day."""
        return self.filter(Q(state=State.OPEN) | Q(state=State.SNOOZED, until__lte=day))


@tracked()
class Signal(TenantModel):
    """One hit of a rule in a trajectory, on one occasion: found twice it is still one.

    `facts` holds codes, dates and numbers alone; the sentences are made of them when somebody
    looks. `client` is whose answers it is about, where it is about answers. `sentence` is what the
    client reads of what was done (M-10). `reopened_on`: the client was not content afterwards.
    """

    trajectory = models.ForeignKey(
        Trajectory, on_delete=models.CASCADE, related_name="worklist_signals"
    )
    client = models.ForeignKey(
        Client, on_delete=models.CASCADE, null=True, related_name="worklist_signals"
    )
    rule = models.CharField(max_length=20, choices=choices(RULES))
    occasion = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)
    first_seen = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    until = models.DateField(null=True)
    reason = models.CharField(max_length=10, choices=choices(DISMISSALS), blank=True)
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    reopened_on = models.DateField(null=True)
    sentence_sealed = models.BinaryField(null=True, editable=False)
    sentence = Sealed()

    objects = SignalQuerySet.as_manager()
    # Found by a rule, and nobody did anything with it: it follows from other records, and goes with
    # them when an import is undone.
    derived = Q(decided_by__isnull=True, reopened_on__isnull=True, rule__in=FOUND)
    data_classes = declare(
        personal="facts sentence_sealed",
        pseudonymous="id trajectory client rule occasion state until reason decided_by reopened_on",
        plain="first_seen decided_at",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["trajectory", "client", "rule", "occasion"],
                nulls_distinct=False,
                name="one_signal_per_occasion",
            ),
            models.CheckConstraint(
                condition=~Q(state="snoozed") | Q(until__isnull=False),
                name="a_snoozed_signal_comes_back",
            ),
            models.CheckConstraint(
                condition=~Q(state="dismissed") | ~Q(reason=""), name="a_dismissal_has_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state="handled") | Q(sentence_sealed__isnull=False),
                name="a_handled_signal_says_what_was_done",
            ),
        ]
        indexes = [
            models.Index(
                fields=["trajectory"],
                condition=Q(state__in=["open", "snoozed"]),
                name="waiting_signals",
            ),
            models.Index(fields=["rule", "first_seen"]),
        ]

    def __str__(self) -> str:
        return f"signal {self.pk}"


@tracked()
class RuleSetting(TenantModel):
    """Whether this municipality uses a rule; a rule without a row is used."""

    rule = models.CharField(max_length=20, choices=choices(RULES), unique=True)
    is_used = models.BooleanField(default=True)

    data_classes = declare(plain="id rule is_used")

    def __str__(self) -> str:
        return self.rule
