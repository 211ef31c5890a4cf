"""How a team stands: counts of work, never of what somebody is like (R77).

Per person there is one number, how many trajectories run; in the order of names, and below five
only that it is fewer. What clients said and what was reached is counted for the team as a whole.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from benchmark.disclosure import INTERNAL_FLOOR
from monitor.caseload import labels
from monitor.caseload.models import Ending, Trajectory
from monitor.desk.rows import names_of
from monitor.desk.worklist import settings
from monitor.desk.worklist.finding import Scope, find
from monitor.desk.worklist.models import Signal
from monitor.desk.worklist.rules import RULES, Rule, by_code
from monitor.insights.response import NEVER_ASKED
from monitor.surveys.models import Answer, Wave, WaveKind
from tenants.models import Membership, Role

WAITING_DAYS = 7
RESPONSE_DAYS = 91
# What is overdue whether or not it is on the worklist already.
OVERDUE = ("long_in_step", "no_contact")


@dataclass(frozen=True)
class Load:
    """How many trajectories of one caseworker run; `name` is empty for those of nobody yet."""

    name: str
    running: int

    @property
    def is_few(self) -> bool:
        """Whether only "fewer than five" is said."""
        return bool(self.name) and 0 < self.running < INTERNAL_FLOOR


@dataclass(frozen=True)
class TeamResponse:
    """Questionnaires that were sent in the last weeks and those received; None for too few clients.
    `clients` counts whom they were sent to."""

    asked: int | None
    received: int | None
    clients: int | None

    @property
    def percent(self) -> int | None:
        """The share received, in whole percents."""
        return (200 * self.received + self.asked) // (2 * self.asked) if self.asked else None


@dataclass(frozen=True)
class Overdue:
    """Per rule: how many signals wait for more than a week, and how many trajectories it holds for
    today (of the rules of OVERDUE)."""

    waiting: list[tuple[Rule, int]]
    standing: list[tuple[Rule, int]]


@dataclass(frozen=True)
class Flow:
    """Trajectories that began and ended in a period."""

    new: int
    ended: int


def called(team: str) -> str:
    """ "Team Noord", whether or not the team's name says so itself; "" without a team."""
    if not team or team.casefold().startswith("team"):
        return team
    return _("Team %(name)s") % {"name": team}


def trajectories_of(membership: Membership) -> QuerySet[Trajectory]:
    """Those of this lead's team; all where there are no teams. Nobody else has any."""
    if membership.role != Role.TEAM_LEAD:
        return Trajectory.objects.none()
    everybody = Trajectory.objects.all()
    return everybody.filter(team=membership.team) if membership.team else everybody


def caseload(membership: Membership) -> list[Load]:
    """How many trajectories run per caseworker, by name; members of the team without any too, and
    last those of nobody. Three queries."""
    rows = trajectories_of(membership).running().order_by().values("caseworker_id")
    running = {row["caseworker_id"]: row["n"] for row in rows.annotate(n=Count("pk"))}
    colleagues = Membership.objects.active_in(membership.municipality).filter(role=Role.CASEWORKER)
    if membership.team:
        colleagues = colleagues.filter(team=membership.team)
    keys = {key for key in running if key} | set(colleagues.values_list("account_id", flat=True))
    names = names_of(keys)
    loads = [Load(names.get(key, "?"), running.get(key, 0)) for key in keys]
    loads.sort(key=lambda load: load.name.casefold())
    return loads + ([Load("", running[None])] if running.get(None) else [])


def response(membership: Membership, today: date) -> TeamResponse:
    """Of the questionnaires sent in the last weeks, how many were filled in; one query."""
    answered = Q(Exists(Answer.objects.filter(wave=OuterRef("pk"))))
    counts = (
        Wave.objects.in_series()
        .filter(
            trajectory__in=trajectories_of(membership),
            open_from__date__gt=today - timedelta(days=RESPONSE_DAYS),
            open_from__date__lte=today,
        )
        .exclude(status__in=NEVER_ASKED)
        .exclude(kind=WaveKind.IMPORTED)
        .aggregate(
            asked=Count("pk"),
            received=Count("pk", filter=answered),
            clients=Count("client", distinct=True),
        )
    )
    if counts["clients"] < INTERNAL_FLOOR:
        return TeamResponse(None, None, None)
    return TeamResponse(counts["asked"], counts["received"], counts["clients"])


def overdue(membership: Membership, today: date) -> Overdue:
    """What waits for too long, per rule in the order of the list."""
    keys = set(trajectories_of(membership).running().values_list("pk", flat=True))
    long_ago = timezone.now() - timedelta(days=WAITING_DAYS)
    late = Signal.objects.due_on(today).filter(trajectory__in=keys, first_seen__lt=long_ago)
    waiting = Counter(late.values_list("rule", flat=True))
    off = settings.off()
    rules = [by_code(code) for code in OVERDUE if code not in off]
    found = find(rules, Scope(today, labels.current(), keys))
    return Overdue(
        [(rule, waiting[rule.code]) for rule in RULES if waiting[rule.code]],
        [(rule, len({hit.trajectory for hit in found[rule.code]})) for rule in rules],
    )


def flow(membership: Membership, first: date, last: date) -> Flow:
    """What began and ended from `first` up to and including `last`; two queries."""
    mine = trajectories_of(membership)
    return Flow(
        mine.filter(intake_date__range=(first, last)).count(),
        Ending.objects.filter(trajectory__in=mine, ended_on__range=(first, last)).count(),
    )
