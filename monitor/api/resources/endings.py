"""The ending of a trajectory: put it there, take it back."""

from rest_framework.response import Response

from monitor.api.audit import record_reads
from monitor.api.describing import described
from monitor.api.shapes import EndingShape, NewEnding
from monitor.caseload import trajectories

from .one import OneTrajectory, refusals


class OneEnding(OneTrajectory):
    """How a trajectory ended; not there while it runs."""

    def current(self) -> dict | None:
        """The ending; None while the trajectory runs."""
        ending = getattr(self.trajectory, "ending", None)
        return None if ending is None else EndingShape(ending).data

    @described("getEnding", "De afsluiting van een traject", answer=EndingShape)
    def get(self, request, trajectory):
        """404 while it runs."""
        record_reads(request, "trajectory", [self.trajectory.pk])
        return self.tagged(self.current())

    @described(
        "endTrajectory",
        "Een traject afsluiten",
        answer=EndingShape,
        status=(200, 201),
        body=NewEnding,
        method="PUT",
    )
    def put(self, request, trajectory):
        """201; 200 when it ended the same way before; 409 when it ended otherwise."""
        return self.changing(lambda: self._end(self.received(NewEnding)))

    @described("reopenTrajectory", "Een traject heropenen", status=(204,), method="DELETE")
    def delete(self, request, trajectory):
        """The ending goes; its history and the results stay."""
        return self.changing(self._reopen)

    def _end(self, data: dict):
        was_running = self.current() is None
        with refusals("ended_on"):
            trajectories.end(
                by=self.by,
                trajectory=self.trajectory,
                status=data["status"],
                reason=data.get("reason", ""),
                on=data.get("ended_on"),
            )
        return self.tagged(self.refreshed(), status=201 if was_running else 200)

    def _reopen(self):
        trajectories.reopen(by=self.by, trajectory=self.trajectory)
        return Response(status=204)
