"""The link to a questionnaire, and the pass a browser gets in exchange for it.

A link's token is derived from its wave with this municipality's key, so it need not be stored to
be sent again; the database holds its hash alone. Twelve letters of base58 carry 70 bits: too many
to guess over the network, few enough for an SMS (requirements R42).
"""

import hashlib
import re
import time
from dataclasses import astuple, dataclass, replace
from functools import lru_cache
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
RENEW_SECONDS = 600


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
    # A token of the wrong shape is looked up as well: an answer that comes sooner tells something.
    found = Wave.objects.select_related("client").filter(token_hash=hash_of(token)).first()
    return found if SHAPE.fullmatch(token) else None


def address(wave: Wave, municipality) -> str:
    """The link to the questionnaire on the municipality's host; the pages `stop` and `wie` lie
    below it."""
    return f"{base_url(municipality)}/v/{token_of(wave)}"


# --- The pass: what stands in the cookie after the link was opened -----------------------------


@dataclass(frozen=True, slots=True)
class Pass:
    """What a browser may do: answer this wave, of this kind and version, since `at` (seconds).

    `begun`: an answer was stored with this pass, so the wave is known to have begun.
    `just_submitted` lets the thanks page show answers once more to who gave them; the link alone
    never does. `together`: on somebody else's device, which is shown no answers at all.
    `language` is the one chosen on the page, "" for the client's own.
    """

    wave: str
    kind: str
    version: int
    at: int
    begun: bool = False
    just_submitted: bool = False
    together: bool = False
    language: str = ""

    @property
    def wave_id(self) -> UUID:
        """The key of the wave."""
        return UUID(self.wave)

    @property
    def is_old(self) -> bool:
        """Whether it is time for a new one."""
        return time.time() - self.at > RENEW_SECONDS


def write_pass(response, wave: Wave, *, together: bool = False) -> None:
    """Put a signed Pass for this wave in a short-lived cookie that only the pages of the
    questionnaire receive."""
    first = Pass(str(wave.pk), wave.kind, wave.questionnaire_version, 0, together=together)
    renew_pass(response, first)


def renew_pass(response, held: Pass, **changes) -> None:
    """The same pass from now on, with other values for some of its fields."""
    held = replace(held, at=int(time.time()), **changes)
    response.set_cookie(
        settings.SURVEY_COOKIE_NAME,
        signing.Signer(salt=_salt()).sign_object(astuple(held)),
        max_age=PASS_SECONDS,
        path=PASS_PATH,
        secure=settings.SURVEY_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def read_pass(request) -> tuple[Wave | None, bool]:
    """(the wave, whether this browser just submitted it); (None, False) without a valid pass."""
    held = pass_of(request)
    if held is None:
        return None, False
    wave = Wave.objects.select_related("client").filter(pk=held.wave_id).first()
    return wave, wave is not None and held.just_submitted


def pass_of(request) -> Pass | None:
    """The pass of this browser; None when it has none that is valid here and now. No query."""
    value = request.COOKIES.get(settings.SURVEY_COOKIE_NAME, "")
    try:
        held = _opened(_salt(), value)
    except (signing.BadSignature, TypeError, ValueError):  # of an older version of the product
        return None
    return held if time.time() - held.at <= PASS_SECONDS else None


@lru_cache(maxsize=4096)  # a questionnaire shows the same one sixteen times
def _opened(salt: str, value: str) -> Pass:
    return Pass(*signing.Signer(salt=salt).unsign_object(value))


def drop_pass(response) -> None:
    """Take the pass back from the browser."""
    response.delete_cookie(settings.SURVEY_COOKIE_NAME, path=PASS_PATH)


def mark_of(wave_id: UUID) -> str:
    """Stands in each form of a questionnaire, so that an answer that was kept on a device is never
    stored in somebody else's. No secret, and nothing can be told from it."""
    salted = settings.SECRET_KEY.encode()[:32]
    person = connection.schema_name.encode()[:8]
    return hashlib.blake2s(wave_id.bytes, key=salted, person=person, digest_size=8).hexdigest()


def _salt() -> str:
    # Bound to the schema: a pass of one municipality is no pass on another's host.
    return f"monitor.surveys.pass.{connection.schema_name}"
