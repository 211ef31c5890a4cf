"""What a message is, whatever the channel, and the three ways in which sending it can fail.

The difference decides what happens next: a definite refusal is shown to a person, an unreachable
server is tried again, and what may have arrived is never sent again by itself.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Message:
    """One message to one person. `key` is the same at every attempt, so that whoever carries it
    can tell a repeat; `host` makes it unique in the world. `stop_address` ends further messages
    by one POST (RFC 8058).

    `text` is short on a phone; there `subject` and `html` are empty. `template` and `values` are
    the name and the values of a text that the provider was given beforehand (WhatsApp)."""

    key: str
    host: str
    sender_name: str
    sender_address: str
    recipient: str
    subject: str
    text: str
    html: str
    language: str = "nl"
    stop_address: str = ""
    template: str = ""
    values: tuple[str, ...] = ()


class Refused(Exception):
    """Not delivered, and it will not be: `code` says why (address_refused, sender_refused,
    message_refused). The recipient never stands in the text: it reaches logs."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


class Unreachable(Exception):
    """Not delivered; a later attempt may succeed."""


class Throttled(Unreachable):
    """Not delivered: the provider asks us to slow down. `retry_after` in seconds."""

    def __init__(self, retry_after: float):
        super().__init__("throttled")
        self.retry_after = retry_after


class Uncertain(Exception):
    """Handed over perhaps: the connection broke before the answer came."""
