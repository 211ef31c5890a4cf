"""Acts of a client: answer, skip, finish, stop, and "this is not for me"."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from benchmark.questionnaires.languages import SOURCE
from benchmark.questionnaires.reading import Question
from monitor.caseload import participation
from monitor.caseload.models import Client

from . import following_up, protocol, sending, standing
from .models import Wave, WaveStatus
from .questions import about_the_helper, asked


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


def answer(
    *,
    wave_id: UUID,
    question: Question,
    given: str | None,
    assisted: bool = False,
    begun: bool = False,
) -> None:
    """Store the answer to one question, in place of an earlier one; None leaves it out, and an
    earlier one goes. `begun`: an answer was stored before. Raises Closed, NotAnOption."""
    if given is None:
        kept = standing.leave_out(wave_id, item=question.code, assisted=assisted)
    else:
        value, choice = _as_stored(question, given)
        kept = standing.keep(
            wave_id,
            item=question.code,
            value=value,
            choice=choice,
            assisted=assisted,
            begun=begun,
        )
    if not kept:
        raise Closed


def _as_stored(question: Question, given: str) -> tuple[int | None, str]:
    """(number, word) of an answer. Raises NotAnOption."""
    if not any(given == code for code, _text in question.options):
        raise NotAnOption(question.code)
    return (int(given), "") if question.is_scale else (None, given)


def submit(*, wave: Wave) -> bool:
    """The client went through all of it; True the first time. What follows on it comes soon after
    (following_up). Raises Closed when it was cancelled or expired in between."""
    if standing.finish(wave.pk):
        following_up.soon()
        return True
    if Wave.objects.filter(pk=wave.pk, submitted_at__isnull=False).exists():
        return False
    raise Closed


def finish(*, wave_id: UUID, question: Question, given: str | None, assisted: bool = False) -> None:
    """The last question and the end, in one statement. Raises Closed, NotAnOption.

    Filled in together, the questions about the help (where the wave has any) are still to come, and
    the message for them: the wave stays open where one can reach the client.
    """
    if assisted and _is_left_open(wave_id, question, given):
        return
    value, choice = (None, None) if given is None else _as_stored(question, given)
    kept = standing.finish(
        wave_id, item=question.code, value=value, choice=choice, assisted=assisted
    )
    if not kept:
        raise Closed
    following_up.soon()


@transaction.atomic
def _is_left_open(wave_id: UUID, question: Question, given: str | None) -> bool:
    """Store what was filled in together; whether the rest comes later, by message."""
    wave = Wave.objects.select_related("client").get(pk=wave_id)
    to_come = any(map(about_the_helper, asked(wave.kind, wave.questionnaire_version, SOURCE)))
    if not to_come or not is_reachable(wave.client):
        return False
    answer(wave_id=wave_id, question=question, given=given, assisted=True)
    _remind_soon(wave)
    return True


def _remind_soon(wave: Wave) -> None:
    """The one reminder of this wave becomes the message for the questions about the help: from
    tomorrow on, or at its own time where that is sooner."""
    tomorrow = protocol.moment_on(protocol.day_of(timezone.now()) + timedelta(days=1), wave.pk)
    Wave.objects.filter(pk=wave.pk, remind_at__gt=tomorrow).update(remind_at=tomorrow)


def is_reachable(client: Client) -> bool:
    """Whether a message can still bring this client the rest of the questions."""
    has_address = bool(client.email_sealed or client.phone_sealed)
    return has_address and client.channel != sending.ASSISTED and not client.contact_blocked


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
    return standing.read(wave.pk).given


def next_number(questions: Sequence[Question], given: Collection[str], *, assisted: bool) -> int:
    """The question to go on with, from 1: after the last one that was answered; after filling in
    together the first one that was left for later."""
    numbers = range(1, len(questions) + 1)
    if assisted:
        return next((n for n in numbers if questions[n - 1].code not in given), len(questions))
    last = max((n for n in numbers if questions[n - 1].code in given), default=0)
    return min(last + 1, len(questions))
