"""What is read of the texts, by whom they are for. Every text that is shown is written down."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet
from django.db.models.functions import ExtractQuarter, ExtractYear

from benchmark.disclosure import INTERNAL_FLOOR
from monitor.caseload.models import Trajectory
from tenants.audit.models import ReadEvent
from tenants.vault.sealing import keyed_digest

from .models import Addressee, FreeText


def to_caseworker(trajectory: Trajectory) -> QuerySet[FreeText]:
    """What the clients of this trajectory said to their caseworker, newest first."""
    return FreeText.objects.filter(
        wave__trajectory=trajectory, addressee=Addressee.CASEWORKER
    ).select_related("client")


def quarters() -> list[str]:
    """The quarters in which clients said something to the municipality, newest first: "2026-4"."""
    found = (
        FreeText.objects.filter(addressee=Addressee.MUNICIPALITY)
        .order_by()
        .values_list(ExtractYear("said_at"), ExtractQuarter("said_at"))
        .distinct()
    )
    return [f"{year}-{quarter}" for year, quarter in sorted(found, reverse=True)]


def to_municipality(quarter: str, today: date) -> list[FreeText] | None:
    """What was said to the municipality in a quarter ("2026-4"), without who or when.

    None when fewer than INTERNAL_FLOOR clients did: a text would then soon have a face. The order
    is random, and the same all day, so that a page can be turned.
    """
    year, number = quarter.split("-")
    rows = list(
        FreeText.objects.filter(
            addressee=Addressee.MUNICIPALITY, said_at__year=year, said_at__quarter=number
        )
        .order_by()
        .prefetch_related("codes")
    )
    if len({row.client_id for row in rows}) < INTERNAL_FLOOR:
        return None
    salt = today.isoformat().encode()
    return sorted(rows, key=lambda row: keyed_digest("free-text-order", salt + row.pk.bytes))


def quarter_of(day: date) -> str:
    """The quarter a day lies in, as addresses name it: "2026-4"."""
    return f"{day.year}-{(day.month + 2) // 3}"


def note_reading(request, texts: Iterable[FreeText]) -> None:
    """Write down that the signed-in account read these; one statement."""
    match = request.resolver_match
    ReadEvent.objects.bulk_create(
        ReadEvent(
            account_id=request.user.pk,
            what="free_text",
            object_id=text.pk,
            route=match.view_name if match else "",
        )
        for text in texts
    )
