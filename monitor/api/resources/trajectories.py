"""Trajectories: list, start, read, correct."""

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from monitor.api.access import account_of
from monitor.api.audit import record_reads
from monitor.api.base import CaseloadView
from monitor.api.describing import described
from monitor.api.once import once
from monitor.api.paging import link_to_next, page_of
from monitor.api.problems import NotAllowedByRules
from monitor.api.shapes import (
    NewTrajectory,
    TrajectoriesShape,
    TrajectoryChange,
    TrajectoryShape,
    WhichTrajectories,
)
from monitor.api.trajectories import found, whole
from monitor.caseload import clients, trajectories
from monitor.caseload.acts import Refused
from monitor.caseload.models import Trajectory
from tenants.models import Membership

from .one import OneTrajectory, refusals


class Trajectories(CaseloadView):
    """All trajectories, page by page, and where one starts."""

    @property
    def parameters(self):
        """Filters and pages for reading; a start has none."""
        return WhichTrajectories if self.request.method in {"GET", "HEAD"} else None

    @described(
        "listTrajectories",
        "Trajecten, met hun resultaten, hulp en afsluiting",
        answer=TrajectoriesShape,
        parameters=[WhichTrajectories],
        link=True,
    )
    def get(self, request):
        """In the order in which they were registered."""
        rows, cursor = page_of(
            whole(found(self.asked)),
            moment="created_at",
            limit=self.asked["limit"],
            cursor=self.asked["cursor"],
        )
        record_reads(request, "trajectory", [row.pk for row in rows])
        data = {"trajectories": TrajectoryShape(rows, many=True).data}
        return self.tagged(data, headers=link_to_next(request, cursor))

    @described(
        "startTrajectory",
        "Een traject starten",
        answer=TrajectoryShape,
        status=(201,),
        body=NewTrajectory,
        method="POST",
    )
    def post(self, request):
        """Register its clients and start it."""
        return once(request, lambda: self._start(self.received(NewTrajectory)))

    def _start(self, data: dict):
        by = account_of(self.request)
        people = data.pop("clients", [{}])
        check_caseworker(self.request, data)
        external_id = data["external_id"].strip()
        try:
            with transaction.atomic():
                registered = [clients.register(by=by, **person) for person in people]
                started = trajectories.start(by=by, clients=registered, **data)
        except Refused as refused:
            raise NotAllowedByRules(refused, existing=_key_of(external_id, refused)) from refused
        except IntegrityError as error:
            # Somebody else started it between looking and writing.
            taken = Refused("external_id_taken", _("Er is al een traject met dit nummer."))
            raise NotAllowedByRules(taken, existing=_key_of(external_id, taken)) from error
        row = whole(Trajectory.objects.filter(pk=started.pk)).get()
        place = reverse("api:trajectory", args=[started.pk])
        return self.tagged(TrajectoryShape(row).data, status=201, headers={"Location": place})


class OneWhole(OneTrajectory):
    """One trajectory."""

    def current(self) -> dict:
        """All of it."""
        return TrajectoryShape(self.trajectory).data

    @described("getTrajectory", "Eén traject", answer=TrajectoryShape)
    def get(self, request, trajectory):
        """With its results, help and ending."""
        record_reads(request, "trajectory", [self.trajectory.pk])
        return self.tagged(self.current())

    @described(
        "changeTrajectory",
        "De kenmerken van een traject aanpassen",
        answer=TrajectoryShape,
        body=TrajectoryChange,
        method="PATCH",
        needs_match=True,
    )
    def patch(self, request, trajectory):
        """What is left out stays."""
        return self.changing(lambda: self._change(self.received(TrajectoryChange)))

    def _change(self, data: dict):
        check_caseworker(self.request, data)
        with refusals():
            trajectories.update(by=self.by, trajectory=self.trajectory, **data)
        return self.tagged(self.refreshed())


def check_caseworker(request, data: dict) -> None:
    """422 for a caseworker who is no member here."""
    key = data.get("caseworker_id")
    here = Membership.objects.active_in(request._request.tenant)
    if key is not None and not here.filter(account=key).exists():
        refused = Refused("unknown_caseworker", _("Deze hulpverlener werkt hier niet."))
        raise NotAllowedByRules(refused, field="caseworker_id")


def _key_of(external_id: str, refused: Refused) -> str:
    if refused.code != "external_id_taken":
        return ""
    return str(Trajectory.objects.values_list("pk", flat=True).get(external_id=external_id))
