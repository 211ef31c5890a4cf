"""What a municipality calls a term of the standard."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from benchmark.standard.steps import VERSION
from monitor.fields.base import TenantModel, tracked
from tenants.vault.declarations import declare

LABEL_LENGTH = 40
# The one step that a municipality may leave out (requirements A8).
OPTIONAL_STEP = "life_domains"


class Kind(models.TextChoices):
    """What is named: a step, the milestone that closes one, or a scale."""

    STEP = "step", "step"
    MILESTONE = "milestone", "milestone"
    SCALE = "scale", "scale"


@tracked()
class OwnLabel(TenantModel):
    """How this municipality calls one term of the standard (R7, S43), and whether it uses it.

    A term without a row goes by its standard name; records, figures of all municipalities and
    files carry the code and never this label. `standard_version` is the set of steps the label was
    given to. Of a scale `label` is the code of one of the names it can have (A-15).
    """

    kind = models.CharField(max_length=10, choices=Kind.choices)
    code = models.CharField(max_length=30)
    label = models.CharField(_("eigen naam"), max_length=LABEL_LENGTH, blank=True)
    is_used = models.BooleanField(default=True)
    standard_version = models.PositiveSmallIntegerField(default=VERSION)

    data_classes = declare(plain="id kind code label is_used standard_version")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "code"], name="one_label_per_term"),
            models.CheckConstraint(
                condition=Q(is_used=True) | Q(kind=Kind.STEP, code=OPTIONAL_STEP),
                name="only_the_optional_step_is_off",
            ),
            models.CheckConstraint(
                condition=~Q(label="") | Q(is_used=False), name="a_label_differs_from_the_standard"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"
