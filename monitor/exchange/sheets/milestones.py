"""The milestones sheet: results with their dates."""

from collections.abc import Callable

from django.utils import timezone
from django.utils.translation import gettext as _

from monitor.caseload import signals
from monitor.caseload.models import Milestone, Trajectory

from ..cells import CLEAR, EMPTY
from ..comparing import Comparison, Difference, Pending
from ..hand import IMPORT
from ..schema import Sheet


class Milestones(Comparison):
    """Compares the rows of the milestones sheet."""

    def compare_milestones(self, sheet: Sheet) -> None:
        """Results with their dates; a hyphen revokes."""
        revoked_here = set()
        for milestone in self._of_trajectories(sheet, Milestone.objects.all()):
            place = (milestone.trajectory_id, milestone.kind)
            if milestone.revoked_at is None:
                self.reached[place] = milestone
            elif milestone.revoked_reason != IMPORT:
                revoked_here.add(place)
        pending = []
        for row, values, trajectory in self._known(sheet):
            place = (trajectory.pk, values["milestone"])
            standing, on = self.reached.get(place), values["reached_on"]
            if on is EMPTY or (on is CLEAR and standing is None):
                self.plan.sheets[sheet.name].unchanged += 1
            elif on is CLEAR:
                difference = Difference("reached_on", standing, "reached_on")
                act = self._revoking(trajectory, standing)
                pending.append(Pending(row, trajectory.external_id, [difference], act=act))
            elif standing is not None:
                differences = []
                if standing.reached_on != on:
                    differences = [Difference("reached_on", standing, "reached_on", on)]
                after = self._telling(signals.milestone_reached, trajectory, milestone=standing)
                pending.append(Pending(row, trajectory.external_id, differences, after=after))
            elif place in revoked_here:
                reason = _("Iemand heeft dit resultaat in Klantmonitor weggehaald.")
                self._conflict(sheet, row, "reached_on", reason)
                self.plan.sheets[sheet.name].unchanged += 1
            else:
                self._reach(trajectory, values["milestone"], on)
                self._new(sheet, row, values)
        self._settle(sheet, pending)

    def _reach(self, trajectory: Trajectory, kind: str, on) -> None:
        milestone = Milestone(trajectory=trajectory, kind=kind, reached_on=on)
        self.reached[(trajectory.pk, kind)] = milestone
        self.writes.inserts[Milestone].append(milestone)
        if trajectory.external_id not in self.new:
            self._telling(signals.milestone_reached, trajectory, milestone=milestone)([])

    def _revoking(self, trajectory: Trajectory, milestone: Milestone) -> Callable[[], None]:
        def revoke() -> None:
            milestone.revoked_at = timezone.now()
            milestone.revoked_reason = IMPORT
            self.writes.update(milestone, "revoked_at", "revoked_by", "revoked_reason")
            self.reached.pop((trajectory.pk, milestone.kind), None)
            self._telling(signals.milestone_revoked, trajectory, milestone=milestone)([])

        return revoke
