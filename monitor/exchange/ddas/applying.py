"""Carries out what a delivery says, by the caseload's own acts: rules, signals and history hold.

Each record is one transaction; a fact that the rules refuse is reported and the others go in.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from monitor.caseload import clients, deployments, milestones, trajectories
from monitor.caseload.acts import Refused, act
from monitor.caseload.models import Trajectory
from monitor.exchange.hand import IMPORT

from .matching import NEW, Decision, remember
from .planning import CHANGED, CONFLICT, NEW_FACT, Item, RecordPlan, plan
from .records import Record

AT_ONCE = 200
# Dates of a trajectory before what is checked against them, an ending last.
ORDER = {"field": 0, "milestone": 1, "deployment": 2, "ending": 3}


@dataclass
class Done:
    """What was done with some records: those handled, with the outcome of each fact, and those that
    still wait for somebody."""

    handled: list[RecordPlan] = field(default_factory=list)
    left: list[RecordPlan] = field(default_factory=list)


def bring_in(
    records: Sequence[Record], *, by, decisions: Mapping[str, Decision] | None = None
) -> Done:
    """Save all records that are matched, new or decided on; the rest is left as it is."""
    done = Done()
    for portion in _portions(records):
        for each in plan(portion, decisions):
            if each.is_ready:
                carry_out(each, by=by)
                done.handled.append(each)
            else:
                done.left.append(each)
    return done


def _portions(records: Sequence[Record]) -> Iterator[Sequence[Record]]:
    for start in range(0, len(records), AT_ONCE):
        yield records[start : start + AT_ONCE]


def carry_out(each: RecordPlan, *, by) -> None:
    """Write one record; what is refused becomes a conflict of that fact, with the reason."""
    with act(by, source=IMPORT):
        trajectory = each.match.trajectory
        if each.match.state == NEW:
            trajectory = _start(each, by)
        if trajectory is None:
            return
        remember(trajectory, each.record.digests)
        for item in sorted(each.items, key=lambda item: ORDER[item.fact.kind]):
            if item.outcome not in (NEW_FACT, CHANGED) or item.why:
                continue
            try:
                with transaction.atomic():
                    _write(item, trajectory, by)
            except Refused as refused:
                item.outcome, item.why = CONFLICT, str(refused)


def _start(each: RecordPlan, by) -> Trajectory | None:
    """A new trajectory of clients without a name: the file's names are not ours to keep."""
    fields = {i.fact.name: i for i in each.items if i.fact.kind == "field"}
    said = {name: item.fact.on or item.fact.more for name, item in fields.items()}
    try:
        with transaction.atomic():
            people = [clients.register(by=by) for _one in range(max(1, each.record.clients))]
            made = trajectories.start(by=by, external_id=each.match.number, clients=people, **said)
    except Refused as refused:
        for item in each.items:
            item.outcome, item.why = CONFLICT, str(refused)
        return None
    for item in fields.values():
        item.why = "started"
    each.match.trajectory = made
    return made


def _write(item: Item, trajectory: Trajectory, by) -> None:
    fact = item.fact
    if fact.kind == "field":
        said = {fact.name: fact.on or fact.more}
        trajectories.update(by=by, trajectory=trajectory, **said)
    elif fact.kind == "milestone":
        if item.stored is not None:
            milestones.move(by=by, milestone=item.stored, on=fact.on)
        else:
            milestones.tick(by=by, trajectory=trajectory, kind=fact.name, on=fact.on)
    elif fact.kind == "deployment":
        stored = item.stored or deployments.add(
            by=by, trajectory=trajectory, category=fact.name, service=fact.more, started_on=fact.on
        )
        if fact.until is not None:
            deployments.end(by=by, deployment=stored, on=fact.until)
    else:
        if item.stored is not None:
            trajectories.reopen(by=by, trajectory=trajectory)
        ending = {"status": fact.name, "reason": fact.more, "on": fact.on}
        trajectories.end(by=by, trajectory=trajectory, **ending)
