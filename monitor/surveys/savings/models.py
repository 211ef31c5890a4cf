"""What a municipality gives, the ledger of points, and the lists it pays by (M-18, R54, A-23)."""

import uuid

import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from monitor.caseload.models import Client
from monitor.fields.base import TenantModel, tracked
from tenants.vault.declarations import declare

# There is one scheme in a municipality.
THE_SCHEME = uuid.UUID("5c8e0000-0000-4000-8000-000000000001")


def between(low: int, high: int) -> list:
    """Validators of a whole number from `low` to `high`."""
    return [MinValueValidator(low), MaxValueValidator(high)]


@tracked()
class Scheme(TenantModel):
    """Whether and how a municipality gives something back. Off until it says otherwise.

    A point is worth `cents`. `budget` is how many points may be earned in all, None without limit.
    """

    is_on = models.BooleanField(_("sparen staat aan"), default=False)
    points = models.PositiveSmallIntegerField(
        _("punten per vragenlijst"), default=10, validators=between(1, 1000)
    )
    cents = models.PositiveSmallIntegerField(
        _("waarde van een punt in centen"), default=10, validators=between(1, 1000)
    )
    payout_from = models.PositiveSmallIntegerField(
        _("opnemen vanaf dit aantal punten"), default=50, validators=between(1, 10000)
    )
    paid_as = models.CharField(_("hoe we uitbetalen"), max_length=80, blank=True)
    donated_to = models.CharField(_("goed doel"), max_length=80, blank=True)
    budget = models.PositiveIntegerField(_("hoogste aantal punten in totaal"), null=True)

    data_classes = declare(
        plain="id is_on points cents payout_from paid_as donated_to budget",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=THE_SCHEME), name="one_scheme"),
            models.CheckConstraint(
                condition=Q(is_on=False) | ~Q(paid_as="") | ~Q(donated_to=""),
                name="a_scheme_that_is_on_has_a_way_out",
            ),
        ]

    def __str__(self) -> str:
        return "scheme"


@tracked()
class PayoutList(TenantModel):
    """The payouts that a municipality takes to its administration in one go."""

    number = models.PositiveIntegerField(unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.UUIDField(null=True)
    paid_at = models.DateTimeField(null=True)
    paid_by = models.UUIDField(null=True)

    data_classes = declare(pseudonymous="made_by paid_by", plain="id number made_at paid_at")

    class Meta:
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"payout list {self.number}"


class Way(models.TextChoices):
    """What happens with savings that are taken out."""

    PAID = "paid", _("Uitbetalen")
    DONATED = "donated", _("Weggeven")


@tracked()
class Payout(TenantModel):
    """Savings that a client takes out or gives away. It stands on one list, once.

    It outlives the client, as an amount of which nobody knows any more whose it was: a
    municipality has to account for what it paid.
    """

    client = models.ForeignKey(
        Client, on_delete=models.SET_NULL, null=True, related_name="savings_payouts"
    )
    way = models.CharField(max_length=8, choices=Way.choices)
    points = models.PositiveIntegerField()
    cents = models.PositiveIntegerField()
    asked_at = models.DateTimeField()
    on_list = models.ForeignKey(
        PayoutList, on_delete=models.PROTECT, null=True, related_name="payouts"
    )
    reversed_at = models.DateTimeField(null=True)
    reversed_by = models.UUIDField(null=True)

    data_classes = declare(
        pseudonymous="id client points cents reversed_by",
        plain="way asked_at on_list reversed_at",
    )

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(points__gt=0), name="a_payout_is_of_something")
        ]

    def __str__(self) -> str:
        return f"payout {self.pk}"


class Kind(models.TextChoices):
    """Why points come or go."""

    EARNED = "earned", _("Vragenlijst ingevuld")
    TAKEN_OUT = "taken_out", _("Opgenomen")
    REVERSED = "reversed", _("Teruggeboekt")


class Entry(TenantModel):
    """One line in the ledger: points and what they were worth in cents at that moment, so that
    another conversion later takes nothing away. Never changed: a mistake gets a counter entry."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="savings")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    points = models.IntegerField()
    cents = models.IntegerField()
    wave_id = models.UUIDField(null=True)
    payout = models.ForeignKey(Payout, on_delete=models.PROTECT, null=True, related_name="entries")
    reverses = models.OneToOneField(
        "self", on_delete=models.CASCADE, null=True, related_name="reversal"
    )
    at = models.DateTimeField()

    data_classes = declare(
        pseudonymous="id client points cents wave_id payout reverses", plain="kind at"
    )

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["wave_id"], name="points_once_per_questionnaire"),
            models.UniqueConstraint(
                fields=["payout"], condition=Q(kind="taken_out"), name="one_entry_per_payout"
            ),
            models.CheckConstraint(
                condition=Q(
                    kind="earned", points__gt=0, wave_id__isnull=False, reverses__isnull=True
                )
                | Q(kind="taken_out", points__lt=0, payout__isnull=False, reverses__isnull=True)
                | Q(kind="reversed", reverses__isnull=False),
                name="an_entry_is_of_its_kind",
            ),
        ]
        indexes = [models.Index(fields=["client", "at"], name="savings_of_a_client")]
        triggers = [pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"savings entry {self.pk}"
