"""What municipalities hand over: exact sums about their cohort of one edition.

Runs inside a municipality's world. The database lets a municipality reach its own rows alone; a
neighbour's can be neither read nor written (database_grants.py).
"""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from tenants.models import Edition, Municipality

from .disclosure import BY_CLIENTS, COHORT_FLOOR
from .models import Contribution, Release
from .standard.indicators import by_id
from .statistics import Statistic, to_json

# Advisory locks: one edition is either being added to or being published, and a municipality hands
# over once at a time. The numbers only keep these locks apart from others.
EDITION_LOCK, MUNICIPALITY_LOCK = 20210, 20211

Computed = Mapping[str, Mapping[str, Statistic]]
"""Indicator id -> cell code -> statistic."""


def preview(
    edition: Edition, municipality: Municipality, computed: Computed, cohort_size: int
) -> list[Contribution]:
    """The rows, not saved, that handing over would leave behind; a cell without clients has none.

    Empty when the cohort is too small to take part (rule 1). What is divided by a municipality's
    own names stays at home.
    """
    if cohort_size < COHORT_FLOOR:
        return []
    indicators = [by_id(id) for id in computed]
    return [
        Contribution(
            municipality=municipality,
            tenant_schema=municipality.schema_name,
            edition=edition,
            indicator=indicator.id,
            version=indicator.version,
            cell=cell,
            statistic=to_json(statistic),
            base=statistic.people,
            cohort_size=cohort_size,
        )
        for indicator in indicators
        if not indicator.own_only
        for cell, statistic in computed[indicator.id].items()
        if not statistic.is_empty
    ]


def hand_over(
    *, edition: Edition, municipality: Municipality, computed: Computed, cohort_size: int
) -> int:
    """Replace what this municipality handed over for the edition; how many rows there are now.

    A row that did not change keeps its moment. None are left when the cohort is too small.
    """
    rows = preview(edition, municipality, computed, cohort_size)
    with transaction.atomic():
        lock_for_handing_over(edition, municipality)
        now = timezone.now()
        before = {_key(row): row for row in own(edition, municipality)}
        released_at = _released_at(edition)
        for row in rows:
            _keep_moment(row, before.pop(_key(row), None), released_at.get(_key(row), ()), now)
        Contribution.objects.filter(pk__in=[row.pk for row in before.values()]).delete()
        Contribution.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["municipality", "edition", "indicator", "version", "cell"],
            update_fields=[
                "statistic",
                "base",
                "cohort_size",
                "computed_at",
                "released",
            ],
        )
    return len(rows)


def withdraw(*, edition: Edition, municipality: Municipality) -> int:
    """Take back what was handed over; what is published stays as it is (rule 6)."""
    with transaction.atomic():
        lock_for_handing_over(edition, municipality)
        count, _ = own(edition, municipality).delete()
    return count


def own(edition: Edition, municipality: Municipality):
    """What this municipality handed over for the edition."""
    return Contribution.objects.filter(edition=edition, municipality=municipality).order_by("id")


def lock_for_publishing(edition: Edition) -> None:
    """Until the transaction ends nobody hands over for this edition and nobody else publishes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [EDITION_LOCK, edition.pk])


def lock_for_handing_over(edition: Edition, municipality: Municipality) -> None:
    """Until the transaction ends nobody publishes this edition, and nobody else hands over or
    consents for this municipality."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock_shared(%s, %s), pg_advisory_xact_lock(%s, %s)",
            [EDITION_LOCK, edition.pk, MUNICIPALITY_LOCK, municipality.pk],
        )


def _key(row) -> tuple[str, int, str]:
    return row.indicator, row.version, row.cell


def _released_at(edition: Edition) -> dict[tuple[str, int, str], set[datetime]]:
    """Since when the figures that stand now have been out, per cell that is shown: of the country
    and of groups."""
    moments: dict[tuple[str, int, str], set[datetime]] = {}
    release = Release.objects.filter(edition=edition).first()
    if release is not None:
        standing = release.statistics.filter(weighting=BY_CLIENTS, statistic__isnull=False)
        for row in standing.only("indicator", "version", "cell", "published_at"):
            moments.setdefault(_key(row), set()).add(row.published_at)
    return moments


def _keep_moment(row, before, released_at: Collection[datetime], now: datetime) -> None:
    """Fill in when `row` was computed, and keep what was in the figures that stand."""
    row.computed_at = now
    if before is None:
        return
    row.released = before.released
    if before.statistic == row.statistic:
        row.computed_at = before.computed_at
    else:
        row.released = _still_out(before, released_at) or None


def _still_out(row: Contribution, released_at: Collection[datetime]) -> list[dict]:
    """The versions of this row that are in a figure of one of these moments."""
    found = {}
    for moment in sorted(released_at):
        if version := version_at(row, moment):
            found[version["computed_at"]] = version
    return list(found.values())


def version_at(row: Contribution, moment: datetime) -> dict | None:
    """What stood in this row at that moment, as one of its `released`; None when that is not known
    any more, or nothing stood there."""
    now = {"computed_at": row.computed_at.isoformat(), "statistic": row.statistic}
    until = [
        version
        for version in (*(row.released or ()), now)
        if datetime.fromisoformat(version["computed_at"]) <= moment
    ]
    return until[-1] if until else None
