"""What the rules find: a query or two each, whatever the number of clients.

A finder takes the Scope and gives Hits; which of them are news is for following.py.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from uuid import UUID

from django.db.models import (
    Count,
    Exists,
    F,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Window,
)
from django.db.models.functions import Coalesce, Greatest, RowNumber

from benchmark.standard.questionnaire import APPROACH
from monitor.caseload.labels import Names
from monitor.caseload.models import Contact, Milestone, Participation, Pause, Trajectory
from monitor.caseload.steps import in_step_since, step_in_progress
from monitor.surveys import protocol
from monitor.surveys.models import Answer, Wave, WaveKind, WaveStatus

from .durations import Usual, usual_days
from .rules import Rule


@dataclass(frozen=True)
class Hit:
    """A rule that holds for a trajectory: on which occasion, and the facts that make it so. Facts
    are codes, ISO dates and numbers; `each` in them is a list of such, one sentence per entry."""

    trajectory: UUID
    client: UUID | None
    occasion: str
    facts: dict


@dataclass(frozen=True)
class Scope:
    """Where to look: all running trajectories of this municipality, or only those in `keys`."""

    today: date
    names: Names
    keys: Collection[UUID] | None = None

    @property
    def trajectories(self) -> QuerySet[Trajectory]:
        """Those that are running."""
        running = Trajectory.objects.running()
        return running if self.keys is None else running.filter(pk__in=self.keys)

    @cached_property
    def running(self) -> dict[UUID, date]:
        """Their keys with the day of intake."""
        return dict(self.trajectories.values_list("pk", "intake_date"))

    @cached_property
    def paused(self) -> set[UUID]:
        """Those with a pause today."""
        now = Pause.objects.filter(from_date__lte=self.today).filter(
            Q(until__isnull=True) | Q(until__gte=self.today)
        )
        return set(now.values_list("trajectory_id", flat=True))

    @cached_property
    def last_contact(self) -> dict[UUID, date]:
        """The last day somebody spoke with the client: a contact, the first one, or the intake."""
        held = Contact.objects.filter(trajectory=OuterRef("pk"), no_show=False, on__lte=self.today)
        return dict(
            self.trajectories.annotate(
                held=Subquery(held.order_by("-on").values("on")[:1]),
                last=Greatest(
                    "intake_date",
                    Coalesce("first_contact", "intake_date"),
                    Coalesce("held", "intake_date"),
                ),
            ).values_list("pk", "last")
        )

    @cached_property
    def reached(self) -> dict[UUID, dict[str, date]]:
        """The standing milestones of every trajectory, ended ones too: the usual pace is theirs."""
        found: dict[UUID, dict[str, date]] = defaultdict(dict)
        standing = Milestone.objects.filter(revoked_at__isnull=True, reached_on__lte=self.today)
        for key, kind, on in standing.values_list("trajectory_id", "kind", "reached_on"):
            found[key][kind] = on
        return found

    @cached_property
    def usual(self) -> dict[str, Usual]:
        """How long finished steps took here."""
        intakes = Trajectory.objects.values_list("pk", "intake_date")
        return usual_days((intake, self.reached.get(key, {})) for key, intake in intakes)

    def in_steps(self) -> Iterator[tuple[UUID, str, date]]:
        """Each running trajectory with its step, as people here see it, and since when."""
        for key, intake in self.running.items():
            reached = self.reached.get(key, {})
            step = self.names.shown_step(step_in_progress(reached, self.today)).code
            yield key, step, in_step_since(reached, intake, self.today)

    def days_ago(self, days: int) -> date:
        """The day that many days before today."""
        return self.today - timedelta(days=days)


def missed_waves(rule: Rule, scope: Scope) -> Iterator[Hit]:
    """Questionnaires that were not filled in since the last one that was."""
    decided = Wave.objects.filter(trajectory=OuterRef("trajectory"), client=OuterRef("client"))
    later = decided.filter(status=WaveStatus.SUBMITTED, submitted_at__gt=OuterRef("open_from"))
    said = Participation.objects.filter(client=OuterRef("client")).order_by("-recorded_at", "-id")
    missed = (
        Wave.objects.filter(trajectory__in=scope.trajectories, status=WaveStatus.EXPIRED)
        .exclude(kind=WaveKind.IMPORTED)
        .annotate(takes_part=Subquery(said.values("monitor")[:1]))
        .filter(~Exists(later), takes_part=True)
        .order_by()
        .values("trajectory_id", "client_id")
        .annotate(n=Count("pk"), first=Min("open_from"), last=Max("open_from"))
        .filter(n__gte=rule.limits["times"])
    )
    for row in missed:
        first, last = protocol.day_of(row["first"]), protocol.day_of(row["last"])
        if last >= scope.days_ago(rule.limits["recent_days"]):
            facts = {"n": row["n"], "first_on": first.isoformat(), "last_on": last.isoformat()}
            yield Hit(row["trajectory_id"], row["client_id"], first.isoformat(), facts)


def stress_high(rule: Rule, scope: Scope) -> Iterator[Hit]:
    """Answers in a row at the high end, up to the last one."""
    given = Answer.objects.filter(item="stress", wave__submitted_at__isnull=False)
    lower = given.filter(
        wave__trajectory=OuterRef("wave__trajectory"),
        wave__client=OuterRef("wave__client"),
        wave__submitted_at__gt=OuterRef("wave__submitted_at"),
        value__lt=rule.limits["from_value"],
    )
    high = (
        given.filter(wave__trajectory__in=scope.trajectories, value__gte=rule.limits["from_value"])
        .filter(~Exists(lower))
        .order_by("wave__submitted_at")
        .values_list("wave__trajectory_id", "wave__client_id", "wave__submitted_at", "value")
    )
    rows: dict[tuple[UUID, UUID], list[tuple[date, int]]] = defaultdict(list)
    for trajectory, client, at, value in high:
        rows[trajectory, client].append((protocol.day_of(at), value))
    for (trajectory, client), streak in rows.items():
        (first, _value), (last, value) = streak[0], streak[-1]
        if len(streak) < rule.limits["times"]:
            continue
        if last >= scope.days_ago(rule.limits["recent_days"]):
            facts = {
                "n": len(streak),
                "first_on": first.isoformat(),
                "last_on": last.isoformat(),
                "value": value,
            }
            yield Hit(trajectory, client, first.isoformat(), facts)


def approach_fell(rule: Rule, scope: Scope) -> Iterator[Hit]:
    """The last two answers to each item about the help, where the last one is lower."""
    place = Window(
        RowNumber(),
        partition_by=[F("wave__trajectory"), F("wave__client"), F("item")],
        order_by=F("wave__submitted_at").desc(),
    )
    answers = (
        Answer.objects.filter(
            item__in=APPROACH,
            wave__trajectory__in=scope.trajectories,
            wave__submitted_at__isnull=False,
        )
        .annotate(place=place)
        .filter(place__lte=2)
        .order_by("place")
        .values_list(
            "wave__trajectory_id", "wave__client_id", "item", "wave__submitted_at", "value"
        )
    )
    pairs: dict[tuple[UUID, UUID, str], list[tuple[date, int]]] = defaultdict(list)
    for trajectory, client, item, at, value in answers:
        pairs[trajectory, client, item].append((protocol.day_of(at), value))
    fallen: dict[tuple[UUID, UUID, date], dict[str, dict]] = defaultdict(dict)
    for (trajectory, client, item), pair in pairs.items():
        if len(pair) < 2:
            continue
        (last, value), (before_on, before) = pair
        if before - value < rule.limits["points"]:
            continue
        if last >= scope.days_ago(rule.limits["recent_days"]):
            fallen[trajectory, client, last][item] = {
                "item": item,
                "before": before,
                "before_on": before_on.isoformat(),
                "value": value,
                "last_on": last.isoformat(),
            }
    for (trajectory, client, last), items in fallen.items():
        facts = {"each": [items[item] for item in APPROACH if item in items]}
        yield Hit(trajectory, client, last.isoformat(), facts)


def no_contact(rule: Rule, scope: Scope) -> Iterator[Hit]:
    """Trajectories in which nobody spoke with the client for a while."""
    for key, last in scope.last_contact.items():
        if last <= scope.days_ago(rule.limits["days"]):
            yield Hit(key, None, last.isoformat(), {"last_on": last.isoformat()})


def pause_over(rule: Rule, scope: Scope) -> Iterator[Hit]:
    """Pauses that ended, with no contact after."""
    ended = Pause.objects.filter(
        trajectory__in=scope.trajectories,
        until__lt=scope.today,
        until__gte=scope.days_ago(rule.limits["recent_days"]),
    ).order_by("until")
    last = {pause.trajectory_id: pause for pause in ended}
    for key, pause in last.items():
        if scope.last_contact.get(key, scope.today) <= pause.until:
            facts = {"from_on": pause.from_date.isoformat(), "last_on": pause.until.isoformat()}
            yield Hit(key, None, pause.until.isoformat(), facts)


def debts_soon(rule: Rule, scope: Scope) -> Iterator[Hit]:
    """Who is in the step in which all debts come to light."""
    for key, step, since in scope.in_steps():
        if step == "debts_in_view":
            facts = {"step": step, "since_on": since.isoformat()}
            yield Hit(key, None, since.isoformat(), facts)


def long_in_step(rule: Rule, scope: Scope) -> Iterator[Hit]:
    """Who is in a step for longer than three quarters were before."""
    for key, step, since in scope.in_steps():
        usual = scope.usual.get(step)
        if usual is None or usual.n < rule.limits["at_least"]:
            continue
        if (scope.today - since).days > usual.days:
            facts = {
                "step": step,
                "since_on": since.isoformat(),
                "usual": usual.days,
                "n": usual.n,
            }
            yield Hit(key, None, f"{step} {since.isoformat()}", facts)


FINDERS: dict[str, Callable[[Rule, Scope], Iterator[Hit]]] = {
    finder.__name__: finder
    for finder in (
        missed_waves,
        stress_high,
        approach_fell,
        no_contact,
        pause_over,
        debts_soon,
        long_in_step,
    )
}


def find(rules: Iterable[Rule], scope: Scope) -> dict[str, list[Hit]]:
    """Rule code -> what it hits, of the rules that look things up."""
    found = {}
    for rule in rules:
        if rule.finder:
            hits = FINDERS[rule.finder](rule, scope)
            found[rule.code] = [
                hit for hit in hits if rule.in_pause or hit.trajectory not in scope.paused
            ]
    return found
