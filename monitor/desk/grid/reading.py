"""What the grid reads of its trajectories: plain values, one statement per aspect.

Values and no model instances: two hundred rows would make some two thousand of them.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import (
    F,
    FilteredRelation,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Concat, Trim

from monitor.caseload.models import (
    Client,
    Contact,
    Deployment,
    Milestone,
    Trajectory,
    TrajectoryClient,
)
from monitor.desk.rows import SHOWN_ITEMS
from monitor.surveys.models import Wave
from tenants.models import Account
from tenants.vault.sealing import unseal

NAME_COLUMN = f"{Client._meta.db_table}.first_name_sealed"


@dataclass(slots=True)
class Course:
    """One trajectory as the grid knows it. `reached` are the standing milestones with their days,
    `help` the categories that run, `spoken` the day of the last contact, `answers` those of the
    last questionnaire, which was filled in at `answered`."""

    id: UUID
    number: str
    intake: date
    ended: date | None
    caseworker_id: UUID | None
    caseworker: str
    spoken: date | None
    names: list[str] = field(default_factory=list)
    help: list[str] = field(default_factory=list)
    reached: dict[str, date] = field(default_factory=dict)
    answered: datetime | None = None
    answers: dict[str, int] = field(default_factory=dict)


def courses(found: QuerySet[Trajectory], today: date) -> list[Course]:
    """The trajectories of `found` in its order, as they stand today; five statements."""
    read = {row[0]: Course(*row) for row in _trajectories(found, today)}
    keys = list(read)
    if not keys:
        return []
    for key, client, sealed in _places(keys):
        read[key].names.append(unseal(sealed, column=NAME_COLUMN, row=client))
    for key, category in _running_help(keys, today):
        if category not in read[key].help:
            read[key].help.append(category)
    for key, kind, on in _standing(keys):
        read[key].reached[kind] = on
    for key, at, item, value in _last_answers(keys):
        read[key].answered = at
        if item is not None:
            read[key].answers[item] = value
    return list(read.values())


def standing_by_trajectory() -> Iterable[tuple[date, dict[str, date]]]:
    """The intake and the standing milestones of every trajectory that has one; one statement."""
    reached: dict[UUID, dict[str, date]] = defaultdict(dict)
    intakes = {}
    rows = Milestone.objects.filter(revoked_at__isnull=True).order_by()
    for key, intake, kind, on in rows.values_list(
        "trajectory_id", "trajectory__intake_date", "kind", "reached_on"
    ):
        intakes[key] = intake
        reached[key][kind] = on
    return [(intakes[key], kinds) for key, kinds in reached.items()]


def _trajectories(found, today):
    held = Contact.objects.filter(trajectory=OuterRef("pk"), no_show=False, on__lte=today)
    account = Account.objects.filter(pk=OuterRef("caseworker_id")).order_by()
    full_name = Trim(Concat("first_name", Value(" "), "last_name"))
    return found.annotate(
        spoken=Subquery(held.order_by().values("trajectory").annotate(d=Max("on")).values("d")),
        caseworker=Subquery(account.annotate(full=full_name).values("full")[:1]),
    ).values_list(
        "pk",
        "external_id",
        "intake_date",
        "ending__ended_on",
        "caseworker_id",
        "caseworker",
        "spoken",
    )


def _places(keys):
    places = TrajectoryClient.objects.filter(trajectory__in=keys).order_by("position")
    return places.values_list("trajectory_id", "client_id", "client__first_name_sealed")


def _running_help(keys, today):
    running = Q(ended_on__isnull=True) | Q(ended_on__gte=today)
    found = Deployment.objects.filter(running, trajectory__in=keys)
    return found.order_by("started_on", "category").values_list("trajectory_id", "category")


def _standing(keys):
    found = Milestone.objects.filter(trajectory__in=keys, revoked_at__isnull=True).order_by()
    return found.values_list("trajectory_id", "kind", "reached_on")


def _last_answers(keys):
    last = (
        Wave.objects.filter(trajectory__in=keys, submitted_at__isnull=False)
        .order_by("trajectory_id", "-submitted_at")
        .distinct("trajectory_id")
    )
    shown = FilteredRelation("answers", condition=Q(answers__item__in=SHOWN_ITEMS))
    return (
        Wave.objects.filter(pk__in=last.values("pk"))
        .order_by()
        .annotate(shown=shown)
        .values_list("trajectory_id", "submitted_at", F("shown__item"), F("shown__value"))
    )
