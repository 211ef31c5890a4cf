"""Many records at once: what the receivers do one by one, in a number of statements that does not
grow with the records. For whoever brings in a whole caseload.

Within `caseload.together` a receiver notes what it was told; afterwards all is followed, with the
same outcome as one by one (tests/exchange/test_together.py compares the two).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import wraps
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from monitor.caseload.models import Client, Ending, Pause, Trajectory, TrajectoryClient
from monitor.caseload.participation import those_taking_part
from monitor.caseload.together import pile_of

from . import planning, protocol
from .links import hash_of, token_of
from .models import Invitation, InvitationKind, InvitationStatus, Wave, WaveKind, WaveStatus
from .sending import ASSISTED

PORTION = 5000
AT_ONCE = 1000


@dataclass
class Told:
    """What happened, as keys of trajectories and clients."""

    plan: set[UUID] = field(default_factory=set)
    ended: set[UUID] = field(default_factory=set)
    reopened: set[UUID] = field(default_factory=set)
    paused: set[UUID] = field(default_factory=set)
    said_yes: set[UUID] = field(default_factory=set)
    said_no: set[UUID] = field(default_factory=set)
    contacts: dict[UUID, Client] = field(default_factory=dict)

    def follow(self) -> None:
        """Cancel and plan all that was noted."""
        follow(self)


def noted(note: Callable[..., None]):
    """Receiver decorator: within `together()` call `note(told, …)` in place of the receiver."""

    def decorate(receiver):
        @wraps(receiver)
        def either(sender, **kwargs):
            told = pile_of(Told)
            if told is None:
                return receiver(sender, **kwargs)
            kwargs.pop("signal", None)
            return note(told, **kwargs)

        return either

    return decorate


@transaction.atomic
def follow(told: Told, now: datetime | None = None) -> None:
    """Cancel and plan all that was noted."""
    now = now or timezone.now()
    _cancel("ended", trajectories=told.ended)
    _cancel("reopened", trajectories=told.reopened)
    _follow_pauses(told.paused, now)
    _cancel("no_participation", clients=told.said_no)
    chosen = told.plan | told.reopened | told.paused | _running_of(told.said_yes)
    chosen |= _follow_contacts(told.contacts)
    plan_many(chosen, now)
    plan_ends(told.ended, now)


def plan_many(keys: Iterable[UUID], now: datetime) -> list[Wave]:
    """planning.plan for these trajectories."""
    planned = []
    for portion in _portions(keys):
        _hold(portion)
        ended = set(_of(Ending, portion).values_list("trajectory_id", flat=True))
        pauses: dict[UUID, list[Pause]] = defaultdict(list)
        for pause in _of(Pause, portion).order_by("from_date"):
            pauses[pause.trajectory_id].append(pause)
        places = _askable(portion)
        last = _last_that_counted(portion)
        highest = _highest(portion)
        today = protocol.day_of(now)
        for place in places:
            if place[0] in ended:
                continue
            before = last.get(place)
            day = today
            if before is not None:
                after = protocol.day_of(before) + timedelta(days=protocol.INTERVAL_DAYS)
                day = max(today, after)
            day = planning.first_day_outside(pauses[place[0]], day)
            if day is not None:
                kind = WaveKind.BASELINE if before is None else WaveKind.REGULAR
                planned.append(_wave(place, kind, highest.get(place), day, now))
    return Wave.objects.bulk_create(planned, batch_size=AT_ONCE)


def plan_ends(keys: Iterable[UUID], now: datetime) -> list[Wave]:
    """planning.plan_end for these trajectories."""
    planned = []
    for portion in _portions(keys):
        _hold(portion)
        ends = {
            ending.trajectory_id: ending.ended_on
            for ending in _of(Ending, portion).filter(status="success")
        }
        had_one = set(
            _of(Wave, portion)
            .filter(kind=WaveKind.END)
            .exclude(status=WaveStatus.CANCELLED)
            .values_list("trajectory_id", "client_id")
        )
        highest = _highest(portion)
        for place in _askable(list(ends)):
            if place not in had_one:
                day = max(protocol.day_of(now), ends[place[0]] + timedelta(days=1))
                planned.append(_wave(place, WaveKind.END, highest.get(place), day, now))
    return Wave.objects.bulk_create(planned, batch_size=AT_ONCE)


def _cancel(reason: str, *, trajectories=(), clients=(), statuses=planning.PENDING) -> None:
    for name, keys in (("trajectory_id__in", trajectories), ("client_id__in", clients)):
        for portion in _portions(keys):
            waves = Wave.objects.filter(status__in=statuses, **{name: portion})
            chosen = list(waves.values_list("pk", flat=True))
            planning.cancel_messages(chosen, reason)
            waves.filter(pk__in=chosen).update(status=WaveStatus.CANCELLED, cancelled_reason=reason)


def _follow_pauses(keys: set[UUID], now: datetime) -> None:
    today = protocol.day_of(now)
    covers = Q(from_date__lte=today) & (Q(until__isnull=True) | Q(until__gte=today))
    now_paused = {
        key
        for portion in _portions(keys)
        for key in _of(Pause, portion).filter(covers).values_list("trajectory_id", flat=True)
    }
    _cancel("paused", trajectories=now_paused)
    _cancel("paused", trajectories=keys - now_paused, statuses=[WaveStatus.PLANNED])


def _running_of(clients: Iterable[UUID]) -> set[UUID]:
    return {
        key
        for portion in _portions(clients)
        for key in Trajectory.objects.running()
        .filter(clients__in=portion)
        .values_list("pk", flat=True)
    }


def _follow_contacts(contacts: dict[UUID, Client]) -> set[UUID]:
    """Messages take the new channel, or lapse; the trajectories that are to be planned anew."""
    blocked: dict[str, list[UUID]] = defaultdict(list)
    through: dict[str, list[UUID]] = defaultdict(list)
    for key, client in contacts.items():
        if client.contact_blocked:
            blocked[client.contact_blocked].append(key)
        else:
            through[client.channel or "email"].append(key)
    for reason, keys in blocked.items():
        for portion in _portions(keys):
            _waiting(portion).update(status=InvitationStatus.CANCELLED, failure=reason)
    for channel, keys in through.items():
        for portion in _portions(keys):
            _waiting(portion).exclude(channel=channel).update(
                status=InvitationStatus.CANCELLED, failure="contact_changed"
            )
            if channel != ASSISTED:
                _invite(portion, channel)
    wrong = blocked.get("wrong_person", [])
    _cancel("wrong_person", clients=wrong)
    return _running_of(wrong)


def _waiting(clients: list[UUID]):
    return Invitation.objects.filter(wave__client_id__in=clients, status=InvitationStatus.PENDING)


def _invite(clients: list[UUID], channel: str) -> None:
    """sending.invite for every open questionnaire of these clients, who share a channel."""
    on_its_way = [InvitationStatus.PENDING, *planning.AWAY]
    invitations = Invitation.objects.filter(kind=InvitationKind.INVITATION)
    waves = set(
        Wave.objects.filter(client_id__in=clients, status=WaveStatus.OPEN)
        .exclude(pk__in=invitations.filter(status__in=on_its_way).values("wave"))
        .values_list("pk", flat=True)
    )
    again = invitations.filter(wave_id__in=waves, channel=channel)
    had_one = set(again.values_list("wave_id", flat=True))
    again.update(status=InvitationStatus.PENDING, failure="", attempts=0)
    Invitation.objects.bulk_create(
        [
            Invitation(wave_id=wave, kind=InvitationKind.INVITATION, channel=channel)
            for wave in waves - had_one
        ],
        batch_size=AT_ONCE,
    )


def _of(model, trajectories: list[UUID]):
    return model.objects.filter(trajectory_id__in=trajectories)


def _hold(keys: list[UUID]) -> None:
    held = Trajectory.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk")
    list(held.values_list("pk"))


def _askable(keys: list[UUID]) -> list[tuple[UUID, UUID]]:
    """(trajectory, client) of who takes part and has nothing pending there."""
    pending = _of(Wave, keys).filter(status__in=planning.PENDING)
    busy = set(pending.values_list("trajectory_id", "client_id"))
    places = [
        place
        for place in _of(TrajectoryClient, keys).values_list("trajectory_id", "client_id")
        if place not in busy
    ]
    willing = those_taking_part({client for _trajectory, client in places})
    return [place for place in places if place[1] in willing]


def _last_that_counted(keys: list[UUID]) -> dict[tuple[UUID, UUID], datetime]:
    heard_of = Wave.objects.filter(invitations__status__in=planning.AWAY, trajectory_id__in=keys)
    counted = _of(Wave, keys).filter(
        ~Q(status=WaveStatus.CANCELLED) | Q(pk__in=heard_of.values("pk"))
    )
    return _per_place(counted, "open_from")


def _highest(keys: list[UUID]) -> dict[tuple[UUID, UUID], int]:
    return _per_place(_of(Wave, keys), "sequence")


def _per_place(waves, name: str) -> dict:
    rows = waves.order_by().values_list("trajectory_id", "client_id").annotate(top=Max(name))
    return {(trajectory, client): top for trajectory, client, top in rows}


def _wave(place: tuple, kind: WaveKind, highest: int | None, day: date, now: datetime) -> Wave:
    wave = Wave(
        trajectory_id=place[0],
        client_id=place[1],
        kind=kind,
        sequence=1 if highest is None else highest + 1,
    )
    planning.set_moments(wave, protocol.moment_from(day, now, wave.pk))
    wave.token_hash = hash_of(token_of(wave))
    return wave


def _portions(keys: Iterable[UUID]) -> Iterator[list[UUID]]:
    ordered = sorted(keys)
    for start in range(0, len(ordered), PORTION):
        yield ordered[start : start + PORTION]
