"""The deployments sheet: help that was put in."""

from django.utils.translation import gettext as _

from monitor.caseload.models import Deployment

from ..cells import EMPTY
from ..comparing import Comparison, Pending, differing, value_of
from ..schema import Sheet


class Deployments(Comparison):
    """Compares the rows of the deployments sheet."""

    def compare_deployments(self, sheet: Sheet) -> None:
        """Help that was put in."""
        stored = {
            (each.trajectory_id, each.category, each.service, each.started_on): each
            for each in self._of_trajectories(sheet, Deployment.objects.all())
        }
        pending = []
        for row, values, trajectory in self._known(sheet):
            names = ("intensity", "mode", "ended_on")
            wanted = {
                name: value_of(values[name], None if name == "ended_on" else "")
                for name in names
                if values[name] is not EMPTY
            }
            service = value_of(values["service"], "")
            started_on = values["started_on"]
            if wanted.get("ended_on") and wanted["ended_on"] < started_on:
                self._refuse(sheet, row, "ended_on", _("Dit ligt voor het begin."))
                continue
            found = stored.get((trajectory.pk, values["category"], service, started_on))
            if found is None:
                deployment = Deployment(
                    trajectory=trajectory,
                    category=values["category"],
                    service=service,
                    started_on=started_on,
                    **wanted,
                )
                self.writes.inserts[Deployment].append(deployment)
                self._new(sheet, row, values)
                continue
            pending.append(Pending(row, trajectory.external_id, differing(found, wanted)))
        self._settle(sheet, pending)
