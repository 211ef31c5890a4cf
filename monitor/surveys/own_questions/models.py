"""A municipality's own questions."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from monitor.fields.base import TenantModel, tracked
from tenants.vault.declarations import declare

SLOTS = (1, 2)


class AnswerForm(models.TextChoices):
    """How somebody answers. The two scales have the words of the national questions."""

    AMOUNT = "amount", _("Van heel weinig tot heel veel")
    DEGREE = "degree", _("Van helemaal niet tot heel goed")
    CHOICE = "choice", _("Kiezen uit eigen antwoorden")


@tracked()
class OwnQuestion(TenantModel):
    """A question that a municipality asks beside the national ones: in no score, never in the
    benchmark. Answers carry `code`, so they outlive the asking; a retired one is not asked.

    `texts` is the question per language, Dutch always; `options` a dict per language for each
    answer to choose from, empty with a scale. The two slots hold that at most two are asked.
    """

    number = models.PositiveSmallIntegerField(unique=True)
    slot = models.PositiveSmallIntegerField()
    form = models.CharField(max_length=10, choices=AnswerForm.choices)
    texts = models.JSONField()
    options = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True)

    data_classes = declare(plain="id number slot form texts options created_at retired_at")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["slot"],
                condition=Q(retired_at__isnull=True),
                name="one_own_question_per_slot",
            ),
            models.CheckConstraint(condition=Q(slot__in=SLOTS), name="at_most_two_own_questions"),
        ]

    def __str__(self) -> str:
        return self.texts["nl"]

    @property
    def code(self) -> str:
        """The item code of its answers."""
        return f"own_{self.number}"

    @property
    def is_asked(self) -> bool:
        """Whether it stands in questionnaires now."""
        return self.retired_at is None

    @property
    def is_scale(self) -> bool:
        """Whether answers are the numbers 1 to 5."""
        return self.form != AnswerForm.CHOICE
