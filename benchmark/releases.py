"""What is published: pooled over municipalities, checked by the rules of disclosure, and frozen.

Runs as the publisher, the one role that reads every contribution. A release is made in a single
transaction: the pooled cells, the reasons of what is withheld, and the ledger that the next
release is checked against.
"""

import hashlib
import json
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from tenants.models import Edition

from . import disclosure
from .contributions import lock_for_publishing
from .disclosure import NATIONAL, Decision, Key, Ledger
from .models import Contribution, LedgerEntry, Release, ReleasedStatistic
from .standard.indicators import INDICATORS, Indicator
from .statistics import Statistic, from_json, pool, to_json


class OverlappingPeriods(ValueError):
    """Another edition with releases covers some of the same days: differences would show clients
    of few municipalities, and the ledger compares releases of one period only."""


@dataclass(frozen=True)
class Pool:
    """The contributions of one edition: per indicator and cell each municipality's statistic."""

    statistics: dict[tuple[str, int, str], dict[str, Statistic]]
    cohort_sizes: dict[str, int]
    digest: str

    @classmethod
    def of(cls, rows: Iterable[Contribution]) -> "Pool":
        """Read contributions; municipalities are named by their key, as text."""
        rows = sorted(rows, key=lambda r: (r.municipality_id, r.indicator, r.version, r.cell))
        statistics: dict[tuple[str, int, str], dict[str, Statistic]] = {}
        sizes: dict[str, int] = {}
        digest = hashlib.sha256()
        for row in rows:
            name = str(row.municipality_id)
            cell = statistics.setdefault((row.indicator, row.version, row.cell), {})
            cell[name] = from_json(row.statistic)
            # A hand-over writes one size on all its rows; were they to differ, the least counts.
            sizes[name] = min(row.cohort_size, sizes.get(name, row.cohort_size))
            facts = [name, row.indicator, row.version, row.cell, row.cohort_size, row.statistic]
            digest.update(json.dumps(facts, sort_keys=True).encode())
        return cls(statistics, sizes, digest.hexdigest())

    def cells(self, indicator: Indicator) -> dict[str, dict[str, Statistic]]:
        """Each declared cell's statistic per municipality."""
        return {
            term.code: self.statistics.get((indicator.id, indicator.version, term.code), {})
            for term in indicator.cells
        }

    def bases(self, indicator: Indicator) -> dict[str, dict[str, int]]:
        """Each declared cell's clients per municipality, counted from the statistic itself."""
        return {
            cell: {name: statistic.people for name, statistic in by_name.items()}
            for cell, by_name in self.cells(indicator).items()
        }

    def pooled(self, indicator: Indicator, members: Iterable[str] | None = None):
        """Each cell over `members` (everybody by default); None where nobody has anything."""
        wanted = self.cohort_sizes if members is None else members
        pooled = {}
        for cell, by_name in self.cells(indicator).items():
            parts = [by_name[name] for name in by_name if name in wanted]
            pooled[cell] = pool(parts) if parts else None
        return pooled

    def decisions(
        self, indicator: Indicator, *, ledger: Ledger, period: str
    ) -> dict[str, Decision]:
        """What the rules let out of this indicator, for the country."""
        return disclosure.decide(
            self.bases(indicator),
            cohort_sizes=self.cohort_sizes,
            ledger=ledger,
            indicator=ledger_name(indicator),
            period=period,
            base_floor=indicator.publication_floor,
        )


def contributions_of(edition: Edition) -> list[Contribution]:
    """What the pool is made of: demo municipalities never count with real ones (publisher)."""
    return list(
        Contribution.objects.filter(
            edition=edition, municipality__is_active=True, municipality__is_demo=edition.is_demo
        )
    )


def publish(edition: Edition, *, slug: str = "") -> Release:
    """Publish what the rules allow of this edition and freeze it.

    The same contributions publish nothing new: the release that was made of them is returned.
    Raises OverlappingPeriods. Call it on the programme's side.
    """
    with connection.as_publisher(), transaction.atomic():
        lock_for_publishing(edition)
        now = timezone.now()
        contributions = Pool.of(contributions_of(edition))
        earlier = Release.objects.filter(edition=edition).first()
        if earlier is not None and earlier.input_hash == contributions.digest:
            return earlier
        _refuse_overlap(edition)
        release = Release.objects.create(
            slug=slug or _free_slug(edition, now),
            edition=edition,
            published_at=now,
            input_hash=contributions.digest,
            code_version=code_version(),
            contributor_band=_band(disclosure.participants(contributions.cohort_sizes)),
        )
        _freeze(release, contributions, earlier)
    return release


def _freeze(release: Release, contributions: Pool, earlier: Release | None) -> None:
    period, today = release.edition.slug, timezone.localdate(release.published_at)
    ledger = ledger_of(release.edition)
    standing = _standing(earlier)
    statistics, entries = [], []
    for indicator in INDICATORS:
        decisions = contributions.decisions(indicator, ledger=ledger, period=period)
        ledger = ledger.after(decisions, indicator=ledger_name(indicator), period=period, on=today)
        for cell, decision in decisions.items():
            identity = {
                "release": release,
                "indicator": indicator.id,
                "version": indicator.version,
                "cell": cell,
                "grouping": NATIONAL,
            }
            if decision.published and decision.since is not None:
                figure = _carried(standing[indicator.id, indicator.version, cell])
            else:
                figure = _new(release, contributions, indicator, cell, decision)
            statistics.append(ReleasedStatistic(**identity, **figure))
            if decision.published and decision.since is None:
                members = sorted(int(member) for member in decision.members)
                entries.append(LedgerEntry(**identity, edition=release.edition, members=members))
    ReleasedStatistic.objects.bulk_create(statistics)
    LedgerEntry.objects.bulk_create(entries)


def _new(release, contributions: Pool, indicator: Indicator, cell: str, decision: Decision):
    if not decision.published:
        return {
            "statistic": None,
            "withheld": decision.reason,
            "published_at": release.published_at,
        }
    bases = {
        name: base
        for name, base in contributions.bases(indicator)[cell].items()
        if name in decision.members and base > 0
    }
    return {
        "statistic": to_json(contributions.pooled(indicator, decision.members)[cell]),
        "contributor_band": _band(bases),
        "published_at": release.published_at,
        "others_shown": others_publishable(bases, indicator.publication_floor),
    }


def _carried(before: ReleasedStatistic) -> dict:
    """An earlier figure that stays, with its own date."""
    return {
        name: getattr(before, name)
        for name in ("statistic", "contributor_band", "published_at", "others_shown")
    }


def others_publishable(bases: dict[str, int], base_floor: int) -> bool:
    """Whether the pool could be published without any one of its members.

    Decided here and for all at once: inside a municipality nobody knows who the others are.
    """
    return all(
        disclosure.cell_reason(
            (base for name, base in bases.items() if name != left_out), base_floor
        )
        is None
        for left_out in bases
    )


def ledger_of(edition: Edition) -> Ledger:
    """Everything released of this edition, oldest first (publisher)."""
    entries = LedgerEntry.objects.filter(edition=edition).select_related("release").order_by("id")
    return Ledger(
        tuple(
            disclosure.Released(
                Key(f"{entry.indicator}@{entry.version}", entry.cell, edition.slug),
                entry.grouping,
                frozenset(str(member) for member in entry.members),
                timezone.localdate(entry.release.published_at),
            )
            for entry in entries
        )
    )


def ledger_name(indicator: Indicator) -> str:
    """The indicator in the ledger's key: another version counts something else."""
    return f"{indicator.id}@{indicator.version}"


def _standing(release: Release | None) -> dict[tuple[str, int, str], ReleasedStatistic]:
    if release is None:
        return {}
    rows = release.statistics.filter(grouping=NATIONAL, statistic__isnull=False)
    return {(row.indicator, row.version, row.cell): row for row in rows}


def _band(members: Iterable[str]) -> str:
    count = len(list(members))
    return disclosure.contributor_band(count) if count >= disclosure.MEMBERS else ""


def _refuse_overlap(edition: Edition) -> None:
    other = (
        Edition.objects.filter(
            is_demo=edition.is_demo,
            starts_on__lte=edition.ends_on,
            ends_on__gte=edition.starts_on,
            pk__in=Release.objects.values("edition"),
        )
        .exclude(pk=edition.pk)
        .first()
    )
    if other is not None:
        raise OverlappingPeriods(
            f"Edition {edition.slug} shares days with {other.slug}, which has been published."
        )


def _free_slug(edition: Edition, now: datetime) -> str:
    wanted = f"{edition.slug}-{timezone.localdate(now):%Y-%m-%d}"
    taken = set(Release.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    number, slug = 1, wanted
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def code_version() -> str:
    """The product's version and, where the source is a clone, the commit it stands on."""
    root = Path(settings.BASE_DIR)
    version = tomllib.loads((root / "pyproject.toml").read_text())["project"]["version"]
    commit = _commit(root / ".git")
    return f"{version}+{commit[:12]}" if commit else version


def _commit(git: Path) -> str:
    try:
        head = (git / "HEAD").read_text().strip()
        if not head.startswith("ref: "):
            return head
        reference = head.removeprefix("ref: ")
        if (git / reference).exists():
            return (git / reference).read_text().strip()
        for line in (git / "packed-refs").read_text().splitlines():
            if line.endswith(f" {reference}"):
                return line.split()[0]
    except OSError:
        pass
    return ""
