"""Which editions a municipality has figures of."""

from datetime import date, timedelta

from django.db.models import QuerySet

from tenants.models import Edition, Municipality

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
