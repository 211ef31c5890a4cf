"""Keeps the signals in step with what the rules find. Doing it twice changes nothing more."""

from collections.abc import Collection, Iterable
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from benchmark.standard.questionnaire import APPROACH
from monitor.caseload import labels
from monitor.caseload.models import Trajectory
from monitor.caseload.together import together
from monitor.surveys.models import Answer, Wave

from . import settings, signals
from .finding import Hit, Scope, find
from .models import Signal, State
from .rules import ASKED_FOR, Rule, by_code

# An answer that is not content with the help: 1 or 2 of 5 (M-10).
DISSATISFIED_ITEMS = tuple(item for item in APPROACH if item != "knows_what_to_do")
DISSATISFIED = 2
AT_ONCE = 500
AGAIN = "#"  # an occasion that came back: "2026-03-01#2"
OF_A_STEP = ("long_in_step", "debts_soon")


@transaction.atomic
def refresh(
    keys: Collection[UUID] | None = None, *, rules: Iterable[Rule] | None = None
) -> dict[str, int]:
    """Look everywhere, or only in the trajectories `keys`, by all rules in use or some of them; how
    many signals opened and went over by themselves.

    New hits become signals, known ones get the facts of now, and a waiting one of which the facts
    hold no longer is over. What somebody decided stays decided for the same occasion, until the
    rule's `again_days` have passed.
    """
    used = settings.used_rules()
    chosen = [rule for rule in used if rule.finder and (rules is None or rule in rules)]
    scope = Scope(timezone.localdate(), labels.current(), keys)
    if keys is not None:
        list(
            Trajectory.objects.select_for_update(no_key=True).filter(pk__in=keys).values_list("pk")
        )
    found = find(chosen, scope)
    known = _known(chosen, keys)
    opened, changed = [], []
    now = timezone.now()
    hits = {
        (code, hit.trajectory, hit.client, hit.occasion): hit
        for code, of_rule in found.items()
        for hit in of_rule
    }
    for key, hit in hits.items():
        signal = known.get(key)
        if signal is None:
            opened.append(_signal(key[0], hit, now))
        elif _is_due_again(signal, now):
            opened.append(_signal(key[0], hit, now, times=_times(signal) + 1))
        elif _takes_over(signal, hit):
            changed.append(signal)
    over = [
        signal
        for key, signal in known.items()
        if key not in hits and signal.state in (State.OPEN, State.SNOOZED) and not _stays(signal)
    ]
    for signal in over:
        signal.state, signal.until = State.OVER, None
    Signal.objects.bulk_create(opened, batch_size=AT_ONCE, ignore_conflicts=True)
    Signal.objects.bulk_update([*changed, *over], ["facts", "state", "until"], batch_size=AT_ONCE)
    _end_with_the_trajectory()
    with together():
        for signal in opened:
            signals.signal_opened.send(Signal, hit=signal)
    return {"opened": len(opened), "over": len(over)}


@transaction.atomic
def after_answers(waves: Collection[Wave]) -> None:
    """Questionnaires came in: look at what answers tell of their trajectories, and put back on the
    list what was handled for a client who is not content now."""
    asked = [rule for rule in settings.used_rules() if rule.after_answer]
    refresh({wave.trajectory_id for wave in waves}, rules=asked)
    displeased = set(_displeased(waves).values_list("wave_id", flat=True))
    for wave in waves:
        if wave.pk in displeased:
            reopen_after(wave)


def reopen_after(wave: Wave) -> Signal | None:
    """The last signal that was handled for this client, open again when this answer is not content
    with the help; None when there is nothing to reopen."""
    worst = _displeased([wave]).order_by("value", "item").first()
    if worst is None:
        return None
    handled = Signal.objects.filter(
        trajectory=wave.trajectory_id, decided_at__lt=wave.submitted_at or timezone.now()
    ).filter(state=State.HANDLED)
    signal = handled.select_for_update().order_by("-decided_at").first()
    if signal is None or signal.client_id not in (None, wave.client_id):
        return None
    today = timezone.localdate()
    signal.state, signal.reopened_on = State.OPEN, today
    signal.facts |= {"again_item": worst.item, "again_value": worst.value}
    signal.save(update_fields=["state", "reopened_on", "facts"])
    signals.signal_reopened.send(Signal, hit=signal)
    return signal


def _displeased(waves: Collection[Wave]):
    """The answers of these waves that are not content with the help."""
    low = Answer.objects.filter(item__in=DISSATISFIED_ITEMS, value__lte=DISSATISFIED)
    return low.filter(wave__in=[wave.pk for wave in waves])


def close(keys: Collection[UUID], *codes: str) -> int:
    """What these rules (without any: all that look things up) have waiting in these trajectories is
    over now; how many. One statement, for acts that end what a signal was about. What a client
    asked for stays: only a person takes that off the list, also after the trajectory."""
    waiting = Signal.objects.waiting().filter(trajectory__in=keys)
    if codes:
        waiting = waiting.filter(rule__in=codes, reopened_on__isnull=True)
    else:
        waiting = waiting.exclude(rule__in=ASKED_FOR)
    return waiting.update(state=State.OVER, until=None)


def _known(rules: list[Rule], keys) -> dict[tuple, Signal]:
    rows = Signal.objects.filter(rule__in=[rule.code for rule in rules])
    rows = rows.filter(trajectory__ending__isnull=True)
    if keys is not None:
        rows = rows.filter(trajectory__in=keys)
    rows = rows.defer("sentence_sealed").order_by("first_seen").select_for_update(of=("self",))
    # Of an occasion that came back the latest stands in for the earlier ones, which were decided.
    return {(s.rule, s.trajectory_id, s.client_id, s.occasion.partition(AGAIN)[0]): s for s in rows}


def _is_due_again(signal: Signal, now) -> bool:
    days = by_code(signal.rule).again_days
    if not days or signal.state not in (State.DISMISSED, State.HANDLED):
        return False
    return signal.decided_at <= now - timedelta(days=days)


def _times(signal: Signal) -> int:
    return int(signal.occasion.partition(AGAIN)[2] or 1)


def _signal(code: str, hit: Hit, now, times: int = 1) -> Signal:
    return Signal(
        trajectory_id=hit.trajectory,
        client_id=hit.client,
        rule=code,
        occasion=hit.occasion if times == 1 else f"{hit.occasion}{AGAIN}{times}",
        facts=hit.facts,
        first_seen=now,
    )


def _takes_over(signal: Signal, hit: Hit) -> bool:
    """Put the facts of now on a signal that is known; whether that changed it. One that went over
    by itself is open again."""
    if signal.state in (State.DISMISSED, State.HANDLED) or signal.reopened_on:
        return False
    returns = signal.state == State.OVER
    if signal.facts == hit.facts and not returns:
        return False
    signal.facts = hit.facts
    if returns:
        signal.state = State.OPEN
    return True


def _stays(signal: Signal) -> bool:
    """Whether only a person takes it off the list: the client was not content after it."""
    return signal.reopened_on is not None


def _end_with_the_trajectory() -> None:
    ended = Signal.objects.waiting().filter(trajectory__ending__isnull=False)
    ended.exclude(rule__in=ASKED_FOR).update(state=State.OVER, until=None)
