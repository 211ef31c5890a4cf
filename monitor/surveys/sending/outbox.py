"""Messages leave: what is needed is read for a batch at once, and each message is claimed, with its
last check, by the statement that also marks the one before.

So nothing lies between a message's check and its hand-over but the writing of its bytes, and a
worker that is killed leaves one message of which nobody knows whether it left.
"""

import logging
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from tenants.messaging import senders
from tenants.messaging.channels import Refused, Throttled, Uncertain, Unreachable

from .. import letters, protocol
from ..models import DeliveryState, Invitation, InvitationStatus
from ..occasions import occasions
from ..rulebook import Rulebook
from .after import ADDRESS_FAILS, ATTEMPTS, MENDABLE, address_failed
from .validity import ASKING, LEAVING, limit_since

log = logging.getLogger(__name__)

BATCH = 100
WAIT_BETWEEN_ATTEMPTS = timedelta(minutes=5)

_MARK = """
    UPDATE surveys_invitation
    SET status = %(mark_status)s, failure = %(mark_failure)s,
        sent_at = coalesce(%(mark_sent_at)s, sent_at), provider = %(mark_provider)s,
        reference = %(mark_reference)s, delivery = %(mark_delivery)s,
        not_before = %(mark_not_before)s, attempts = attempts - %(mark_refund)s
    WHERE id = %(mark_id)s AND key = %(mark_key)s AND status = 'sending'"""

_MENDABLE = ", ".join(f"'{code}'" for code in sorted(MENDABLE))


# Of an invitation, its wave and its client: what the claim and the letter ask for.
_NEEDED = [
    "key",
    "kind",
    "channel",
    "attempts",
    "wave_id",
    "wave__kind",
    "wave__occasion",
    "wave__open_from",
    "wave__closes_at",
    "wave__address_version",
    "wave__trajectory_id",
    "wave__client__first_name_sealed",
    "wave__client__email_sealed",
    "wave__client__phone_sealed",
    "wave__client__language",
]


def _on_one_line(statement: str) -> str:
    """Shorter: the driver remembers how it reads statements of up to 4096 characters."""
    return " ".join(statement.split())


# A message whose address or link is no longer what was read stays as it is, for the next round.
_CLAIM = _on_one_line(f"""
    WITH marked AS ({_MARK}), checked AS (
        SELECT invitation.id, {LEAVING} AS obstacle
        FROM surveys_invitation AS invitation
        JOIN surveys_wave AS wave ON wave.id = invitation.wave_id
        JOIN caseload_client AS client ON client.id = wave.client_id
        LEFT JOIN caseload_ending AS ending ON ending.trajectory_id = wave.trajectory_id
        CROSS JOIN LATERAL (SELECT {ASKING} AS obstacle) AS asked
        WHERE invitation.id = %(id)s AND invitation.status = 'pending'
          AND client.email_sealed IS NOT DISTINCT FROM %(email)s
          AND client.phone_sealed IS NOT DISTINCT FROM %(phone)s
          AND wave.address_version = %(version)s)
    UPDATE surveys_invitation AS invitation
    SET status = CASE WHEN obstacle = '' THEN 'sending'
                      WHEN obstacle IN ({_MENDABLE}) THEN 'failed' ELSE 'cancelled' END,
        failure = obstacle, claimed_at = %(now)s, attempts = attempts + 1
    FROM checked
    WHERE invitation.id = checked.id AND invitation.status = 'pending'
      AND invitation.key = %(key)s
    RETURNING obstacle""")  # noqa: S608 - nothing but constants


def waiting(now: datetime) -> list[UUID]:
    """The keys of messages to send now: new ones, and those whose last attempt is long enough ago
    (twice as long after each attempt, and not before the provider wants it)."""
    pending = Invitation.objects.filter(status=InvitationStatus.PENDING).order_by("created_at")
    ready = Q(attempts=0)
    for attempts in range(1, ATTEMPTS):
        pause = WAIT_BETWEEN_ATTEMPTS * 2 ** (attempts - 1)
        ready |= Q(attempts=attempts, claimed_at__lte=now - pause)
    asked_to_wait = Q(not_before__gt=now)
    return list(pending.filter(ready).exclude(asked_to_wait).values_list("pk", flat=True))


def deliver(ids: Iterable, municipality, *, any_time: bool = False) -> int:
    """Send these messages, one connection per channel; how many left. Each is claimed by itself,
    so a second worker with the same list sends nothing twice."""
    keys = list(ids)
    book = Rulebook()
    if not keys or not (any_time or book.in_any_window(timezone.now())):
        return 0
    with Round(municipality, book, any_time) as this_round:
        return sum(this_round.send(*each) for each in _read(keys))


def _read(keys: list) -> Iterator[tuple[Invitation, str]]:
    """What is still pending of these, with wave and client, and the occasion of its letter; the
    number of queries per batch does not grow with it."""
    for start in range(0, len(keys), BATCH):
        chosen = {str(key): place for place, key in enumerate(keys[start : start + BATCH])}
        found = (
            Invitation.objects.filter(pk__in=chosen, status=InvitationStatus.PENDING)
            .select_related("wave__client")
            .only(*_NEEDED)
            .annotate(intake=F("wave__trajectory__intake_date"))
        )
        batch = sorted(found, key=lambda one: chosen[str(one.pk)])
        known = occasions([invitation.wave for invitation in batch])
        for invitation in batch:
            yield invitation, known[invitation.wave_id]


@dataclass(frozen=True)
class Mark:
    """What became of a message; `refund` attempts that do not count."""

    invitation: Invitation
    status: InvitationStatus
    failure: str = ""
    sent_at: datetime | None = None
    provider: str = ""
    reference: str = ""
    delivery: str = ""
    not_before: datetime | None = None
    refund: int = 0

    @property
    def parameters(self) -> dict:
        """Those of _MARK."""
        return {
            "mark_id": self.invitation.pk,
            "mark_key": self.invitation.key,
            "mark_status": str(self.status),
            "mark_failure": self.failure,
            "mark_sent_at": self.sent_at,
            "mark_provider": self.provider,
            "mark_reference": self.reference,
            "mark_delivery": self.delivery,
            "mark_not_before": self.not_before,
            "mark_refund": self.refund,
        }


NO_MARK = {
    "mark_id": None,
    "mark_key": None,
    "mark_status": "sent",
    "mark_failure": "",
    "mark_sent_at": None,
    "mark_provider": "",
    "mark_reference": "",
    "mark_delivery": "",
    "mark_not_before": None,
    "mark_refund": 0,
}


class Round:
    """One worker sending one list: its connections, and the mark that is still to be made."""

    def __init__(self, municipality, book: Rulebook, any_time: bool):
        self._municipality, self._book, self._any_time = municipality, book, any_time
        self._available = list(senders.available_channels(municipality))
        self._senders: dict[str, object] = {}
        self._slowed: dict[str, datetime] = {}
        self._due: Mark | None = None
        self._stack = ExitStack()

    def __enter__(self) -> "Round":
        with connection.cursor():  # that it lives is seen here: a claim must not be run twice
            self._stack.__enter__()
        return self

    def __exit__(self, *error):
        try:
            # Also when something unforeseen is on its way up: what left is marked as such.
            self._settle()
        finally:
            self._stack.__exit__(*error)

    def send(self, invitation: Invitation, occasion: str) -> bool:
        """Claim, check and send one message; whether it left."""
        now = timezone.now()
        if not (self._any_time or self._book.rules_for(invitation.intake).in_window(now)):
            return False
        if until := self._slowed.get(invitation.channel):
            self._wait(invitation, until)
            return False
        if not self._claim(invitation, now):
            return False
        try:
            message = letters.write(invitation, self._municipality, occasion=occasion)
        except Exception as error:  # nothing left yet, so this is definite, whatever it was
            log.error(
                "letter.not_written invitation=%s kind=%s", invitation.pk, type(error).__name__
            )
            self._due = Mark(invitation, InvitationStatus.FAILED, "not_written")
            return False
        return self._hand_over(invitation, message)

    def _claim(self, invitation: Invitation, now: datetime) -> bool:
        wave, client = invitation.wave, invitation.wave.client
        due, self._due = self._due, None
        row = connection.first_row(
            _CLAIM,
            (due.parameters if due else NO_MARK)
            | {
                "id": invitation.pk,
                "key": invitation.key,
                "email": client.email_sealed,
                "phone": client.phone_sealed,
                "version": wave.address_version,
                "now": now,
                "today": protocol.day_of(now),
                "since": limit_since(now),
                "limit": protocol.MESSAGE_LIMIT,
                "available": self._available,
            },
        )
        if row and row[0]:
            log.info("invitation.stopped invitation=%s reason=%s", invitation.pk, row[0])
        return row == ("",)

    def _hand_over(self, invitation: Invitation, message) -> bool:
        try:
            sender = self._sender(invitation.channel)
        except ValueError:  # it was switched off after the round began: nothing left
            self._due = Mark(invitation, InvitationStatus.FAILED, "channel_not_available")
            return False
        try:
            receipt = sender.send(message)
        except Refused as refused:
            self._due = Mark(invitation, InvitationStatus.FAILED, refused.code)
            if refused.code in ADDRESS_FAILS:
                with transaction.atomic():
                    self._settle()
                    address_failed(invitation, refused.code)
        except Throttled as throttled:
            until = timezone.now() + timedelta(seconds=throttled.retry_after)
            self._slowed[invitation.channel] = until
            self._due = Mark(invitation, InvitationStatus.PENDING, not_before=until, refund=1)
        except Unreachable:
            again = invitation.attempts + 1 < ATTEMPTS
            self._due = (
                Mark(invitation, InvitationStatus.PENDING)
                if again
                else Mark(invitation, InvitationStatus.FAILED, "server_unreachable")
            )
        except Uncertain:
            self._due = Mark(invitation, InvitationStatus.UNCERTAIN, "no_confirmation")
        else:
            self._due = Mark(
                invitation,
                InvitationStatus.SENT,
                sent_at=timezone.now(),
                provider=receipt.provider,
                reference=receipt.reference,
                delivery=DeliveryState.ACCEPTED,
            )
            return True
        log.info("invitation.not_sent invitation=%s channel=%s", invitation.pk, invitation.channel)
        return False

    def _settle(self) -> None:
        due, self._due = self._due, None
        if due is not None:
            connection.first_row(_MARK, due.parameters)

    def _sender(self, channel: str):
        if channel not in self._senders:
            sender = senders.sender_for(channel, self._municipality)
            self._senders[channel] = self._stack.enter_context(sender)
        return self._senders[channel]

    @staticmethod
    def _wait(invitation: Invitation, until: datetime) -> None:
        """The provider asked us to slow down: the rest of the list waits as well."""
        Invitation.objects.filter(pk=invitation.pk, status=InvitationStatus.PENDING).update(
            not_before=until
        )
