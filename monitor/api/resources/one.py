"""What the views of one trajectory share: fetching it, holding it, and refusals of its acts."""

from abc import ABC, abstractmethod
from contextlib import contextmanager

from django.utils.translation import gettext as _
from rest_framework.exceptions import NotFound

from monitor.api.access import account_of
from monitor.api.base import CaseloadView
from monitor.api.conditions import check_match
from monitor.api.once import once
from monitor.api.problems import NotAllowedByRules
from monitor.api.trajectories import whole
from monitor.caseload.acts import Refused, locked
from monitor.caseload.models import Trajectory


class OneTrajectory(CaseloadView, ABC):
    """Views under `trajectories/{trajectory}`; 404 for one that is not of this municipality, before
    anything that was sent is looked at."""

    needs_match = frozenset({"PATCH"})

    def initial(self, request, *args, **kwargs):
        """Who asks may, and what is asked about exists."""
        super().initial(request, *args, **kwargs)
        self.trajectory = self.fetched()
        self.by = account_of(request)
        if self.current() is None and request.method != "PUT":
            raise NotFound(_("Dit is er niet."))

    def fetched(self) -> Trajectory:
        """The trajectory of the address, as it is now."""
        trajectory = whole(Trajectory.objects.filter(pk=self.kwargs["trajectory"])).first()
        if trajectory is None:
            raise NotFound(_("Dit traject bestaat niet."))
        return trajectory

    @abstractmethod
    def current(self) -> dict | None:
        """What this address says of `self.trajectory` now; None when it says nothing."""

    def changing(self, carry_out):
        """Carry out, once, with the trajectory held and If-Match held against what it says now."""

        def held():
            locked(self.trajectory)
            self.trajectory = self.fetched()
            required = self.request.method in self.needs_match
            check_match(self.request, self.current, required=required)
            return carry_out()

        return once(self.request, held)

    def refreshed(self) -> dict | None:
        """What this address says after a change."""
        self.trajectory = self.fetched()
        return self.current()


@contextmanager
def refusals(field: str = ""):
    """Refusals of the caseload become 409 or 422, about `field` when they are about a day or a
    value without a name."""
    try:
        yield
    except Refused as refused:
        raise NotAllowedByRules(refused, field=field) from refused
