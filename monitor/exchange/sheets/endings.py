"""The endings sheet: how trajectories ended."""

from collections.abc import Callable
from functools import cached_property
from uuid import UUID

from django.utils.translation import gettext as _

from monitor.caseload import signals
from monitor.caseload.acts import Refused
from monitor.caseload.models import Ending, Milestone, Trajectory
from monitor.caseload.trajectories import check_ending

from ..cells import CLEAR, EMPTY
from ..comparing import Difference, Pending, differing, value_of
from ..hand import by_hand
from ..schema import Sheet, by_name
from .milestones import Milestones


class Endings(Milestones):
    """Compares the rows of the endings sheet; a success reaches its milestone too."""

    def compare_endings(self, sheet: Sheet) -> None:
        """How trajectories ended; a hyphen at ended_on takes an ending back."""
        stored = {
            each.trajectory_id: each for each in self._of_trajectories(sheet, Ending.objects.all())
        }
        reopened_here = self._reopened_by_hand(sheet)
        pending = []
        for row, values, trajectory in self._known(sheet):
            ending = stored.get(trajectory.pk)
            if values["ended_on"] is CLEAR:
                if ending is None:
                    self.plan.sheets[sheet.name].unchanged += 1
                    continue
                differences = [Difference("ended_on", ending, "ended_on")]
                act = self._reopening(trajectory, ending)
                pending.append(Pending(row, trajectory.external_id, differences, act=act))
                continue
            wanted = {
                name: value_of(values[name], "")
                for name in ("ended_on", "status", "reason")
                if values[name] is not EMPTY
            }
            missing = [name for name in ("ended_on", "status") if name not in wanted]
            if ending is None and missing:
                for name in missing:
                    self._refuse(sheet, row, name, _("Dit moet ingevuld zijn."))
                continue
            before = {name: getattr(ending, name, "") for name in ("ended_on", "status", "reason")}
            candidate = Ending(trajectory=trajectory, **before | wanted)
            try:
                check_ending(candidate)
            except Refused as refusal:
                column = "ended_on" if refusal.code == "before_intake" else "reason"
                self._refuse(sheet, row, column, str(refusal))
                continue
            if ending is not None:
                differences = differing(ending, wanted)
                act = self._correcting(ending, wanted) if differences else None
                pending.append(Pending(row, trajectory.external_id, differences, act=act))
            elif trajectory.pk in reopened_here:
                reason = _("Iemand heeft dit traject in Klantmonitor heropend.")
                self._conflict(sheet, row, "ended_on", reason)
                self.plan.sheets[sheet.name].unchanged += 1
            else:
                self._end(trajectory, candidate)
                self._new(sheet, row, values)
        self._settle(sheet, pending)

    def _reopened_by_hand(self, sheet: Sheet) -> set[UUID]:
        deleted = Ending.pgh_event_model.objects.filter(pgh_label="delete").order_by("pgh_id")
        last = {
            event.trajectory_id: event.pgh_context
            for event in self._of_trajectories(sheet, deleted.select_related("pgh_context"))
        }
        return {key for key, context in last.items() if by_hand(getattr(context, "metadata", None))}

    def _end(self, trajectory: Trajectory, ending: Ending) -> None:
        self.writes.inserts[Ending].append(ending)
        if ending.status == "success" and not self._stands(trajectory, ending.reason):
            # A success is counted by its milestone, as when somebody ends it on the screen.
            self._reach(trajectory, ending.reason, ending.ended_on)
        if trajectory.external_id in self.new:
            # It arrives as history: nobody is asked how it goes.
            self.started.pop(trajectory.pk, None)
        else:
            self._telling(signals.trajectory_ended, trajectory, ending=ending)([])

    def _stands(self, trajectory: Trajectory, kind: str) -> bool:
        return (trajectory.pk, kind) in self.reached or (trajectory.pk, kind) in self._standing

    @cached_property
    def _standing(self) -> set[tuple[UUID, str]]:
        """The results that stand of the trajectories that end, known for all at once."""
        standing = Milestone.objects.filter(revoked_at__isnull=True)
        return {
            (each.trajectory_id, each.kind)
            for each in self._of_trajectories(by_name("endings"), standing)
        }

    def _reopening(self, trajectory: Trajectory, ending: Ending) -> Callable[[], None]:
        def reopen() -> None:
            self.writes.deletes[Ending].append(ending.pk)
            self._telling(signals.trajectory_reopened, trajectory)([])

        return reopen

    def _correcting(self, ending: Ending, wanted: dict) -> Callable[[], None]:
        def correct() -> None:
            for name, value in wanted.items():
                setattr(ending, name, value)
            self.writes.update(ending, *wanted)

        return correct
