"""What a client said and what was done with it (M-10); and whether they are content with that."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from monitor.caseload.acts import act
from monitor.caseload.models import Client, Trajectory
from monitor.desk.worklist import acts
from monitor.desk.worklist.listing import told_to
from monitor.desk.worklist.models import Signal, State

from .models import Opinion

# What a client asked or said themselves, by rule.
ASKED = {
    "call_me": lambda: _("Op %(day)s vroeg je of we je bellen."),
    "emergency": lambda: _("Op %(day)s vroeg je om hulp."),
    "wrote": lambda: _("Op %(day)s schreef je iets."),
}


@dataclass(frozen=True)
class Heard:
    """One thing that was done: what the client said, the sentence about it, and what they think of
    that (None: nothing yet). `is_open`: somebody looks at it again."""

    pk: UUID
    said: str
    done: str
    on: date
    is_content: bool | None
    is_open: bool


def heard_by(client: Client) -> list[Heard]:
    """What this client may read, newest first; two queries."""
    found = list(told_to(client))
    opinions = {
        (opinion.signal_id, opinion.handled_at): opinion.is_content
        for opinion in Opinion.objects.filter(client=client, signal__in=found)
    }
    return [
        Heard(
            pk=signal.pk,
            said=_said(signal, client),
            done=signal.sentence,
            on=timezone.localdate(signal.decided_at),
            is_content=opinions.get((signal.pk, signal.decided_at)),
            is_open=signal.state in (State.OPEN, State.SNOOZED),
        )
        for signal in found
    ]


def tell(*, client: Client, signal: Signal, is_content: bool) -> Opinion | None:
    """What the client thinks of what was done. "No" puts it on the worklist again while the help
    runs, for the one who handled it to look at once more.

    None when what was done was taken back or done anew since `signal` was read: then they think
    something of a sentence that is gone.
    """
    with act(None, through="portal"):
        # Held in the order of every act on signals, or two at once would wait for each other.
        Trajectory.objects.select_for_update(no_key=True).get(pk=signal.trajectory_id)
        current = Signal.objects.select_for_update().get(pk=signal.pk)
        if current.decided_at is None or current.decided_at != signal.decided_at:
            return None
        opinion, _new = Opinion.objects.update_or_create(
            signal=current,
            client=client,
            handled_at=current.decided_at,
            # Another machine's clock may be a moment ahead.
            defaults={
                "is_content": is_content,
                "given_at": max(timezone.now(), current.decided_at),
            },
        )
        if not is_content:
            acts.reopen(signal=current)
    return opinion


def _said(signal: Signal, client: Client) -> str:
    day = date_format(timezone.localdate(signal.first_seen), _("j F Y"))
    if signal.rule in ASKED:
        return ASKED[signal.rule]() % {"day": day}
    if signal.client_id == client.pk:
        return _("Rond %(day)s keken we naar wat je invulde.") % {"day": day}
    return _("Rond %(day)s keken we hoe het met je traject gaat.") % {"day": day}
