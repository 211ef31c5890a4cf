"""Which trajectories the grid shows. The choice is kept in the session of this municipality.

What somebody searches for is no part of it: a name belongs in neither an address, a log nor a
session.
"""

from dataclasses import asdict, dataclass, replace

from django.db.models import Q, QuerySet
from django.utils import timezone

from benchmark.standard.steps import STEP_CODES
from monitor.caseload.labels import Names
from monitor.caseload.models import Trajectory, TrajectoryClient
from tenants.models import Role

KEY = "desk.filters"
WHO = ("mine", "team", "all")
STATES = ("running", "ended", "any")
# Names are sealed, so a search opens them one by one: this many at most.
SEARCHED = 2000
SHOWN = 200


@dataclass(frozen=True)
class Filters:
    """Whose trajectories, running or ended, in which step, with settlement columns or not."""

    who: str = "mine"
    state: str = "running"
    step: str = ""
    settlement: bool = False

    @classmethod
    def of(cls, request) -> "Filters":
        """From the address, else as chosen last, else what suits the role; remembered."""
        is_caseworker = request.membership.role == Role.CASEWORKER
        kept = {"who": "mine" if is_caseworker else "all"} | request.session.get(KEY, {})
        if "who" in request.GET:
            kept = {
                "who": request.GET["who"],
                "state": request.GET.get("state", ""),
                "step": request.GET.get("step", ""),
                "settlement": "settlement" in request.GET,
            }
        filters = cls(
            who=kept["who"] if kept["who"] in WHO else "mine",
            state=kept.get("state") if kept.get("state") in STATES else "running",
            step=kept.get("step") if kept.get("step") in STEP_CODES else "",
            settlement=bool(kept.get("settlement")),
        )
        if request.session.get(KEY) != asdict(filters):
            request.session[KEY] = asdict(filters)
        return filters

    def among(self, names: Names) -> "Filters":
        """The same, with the step that people here see somebody in."""
        return replace(self, step=names.shown_step(self.step).code) if self.step else self

    def apply(self, membership, names: Names) -> QuerySet:
        """The trajectories that fit, newest intake first."""
        found = Trajectory.objects.order_by("-intake_date", "external_id")
        if self.who == "mine":
            found = found.of_caseworker(membership.account_id)
        elif self.who == "team":
            found = found.filter(team=membership.team) if membership.team else found.none()
        if self.state == "running":
            found = found.running()
        elif self.state == "ended":
            found = found.filter(ending__isnull=False)
        if not self.step:
            return found
        return found.in_step(self.step, timezone.localdate(), skipped=names.skipped)


def search(found: QuerySet, text: str) -> QuerySet:
    """Of these trajectories, those whose number or a client's first name holds `text`."""
    text = text.strip().casefold()
    places = TrajectoryClient.objects.filter(
        trajectory__in=found.order_by("-intake_date").values("pk")[:SEARCHED]
    ).select_related("client")
    by_name = [
        place.trajectory_id
        for place in places.only("trajectory_id", "client__first_name_sealed")
        if text in place.client.first_name.casefold()
    ]
    return found.filter(Q(external_id__icontains=text) | Q(pk__in=by_name))
