"""Acts of a client: answer, skip, finish, stop, and "this is not for me"."""

from django.db import transaction
from django.db.models.functions import Coalesce
from django.utils import timezone

from benchmark.standard.questionnaire import ITEM_CODES, Item
from monitor.caseload import participation
from monitor.caseload.models import Client

from . import planning, sending, signals
from .models import Answer, Wave, WaveStatus


class Closed(Exception):
    """The questionnaire cannot be answered (any more): expired, cancelled or submitted."""


class NotAnOption(ValueError):
    """Something that is not among the answers of the question."""


def is_answerable(wave: Wave) -> bool:
    """Whether the client can answer this wave now."""
    return wave.status == WaveStatus.OPEN and not is_over(wave)


def is_over(wave: Wave) -> bool:
    """Whether its last day has passed (one that was read in never had any)."""
    return wave.closes_at is None or wave.closes_at <= timezone.now()


@transaction.atomic
def answer(*, wave: Wave, item: Item, given: str) -> Answer:
    """Store the answer to one question, in place of an earlier one. Raises Closed, NotAnOption."""
    if given not in {option.code for option in item.options}:
        raise NotAnOption(item.code)
    _hold_open(wave)
    value, choice = (int(given), "") if item.is_scale else (None, given)
    now = timezone.now()
    # One statement, so that two taps at once leave one answer.
    (stored,) = Answer.objects.bulk_create(
        [Answer(wave=wave, item=item.code, value=value, choice=choice, answered_at=now)],
        update_conflicts=True,
        unique_fields=["wave", "item"],
        update_fields=["value", "choice", "answered_at"],
    )
    return stored


@transaction.atomic
def skip(*, wave: Wave, item: Item) -> None:
    """Leave one question out; an earlier answer to it goes. Raises Closed."""
    _hold_open(wave)
    Answer.objects.filter(wave=wave, item=item.code).delete()


@transaction.atomic
def submit(*, wave: Wave) -> bool:
    """The client went through all of it; True the first time. The next one is planned at once.

    Raises Closed when it was cancelled or expired in between.
    """
    planning.hold(wave.trajectory_id)
    now = timezone.now()
    submitted = Wave.objects.answerable(now).filter(pk=wave.pk, submitted_at__isnull=True)
    if not submitted.update(status=WaveStatus.SUBMITTED, submitted_at=now):
        if Wave.objects.filter(pk=wave.pk, submitted_at__isnull=False).exists():
            return False
        raise Closed
    planning.cancel_messages([wave.pk], "answered")
    planning.plan(trajectory=wave.trajectory, now=now)
    signals.wave_submitted.send(Wave, wave=wave)
    return True


@transaction.atomic
def finish(*, wave: Wave, item: Item, given: str | None) -> None:
    """The last question and the end in one transaction. Raises Closed, NotAnOption."""
    if given is None:
        skip(wave=wave, item=item)
    else:
        answer(wave=wave, item=item, given=given)
    submit(wave=wave)


def stop(*, client: Client) -> None:
    """The client wants no more questionnaires; what they said of the average stays as it was."""
    standing = participation.latest(client)
    participation.record(
        by=None,
        client=client,
        monitor=False,
        benchmark=standing.benchmark if standing else None,
        recorded_by="client",
    )


def not_for_me(*, client: Client) -> None:
    """Whoever opened the link is somebody else: nothing more goes to this address."""
    sending.block_contact(client=client, reason="wrong_person")


def answers_of(wave: Wave) -> dict[str, str]:
    """Item code -> the option that was chosen, as the form knows it."""
    rows = Answer.objects.filter(wave=wave).values_list("item", "value", "choice")
    return {item: choice if value is None else str(value) for item, value, choice in rows}


def next_number(wave: Wave) -> int:
    """The question to go on with, from 1: after the last one that was answered."""
    done = answers_of(wave)
    last = max((n for n, code in enumerate(ITEM_CODES, start=1) if code in done), default=0)
    return min(last + 1, len(ITEM_CODES))


def _hold_open(wave: Wave) -> None:
    """Hold the wave while it is answerable, so that an ending and an answer cannot cross."""
    now = timezone.now()
    held = Wave.objects.answerable(now).select_for_update().filter(pk=wave.pk)
    started = held.values_list("started_at", flat=True)
    if not (rows := list(started)):
        raise Closed
    if rows[0] is None:
        Wave.objects.filter(pk=wave.pk).update(started_at=Coalesce("started_at", now))
