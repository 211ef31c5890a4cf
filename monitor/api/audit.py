"""Who read what by the API, beside what is read on pages."""

from collections.abc import Iterable
from uuid import UUID

from tenants.audit.models import ReadEvent

from .models import AccessToken


def record_reads(request, what: str, keys: Iterable[UUID]) -> None:
    """One read event per object, in one statement. A token is no account: it is named beside the
    route."""
    match = request.resolver_match
    by_token = isinstance(request.auth, AccessToken)
    ReadEvent.objects.bulk_create(
        ReadEvent(
            account_id=None if by_token else request.user.pk,
            what=what,
            object_id=key,
            route=f"{match.view_name} token {request.auth.pk}" if by_token else match.view_name,
        )
        for key in keys
    )
