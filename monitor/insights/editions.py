"""Which editions a municipality has figures of."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from benchmark.disclosure import INTERNAL_FLOOR
from monitor.caseload.models import Trajectory
from tenants.models import Edition, Municipality

from .memory import Memory

# Results of the last days are registered late; after this an edition is closed (rule 6).
CLOSES_AFTER = timedelta(days=30)


def editions_of(municipality: Municipality) -> QuerySet[Edition]:
    """The editions it takes part in, newest first; made-up municipalities have their own."""
    return Edition.objects.filter(is_demo=municipality.is_demo)


def open_on(municipality: Municipality, day: date) -> QuerySet[Edition]:
    """Those that have begun and are not closed: contributions are handed over for these."""
    return editions_of(municipality).filter(
        starts_on__lte=day, reference_date__gte=day - CLOSES_AFTER
    )


def newest_with_figures(editions: Sequence[Edition], memory: Memory) -> Edition | None:
    """Of `editions`, newest first, the newest of which there is a cohort to show figures of.

    Without such a cohort the newest one, whose page says that figures are still to come; None when
    there is no edition at all.
    """
    if not editions:
        return None
    sizes = memory.get(
        ("sizes", tuple(e.pk for e in editions)),
        lambda: Trajectory.objects.aggregate(
            **{f"edition_{e.pk}": Count("pk", filter=_within(e)) for e in editions}
        ),
    )
    for edition in editions:
        if sizes[f"edition_{edition.pk}"] >= INTERNAL_FLOOR:
            return edition
    return editions[0]


def _within(edition: Edition) -> Q:
    return Q(intake_date__gte=edition.starts_on, intake_date__lte=edition.ends_on)
