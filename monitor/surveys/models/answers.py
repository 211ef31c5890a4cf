"""Answers."""

from django.db import models
from django.db.models import Q

from monitor.fields.base import TenantModel, tracked
from tenants.vault.declarations import declare

from .waves import Wave


@tracked()
class Answer(TenantModel):
    """What a client answered to one item of one wave: a number from 1 to 5, or a feeling."""

    # No index of its own: one_answer_per_item begins with it.
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="answers", db_index=False)
    item = models.CharField(max_length=24)
    value = models.PositiveSmallIntegerField(null=True)
    choice = models.CharField(max_length=20, blank=True)
    answered_at = models.DateTimeField()

    data_classes = declare(
        personal="value choice", pseudonymous="id wave", plain="item answered_at"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["wave", "item"], name="one_answer_per_item"),
            models.CheckConstraint(
                condition=Q(value__isnull=False, choice="", value__gte=1, value__lte=5)
                | (Q(value__isnull=True) & ~Q(choice="")),
                name="an_answer_is_a_number_or_a_word",
            ),
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"
