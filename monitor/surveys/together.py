"""Many records at once: what the receivers do one by one, in a number of statements that does not
grow with the records. For whoever brings in a whole caseload.

Within `caseload.together` a receiver notes what it was told; afterwards all is followed, with the
same outcome as one by one (tests/exchange/test_together.py compares the two).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from monitor.caseload.models import Client, Pause, Trajectory
from monitor.caseload.participation import those_agreeing_to_aftercare
from monitor.caseload.together import pile_of

from . import addresses, extra, planning, protocol
from .models import EXTRA, Invitation, InvitationKind, InvitationStatus, Wave, WaveKind, WaveStatus
from .sending import ASSISTED
from .series import (
    AT_ONCE,
    AWAY,
    PENDING,
    hold_many,
    hold_those_of,
    of,
    plan_ends,
    plan_many,
    portions,
)

SERIES = tuple(kind for kind in WaveKind if kind not in EXTRA)


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
    extra.cancel_aftercare(told.said_yes - those_agreeing_to_aftercare(told.said_yes))
    chosen = told.plan | told.reopened | told.paused | _running_of(told.said_yes)
    chosen |= _follow_contacts(told.contacts)
    plan_many(chosen, now)
    plan_ends(told.ended, now)
    extra.plan_aftercare(told.ended | extra.ended_well_lately(told.said_yes, now), now)


def _cancel(
    reason: str,
    *,
    trajectories=(),
    clients=(),
    statuses=PENDING,
    kinds=tuple(WaveKind),
) -> None:
    for name, keys in (("trajectory_id__in", trajectories), ("client_id__in", clients)):
        for portion in portions(keys):
            waves = Wave.objects.filter(status__in=statuses, kind__in=kinds, **{name: portion})
            hold_many(list(waves.values_list("trajectory_id", flat=True)))
            chosen = list(waves.values_list("pk", flat=True))
            planning.cancel_messages(chosen, reason)
            waves.filter(pk__in=chosen).update(status=WaveStatus.CANCELLED, cancelled_reason=reason)


def _follow_pauses(keys: set[UUID], now: datetime) -> None:
    today = protocol.day_of(now)
    covers = Q(from_date__lte=today) & (Q(until__isnull=True) | Q(until__gte=today))
    now_paused = {
        key
        for portion in portions(keys)
        for key in of(Pause, portion).filter(covers).values_list("trajectory_id", flat=True)
    }
    _cancel("paused", trajectories=now_paused)
    _cancel("paused", trajectories=keys - now_paused, statuses=[WaveStatus.PLANNED], kinds=SERIES)


def _running_of(clients: Iterable[UUID]) -> set[UUID]:
    return {
        key
        for portion in portions(clients)
        for key in Trajectory.objects.running()
        .filter(clients__in=portion)
        .values_list("pk", flat=True)
    }


def _follow_contacts(contacts: dict[UUID, Client]) -> set[UUID]:
    """Messages take the new channel, or lapse; the trajectories that are to be planned anew."""
    for portion in portions(contacts):
        hold_those_of(portion)
    blocked: dict[str, list[UUID]] = defaultdict(list)
    through: dict[str, list[UUID]] = defaultdict(list)
    for key, client in contacts.items():
        if client.contact_blocked:
            blocked[client.contact_blocked].append(key)
        else:
            through[client.channel or "email"].append(key)
    for reason, keys in blocked.items():
        for portion in portions(keys):
            _waiting(portion).update(status=InvitationStatus.CANCELLED, failure=reason)
    addresses.renew_links(contacts)
    for channel, keys in through.items():
        for portion in portions(keys):
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
    on_its_way = [InvitationStatus.PENDING, *AWAY]
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
