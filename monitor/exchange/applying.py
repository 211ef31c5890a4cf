"""Carries out a plan: everything in one transaction and in bulk, with history and signals."""

import pghistory
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
from monitor.caseload.together import together
from monitor.surveys.models import Answer, Wave

from .comparing import Tell, quiet
from .hand import IMPORT
from .models import Import
from .planning import plan
from .plans import Plan, Writes
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


def apply(plan: Plan, *, by, strict: bool = False, tell: Tell = quiet) -> Plan:
    """Write what the plan says and return it, with the Import that it became. With `strict` one bad
    row saves nothing (NotClean). `tell` hears how many records were written.

    A plan that changes nothing writes nothing, no history either.
    """
    if strict and not plan.is_clean:
        raise NotClean
    writes = plan.writes
    if writes.is_empty:
        return plan
    account = getattr(by, "pk", None)
    _sign(writes, account)
    with pghistory.context(source=IMPORT) as context, act(by, source=IMPORT):
        for model in ORDER:
            for portion in _portions(writes.deletes[model]):
                tell("write", model.objects.filter(pk__in=portion).delete()[0])
            for portion in _portions(writes.inserts[model]):
                tell("write", len(model.objects.bulk_create(portion)))
            _update(model, writes.updates[model], tell)
        with together():
            for signal, sender, kwargs in writes.signals:
                signal.send(sender, **kwargs)
        made = Import.objects.create(
            account_id=account, context_id=context.id, counts=plan.counts()
        )
    plan.import_id = made.pk
    return plan


def bring_in(
    workbook: Workbook, *, by, strict: bool = False, fingerprint: str = "", tell: Tell = quiet
) -> Plan:
    """Plan and apply in one transaction, holding the trajectories concerned.

    With `fingerprint`, of a plan somebody saw, nothing is written when the plan is another by now;
    the caller compares.
    """
    with transaction.atomic():
        fresh = plan(workbook, lock=True, tell=tell)
        if fingerprint and fresh.fingerprint != fingerprint:
            return fresh
        return apply(fresh, by=by, strict=strict, tell=tell)


def _sign(writes: Writes, account) -> None:
    """Put on each record who brought it in."""
    for milestone in writes.inserts[Milestone]:
        milestone.recorded_by = account
    for milestone, fields in writes.updates[Milestone].values():
        if "revoked_by" in fields:
            milestone.revoked_by = account
    for ending in writes.inserts[Ending]:
        ending.recorded_by = account
    for participation in writes.inserts[Participation]:
        participation.account_id = account


def _update(model, updates: dict, tell: Tell) -> None:
    """All rows of a model; history notes only those that really differ."""
    if updates:
        names = sorted(set().union(*(fields for _instance, fields in updates.values())))
        for portion in _portions([instance for instance, _fields in updates.values()]):
            tell("write", model.objects.bulk_update(portion, names))


def _portions(rows: list):
    for start in range(0, len(rows), AT_ONCE):
        yield rows[start : start + AT_ONCE]
