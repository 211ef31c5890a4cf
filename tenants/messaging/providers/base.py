"""What every provider of messages has in common."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar

from django.conf import settings

from ..channels import Message, Refused
from ..line import Line
from ..models import DeliveryState
from ..numbers import e164


@dataclass(frozen=True)
class Access:
    """What a municipality has at its provider: its key, its name there, its template."""

    channel: str
    secret: str
    sender: str
    template: str


@dataclass(frozen=True)
class Receipt:
    """Who took charge of a message, and by what name they know it: the message's key."""

    provider: str
    reference: str


@dataclass(frozen=True)
class Reported:
    """What a provider says of one message; `code` of reasons.REASONS where it failed."""

    reference: str
    state: DeliveryState
    code: str = ""


class Provider(ABC):
    """A provider, open for a batch: `with Provider(access) as sender: sender.send(message)`."""

    code: ClassVar[str]
    name: ClassVar[str]
    channels: ClassVar[frozenset[str]]
    can_be_asked = False
    # How its reports show that they are from the provider: in a header or in the address.
    reports_with_bearer = False
    reports_by_get = False

    def __init__(self, access: Access):
        self.access = access
        self.line = Line(settings.MESSAGING_HOSTS[self.code])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.line.close()

    def send(self, message: Message) -> Receipt:
        """Hand the message over; raises Refused, Unreachable, Throttled or Uncertain."""
        try:
            number = e164(message.recipient)
        except ValueError:
            raise Refused("address_refused") from None
        if not (self.access.secret.isascii() and self.access.secret.isprintable()):
            raise Refused("credentials_refused")  # no header can carry it
        self.hand_over(message, number)
        return Receipt(self.code, message.key)

    @abstractmethod
    def hand_over(self, message: Message, number: str) -> None:
        """Send to this number; returning means that the provider took charge of it."""

    def ask(self, key: str) -> str | None:
        """Whether the provider knows the message with this key: "sent", "unknown", or None."""
        return None

    @classmethod
    @abstractmethod
    def reports(cls, data: dict) -> list[Reported]:
        """What a callback says; ValueError when it is not in the provider's form."""


def text_in(data: dict, *names: str) -> str:
    """The text at this place of nested objects, "" where there is none."""
    for name in names:
        data = data.get(name) if isinstance(data, dict) else None
    return str(data) if isinstance(data, str | int) and not isinstance(data, bool) else ""
