"""What other packages ask about questionnaires, in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from benchmark.statistics.proportion import Proportion

from .models import Answer, Invitation, InvitationStatus, Wave, WaveKind, WaveStatus
from .reasons import in_words


@dataclass(frozen=True)
class LastAnswer:
    """The latest answers in a trajectory: when, by whom, and item code -> 1 to 5 or a feeling.

    `submitted_at` is when somebody went through it, or began when they did not finish.
    """

    submitted_at: datetime
    client_id: UUID
    wave_id: UUID
    kind: str
    assisted: bool
    values: dict[str, int | str] = field(default_factory=dict)


@dataclass(frozen=True)
class Delivery:
    """A message as a caseworker sees it: what, when, where it is and why it is not there."""

    invitation: Invitation
    status: str
    reason: str


def last_answers(trajectory_ids: Iterable[UUID]) -> dict[UUID, LastAnswer]:
    """Trajectory key -> its latest answers in the series; those without any are left out. Two
    queries."""
    waves = (
        Wave.objects.in_series()
        .filter(trajectory_id__in=list(trajectory_ids))
        .filter(Q(submitted_at__isnull=False) | Q(started_at__isnull=False))
        .annotate(answered=Coalesce("submitted_at", "started_at"))
        .order_by("trajectory_id", "-answered", "-sequence")
        .distinct("trajectory_id")
    )
    found = {
        wave.pk: (
            wave.trajectory_id,
            LastAnswer(wave.answered, wave.client_id, wave.pk, wave.kind, wave.assisted),
        )
        for wave in waves
    }
    rows = Answer.objects.filter(wave_id__in=list(found))
    for wave_id, item, value, choice in rows.values_list("wave_id", "item", "value", "choice"):
        found[wave_id][1].values[item] = choice if value is None else value
    return dict(found.values())


def series(trajectory) -> list[tuple[datetime, UUID, dict[str, int | str]]]:
    """(when, client key, item -> value) of every answered wave of a trajectory, oldest first; for
    the line of a client. Two queries."""
    waves = (
        Wave.objects.filter(trajectory=trajectory)
        .filter(Q(submitted_at__isnull=False) | Q(started_at__isnull=False))
        .annotate(answered=Coalesce("submitted_at", "started_at"))
        .order_by("answered")
    )
    lines = {wave.pk: (wave.answered, wave.client_id, {}) for wave in waves}
    rows = Answer.objects.filter(wave_id__in=list(lines))
    for wave_id, item, value, choice in rows.values_list("wave_id", "item", "value", "choice"):
        lines[wave_id][2][item] = choice if value is None else value
    return list(lines.values())


def response(trajectories) -> Proportion:
    """Of the questionnaires that these trajectories were asked and that are over, the share that
    was gone through. Imported and cancelled ones are not asked by us and do not count."""
    over = (
        Wave.objects.in_series()
        .filter(trajectory__in=trajectories, status__in=[WaveStatus.SUBMITTED, WaveStatus.EXPIRED])
        .exclude(kind=WaveKind.IMPORTED)
    )
    counts = over.aggregate(n=Count("pk"), hits=Count("pk", filter=Q(status=WaveStatus.SUBMITTED)))
    return Proportion(counts["hits"], counts["n"])


def deliveries(trajectory) -> list[Delivery]:
    """The messages of a trajectory, newest first, in words. One query."""
    messages = Invitation.objects.filter(wave__trajectory=trajectory).select_related("wave")
    return [
        Delivery(message, message.get_status_display(), in_words(message.failure))
        for message in messages.order_by("-created_at")
    ]


def undelivered(trajectories=None) -> list[Invitation]:
    """Messages of open questionnaires that need a person: failed, or nobody knows. Not those that
    went another way since. One query."""
    another_way = Invitation.objects.filter(
        wave=OuterRef("wave"),
        kind=OuterRef("kind"),
        status__in=[InvitationStatus.PENDING, InvitationStatus.SENDING, InvitationStatus.SENT],
    )
    stuck = Invitation.objects.filter(
        ~Exists(another_way),
        status__in=[InvitationStatus.FAILED, InvitationStatus.UNCERTAIN],
        wave__status=WaveStatus.OPEN,
    )
    if trajectories is not None:
        stuck = stuck.filter(wave__trajectory__in=trajectories)
    return list(
        stuck.select_related("wave__trajectory").order_by("wave__trajectory__external_id", "pk")
    )


def pending_waves(trajectories):
    """The questionnaires of these trajectories that are planned or open, the first to come first,
    with trajectory and client. One query, not run yet."""
    waves = Wave.objects.pending().filter(trajectory__in=trajectories)
    return waves.select_related("trajectory", "client").order_by("open_from", "pk")
