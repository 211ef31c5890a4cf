"""Codes to a client's own phone or mail: asked for, sent, tried.

A code is bound to the browser that asked for it: the digits alone, read from somebody's lock
screen, are of no use elsewhere. Asking always looks the same, whether there is an address or not.
"""

import hashlib
import hmac
import secrets
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from monitor.caseload.models import Client
from tenants.messaging.senders import EMAIL, available_channels
from tenants.vault.sealing import keyed_digest

from .models import Code, Purpose

DIGITS = 6
VALID_FOR = timedelta(minutes=10)
TRIES = 5
BETWEEN = timedelta(minutes=1)
PER_DAY = 5
DAY = timedelta(days=1)
SMS = "sms"
# Whoever opened the link says that it is not theirs: nothing goes to that address.
WRONG_PERSON = "wrong_person"


class TooSoon(Exception):
    """A code was asked for less than a minute ago, or often enough for a day."""


class Wrong(Exception):
    """Not the right code. `is_over`: no further try will help, only a new code."""

    def __init__(self, *, is_over: bool):
        super().__init__("wrong code")
        self.is_over = is_over


def new_key() -> str:
    """What a browser holds: 256 random bits as text."""
    return secrets.token_urlsafe(32)


def hash_of(key: str) -> bytes:
    """What is stored of it. It needs no salt: 256 random bits are in no table."""
    return hashlib.sha256(key.encode()).digest()


@transaction.atomic
def ask(*, client: Client, purpose: str = Purpose.ENTER, address: str = "") -> str:
    """Ask for a code; the key for the browser that asked. It is sent after the transaction.

    `address` is the new e-mail address or phone number that a code of that purpose proves; to come
    in it goes to the address that is known. Raises TooSoon.
    """
    from .tasks import send_code

    held = Client.objects.select_for_update(no_key=True).get(pk=client.pk)
    channel, address = _way_to(held) if purpose == Purpose.ENTER else (_channel(purpose), address)
    digest = keyed_digest("portal-address", address.encode()) if address else None
    now = timezone.now()
    _throw_away(held, now)
    if not _may_ask(held, digest, now):
        raise TooSoon
    key = new_key()
    # A newer code puts the older ones out of use.
    _waiting(held, purpose).update(used_at=now)
    code = Code(
        client=held,
        purpose=purpose,
        channel=channel,
        address_digest=digest,
        key_hash=hash_of(key),
        asked_at=now,
    )
    code.address = address
    code.save(force_insert=True)
    if address:
        send_code.delay_on_commit(str(code.pk))
    return key


def draw(code: Code) -> str | None:
    """The digits of a code that is about to be sent; None when they were drawn before, so that no
    second message goes out. Only their keyed hash is stored."""
    digits = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    drawn = Code.objects.filter(pk=code.pk, code_hash__isnull=True, used_at__isnull=True).update(
        code_hash=_digest(code, digits), sent_at=timezone.now()
    )
    return digits if drawn else None


def asked_by(key: str) -> Code | None:
    """The code that this browser asked for and may still try, or None. One to come in that went to
    an address that is no longer the client's opens nothing."""
    code = (
        Code.objects.select_related("client")
        .filter(key_hash=hash_of(key), used_at__isnull=True)
        .filter(asked_at__gt=timezone.now() - VALID_FOR, tries__lt=TRIES)
        .first()
    )
    if code is not None and code.purpose == Purpose.ENTER and code.address:
        return code if code.address in (code.client.email, code.client.phone) else None
    return code


def try_(code: Code, digits: str) -> None:
    """Use the code with these digits. Raises Wrong; each try counts, whatever happens after it."""
    digits = "".join(sign for sign in digits if sign.isdecimal() and sign.isascii())
    counted = Code.objects.filter(
        pk=code.pk,
        used_at__isnull=True,
        tries__lt=TRIES,
        asked_at__gt=timezone.now() - VALID_FOR,
    ).update(tries=F("tries") + 1)
    code.refresh_from_db()
    if not counted:
        raise Wrong(is_over=True)
    right = code.code_hash is not None and hmac.compare_digest(
        bytes(code.code_hash), _digest(code, digits)
    )
    if not right:
        raise Wrong(is_over=code.tries >= TRIES)
    used = Code.objects.filter(pk=code.pk, used_at__isnull=True)
    if not used.update(used_at=timezone.now()):
        raise Wrong(is_over=True)  # another window was first


def forget_old(now) -> int:
    """Throw away codes of more than a day ago: they hold addresses, and no limit needs them."""
    return Code.objects.filter(asked_at__lte=now - DAY).delete()[0]


def _way_to(client: Client) -> tuple[str, str]:
    """(channel, address) of the client's own phone or mail; ("", "") when there is none that we
    can reach. A code goes by SMS where somebody prefers WhatsApp: there every text is agreed on
    beforehand."""
    if client.contact_blocked:
        return "", ""
    channels = available_channels(connection.tenant)
    ways = [(EMAIL, client.email)]
    if SMS in channels:
        by_phone = client.channel in (SMS, "whatsapp")
        ways.insert(0 if by_phone else 1, (SMS, client.phone))
    return next((way for way in ways if way[1]), ("", ""))


def _channel(purpose: str) -> str:
    return EMAIL if purpose == Purpose.EMAIL else SMS


def _may_ask(client: Client, digest: bytes | None, now) -> bool:
    # Two who share a phone share its limit: nobody floods it by asking for both.
    whose = Q(client=client)
    if digest is not None:
        whose |= Q(address_digest=digest)
    asked = list(
        Code.objects.filter(whose, asked_at__gt=now - DAY).values_list("asked_at", flat=True)
    )
    return len(asked) < PER_DAY and not any(moment > now - BETWEEN for moment in asked)


def _waiting(client: Client, purpose: str):
    return Code.objects.filter(client=client, purpose=purpose, used_at__isnull=True)


def _throw_away(client: Client, now) -> None:
    Code.objects.filter(client=client, asked_at__lte=now - DAY).delete()


def _digest(code: Code, digits: str) -> bytes:
    return keyed_digest("portal-code", code.pk.bytes + digits.encode())
