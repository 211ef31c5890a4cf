"""The list of a day: the waiting signals of somebody's own clients, or of a team."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from benchmark.standard.text import label
from monitor.caseload.labels import Names
from monitor.caseload.models import Milestone, Trajectory
from monitor.caseload.steps import step_in_progress
from monitor.desk.rows import name_of, names_of
from tenants.models import Role

from . import acts
from .explaining import why
from .models import Signal, State
from .reasons import DISMISSALS
from .rules import ASKED_FOR, ORDER, by_code

PUT_AWAY_SHOWN = 30


@dataclass(frozen=True)
class Entry:
    """One signal as it stands on the list."""

    pk: str
    title: str
    why: list[str]
    advice: str
    is_urgent: bool
    is_again: bool
    person: str
    first_seen: date


@dataclass(frozen=True)
class Person:
    """One trajectory with its entries, the most pressing first."""

    trajectory: Trajectory
    name: str
    step: str
    caseworker: str
    entries: list[Entry]


def in_reach_of(
    membership, *, own_only: bool = False, ended_too: bool = False
) -> QuerySet[Trajectory]:
    """The trajectories whose signals this member sees: a caseworker their own, a team lead those of
    the team too (all where there are no teams), an administrator all; nobody else any. Running ones
    unless `ended_too`."""
    mine = Q(caseworker_id=membership.account_id)
    found = Trajectory.objects.all() if ended_too else Trajectory.objects.running()
    if membership.role == Role.CASEWORKER or (
        own_only and membership.role in (Role.TEAM_LEAD, Role.ADMINISTRATOR)
    ):
        return found.filter(mine)
    if membership.role == Role.TEAM_LEAD and membership.team:
        return found.filter(mine | Q(team=membership.team))
    everybody = membership.role in (Role.TEAM_LEAD, Role.ADMINISTRATOR)
    return found if everybody else found.none()


def signals_in_reach_of(membership, *, own_only: bool = False) -> QuerySet[Signal]:
    """Their signals, decided ones too: of running trajectories, and what a client asked for also
    when the trajectory has ended."""
    reach = in_reach_of(membership, own_only=own_only, ended_too=True)
    return Signal.objects.filter(trajectory__in=reach).filter(
        Q(trajectory__ending__isnull=True) | Q(rule__in=ASKED_FOR)
    )


def signals_for(membership, *, own_only: bool = False) -> QuerySet[Signal]:
    """What stands on this member's list today."""
    return signals_in_reach_of(membership, own_only=own_only).due_on(timezone.localdate())


def count_for(membership) -> int:
    """How many signals of their own clients wait for a caseworker; for a team lead and an
    administrator of all they see. One query."""
    return signals_for(membership).count()


def grouped(found: QuerySet[Signal]) -> list[list[Signal]]:
    """The signals per trajectory, the most pressing trajectory and signal first; one query."""
    by_trajectory: dict[object, list[Signal]] = {}
    for signal in sorted(found.defer("sentence_sealed"), key=_urgency):
        by_trajectory.setdefault(signal.trajectory_id, []).append(signal)
    return list(by_trajectory.values())


def people_of(groups: list[list[Signal]], names: Names, *, account_id) -> list[Person]:
    """Who is on this part of the list and why; four queries for all of them."""
    today = timezone.localdate()
    standing = Milestone.objects.filter(revoked_at__isnull=True)
    trajectories = Trajectory.objects.prefetch_related(
        "clients", Prefetch("milestones", queryset=standing, to_attr="standing")
    ).in_bulk([signals[0].trajectory_id for signals in groups])
    everybody = {trajectory.caseworker_id for trajectory in trajectories.values()}
    colleagues = names_of(everybody - {account_id})
    people = []
    for signals in groups:
        trajectory = trajectories[signals[0].trajectory_id]
        reached = {m.kind: m.reached_on for m in trajectory.standing}
        clients = {client.pk: client for client in trajectory.clients.all()}
        whose = {key: c.first_name for key, c in clients.items()} if len(clients) > 1 else {}
        nobody = "" if trajectory.caseworker_id else _("Nog geen hulpverlener")
        people.append(
            Person(
                trajectory=trajectory,
                name=name_of(trajectory),
                step=names.step(names.shown_step(step_in_progress(reached, today)).code),
                caseworker=colleagues.get(trajectory.caseworker_id, nobody),
                entries=[_entry(signal, names, today, whose) for signal in signals],
            )
        )
    return people


def row_of(signal: Signal, names: Names, *, account_id) -> Person:
    """One signal as it stands on the list, for a row that answers in its own place."""
    (person,) = people_of([[signal]], names, account_id=account_id)
    return person


def put_away(membership, names: Names, *, own_only: bool = False) -> list[dict]:
    """What was put off, dismissed today, or handled by themselves just now, to put back:
    dicts with signal, title, name and until (None for what was not put off)."""
    today = timezone.localdate()
    rows = (
        signals_in_reach_of(membership, own_only=own_only)
        .filter(
            Q(state=State.SNOOZED, until__gt=today)
            | Q(state=State.DISMISSED, decided_at__date=today)
            | Q(
                state=State.HANDLED,
                decided_by=membership.account_id,
                decided_at__gt=acts.undo_since(),
            )
        )
        .order_by("until", "decided_at")
        .defer("sentence_sealed")
        .prefetch_related("trajectory__clients")
    )
    return [
        {
            "signal": signal,
            "title": str(by_code(signal.rule)),
            "name": name_of(signal.trajectory),
            "until": signal.until,
        }
        for signal in rows[:PUT_AWAY_SHOWN]
    ]


def decided_in(trajectory: Trajectory, names: Names) -> list[dict]:
    """For the client page: what was done about the signals of a trajectory, newest first. Dicts
    with title, why, state, sentence, reason and decided_at."""
    today = timezone.localdate()
    rows = Signal.objects.filter(
        trajectory=trajectory, state__in=[State.HANDLED, State.DISMISSED]
    ).order_by("-decided_at")
    return [
        {
            "title": str(by_code(signal.rule)),
            "why": why(signal, names, today),
            "state": signal.get_state_display(),
            "sentence": signal.sentence or "",
            "reason": label(DISMISSALS, signal.reason),
            "decided_at": signal.decided_at,
        }
        for signal in rows
    ]


def waiting_in(trajectory: Trajectory, names: Names) -> list[Entry]:
    """For the client page: what stands on the list of today about this trajectory."""
    today = timezone.localdate()
    rows = Signal.objects.due_on(today).filter(trajectory=trajectory).defer("sentence_sealed")
    clients = list(trajectory.clients.all())
    whose = {client.pk: client.first_name for client in clients} if len(clients) > 1 else {}
    return [_entry(signal, names, today, whose) for signal in sorted(rows, key=_urgency)]


def told_to(client) -> QuerySet[Signal]:
    """The signals of which this client may read what was done, newest first (M-10)."""
    about = Q(client=client) | Q(client__isnull=True, trajectory__clients=client)
    found = Signal.objects.filter(about, sentence_sealed__isnull=False, decided_at__isnull=False)
    return found.order_by("-decided_at", "pk").distinct()


def said_to(client) -> Iterable[tuple[date, str]]:
    """What this client may read of what was done with what they said (M-10), newest first."""
    return [(timezone.localdate(signal.decided_at), signal.sentence) for signal in told_to(client)]


def _urgency(signal: Signal) -> tuple:
    return (
        not by_code(signal.rule).is_urgent,
        signal.reopened_on is None,
        ORDER[signal.rule],
        signal.first_seen,
    )


def _entry(signal: Signal, names: Names, today: date, whose: dict) -> Entry:
    rule = by_code(signal.rule)
    return Entry(
        pk=str(signal.pk),
        title=str(rule),
        why=why(signal, names, today),
        advice=str(rule.advice),
        is_urgent=rule.is_urgent,
        is_again=signal.reopened_on is not None,
        person=whose.get(signal.client_id, ""),
        first_seen=timezone.localdate(signal.first_seen),
    )
