"""Acts on a signal: later, not needed, handled; and what a client asks for."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from monitor.caseload.acts import Refused, act
from monitor.caseload.models import Client, Trajectory

from . import signals
from .models import SENTENCE_LENGTH, WAITING, Signal, State
from .reasons import DISMISSALS
from .rules import by_code

SNOOZE_DAYS = (1, 3, 7, 14)
MOST_ASKED = 5
UNDO_MINUTES = 10


def ask(*, rule: str, trajectory: Trajectory, client: Client, found_in: str = "button") -> Signal:
    """A client asks for something: "call_me", "emergency" or "wrote". `found_in` is "text" where
    the safety net read it in what they typed.

    Asking again while it waits gives back what waits, with the new day and on the list of today:
    what was put off is asked again. ValueError for a rule that is not asked for.
    """
    if not by_code(rule).is_asked_for:
        raise ValueError(f"{rule} is found and not asked for")
    now = timezone.now()
    asked = {"asked_on": timezone.localdate(now).isoformat(), "found_in": found_in}
    with act(None):
        Trajectory.objects.select_for_update(no_key=True).get(pk=trajectory.pk)
        same = {"trajectory": trajectory, "client": client, "rule": rule}
        waiting = Signal.objects.waiting().filter(**same).first()
        if waiting is not None:
            return _ask_again(waiting, asked)
        signal = Signal.objects.create(
            **same,
            occasion=now.isoformat(timespec="microseconds"),
            facts={"each": [asked]},
            first_seen=now,
        )
        signals.signal_opened.send(Signal, hit=signal)
    return signal


def _ask_again(waiting: Signal, asked: dict) -> Signal:
    """Each day and way once, so that pressing a button all night makes no longer list."""
    said = waiting.facts.get("each") or [waiting.facts]
    if asked in said and waiting.state == State.OPEN:
        return waiting
    if asked not in said:
        waiting.facts = waiting.facts | {"each": [*said, asked][-MOST_ASKED:]}
    waiting.state, waiting.until = State.OPEN, None
    waiting.decided_by = waiting.decided_at = None
    waiting.save()
    return waiting


def take_back(*, rule: str, trajectory: Trajectory, client: Client) -> None:
    """The client took back what they asked while nobody had done anything with it."""
    with act(None):
        waiting = Signal.objects.waiting().filter(rule=rule, trajectory=trajectory, client=client)
        waiting.update(state=State.OVER, until=None)


def snooze(*, by, signal: Signal, days: int) -> Signal:
    """Off the list for some days. Refused for another number than SNOOZE_DAYS has."""
    if days not in SNOOZE_DAYS:
        raise Refused("days", _("Kies hoeveel dagen later."))
    until = timezone.localdate() + timedelta(days=days)
    return _decide(by, signal, State.SNOOZED, until=until)


def dismiss(*, by, signal: Signal, reason: str) -> Signal:
    """Nothing to do, and why. Refused without a reason of DISMISSALS."""
    if reason not in {term.code for term in DISMISSALS}:
        raise Refused("reason", _("Kies waarom dit niet nodig is."))
    return _decide(by, signal, State.DISMISSED, reason=reason)


def handle(*, by, signal: Signal, sentence: str) -> Signal:
    """Done, with a sentence that the client reads (M-10). Refused when it is empty or too long."""
    sentence = " ".join(sentence.split())
    if not sentence:
        raise Refused("sentence", _("Schrijf een zin voor de cliënt."))
    if len(sentence) > SENTENCE_LENGTH:
        raise Refused("sentence", _("Deze zin is te lang. Maak hem korter."))
    return _decide(by, signal, State.HANDLED, sentence=sentence)


def put_back(*, by, signal: Signal) -> Signal:
    """What was put off, dismissed or just handled stands on the list again; nothing happens to what
    does. Refused for what was handled by somebody else or over UNDO_MINUTES ago: the client may
    have read the sentence."""
    with act(by):
        current = Signal.objects.select_for_update().get(pk=signal.pk)
        if current.state == State.HANDLED:
            if not may_undo(current, by):
                raise Refused("too_late", _("De cliënt kan je zin al gelezen hebben."))
            current.sentence = ""
        elif current.state not in (State.SNOOZED, State.DISMISSED):
            return current
        current.state, current.until, current.reason = State.OPEN, None, ""
        current.decided_by = current.decided_at = None
        current.save()
        signals.signal_reopened.send(Signal, hit=current)
    return current


def may_undo(signal: Signal, by) -> bool:
    """Whether what was handled can be taken back: by who did, for some minutes."""
    return signal.decided_by == by.pk and signal.decided_at > undo_since()


def undo_since():
    """What was handled before this moment stays so."""
    return timezone.now() - timedelta(minutes=UNDO_MINUTES)


def reopen(*, signal: Signal) -> bool:
    """The client is not content with what was done (M-10): it stands on the list again; whether it
    does. Nothing happens to what waits already, or where the help has ended."""
    with act(None):
        Trajectory.objects.select_for_update(no_key=True).get(pk=signal.trajectory_id)
        current = Signal.objects.select_for_update().get(pk=signal.pk)
        running = Trajectory.objects.running().filter(pk=current.trajectory_id).exists()
        if current.state != State.HANDLED or not running:
            return False
        current.state, current.reopened_on = State.OPEN, timezone.localdate()
        # They say so themselves: no answer to a question tells it.
        current.facts = {
            name: value for name, value in current.facts.items() if not name.startswith("again_")
        }
        current.save(update_fields=["state", "reopened_on", "facts"])
        signals.signal_reopened.send(Signal, hit=current)
    return True


def _decide(by, signal: Signal, state: State, **values) -> Signal:
    """Write a decision down. A second one of a colleague in the same moment is refused."""
    with act(by):
        current = Signal.objects.select_for_update().get(pk=signal.pk)
        if current.state not in WAITING:
            raise Refused("decided", _("Dit is al gedaan. Ververs de pagina."))
        current.state, current.until, current.reason = state, None, ""
        current.decided_by, current.decided_at = by.pk, timezone.now()
        for name, value in values.items():
            setattr(current, name, value)
        current.save()
        signals.signal_decided.send(Signal, hit=current)
    return current
