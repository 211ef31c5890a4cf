"""Ticks of one and of many: what was saved, what stood already and by whom, what was refused."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from monitor.caseload import milestones
from monitor.caseload.acts import Refused
from monitor.caseload.models import Milestone, Trajectory
from monitor.desk.rows import name_of, names_of

MISTAKE = "vergissing"  # a tick taken back within the same moment needs no explanation


@dataclass
class Outcome:
    """What became of one result for many trajectories. `saved` are the keys of the new milestones,
    `standing` counts those that were there, `refused` maps each reason to whom it is about."""

    saved: list[UUID] = field(default_factory=list)
    standing: int = 0
    refused: dict[str, list[str]] = field(default_factory=dict)


def tick_many(*, by, trajectories: Iterable[Trajectory], kind: str, on: date | None) -> Outcome:
    """Tick one result for each of these, every one an act of its own: what is refused for one holds
    up nobody else. Done again, it finds them standing."""
    outcome = Outcome()
    for trajectory in trajectories:
        began = timezone.now()
        try:
            milestone = milestones.tick(by=by, trajectory=trajectory, kind=kind, on=on)
        except Refused as refusal:
            outcome.refused.setdefault(str(refusal), []).append(name_of(trajectory))
            continue
        if milestone.recorded_at >= began:
            outcome.saved.append(milestone.pk)
        else:
            outcome.standing += 1
    return outcome


def untick_many(*, by, keys: Iterable[UUID]) -> int:
    """Take back those of these milestones that this colleague ticked and that stand; how many."""
    found = Milestone.objects.filter(pk__in=keys, recorded_by=by.pk, revoked_at__isnull=True)
    standing = list(found.order_by("pk"))
    for milestone in standing:
        milestones.revoke(by=by, milestone=milestone, reason=MISTAKE)
    return len(standing)


def by_a_colleague(milestone: Milestone, *, by, began: datetime) -> str:
    """That somebody else had ticked this before the act `began`, with name and time; else ""."""
    if milestone.recorded_at >= began or milestone.recorded_by == by.pk:
        return ""
    values = _who_and_when(milestone.recorded_by, milestone.recorded_at)
    return _("%(who)s had dit al aangevinkt, %(when)s.") % values


def taken_back(trajectory: Trajectory, kind: str, *, by) -> str:
    """That somebody else took this result back last, with name and time; else ""."""
    last = (
        Milestone.objects.filter(trajectory=trajectory, kind=kind, revoked_at__isnull=False)
        .order_by("-revoked_at")
        .first()
    )
    if last is None or last.revoked_by == by.pk:
        return ""
    values = _who_and_when(last.revoked_by, last.revoked_at)
    return _("%(who)s had dit al weggehaald, %(when)s.") % values


def _who_and_when(account, moment: datetime) -> dict[str, str]:
    local = timezone.localtime(moment)
    at = time_format(local, "H:i")
    if local.date() == timezone.localdate():
        when = _("om %(time)s uur") % {"time": at}
    else:
        day = date_format(local, _("j b Y"))
        when = _("op %(day)s om %(time)s uur") % {"day": day, "time": at}
    return {"who": names_of([account]).get(account) or _("Iemand anders"), "when": when}
