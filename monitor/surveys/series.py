"""Planning the series (first, regular, closing) for any number of trajectories, in a number of
statements that does not grow with them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Q

from benchmark.questionnaires.reading import current_version
from monitor.caseload.models import Client, Ending, Pause, Trajectory, TrajectoryClient
from monitor.caseload.participation import those_taking_part

from . import protocol
from .links import hash_of, token_of
from .models import InvitationStatus, Wave, WaveKind, WaveStatus
from .protocol import STANDARD, Rules
from .rulebook import Rulebook

PENDING = (WaveStatus.PLANNED, WaveStatus.OPEN)
# A message that left, or may have left, the building.
AWAY = (InvitationStatus.SENDING, InvitationStatus.SENT, InvitationStatus.UNCERTAIN)
PORTION = 5000
AT_ONCE = 1000
Place = tuple[UUID, UUID]  # trajectory, client


@transaction.atomic
def plan_many(keys: Iterable[UUID], now: datetime) -> list[Wave]:
    """planning.plan for these trajectories."""
    planned = []
    book = Rulebook()
    for portion in portions(keys):
        intakes = hold_many(portion)
        ended = set(of(Ending, portion).values_list("trajectory_id", flat=True))
        places = [place for place in _askable(portion) if place[0] not in ended]
        if not places:
            continue
        pauses: dict[UUID, list[Pause]] = defaultdict(list)
        for pause in of(Pause, portion).order_by("from_date"):
            pauses[pause.trajectory_id].append(pause)
        last, highest = _last_that_counted(portion), highest_of(portion)
        today = protocol.day_of(now)
        for place in places:
            rules = book.rules_for(intakes[place[0]])
            before = last.get(place)
            day = today
            if before is not None:
                day = max(today, protocol.day_of(before) + timedelta(days=rules.interval_days))
            day = first_day_outside(pauses[place[0]], day)
            if day is not None:
                kind = WaveKind.BASELINE if before is None else WaveKind.REGULAR
                planned.append(new_wave(place, kind, highest, day, now, rules))
    return save(planned)


@transaction.atomic
def plan_ends(keys: Iterable[UUID], now: datetime) -> list[Wave]:
    """The closing wave of planning.plan_end for these trajectories."""
    planned = []
    book = Rulebook()
    for portion in portions(keys):
        intakes = hold_many(portion)
        ends = successes(portion)
        if not ends:
            continue
        had_one = set(
            of(Wave, portion)
            .filter(kind=WaveKind.END)
            .exclude(status=WaveStatus.CANCELLED)
            .values_list("trajectory_id", "client_id")
        )
        highest = highest_of(portion)
        for place in _askable(list(ends)):
            if place not in had_one:
                day = max(protocol.day_of(now), ends[place[0]] + timedelta(days=1))
                rules = book.rules_for(intakes[place[0]])
                planned.append(new_wave(place, WaveKind.END, highest, day, now, rules))
    return save(planned)


def first_day_outside(pauses, day: date) -> date | None:
    """`day`, or the first one after it that no pause covers; None when a pause has no end.

    `pauses` are in order of their first day.
    """
    for pause in pauses:
        if pause.from_date <= day and (pause.until is None or day <= pause.until):
            if pause.until is None:
                return None
            day = pause.until + timedelta(days=1)
    return day


def hold(trajectory_id) -> None:
    """Hold the trajectory until the transaction ends: endings, pauses and answers wait in line."""
    hold_many([trajectory_id])


def hold_many(keys: Iterable[UUID]) -> dict[UUID, date]:
    """Hold these trajectories, in one order for all; key -> intake."""
    held = Trajectory.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk")
    return dict(held.values_list("pk", "intake_date"))


def hold_those_of(clients: Iterable[UUID]) -> None:
    """Hold the trajectories in which something of these clients is pending."""
    pending = Wave.objects.pending().filter(client_id__in=clients)
    hold_many(list(pending.values_list("trajectory_id", flat=True)))


def portions(keys: Iterable[UUID], size: int = PORTION) -> Iterator[list[UUID]]:
    """These keys in one order for all, so many at a time."""
    ordered = sorted(set(keys))
    for start in range(0, len(ordered), size):
        yield ordered[start : start + size]


def of(model, trajectories: list[UUID]):
    """The rows of these trajectories."""
    return model.objects.filter(trajectory_id__in=trajectories)


def successes(keys: list[UUID]) -> dict[UUID, date]:
    """Trajectory -> the day of its success; the others are left out."""
    return dict(of(Ending, keys).filter(status="success").values_list("trajectory_id", "ended_on"))


def highest_of(keys: list[UUID]) -> dict[Place, int]:
    """The highest sequence number per client of these trajectories."""
    return _per_place(of(Wave, keys), "sequence")


def new_wave(
    place: Place,
    kind: WaveKind,
    highest: dict[Place, int],
    day: date,
    now: datetime,
    rules: Rules,
    occasion: str = "",
) -> Wave:
    """An unsaved wave on this day; `highest` is kept up to date."""
    highest[place] = highest.get(place, 0) + 1
    wave = Wave(
        trajectory_id=place[0],
        client_id=place[1],
        kind=kind,
        occasion=occasion,
        sequence=highest[place],
    )
    set_moments(wave, rules.moment_from(day, now, wave.pk), rules)
    return wave


def set_moments(wave: Wave, opens: datetime, rules: Rules = STANDARD) -> None:
    """Put opening, reminder and closing on the wave; it is not saved."""
    wave.open_from = opens
    wave.remind_at = rules.reminder_moment(opens, wave.pk)
    if wave.kind == WaveKind.MOMENT:
        wave.remind_at = None  # it is extra: nobody is urged
    wave.closes_at = protocol.closing_moment(opens)


def save(planned: list[Wave]) -> list[Wave]:
    """Write new waves, each with the link that its client's present address calls for, and with
    the questionnaire that is published now."""
    if not planned:
        return []
    clients = Client.objects.filter(pk__in={wave.client_id for wave in planned})
    versions = dict(clients.exclude(address_version=1).values_list("pk", "address_version"))
    asked = current_version()
    for wave in planned:
        wave.questionnaire_version = asked
        wave.address_version = versions.get(wave.client_id, 1)
        wave.token_hash = hash_of(token_of(wave))
    return Wave.objects.bulk_create(planned, batch_size=AT_ONCE)


def _askable(keys: list[UUID]) -> list[Place]:
    """Who takes part and has nothing of the series pending there."""
    pending = of(Wave, keys).in_series().filter(status__in=PENDING)
    busy = set(pending.values_list("trajectory_id", "client_id"))
    places = [
        place
        for place in of(TrajectoryClient, keys).values_list("trajectory_id", "client_id")
        if place not in busy
    ]
    willing = those_taking_part({client for _trajectory, client in places}) if places else set()
    return [place for place in places if place[1] in willing]


def _last_that_counted(keys: list[UUID]) -> dict[Place, datetime]:
    """When the last wave opened of which the client heard: one that was cancelled before its
    message left is none, unless somebody skipped it on purpose."""
    heard_of = Wave.objects.filter(invitations__status__in=AWAY, trajectory_id__in=keys)
    counted = (
        of(Wave, keys)
        .in_series()
        .filter(
            ~Q(status=WaveStatus.CANCELLED)
            | Q(pk__in=heard_of.values("pk"))
            | Q(cancelled_reason="by_staff")
        )
    )
    return _per_place(counted, "open_from")


def _per_place(waves, name: str) -> dict:
    rows = waves.order_by().values_list("trajectory_id", "client_id").annotate(top=Max(name))
    return {(trajectory, client): top for trajectory, client, top in rows}
