"""Editions of the monitor."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tenants.vault.declarations import declare


class Edition(models.Model):
    """A run of the monitor (looptijd): who starts in it, and the day its figures are taken.

    The reference date is what "at the end of the study" means: milestones, answers and endings
    after it do not count in this edition's figures.
    """

    slug = models.SlugField(unique=True)
    name = models.CharField(_("naam"), max_length=80)
    starts_on = models.DateField(_("begint op"))
    ends_on = models.DateField(_("eindigt op"))
    reference_date = models.DateField(_("peildatum"))
    is_demo = models.BooleanField(_("verzonnen gegevens"), default=False)

    data_classes = declare(plain="id slug name starts_on ends_on reference_date is_demo")

    class Meta:
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="edition_runs_forward"
            ),
            models.CheckConstraint(
                condition=models.Q(reference_date__gte=models.F("starts_on")),
                name="edition_is_measured_after_its_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name
