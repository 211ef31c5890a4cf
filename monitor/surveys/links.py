"""The link to a questionnaire, and the pass a browser gets in exchange for it.

A link's token is derived from its wave with this municipality's key, so it need not be stored to
be sent again; the database holds its hash alone. Twelve letters of base58 carry 70 bits: too many
to guess over the network, few enough for an SMS (requirements R42).
"""

import hashlib
import re
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db import connection

from tenants.hosts import base_url
from tenants.vault.sealing import keyed_digest

from .models import Wave

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
LENGTH = 12
SHAPE = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")
PASS_PATH = "/vragenlijst/"  # noqa: S105 - a path
PASS_SECONDS = 2 * 3600


def token_of(wave: Wave) -> str:
    """The token of this wave: the same every time, different in every municipality, and another
    one once the client's address changed while it was still to be answered."""
    changed = wave.address_version.to_bytes(2, "big") if wave.address_version > 1 else b""
    number = int.from_bytes(keyed_digest("survey-link", wave.pk.bytes + changed), "big")
    letters = []
    for _ in range(LENGTH):
        number, letter = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[letter])
    return "".join(letters)


def hash_of(token: str) -> bytes:
    """What is stored of a token. It needs no salt: 70 random bits are in no table."""
    return hashlib.sha256(token.encode()).digest()


def wave_of(token: str) -> Wave | None:
    """The wave this token leads to in the current municipality, whatever its state, or None."""
    if not SHAPE.fullmatch(token):
        return None
    found = Wave.objects.select_related("client").filter(token_hash=hash_of(token))
    return found.first()


def address(wave: Wave, municipality) -> str:
    """The link to the questionnaire on the municipality's host; the pages `stop` and `wie` lie
    below it."""
    return f"{base_url(municipality)}/v/{token_of(wave)}"


# --- The pass: what stands in the cookie after the link was opened -----------------------------


def write_pass(response, wave: Wave, *, just_submitted: bool = False) -> None:
    """Put a signed reference to the wave in a short-lived cookie that only these pages receive.

    `just_submitted` lets the thanks page show answers once more to who gave them; the link alone
    never does.
    """
    value = signing.dumps(
        {"wave": str(wave.pk), "just_submitted": just_submitted}, salt=_salt(), compress=False
    )
    response.set_cookie(
        settings.SURVEY_COOKIE_NAME,
        value,
        max_age=PASS_SECONDS,
        path=PASS_PATH,
        secure=settings.SURVEY_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def read_pass(request) -> tuple[Wave | None, bool]:
    """(the wave, whether this browser just submitted it); (None, False) without a valid pass."""
    try:
        said = signing.loads(
            request.COOKIES.get(settings.SURVEY_COOKIE_NAME, ""), salt=_salt(), max_age=PASS_SECONDS
        )
    except signing.BadSignature:
        return None, False
    wave = Wave.objects.select_related("client").filter(pk=UUID(said["wave"])).first()
    return wave, wave is not None and bool(said["just_submitted"])


def drop_pass(response) -> None:
    """Take the pass back from the browser."""
    response.delete_cookie(settings.SURVEY_COOKIE_NAME, path=PASS_PATH)


def _salt() -> str:
    # Bound to the schema: a pass of one municipality is no pass on another's host.
    return f"monitor.surveys.pass.{connection.schema_name}"
