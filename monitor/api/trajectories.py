"""Finding trajectories for the API, with all that an answer shows, in a fixed number of queries."""

from datetime import datetime

from django.apps import apps
from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from monitor.caseload.models import Deployment, Milestone, Trajectory

# The history of these says when something of a trajectory changed.
OF_TRAJECTORY = ("MilestoneEvent", "DeploymentEvent", "EndingEvent", "TrajectoryClientEvent")


def whole(trajectories: QuerySet) -> QuerySet:
    """With results, help, ending and clients; in an order that does not change by itself."""
    standing = Milestone.objects.filter(revoked_at__isnull=True)
    return trajectories.select_related("ending").prefetch_related(
        "places",
        Prefetch("deployments", Deployment.objects.order_by("started_on", "category", "service")),
        Prefetch("milestones", standing.order_by("reached_on", "kind"), to_attr="standing"),
    )


def found(asked: dict) -> QuerySet:
    """The trajectories that the parameters ask for."""
    trajectories = Trajectory.objects.all()
    if "running" in asked:
        trajectories = trajectories.filter(ending__isnull=asked["running"] == "true")
    if "client_type" in asked:
        trajectories = trajectories.filter(client_type=asked["client_type"])
    if "step" in asked:
        trajectories = trajectories.in_step(asked["step"], timezone.localdate())
    if "changed_since" in asked:
        trajectories = trajectories.filter(changed_since(asked["changed_since"]))
    return trajectories


def changed_since(moment: datetime) -> Q:
    """Those with a line of history from this moment on, their own or of what belongs to them."""

    def history(name: str, key: str) -> Q:
        events = apps.get_model("caseload", name).objects.filter(pgh_created_at__gte=moment)
        return Q(pk__in=events.values(key))

    changed = history("TrajectoryEvent", "id")
    for name in OF_TRAJECTORY:
        changed |= history(name, "trajectory_id")
    return changed
