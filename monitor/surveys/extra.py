"""Questionnaires beside the series: aftercare (R35, M-7) and around *Schulden in beeld* (M-14).

They count in no published figure and within the limit of messages. A moment is asked about once
before (the client enters the step) and once after (the step is done), without a reminder.
"""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from monitor.caseload.models import Ending, Milestone, Trajectory, TrajectoryClient
from monitor.caseload.participation import those_agreeing_to_aftercare, those_taking_part

from . import protocol
from .models import Invitation, InvitationStatus, Wave, WaveKind, WaveStatus
from .rulebook import Rulebook
from .series import highest_of, hold_many, new_wave, of, portions, save, successes

AFTERCARE_MONTHS = (3, 6, 12)
# The step that is hardest to bear begins with the first milestone and ends with the second.
ENTERS, LEAVES = "iu_in_view", "debts_in_view"
BEFORE, AFTER = "before", "after"
DAYS_UNTIL = {BEFORE: 1, AFTER: 7}
# A result that was reached longer ago is no moment any more.
RECENT = timedelta(days=7)


@transaction.atomic
def plan_aftercare(keys: Iterable[UUID], now: datetime) -> list[Wave]:
    """Three waves for each client who said yes to aftercare, so many months after the success of
    these trajectories; those whose day has passed are left out. Asking twice plans once."""
    planned = []
    book = Rulebook()
    today = protocol.day_of(now)
    for portion in portions(keys):
        intakes = hold_many(portion)
        ends = successes(portion)
        places = _places(list(ends)) if ends else []
        willing = those_agreeing_to_aftercare({client for _, client in places}) if places else ()
        if not willing:
            continue
        had = _had(portion, WaveKind.AFTERCARE)
        highest = highest_of(portion)
        for place in places:
            for months in AFTERCARE_MONTHS if place[1] in willing else ():
                day = months_after(ends[place[0]], months)
                if day >= today and (*place, str(months)) not in had:
                    rules = book.rules_for(intakes[place[0]])
                    kind = WaveKind.AFTERCARE
                    planned.append(
                        new_wave(place, kind, highest, day, now, rules, occasion=str(months))
                    )
    return save(planned)


@transaction.atomic
def plan_moment(keys: Iterable[UUID], occasion: str, now: datetime) -> list[Wave]:
    """An extra wave (BEFORE or AFTER) for each client of these running trajectories who takes
    part; the one before goes to who is in the step still. Asking twice plans once."""
    planned = []
    book = Rulebook()
    day = protocol.day_of(now) + timedelta(days=DAYS_UNTIL[occasion])
    for portion in portions(keys):
        intakes = hold_many(portion)
        out = set(of(Ending, portion).values_list("trajectory_id", flat=True))
        if occasion == BEFORE:
            out |= set(_reached(portion, LEAVES))
        places = [place for place in _places(portion) if place[0] not in out]
        willing = those_taking_part({client for _, client in places}) if places else ()
        had = _had(portion, WaveKind.MOMENT)
        highest = highest_of(portion) if willing else {}
        for place in places:
            if place[1] in willing and (*place, occasion) not in had:
                rules = book.rules_for(intakes[place[0]])
                kind = WaveKind.MOMENT
                planned.append(new_wave(place, kind, highest, day, now, rules, occasion=occasion))
    return save(planned)


def cancel_aftercare(clients: Iterable[UUID]) -> int:
    """Who does not agree to aftercare (any more) is asked nothing; how many waves."""
    return _cancel(Q(client__in=list(clients), kind=WaveKind.AFTERCARE), "no_aftercare")


def cancel_moment(trajectory: UUID, occasion: str) -> int:
    """The wave before or after the moment lapses when it has not opened yet; how many."""
    moment = Q(trajectory=trajectory, kind=WaveKind.MOMENT, occasion=occasion)
    return _cancel(moment & Q(status=WaveStatus.PLANNED), "moment_passed")


def _cancel(which: Q, reason: str) -> int:
    waves = list(Wave.objects.pending().filter(which).values_list("pk", flat=True))
    Invitation.objects.filter(wave__in=waves, status=InvitationStatus.PENDING).update(
        status=InvitationStatus.CANCELLED, failure=reason
    )
    return (
        Wave.objects.pending()
        .filter(pk__in=waves)
        .update(status=WaveStatus.CANCELLED, cancelled_reason=reason)
    )


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def ended_well_lately(clients: Iterable[UUID], now: datetime) -> set[UUID]:
    """The trajectories of these clients whose success has aftercare still ahead."""
    since = protocol.day_of(now) - timedelta(days=366)
    return set(
        Trajectory.objects.filter(
            clients__in=list(clients), ending__status="success", ending__ended_on__gte=since
        ).values_list("pk", flat=True)
    )


def _places(keys: list[UUID]) -> list[tuple[UUID, UUID]]:
    return list(of(TrajectoryClient, keys).values_list("trajectory_id", "client_id"))


def _had(keys: list[UUID], kind: WaveKind) -> set[tuple[UUID, UUID, str]]:
    waves = of(Wave, keys).filter(kind=kind).exclude(status=WaveStatus.CANCELLED)
    return set(waves.values_list("trajectory_id", "client_id", "occasion"))


def _reached(keys: list[UUID], kind: str):
    reached = of(Milestone, keys).filter(kind=kind, revoked_at__isnull=True)
    return reached.values_list("trajectory_id", flat=True)
