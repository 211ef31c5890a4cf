"""What municipalities hand over and consent to, and what is published (schema `public`).

None of it knows a client: only statistics of municipalities and of all of them together.
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

    `released` is what stood here when figures that hold now were made, kept once the row has
    changed since: [{"computed_at", "statistic"}], oldest first. Without it the municipality could
    not take itself out of the average.
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
    released = models.JSONField(null=True)

    data_classes = declare(
        plain="id municipality tenant_schema edition indicator version cell statistic base "
        "cohort_size computed_at released"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "edition", "indicator", "version", "cell"],
                name="one_contribution_per_cell",
            )
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

    `grouping`: "national" or a code of benchmark/groupings.py; a group of which nothing is shown
    has no rows. `weighting` "clients": a sum over clients. "municipalities": the mean of
    municipality values as it is shown, in the form of benchmark/means.py.

    `published_at` is when this figure first came out: earlier than its release when the atom rule
    keeps an earlier figure. `others_shown`: whoever contributed may subtract itself, because what
    is left could have been published whichever member it is. `member_set`: the number of the set of
    municipalities behind a sum (SetMember).
    """

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="statistics")
    indicator = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField()
    cell = models.CharField(max_length=60)
    grouping = models.CharField(max_length=40, default="national")
    weighting = models.CharField(max_length=20, default="clients")
    statistic = models.JSONField(null=True)
    withheld = models.CharField(max_length=30, blank=True)
    contributor_band = models.CharField(max_length=10, blank=True)
    published_at = models.DateTimeField()
    others_shown = models.BooleanField(default=False)
    member_set = models.PositiveSmallIntegerField(null=True)

    data_classes = declare(
        plain="id release indicator version cell grouping weighting statistic withheld "
        "contributor_band published_at others_shown member_set"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["release", "indicator", "version", "cell", "grouping", "weighting"],
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
    """Which municipalities stand behind a released cell, or have a point there ("points"). Only the
    publisher reads and adds; the rules are checked against it and it is never changed."""

    indicator = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField()
    cell = models.CharField(max_length=60)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="ledger")
    grouping = models.CharField(max_length=40)
    weighting = models.CharField(max_length=20, default="clients")
    members = ArrayField(models.BigIntegerField())
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="ledger")
    entered_at = models.DateTimeField(auto_now_add=True)

    data_classes = declare(
        plain="id indicator version cell edition grouping weighting members release entered_at"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["release", "indicator", "version", "cell", "grouping", "weighting"],
                name="one_ledger_entry_per_cell",
            )
        ]
        indexes = [models.Index(fields=["indicator", "cell", "edition"])]

    def __str__(self) -> str:
        return f"{self.indicator} {self.cell}"


class SetMember(models.Model):
    """A municipality in one of the sets behind the sums of an edition: read by the publisher, and
    by the municipality its own rows alone, so that it knows which figures it is in."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="+")
    tenant_schema = models.CharField(max_length=63)  # what row-level security compares with

    data_classes = declare(plain="id edition number municipality tenant_schema")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "number", "municipality"], name="once_in_a_set"
            )
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.number}"


class PointConsent(models.Model):
    """A municipality's consent to a point of its own in what is published of an edition.

    Row-level security lets a municipality reach its own rows and the publisher read all. A row is
    never taken away: it ends when it is withdrawn.
    """

    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, related_name="point_consents"
    )
    tenant_schema = models.CharField(max_length=63)  # what row-level security compares with
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="point_consents")
    given_by = models.UUIDField()
    given_at = models.DateTimeField()
    withdrawn_by = models.UUIDField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    data_classes = declare(
        pseudonymous="given_by withdrawn_by",
        plain="id municipality tenant_schema edition given_at withdrawn_at",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "edition"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="one_standing_consent_per_edition",
            )
        ]
        verbose_name = _("toestemming voor een punt")

    def __str__(self) -> str:
        return f"{self.municipality_id}: {self.edition_id}"


class ReleasedPoint(models.Model):
    """One municipality's share in a release, under a number that says nothing of who it is.

    `value` is in whole percents; below 5 it is 4 and above 95 it is 96. `published_at` is when the
    point first came out.
    """

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="points")
    indicator = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField()
    cell = models.CharField(max_length=60)
    number = models.PositiveSmallIntegerField()
    value = models.PositiveSmallIntegerField()
    base_band = models.CharField(max_length=10)
    published_at = models.DateTimeField()

    data_classes = declare(
        plain="id release indicator version cell number value base_band published_at"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["release", "indicator", "version", "cell", "number"],
                name="one_point_per_number",
            ),
            models.CheckConstraint(
                condition=models.Q(value__gte=4, value__lte=96), name="no_point_at_the_ends"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.cell} {self.number}"


class PointHolder(models.Model):
    """Which number a municipality has in a release: read by the publisher, and by the municipality
    its own row alone."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="+")
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="+")
    tenant_schema = models.CharField(max_length=63)  # what row-level security compares with
    number = models.PositiveSmallIntegerField()

    data_classes = declare(plain="id release municipality tenant_schema number")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["release", "municipality"], name="one_number_per_municipality"
            ),
            models.UniqueConstraint(
                fields=["release", "number"], name="one_municipality_per_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.release_id}: {self.number}"
