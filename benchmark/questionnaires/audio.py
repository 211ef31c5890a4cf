"""Recordings of a question: where they stand, and what is taken for one."""

import secrets

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LARGEST = 2 * 1024 * 1024  # two minutes of speech; a client may be on a slow line
# What a file begins with, by ending: browsers on old phones play these two.
BEGINNINGS = {
    "mp3": lambda head: head[:3] == b"ID3" or (head[0] == 0xFF and head[1] & 0xE0 == 0xE0),
    "m4a": lambda head: head[4:8] == b"ftyp",
}


def place(text, name: str) -> str:
    """Where a recording is kept: an address that no later recording gets, so it may be cached."""
    item = text.item
    ending = name.rpartition(".")[2].lower()
    return (
        f"vragenlijst/{item.version.number}/{item.code}-{text.language}-"
        f"{secrets.token_hex(4)}.{ending}"
    )


def check(file) -> None:
    """Refuse what is too large or no mp3 or m4a by ending and content. Raises ValidationError."""
    ending = file.name.rpartition(".")[2].lower()
    if ending not in BEGINNINGS:
        raise ValidationError(_("Kies een bestand dat eindigt op .mp3 of .m4a."))
    if file.size > LARGEST:
        raise ValidationError(_("Dit bestand is te groot. Het mag hoogstens 2 MB zijn."))
    file.seek(0)
    head = file.read(12)
    file.seek(0)
    if len(head) < 12 or not BEGINNINGS[ending](head):
        raise ValidationError(_("Dit bestand is geen geluidsopname (mp3 of m4a)."))
