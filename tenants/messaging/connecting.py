"""What an administrator does with a channel: connect, switch, sign, take the key away.

Every act is kept with who did it (pghistory). Keys go in and never come out.
"""

import secrets
from contextlib import contextmanager

import pghistory
from django.db import transaction
from django.utils import timezone

from .callbacks import hash_of
from .models import Channel, Connection


class CannotSwitchOn(Exception):
    """The channel lacks something first: `code` is no_secret or not_assessed."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


@contextmanager
def _act(by):
    with transaction.atomic(), pghistory.context(account=str(by.pk)):
        yield


def connect(
    *, by, channel: str, provider: str, sender: str = "", template: str = "", secret: str = ""
) -> Connection:
    """Connect a channel or change how; an empty `secret` keeps the one that stands.

    Another provider takes the old key and the old callback secret away, and switches off when no
    new key comes with it.
    """
    with _act(by):
        row = Connection.objects.select_for_update().filter(channel=channel).first()
        row = row or Connection(channel=channel)
        if row.provider and row.provider != provider:
            _forget_secret(row)
            row.callback_hash = row.callback_set_at = None
            row.failure, row.failed_at, row.worked_at = "", None, None
        row.provider, row.sender, row.template = provider, sender, template
        if secret:
            row.secret = secret
            row.secret_set_at, row.secret_set_by = timezone.now(), by.pk
            row.failure = ""
        row.save()
    return row


def switch(*, by, connection: Connection, on: bool) -> None:
    """Switch a channel on or off; raises CannotSwitchOn."""
    with _act(by):
        row = _held(connection)
        if on and row.secret_sealed is None:
            raise CannotSwitchOn("no_secret")
        if on and row.channel == Channel.WHATSAPP and row.assessed_at is None:
            raise CannotSwitchOn("not_assessed")
        row.is_on = on
        row.save(update_fields=["is_on"])


def assess(*, by, connection: Connection, done: bool) -> None:
    """Sign that the municipality did its own assessment (DPIA) of this channel, or take that back,
    which switches WhatsApp off."""
    with _act(by):
        row = _held(connection)
        row.assessed_at = timezone.now() if done else None
        row.assessed_by = by.pk if done else None
        if not done and row.channel == Channel.WHATSAPP:
            row.is_on = False
        row.save(update_fields=["assessed_at", "assessed_by", "is_on"])


def new_callback_secret(*, by, connection: Connection) -> str:
    """A secret for the provider's reports, in the place of the one before; told this once."""
    secret = secrets.token_urlsafe(32)
    with _act(by):
        row = _held(connection)
        row.callback_hash, row.callback_set_at = hash_of(secret), timezone.now()
        row.save(update_fields=["callback_hash", "callback_set_at"])
    return secret


def forget_secret(*, by, connection: Connection) -> None:
    """Take the provider's key away; the channel goes off with it."""
    with _act(by):
        row = _held(connection)
        _forget_secret(row)
        row.save()


def _forget_secret(row: Connection) -> None:
    row.secret = ""
    row.secret_set_at = row.secret_set_by = None
    row.is_on = False


def _held(connection: Connection) -> Connection:
    return Connection.objects.select_for_update().get(pk=connection.pk)
