"""Who carries a message: one sender per channel, whichever provider a municipality chose."""

from dataclasses import dataclass

from .channels import Message
from .email import Mailer

EMAIL = "email"


@dataclass(frozen=True)
class Receipt:
    """Who took charge of a message, and by what name they know it."""

    provider: str
    reference: str


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


def sender_for(channel: str, municipality):
    """A context manager whose `send(message)` returns a Receipt.

    `send` raises Refused (with a code), Unreachable, its kin Throttled (with `retry_after` in
    seconds) or Uncertain. ValueError for a channel that this municipality does not have.
    """
    if channel not in available_channels(municipality):
        raise ValueError(f"no such channel here: {channel}")
    return EmailSender()


def available_channels(municipality) -> frozenset[str]:
    """The channels by which this municipality can send now; e-mail always."""
    return frozenset({EMAIL})


def ask(channel: str, municipality, key) -> str | None:
    """What the channel's provider knows of the message with this key: "sent" or "unknown".

    None when it cannot be asked by key, or does not answer.
    """
    return None
