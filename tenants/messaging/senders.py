"""Who carries a message: one sender per channel, whichever provider a municipality chose."""

import logging
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from .channels import Message, Refused, Throttled, Uncertain, Unreachable
from .email import Mailer
from .models import Channel, Connection, DeliveryReport
from .providers import PROVIDERS, Access, Provider, Receipt
from .reasons import REASONS

log = logging.getLogger(__name__)

EMAIL = "email"
# When it last worked is for people to read; nobody needs it to the message.
SEEN_TO_WORK_AGAIN = timedelta(minutes=15)

__all__ = ["Receipt", "ask", "available_channels", "sender_for", "trial_sender"]


class EmailSender:
    """Messages over one connection to the mail server."""

    def __init__(self):
        self._mailer = Mailer()

    def __enter__(self) -> "EmailSender":
        self._mailer.__enter__()
        return self

    def __exit__(self, *error):
        self._mailer.__exit__(*error)

    def send(self, message: Message) -> Receipt:
        """Hand the message over; raises Refused, Unreachable or Uncertain."""
        self._mailer.send(message)
        return Receipt("smtp", message.key)


class ProviderSender:
    """Messages through a provider; what goes wrong with the channel itself is kept for its
    administrator, in words of reasons.REASONS."""

    def __init__(self, connection: Connection):
        self._connection = connection
        self._provider = _provider_of(connection)

    def __enter__(self) -> "ProviderSender":
        return self

    def __exit__(self, *error):
        self._provider.__exit__(*error)

    def send(self, message: Message) -> Receipt:
        """Hand the message over; raises Refused, Unreachable, Throttled or Uncertain."""
        # A message that a person sends again has the same key; what was said of it before is over.
        DeliveryReport.objects.filter(provider=self._provider.code, reference=message.key).delete()
        try:
            receipt = self._provider.send(message)
        except Refused as refused:
            if REASONS[refused.code].about_channel:
                self._failed(refused.code)
            raise
        except Throttled:
            self._failed("throttled")
            raise
        except Unreachable:
            self._failed("server_unreachable")
            raise
        except Uncertain:
            self._failed("no_confirmation")
            raise
        self._worked()
        return receipt

    def _failed(self, code: str) -> None:
        log.warning("channel.failed provider=%s reason=%s", self._provider.code, code)
        Connection.objects.filter(pk=self._connection.pk).update(
            failure=code, failed_at=timezone.now()
        )

    def _worked(self) -> None:
        now = timezone.now()
        stale = Q(worked_at__isnull=True) | Q(worked_at__lt=now - SEEN_TO_WORK_AGAIN)
        row = Connection.objects.filter(~Q(failure="") | stale, pk=self._connection.pk)
        row.update(failure="", worked_at=now)


def sender_for(channel: str, municipality) -> EmailSender | ProviderSender:
    """A context manager whose `send(message)` returns a Receipt.

    `send` raises Refused (with a code of reasons.REASONS), Unreachable, its kin Throttled (with
    `retry_after` in seconds) or Uncertain. ValueError for a channel that is not connected or off.
    """
    if channel == EMAIL:
        return EmailSender()
    return ProviderSender(_connection_on(channel))


def trial_sender(channel: str) -> EmailSender | ProviderSender:
    """A sender to try a channel with before it is switched on; ValueError without a key."""
    if channel == EMAIL:
        return EmailSender()
    found = Connection.objects.filter(channel=channel, secret_sealed__isnull=False).first()
    if found is None:
        raise ValueError(f"no key for this channel: {channel}")
    return ProviderSender(found)


def available_channels(municipality) -> frozenset[str]:
    """The channels by which this municipality can send now: e-mail always, others when they are
    connected and switched on."""
    on = Connection.objects.filter(is_on=True).values_list("channel", flat=True)
    return frozenset({EMAIL, *on})


def ask(channel: str, municipality, key) -> str | None:
    """What the channel's provider knows of the message with this key: "sent" or "unknown".

    None when it cannot be asked by key, does not answer, or is off.
    """
    if channel == EMAIL:
        return None
    try:
        connection = _connection_on(channel)
    except ValueError:
        return None
    with _provider_of(connection) as provider:
        return provider.ask(str(key)) if provider.can_be_asked else None


def _connection_on(channel: str) -> Connection:
    found = Connection.objects.filter(channel=channel, is_on=True).first()
    if found is None or channel not in Channel.values:
        raise ValueError(f"no such channel here: {channel}")
    return found


def _provider_of(connection: Connection) -> Provider:
    access = Access(connection.channel, connection.secret, connection.sender, connection.template)
    return PROVIDERS[connection.provider](access)
