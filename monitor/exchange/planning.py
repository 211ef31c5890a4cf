"""Works out an import: each row of a workbook beside what is stored (the rule is in plans.py).

sheets/ holds a file per sheet, comparing.py what they share; applying.py writes the outcome.
"""

from monitor.caseload import signals

from .comparing import Tell, quiet
from .plans import Plan
from .reading import Workbook
from .schema import SHEETS
from .sheets.answers import Answers
from .sheets.caseload import Caseload
from .sheets.deployments import Deployments
from .sheets.endings import Endings
from .sheets.pauses import Pauses


def plan(workbook: Workbook, *, lock: bool = False, tell: Tell = quiet) -> Plan:
    """Compare a workbook with what is stored; nothing is written.

    With `lock`, inside a transaction, the trajectories and clients concerned are held, so that
    what was compared is still so when the plan is applied. `tell` hears of each row.
    """
    comparison = _Sheets(workbook, lock=lock, tell=tell)
    for sheet in SHEETS:
        if sheet.name in workbook.sheets:
            getattr(comparison, f"compare_{sheet.name}")(sheet)
    comparison.finish()
    return comparison.plan


class _Sheets(Caseload, Endings, Deployments, Pauses, Answers):
    """One workbook beside one municipality, sheet by sheet."""

    def finish(self) -> None:
        """Tell of trajectories that start last, when everything about them is there; then look at
        what only the whole can say."""
        for trajectory in self.started.values():
            self._telling(signals.trajectory_started, trajectory)([])
        self.find_missing()
        self.show_values()
