"""Seals personal contact data with a key per municipality.

AES-256-GCM; the data key is HKDF-SHA256 of a master key with the schema's own salt. What is sealed
is bound to its schema, column and row (associated data), so a ciphertext that is moved elsewhere
does not open. Layout: b"v1" | length of key id (1) | key id | nonce (12) | ciphertext and tag.
Source: reference tenancy, section 6.2; NIST SP 800-38D.
"""

import hashlib
import hmac
import secrets
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import connection

VERSION = b"v1"


class Unsealable(Exception):
    """What was stored cannot be opened here: another row, column, municipality or key."""


def seal(text: str, *, column: str, row: object) -> bytes:
    """The sealed form of `text` for this column and row of the current schema."""
    key_id = settings.VAULT_CURRENT_KEY
    nonce = secrets.token_bytes(12)
    header = VERSION + bytes([len(key_id)]) + key_id.encode()
    box = AESGCM(_data_key(key_id)).encrypt(nonce, text.encode(), _bound_to(column, row))
    return header + nonce + box


def unseal(sealed: bytes | memoryview | None, *, column: str, row: object) -> str:
    """The text, or "" when nothing was stored. Raises Unsealable when it does not belong here."""
    if not sealed:
        return ""
    sealed = bytes(sealed)
    if sealed[:2] != VERSION:
        raise Unsealable("unknown layout")
    split = 3 + sealed[2]
    key_id, rest = sealed[3:split].decode(), sealed[split:]
    try:
        opened = AESGCM(_data_key(key_id)).decrypt(rest[:12], rest[12:], _bound_to(column, row))
    except (InvalidTag, KeyError) as error:
        raise Unsealable(column) from error
    return opened.decode()


def keyed_digest(purpose: str, message: bytes) -> bytes:
    """32 bytes of HMAC-SHA256 under this schema's key: the same only here and for this purpose."""
    key = _derive(settings.VAULT_KEYS[settings.VAULT_TOKEN_KEY], b"digest:" + purpose.encode())
    return hmac.new(key, message, hashlib.sha256).digest()


def _bound_to(column: str, row: object) -> bytes:
    return f"{connection.schema_name}|{column}|{row}".encode()


def _data_key(key_id: str) -> bytes:
    return _derive(settings.VAULT_KEYS[key_id], b"seal")


def _derive(master: bytes, info: bytes) -> bytes:
    return _derived(master, _salt(), info)


@lru_cache(maxsize=32)  # three per message of a batch; the master key is in this process anyway
def _derived(master: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=info).derive(master)


def _salt() -> bytes:
    """This schema's salt, remembered on the connection for as long as it stays in the schema."""
    remembered = getattr(connection, "_vault_salt", None)
    if remembered and remembered[0] == connection.schema_name:
        return remembered[1]
    from .models import SchemaKey  # models import the field declarations beside this module

    salt = SchemaKey.objects.order_by("pk").values_list("salt", flat=True).first()
    if salt is None:
        raise Unsealable(f"schema {connection.schema_name} has no key")
    connection._vault_salt = (connection.schema_name, bytes(salt))
    return bytes(salt)
