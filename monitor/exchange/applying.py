"""Carries out a plan: everything in one transaction and in bulk, with history and signals."""

from django.db import transaction

from monitor.caseload.acts import act
from monitor.caseload.models import (
    Client,
    Deployment,
    Ending,
    Milestone,
    Participation,
    Pause,
    Trajectory,
    TrajectoryClient,
)
from monitor.surveys.models import Answer, Wave

from .hand import IMPORT
from .planning import plan
from .plans import Plan
from .reading import Workbook

# Rows before the rows that refer to them.
ORDER = (
    Client,
    Participation,
    Trajectory,
    TrajectoryClient,
    Milestone,
    Deployment,
    Pause,
    Ending,
    Wave,
    Answer,
)
AT_ONCE = 1000


class NotClean(Exception):
    """A strict import of a file with a row that is refused or in conflict; nothing was saved."""


def apply(plan: Plan, *, by, strict: bool = False) -> Plan:
    """Write what the plan says and return it. With `strict` one bad row saves nothing (NotClean).

    A plan that changes nothing writes nothing, no history either.
    """
    if strict and not plan.is_clean:
        raise NotClean
    writes = plan.writes
    if writes.is_empty:
        return plan
    account = getattr(by, "pk", None)
    for milestone in writes.inserts[Milestone]:
        milestone.recorded_by = account
    for milestone, fields in writes.updates[Milestone].values():
        if "revoked_by" in fields:
            milestone.revoked_by = account
    for ending in writes.inserts[Ending]:
        ending.recorded_by = account
    for participation in writes.inserts[Participation]:
        participation.account_id = account
    with act(by, source=IMPORT):
        for model in ORDER:
            if writes.deletes[model]:
                model.objects.filter(pk__in=writes.deletes[model]).delete()
            if writes.inserts[model]:
                model.objects.bulk_create(writes.inserts[model], batch_size=AT_ONCE)
            _update(model, writes.updates[model])
        for signal, sender, kwargs in writes.signals:
            signal.send(sender, **kwargs)
    return plan


def bring_in(workbook: Workbook, *, by, strict: bool = False, fingerprint: str = "") -> Plan:
    """Plan and apply in one transaction, holding the trajectories concerned.

    With `fingerprint`, of a plan somebody saw, nothing is written when the plan is another by now;
    the caller compares.
    """
    with transaction.atomic():
        fresh = plan(workbook, lock=True)
        if fingerprint and fresh.fingerprint != fingerprint:
            return fresh
        return apply(fresh, by=by, strict=strict)


def _update(model, updates: dict) -> None:
    """All rows of a model at once; history notes only those that really differ."""
    if updates:
        names = set().union(*(fields for _instance, fields in updates.values()))
        instances = [instance for instance, _fields in updates.values()]
        model.objects.bulk_update(instances, sorted(names), batch_size=AT_ONCE)
