"""What municipalities hand over and what is published (schema `public`).

Neither knows a client: both hold additive statistics.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from tenants.models import Edition, Municipality
from tenants.vault.declarations import declare


class Contribution(models.Model):
    """One municipality's statistic for one indicator, breakdown cell and edition.

    Exact, so that pools add up, and therefore confidential: row-level security lets a municipality
    reach its own rows and the publisher read all. `base` is the clients behind it, which is what
    the rules of disclosure count.

    `released_statistic` is what stood here when the release that holds now was made, kept once the
    row has changed since: without it the municipality could not take itself out of the average.
    """

    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, related_name="contributions"
    )
    tenant_schema = models.CharField(max_length=63)  # what row-level security compares with
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="contributions")
    indicator = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField()
    cell = models.CharField(max_length=60)
    statistic = models.JSONField()
    base = models.PositiveIntegerField()
    cohort_size = models.PositiveIntegerField()
    computed_at = models.DateTimeField()
    released_statistic = models.JSONField(null=True)
    released_computed_at = models.DateTimeField(null=True)

    data_classes = declare(
        plain="id municipality tenant_schema edition indicator version cell statistic base "
        "cohort_size computed_at released_statistic released_computed_at"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "edition", "indicator", "version", "cell"],
                name="one_contribution_per_cell",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    released_statistic__isnull=True, released_computed_at__isnull=True
                )
                | models.Q(released_statistic__isnull=False, released_computed_at__isnull=False),
                name="what_was_released_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.cell}"


class Release(models.Model):
    """A frozen, disclosure-checked set of pooled statistics that pages cite by its slug."""

    slug = models.SlugField(unique=True)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="releases")
    published_at = models.DateTimeField()
    input_hash = models.CharField(max_length=64)
    code_version = models.CharField(max_length=40)
    contributor_band = models.CharField(max_length=10, blank=True)  # empty: fewer than five

    data_classes = declare(
        plain="id slug edition published_at input_hash code_version contributor_band"
    )

    class Meta:
        ordering = ["-published_at"]
        verbose_name = _("publicatie van cijfers")

    def __str__(self) -> str:
        return self.slug


class ReleasedStatistic(models.Model):
    """One cell of a release: the pooled statistic, or why it is withheld.

    `published_at` is when this figure first came out: earlier than its release when the atom rule
    keeps an earlier figure. `others_shown`: whoever contributed may subtract itself, because what
    is left could have been published whichever member it is.
    """

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="statistics")
    indicator = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField()
    cell = models.CharField(max_length=60)
    grouping = models.CharField(max_length=40, default="national")
    statistic = models.JSONField(null=True)
    withheld = models.CharField(max_length=30, blank=True)
    contributor_band = models.CharField(max_length=10, blank=True)
    published_at = models.DateTimeField()
    others_shown = models.BooleanField(default=False)

    data_classes = declare(
        plain="id release indicator version cell grouping statistic withheld contributor_band "
        "published_at others_shown"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["release", "indicator", "version", "cell", "grouping"],
                name="one_statistic_per_cell",
            ),
            models.CheckConstraint(
                condition=models.Q(statistic__isnull=True) ^ models.Q(withheld=""),
                name="published_or_withheld_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.cell}"


class LedgerEntry(models.Model):
    """Which municipalities stand behind a released cell. Only the publisher reads and adds; the
    atom rule is checked against it and it is never changed."""

    indicator = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField()
    cell = models.CharField(max_length=60)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="ledger")
    grouping = models.CharField(max_length=40)
    members = ArrayField(models.BigIntegerField())
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="ledger")
    entered_at = models.DateTimeField(auto_now_add=True)

    data_classes = declare(
        plain="id indicator version cell edition grouping members release entered_at"
    )

    class Meta:
        indexes = [models.Index(fields=["indicator", "cell", "edition"])]

    def __str__(self) -> str:
        return f"{self.indicator} {self.cell}"
