"""A municipality's consent to a point of its own, under a pseudonym, in what is published.

Given and withdrawn inside the municipality's world, per edition; read as a whole by the publisher
alone. A withdrawal keeps the municipality out of what is published of later editions and of a first
set of points; a set that is out stays as it is (DESIGN, rules 5 and 6).
"""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tenants.models import Edition, Municipality

from .contributions import lock_for_handing_over
from .models import PointConsent


def give(edition: Edition, municipality: Municipality, account_id: UUID) -> PointConsent:
    """Consent from now on; the consent that stands already when there is one."""
    with transaction.atomic():
        lock_for_handing_over(edition, municipality)
        return standing(edition, municipality) or PointConsent.objects.create(
            municipality=municipality,
            tenant_schema=municipality.schema_name,
            edition=edition,
            given_by=account_id,
            given_at=timezone.now(),
        )


def withdraw(edition: Edition, municipality: Municipality, account_id: UUID | None = None) -> bool:
    """End the consent that stands; whether there was one."""
    with transaction.atomic():
        lock_for_handing_over(edition, municipality)
        ended = _standing(edition).filter(municipality=municipality)
        return bool(ended.update(withdrawn_at=timezone.now(), withdrawn_by=account_id))


def standing(edition: Edition, municipality: Municipality) -> PointConsent | None:
    """The consent that holds now."""
    return _standing(edition).filter(municipality=municipality).first()


def consenting(edition: Edition) -> frozenset[str]:
    """The keys, as text, of all whose consent holds (publisher)."""
    found = _standing(edition).filter(
        municipality__is_active=True, municipality__is_demo=edition.is_demo
    )
    return frozenset(str(key) for key in found.values_list("municipality", flat=True))


def _standing(edition: Edition):
    return PointConsent.objects.filter(edition=edition, withdrawn_at__isnull=True)
