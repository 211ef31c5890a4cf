"""The pauses sheet: periods without questionnaires."""

from django.utils.translation import gettext as _

from monitor.caseload import signals
from monitor.caseload.models import Pause

from ..cells import CLEAR, EMPTY
from ..comparing import Comparison, Pending, differing, value_of
from ..schema import Sheet


class Pauses(Comparison):
    """Compares the rows of the pauses sheet."""

    def compare_pauses(self, sheet: Sheet) -> None:
        """Periods without questionnaires."""
        stored = {
            (each.trajectory_id, each.from_date): each
            for each in self._of_trajectories(sheet, Pause.objects.all())
        }
        pending = []
        for row, values, trajectory in self._known(sheet):
            start, until = values["from"], values["until"]
            if until not in (EMPTY, CLEAR) and until < start:
                self._refuse(sheet, row, "until", _("Dit ligt voor het begin."))
                continue
            tell = self._telling(signals.pause_changed, trajectory)
            found = stored.get((trajectory.pk, start))
            if found is None:
                pause = Pause(trajectory=trajectory, from_date=start, until=value_of(until, None))
                self.writes.inserts[Pause].append(pause)
                self._new(sheet, row, values)
                if trajectory.external_id not in self.new:
                    tell([])
                continue
            wanted = {} if until is EMPTY else {"until": value_of(until, None)}
            differences = differing(found, wanted)
            pending.append(Pending(row, trajectory.external_id, differences, after=tell))
        self._settle(sheet, pending)
