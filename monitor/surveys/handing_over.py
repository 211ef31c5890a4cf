"""Filling in together: a link for once that carries a questionnaire to the device of whoever helps
(M-6).

The link is signed, opens one questionnaire of one municipality and ends after a quarter of an hour.
It is used up when somebody begins, not when it is looked at: cameras fetch what they see.
"""

from dataclasses import dataclass
from uuid import UUID

from django.core import signing
from django.core.cache import cache
from django.db import connection

SECONDS = 15 * 60


class Used(Exception):
    """The link is no link, is of another municipality, ended or was used."""


@dataclass(frozen=True)
class Handover:
    """What a link says."""

    wave_id: UUID
    text: str


def token_for(wave_id: UUID) -> str:
    """A link's token for this questionnaire, made now."""
    return signing.dumps(wave_id.hex, salt=_salt(), compress=False)


def read(token: str) -> Handover:
    """What the token leads to. Changes nothing. Raises Used."""
    try:
        wave = UUID(signing.loads(token, salt=_salt(), max_age=SECONDS))
    except (signing.BadSignature, ValueError, TypeError):
        raise Used from None
    if cache.get(_key(token)):
        raise Used
    return Handover(wave, token)


def use(token: str) -> Handover:
    """The same, once. Raises Used the second time."""
    found = read(token)
    if not cache.add(_key(token), 1, timeout=SECONDS + 60):
        raise Used
    return found


def _key(token: str) -> str:
    return f"survey-handover-{signing.Signer(salt='used').signature(token)}"


def _salt() -> str:
    return f"monitor.surveys.handover.{connection.schema_name}"
