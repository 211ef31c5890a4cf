"""What a delivery would do, fact by fact, before anything is written.

What a person filled in stays (the rule of every import here, `monitor.exchange.hand`): a fact of
the file that says otherwise is a conflict and is reported. What nobody filled in is filled in; what
an import filled in follows the newest delivery. What the file does not say stays as it is.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.db import connection
from django.db.models import Prefetch

from monitor.caseload.models import Ending, Milestone, Trajectory
from monitor.exchange.hand import by_hand, set_by_hand
from tenants.models import Municipality

from .crosswalk import success_of
from .matching import MATCHED, NEW, Decision, Match, match
from .records import Fact, Record

NEW_FACT, SAME, CHANGED, CONFLICT = "new", "same", "changed", "conflict"


@dataclass
class Item:
    """One fact and what would become of it; `why` is a code of `reasons.REASONS`. `stored` is the
    row that is there already."""

    fact: Fact
    outcome: str
    why: str = ""
    stored: object = None


@dataclass
class RecordPlan:
    """One record, what it is, and its facts."""

    match: Match
    items: list[Item] = field(default_factory=list)

    @property
    def record(self) -> Record:
        """The record of the file."""
        return self.match.record

    @property
    def is_ready(self) -> bool:
        """Whether it can be saved as it is, be it that there is nothing new in it."""
        return self.match.state in (MATCHED, NEW)

    @property
    def writes(self) -> bool:
        """Whether it would write anything."""
        return self.is_ready and (
            self.match.state == NEW
            or any(item.outcome in (NEW_FACT, CHANGED) for item in self.items)
        )


def plan(
    records: Sequence[Record], decisions: Mapping[str, Decision] | None = None
) -> list[RecordPlan]:
    """One RecordPlan per record, in their order; a fixed number of queries."""
    plans = [RecordPlan(made) for made in match(records, own_codes(), decisions)]
    matched = {p.match.trajectory.pk for p in plans if p.match.state == MATCHED}
    stored = _stored(matched)
    for each in plans:
        if each.match.state == NEW:
            each.items = [Item(fact, NEW_FACT) for fact in each.record.facts]
        elif each.match.state == MATCHED:
            each.match.trajectory = stored[each.match.trajectory.pk]
            each.items = [_compare(fact, each.match.trajectory) for fact in each.record.facts]
    _respect_hands(plans)
    return plans


def own_codes() -> set[str]:
    """The municipality codes that this caseload is about: its own and those in use in it. Empty
    when the municipality has none: then any is taken."""
    own = Municipality.objects.get(schema_name=connection.schema_name).gemeentecode
    if not own:
        return set()
    used = Trajectory.objects.exclude(gemeentecode="").values_list("gemeentecode", flat=True)
    return {own, *used.distinct()}


def fingerprint(plans: Sequence[RecordPlan]) -> str:
    """The same for two plans that do the same to the same records."""
    said = [
        (
            each.record.path,
            each.match.state,
            each.match.number,
            each.match.trajectory.external_id if each.match.trajectory else "",
            [(item.fact, item.outcome, item.why) for item in each.items],
        )
        for each in plans
    ]
    return hashlib.sha256(repr(said).encode()).hexdigest()


def _stored(keys: set) -> dict[object, Trajectory]:
    """These trajectories with all that the comparison looks at."""
    rows = (
        Trajectory.objects.filter(pk__in=keys)
        .select_related("ending")
        .prefetch_related(
            "deployments",
            Prefetch("milestones", queryset=Milestone.objects.order_by("recorded_at")),
        )
    )
    return {row.pk: row for row in rows}


def _compare(fact: Fact, trajectory: Trajectory) -> Item:
    return {
        "field": _field,
        "milestone": _milestone,
        "deployment": _deployment,
        "ending": _ending,
    }[fact.kind](fact, trajectory)


def _field(fact: Fact, trajectory: Trajectory) -> Item:
    stored, said = getattr(trajectory, fact.name), fact.on or fact.more
    if stored == said:
        return Item(fact, SAME, stored=trajectory)
    return Item(fact, CHANGED if stored else NEW_FACT, stored=trajectory)


def _milestone(fact: Fact, trajectory: Trajectory) -> Item:
    of_kind = [each for each in trajectory.milestones.all() if each.kind == fact.name]
    standing = next((each for each in of_kind if each.revoked_at is None), None)
    if standing is None:
        taken_back = of_kind[-1] if of_kind else None
        if taken_back is not None and taken_back.revoked_by is not None:
            return Item(fact, CONFLICT, "revoked", stored=taken_back)
        return Item(fact, NEW_FACT)
    return Item(fact, SAME if standing.reached_on == fact.on else CHANGED, stored=standing)


def _deployment(fact: Fact, trajectory: Trajectory) -> Item:
    for each in trajectory.deployments.all():
        if (each.category, each.service, each.started_on) == (fact.name, fact.more, fact.on):
            same = fact.until is None or each.ended_on == fact.until
            return Item(fact, SAME if same else CHANGED, stored=each)
    return Item(fact, NEW_FACT)


def _ending(fact: Fact, trajectory: Trajectory) -> Item:
    if fact.name == "success":
        standing = {m.kind for m in trajectory.milestones.all() if m.revoked_at is None}
        fact = replace(fact, more=success_of(standing | {fact.more}))
    stored = getattr(trajectory, "ending", None)
    if stored is None:
        return Item(fact, NEW_FACT)
    said = (fact.name, fact.more, fact.on)
    same = (stored.status, stored.reason, stored.ended_on) == said
    return Item(fact, SAME if same else CHANGED, stored=stored)


# Which stored fields a change of a fact of this kind would touch.
TOUCHED = {
    "milestone": {"reached_on"},
    "deployment": {"ended_on"},
    "ending": {"status", "reason", "ended_on"},
}


def _respect_hands(plans: Sequence[RecordPlan]) -> None:
    """Turn what would overwrite a person into conflicts; one query per model."""
    wanted: dict[type, dict[object, set[str]]] = {}
    changing = [item for each in plans for item in each.items if item.outcome == CHANGED]
    for item in changing:
        names = wanted.setdefault(type(item.stored), {}).setdefault(item.stored.pk, set())
        names |= TOUCHED.get(item.fact.kind, {item.fact.name})
    hands = set_by_hand(wanted)
    for item in changing:
        model, key = type(item.stored), item.stored.pk
        names = TOUCHED.get(item.fact.kind, {item.fact.name})
        if any((model, key, name) in hands for name in names):
            item.outcome, item.why = CONFLICT, "by_hand"
    _respect_reopening(plans)


def _respect_reopening(plans: Sequence[RecordPlan]) -> None:
    endings = {
        each.match.trajectory.pk: item
        for each in plans
        if each.match.state == MATCHED
        for item in each.items
        if item.fact.kind == "ending" and item.outcome == NEW_FACT
    }
    if not endings:
        return
    events = (
        Ending.pgh_event_model.objects.filter(trajectory_id__in=list(endings), pgh_label="delete")
        .order_by("pgh_id")
        .values_list("trajectory_id", "pgh_context__metadata")
    )
    for key, metadata in events:
        item = endings[key]
        item.outcome, item.why = (CONFLICT, "reopened") if by_hand(metadata) else (NEW_FACT, "")
