"""Help that is put in: add and end."""

from django.urls import reverse

from monitor.api.audit import record_reads
from monitor.api.describing import described
from monitor.api.shapes import (
    DeploymentShape,
    DeploymentsShape,
    EndedDeployment,
    NewDeployment,
)
from monitor.caseload import deployments
from monitor.caseload.models import Deployment

from .one import OneTrajectory, refusals


class Deployments(OneTrajectory):
    """The help in a trajectory."""

    def current(self) -> dict:
        """In order of start."""
        rows = self.trajectory.deployments.all()
        return {"deployments": DeploymentShape(rows, many=True).data}

    @described("listDeployments", "De hulp in een traject", answer=DeploymentsShape)
    def get(self, request, trajectory):
        """Running and ended."""
        record_reads(request, "trajectory", [self.trajectory.pk])
        return self.tagged(self.current())

    @described(
        "addDeployment",
        "Hulp toevoegen",
        answer=DeploymentShape,
        status=(200, 201),
        body=NewDeployment,
        method="POST",
    )
    def post(self, request, trajectory):
        """201; 200 with what is there when the same service of the same day was added before."""
        return self.changing(lambda: self._add(self.received(NewDeployment)))

    def _add(self, data: dict):
        before = {deployment.pk for deployment in self.trajectory.deployments.all()}
        with refusals("started_on"):
            added = deployments.add(by=self.by, trajectory=self.trajectory, **data)
        status = 200 if added.pk in before else 201
        place = reverse("api:deployment", args=[self.trajectory.pk, added.pk])
        return self.tagged(DeploymentShape(added).data, status=status, headers={"Location": place})


class OneDeployment(OneTrajectory):
    """One piece of help."""

    def current(self) -> dict | None:
        """The help; None when it is not of this trajectory."""
        self.deployment = Deployment.objects.filter(
            trajectory=self.trajectory, pk=self.kwargs["deployment"]
        ).first()
        return None if self.deployment is None else DeploymentShape(self.deployment).data

    @described("getDeployment", "Hulp", answer=DeploymentShape)
    def get(self, request, trajectory, deployment):
        """What, how intensive, by whom, from when to when."""
        record_reads(request, "trajectory", [self.trajectory.pk])
        return self.tagged(self.current())

    @described(
        "endDeployment",
        "Hulp stoppen",
        answer=DeploymentShape,
        body=EndedDeployment,
        method="PATCH",
        needs_match=True,
    )
    def patch(self, request, trajectory, deployment):
        """A later correction of the day is fine."""
        return self.changing(lambda: self._end(self.received(EndedDeployment)))

    def _end(self, data: dict):
        with refusals("ended_on"):
            deployments.end(by=self.by, deployment=self.deployment, on=data["ended_on"])
        return self.tagged(self.refreshed())
