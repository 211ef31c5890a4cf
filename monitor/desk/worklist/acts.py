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


def ask(*, rule: str, trajectory: Trajectory, client: Client) -> Signal:
    """A client asks for something: "call_me" or "emergency". Asking again while it waits on the
    list gives back what waits. ValueError for a rule that is not asked for."""
    if not by_code(rule).is_asked_for:
        raise ValueError(f"{rule} is found and not asked for")
    now = timezone.now()
    with act(None):
        Trajectory.objects.select_for_update(no_key=True).get(pk=trajectory.pk)
        same = {"trajectory": trajectory, "client": client, "rule": rule}
        waiting = Signal.objects.waiting().filter(**same).first()
        if waiting is not None:
            return waiting
        signal = Signal.objects.create(
            **same,
            occasion=now.isoformat(timespec="seconds"),
            facts={"asked_on": timezone.localdate(now).isoformat()},
            first_seen=now,
        )
        signals.signal_opened.send(Signal, hit=signal)
    return signal


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
    """What was put off or dismissed stands on the list again; nothing happens to what does."""
    with act(by):
        current = Signal.objects.select_for_update().get(pk=signal.pk)
        if current.state in (State.SNOOZED, State.DISMISSED):
            current.state, current.until, current.reason = State.OPEN, None, ""
            current.decided_by = current.decided_at = None
            current.save()
    return current


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
