"""What clients say in their own words, and the emotions somebody read in it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from benchmark.standard.text import choices
from monitor.caseload.models import Client
from monitor.fields.base import TenantModel, tracked
from monitor.fields.sealed import Sealed
from monitor.surveys.models import Wave
from tenants.vault.declarations import declare

from .emotions import EMOTIONS


class Addressee(models.TextChoices):
    """Whom a text is for."""

    CASEWORKER = "caseworker", _("Je hulpverlener")
    MUNICIPALITY = "municipality", _("De gemeente")


class FreeText(TenantModel):
    """A text of a client after a questionnaire: one per wave and addressee.

    Not tracked, on purpose: a client may change or erase it before leaving, and what was erased
    stays in no history.
    """

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="free_texts")
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="free_texts")
    addressee = models.CharField(max_length=12, choices=Addressee.choices)
    text_sealed = models.BinaryField(editable=False)
    text = Sealed()
    said_at = models.DateTimeField()

    data_classes = declare(
        personal="text_sealed", pseudonymous="id wave client addressee said_at", plain=""
    )

    class Meta:
        ordering = ["-said_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["wave", "addressee"], name="one_free_text_per_addressee"
            )
        ]
        indexes = [models.Index(fields=["addressee", "said_at"])]

    def __str__(self) -> str:
        return f"free text {self.pk}"


@tracked()
class EmotionCode(TenantModel):
    """An emotion that somebody of the municipality read in a text."""

    text = models.ForeignKey(FreeText, on_delete=models.CASCADE, related_name="codes")
    emotion = models.CharField(max_length=12, choices=choices(EMOTIONS))
    coded_by = models.UUIDField(null=True)
    coded_at = models.DateTimeField(auto_now_add=True)

    data_classes = declare(pseudonymous="id text emotion coded_by", plain="coded_at")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["text", "emotion"], name="an_emotion_once_per_text")
        ]

    def __str__(self) -> str:
        return f"emotion code {self.pk}"
