"""What is published: pooled over municipalities, checked by the rules of disclosure, and frozen.

Runs as the publisher, the one role that reads every contribution. A release is made in a single
transaction: the pooled cells, the means of municipalities, the points of those who consent, the
pooled cells of fixed groups, the reasons of what is withheld, and the ledger that the next release
is checked against.
"""

import hashlib
import json
import tomllib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from tenants.models import Edition, Municipality

from . import consents, disclosure, groupings, means, points
from .contributions import lock_for_publishing
from .disclosure import BY_CLIENTS, BY_MUNICIPALITIES, NATIONAL, Decision, Ledger, Pointed
from .ledger import entry_of, key_of, ledger_name, ledger_of, with_entries
from .models import (
    Contribution,
    LedgerEntry,
    PointHolder,
    Release,
    ReleasedPoint,
    ReleasedStatistic,
)
from .sets import MemberSets
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
    schemas: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[Contribution]) -> "Pool":
        """Read contributions; municipalities are named by their key, as text."""
        rows = sorted(rows, key=lambda r: (r.municipality_id, r.indicator, r.version, r.cell))
        statistics: dict[tuple[str, int, str], dict[str, Statistic]] = {}
        sizes: dict[str, int] = {}
        schemas: dict[str, str] = {}
        digest = hashlib.sha256()
        for row in rows:
            name = str(row.municipality_id)
            schemas[name] = row.tenant_schema
            cell = statistics.setdefault((row.indicator, row.version, row.cell), {})
            cell[name] = from_json(row.statistic)
            # A hand-over writes one size on all its rows; were they to differ, the least counts.
            sizes[name] = min(row.cohort_size, sizes.get(name, row.cohort_size))
            facts = [name, row.indicator, row.version, row.cell, row.cohort_size, row.statistic]
            digest.update(json.dumps(facts, sort_keys=True).encode())
        return cls(statistics, sizes, digest.hexdigest(), schemas)

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
        self,
        indicator: Indicator,
        *,
        ledger: Ledger,
        period: str,
        grouping: str = NATIONAL,
        within: frozenset[str] | None = None,
        pointed: Collection[Pointed] = (),
    ) -> dict[str, Decision]:
        """What the rules let out of this indicator, for the country or a group of `within`."""
        return disclosure.decide(
            self.bases(indicator),
            cohort_sizes=self.cohort_sizes,
            ledger=ledger,
            indicator=ledger_name(indicator),
            period=period,
            grouping=grouping,
            within=within,
            base_floor=indicator.publication_floor,
            pointed=pointed,
        )

    def pointed(self, edition: Edition) -> list[Pointed]:
        """The cells that can have points, with everybody's clients in them."""
        nobody = dict.fromkeys(self.cohort_sizes, 0)
        return [
            Pointed(
                key_of(indicator, cell, edition),
                nobody | self.bases(indicator)[cell],
                indicator.publication_floor,
            )
            for indicator, cell in points.declared()
        ]


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
        consenting = consents.consenting(edition)
        groups = groupings.members_of(contributions.cohort_sizes, models_of(contributions))
        input_hash = _input_hash(contributions, consenting, groups)
        earlier = Release.objects.filter(edition=edition).first()
        if earlier is not None and earlier.input_hash == input_hash:
            return earlier
        _refuse_overlap(edition)
        release = Release.objects.create(
            slug=slug or _free_slug(edition, now),
            edition=edition,
            published_at=now,
            input_hash=input_hash,
            code_version=code_version(),
            contributor_band=_band(disclosure.participants(contributions.cohort_sizes)),
        )
        _freeze(release, contributions, consenting, groups, earlier)
    return release


def models_of(contributions: Pool) -> dict[str, str]:
    """The treatment model of each municipality in the pool (publisher)."""
    rows = Municipality.objects.filter(pk__in=contributions.cohort_sizes)
    return {str(key): model for key, model in rows.values_list("pk", "treatment_model")}


def _input_hash(
    contributions: Pool, consenting: Iterable[str], groups: Mapping[str, Iterable[str]]
) -> str:
    """What a release is made of: what was handed over, who consents to a point, and who is in
    which group."""
    members = {code: sorted(names) for code, names in groups.items()}
    facts = [contributions.digest, sorted(consenting), members]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


def _freeze(
    release: Release,
    contributions: Pool,
    consenting: frozenset[str],
    groups: Mapping[str, frozenset[str]],
    earlier: Release | None,
) -> None:
    """First all that is about the country: what else is let out is judged beside it."""
    indicators = [i for i in INDICATORS if not i.own_only]
    edition = release.edition
    sets = MemberSets.of(edition, contributions.schemas)
    pointed = contributions.pointed(edition)
    frozen = _Frozen(release, ledger_of(edition), _standing(earlier), sets, pointed)
    for indicator in indicators:
        _add_sums(frozen, contributions, indicator)
    for indicator in filter(means.has_mean, indicators):
        _add_means(frozen, contributions, indicator)
    drawn = points.draw(release, contributions, consenting, frozen.ledger, earlier)
    frozen.ledger = with_entries(frozen.ledger, drawn.entries, edition)
    for code, members in groups.items():
        for indicator in indicators:
            _add_sums(frozen, contributions, indicator, code, members)
    frozen.leave_out_empty_groups()
    ReleasedStatistic.objects.bulk_create(frozen.statistics)
    sets.save()
    ReleasedPoint.objects.bulk_create(drawn.points)
    PointHolder.objects.bulk_create(drawn.holders)
    LedgerEntry.objects.bulk_create([*frozen.entries, *drawn.entries])


@dataclass
class _Frozen:
    """A release in the making."""

    release: Release
    ledger: Ledger
    standing: Mapping[tuple[str, int, str, str, str], ReleasedStatistic]
    sets: MemberSets
    pointed: Collection[Pointed]
    statistics: list[ReleasedStatistic] = field(default_factory=list)
    entries: list[LedgerEntry] = field(default_factory=list)

    def add(
        self,
        indicator: Indicator,
        weighting: str,
        decisions: dict[str, Decision],
        figure: Callable[[str, Decision], dict],
        grouping: str = NATIONAL,
    ) -> None:
        """Freeze one indicator's cells; `figure` makes what is new of a cell that is shown."""
        for cell, decision in decisions.items():
            if not decision.published:
                row = {"withheld": decision.reason, "published_at": self.release.published_at}
            elif decision.since is not None:
                key = indicator.id, indicator.version, cell, grouping, weighting
                row = _carried(self.standing[key])
            else:
                row = figure(cell, decision) | {"published_at": self.release.published_at}
                self.entries.append(
                    entry_of(self.release, indicator, cell, weighting, decision.members, grouping)
                )
            self.statistics.append(
                ReleasedStatistic(
                    release=self.release,
                    indicator=indicator.id,
                    version=indicator.version,
                    cell=cell,
                    grouping=grouping,
                    weighting=weighting,
                    **row,
                )
            )
        self.ledger = self.ledger.after(
            decisions,
            indicator=ledger_name(indicator),
            period=self.release.edition.slug,
            on=timezone.localdate(self.release.published_at),
            grouping=grouping,
            weighting=weighting,
        )

    def leave_out_empty_groups(self) -> None:
        """A group of which nothing is shown needs no reason per cell."""
        shown = {row.grouping for row in self.statistics if row.statistic is not None}
        self.statistics = [row for row in self.statistics if row.grouping in shown | {NATIONAL}]


def _add_sums(
    frozen: _Frozen,
    contributions: Pool,
    indicator: Indicator,
    grouping: str = NATIONAL,
    within: frozenset[str] | None = None,
) -> None:
    cells = contributions.cells(indicator)

    def figure(cell: str, decision: Decision) -> dict:
        parts = [s for name, s in cells[cell].items() if name in decision.members]
        bases = [part.people for part in parts if part.people > 0]
        floor = indicator.publication_floor
        return {
            "statistic": to_json(pool(parts)),
            "contributor_band": _band(bases),
            "others_shown": disclosure.publishable_without_any(bases, floor),
            "member_set": frozen.sets.number(decision.members),
        }

    decisions = contributions.decisions(
        indicator,
        ledger=frozen.ledger,
        period=frozen.release.edition.slug,
        grouping=grouping,
        within=within,
        pointed=frozen.pointed,
    )
    frozen.add(indicator, BY_CLIENTS, decisions, figure, grouping)


def _add_means(frozen: _Frozen, contributions: Pool, indicator: Indicator) -> None:
    cells = contributions.cells(indicator)

    def figure(cell: str, decision: Decision) -> dict:
        parts = [cells[cell][name] for name in decision.members]
        return {
            "statistic": means.mean_to_json(means.mean_of(indicator, parts)),
            "contributor_band": _band(decision.members),
        }

    decisions = disclosure.decide(
        {
            cell: {name: means.base_of(indicator, s) for name, s in by_name.items()}
            for cell, by_name in cells.items()
        },
        cohort_sizes=contributions.cohort_sizes,
        ledger=frozen.ledger,
        indicator=ledger_name(indicator),
        period=frozen.release.edition.slug,
        weighting=BY_MUNICIPALITIES,
    )
    frozen.add(indicator, BY_MUNICIPALITIES, decisions, figure)


def _carried(before: ReleasedStatistic) -> dict:
    """An earlier figure that stays, with its own date."""
    return {
        name: getattr(before, name)
        for name in (
            "statistic",
            "contributor_band",
            "published_at",
            "others_shown",
            "member_set",
        )
    }


def _standing(release: Release | None) -> dict[tuple[str, int, str, str, str], ReleasedStatistic]:
    if release is None:
        return {}
    rows = release.statistics.filter(statistic__isnull=False)
    return {
        (row.indicator, row.version, row.cell, row.grouping, row.weighting): row for row in rows
    }


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
