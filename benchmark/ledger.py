"""The ledger as rows: who stands behind each released cell (publisher only)."""

from collections.abc import Iterable

from django.utils import timezone

from tenants.models import Edition

from .disclosure import BY_CLIENTS, NATIONAL, Key, Ledger, Released
from .models import LedgerEntry, Release
from .standard.indicators import Indicator


def ledger_name(indicator: Indicator) -> str:
    """The indicator in the ledger's key: another version counts something else."""
    return f"{indicator.id}@{indicator.version}"


def key_of(indicator: Indicator, cell: str, edition: Edition, weighting: str = BY_CLIENTS) -> Key:
    """Under which the cell is released in this edition."""
    return Key(ledger_name(indicator), cell, edition.slug, weighting)


def ledger_of(edition: Edition) -> Ledger:
    """Everything released of this edition, oldest first."""
    entries = LedgerEntry.objects.filter(edition=edition).select_related("release").order_by("id")
    return Ledger(tuple(_released(entry, edition) for entry in entries))


def with_entries(ledger: Ledger, entries: Iterable[LedgerEntry], edition: Edition) -> Ledger:
    """The ledger with rows, not saved, that come out too."""
    return ledger.grown(_released(entry, edition) for entry in entries)


def _released(entry: LedgerEntry, edition: Edition) -> Released:
    return Released(
        Key(f"{entry.indicator}@{entry.version}", entry.cell, edition.slug, entry.weighting),
        entry.grouping,
        frozenset(str(member) for member in entry.members),
        timezone.localdate(entry.release.published_at),
    )


def entry_of(
    release: Release,
    indicator: Indicator,
    cell: str,
    weighting: str,
    members: frozenset[str],
    grouping: str = NATIONAL,
) -> LedgerEntry:
    """The row, not saved, of a cell that comes out with this release."""
    return LedgerEntry(
        release=release,
        edition=release.edition,
        indicator=indicator.id,
        version=indicator.version,
        cell=cell,
        grouping=grouping,
        weighting=weighting,
        members=sorted(int(member) for member in members),
    )
