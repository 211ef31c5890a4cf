"""Results of a trajectory: tick, move to another day, revoke."""

from django.urls import reverse

from monitor.api.audit import record_reads
from monitor.api.describing import described
from monitor.api.shapes import (
    MilestoneShape,
    MilestonesShape,
    MovedMilestone,
    NewMilestone,
    Revocation,
)
from monitor.caseload import milestones
from monitor.caseload.models import Milestone

from .one import OneTrajectory, refusals


class Milestones(OneTrajectory):
    """The results that stand."""

    def current(self) -> dict:
        """In order of day."""
        return {"milestones": MilestoneShape(self.trajectory.standing, many=True).data}

    @described("listMilestones", "De resultaten van een traject", answer=MilestonesShape)
    def get(self, request, trajectory):
        """Without those that were taken back."""
        record_reads(request, "trajectory", [self.trajectory.pk])
        return self.tagged(self.current())

    @described(
        "tickMilestone",
        "Een resultaat vastleggen",
        answer=MilestoneShape,
        status=(200, 201),
        body=NewMilestone,
        method="POST",
    )
    def post(self, request, trajectory):
        """201; 200 with the result as it stands when it was ticked before."""
        return self.changing(lambda: self._tick(self.received(NewMilestone)))

    def _tick(self, data: dict):
        before = {milestone.pk for milestone in self.trajectory.standing}
        with refusals("reached_on"):
            ticked = milestones.tick(
                by=self.by,
                trajectory=self.trajectory,
                kind=data["kind"],
                on=data.get("reached_on"),
            )
        status = 200 if ticked.pk in before else 201
        place = reverse("api:milestone", args=[self.trajectory.pk, ticked.pk])
        return self.tagged(MilestoneShape(ticked).data, status=status, headers={"Location": place})


class OnMilestone(OneTrajectory):
    """Views of one result of the trajectory."""

    def current(self) -> dict | None:
        """The result; None when it is not of this trajectory."""
        self.milestone = Milestone.objects.filter(
            trajectory=self.trajectory, pk=self.kwargs["milestone"]
        ).first()
        return None if self.milestone is None else MilestoneShape(self.milestone).data


class OneMilestone(OnMilestone):
    """One result, also after it was taken back."""

    @described("getMilestone", "Eén resultaat", answer=MilestoneShape)
    def get(self, request, trajectory, milestone):
        """Whether it stands is in `revoked_at`."""
        record_reads(request, "trajectory", [self.trajectory.pk])
        return self.tagged(self.current())

    @described(
        "moveMilestone",
        "Een andere datum voor een resultaat",
        answer=MilestoneShape,
        body=MovedMilestone,
        method="PATCH",
        needs_match=True,
    )
    def patch(self, request, trajectory, milestone):
        """409 once it was taken back."""
        return self.changing(lambda: self._move(self.received(MovedMilestone)))

    def _move(self, data: dict):
        with refusals("reached_on"):
            milestones.move(by=self.by, milestone=self.milestone, on=data["reached_on"])
        return self.tagged(self.refreshed())


class Revoked(OnMilestone):
    """Taking a result back."""

    @described(
        "revokeMilestone",
        "Een resultaat weghalen",
        answer=MilestoneShape,
        body=Revocation,
        method="POST",
    )
    def post(self, request, trajectory, milestone):
        """It stays in the history, with the reason. Twice changes nothing."""
        return self.changing(lambda: self._revoke(self.received(Revocation)))

    def _revoke(self, data: dict):
        with refusals("reason"):
            milestones.revoke(by=self.by, milestone=self.milestone, reason=data["reason"])
        return self.tagged(self.refreshed())
