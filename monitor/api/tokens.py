"""Acts on tokens: issue, find, note the use of, revoke."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from monitor.caseload.acts import Refused, act, check_values

from .models import AccessToken, Scope

PREFIX = "kmt_"
SECRET_BYTES = 32
LONGEST = timedelta(days=366)


def issue(
    *, by, name: str, scopes: Iterable[str], expires_on: date | None = None
) -> tuple[AccessToken, str]:
    """A new token and its secret, which cannot be had again; valid for a year when not said.

    Refused without a name or scope, for an unknown scope, and for a last day that has passed or
    lies over a year ahead.
    """
    today = timezone.localdate()
    expires_on = expires_on or today + timedelta(days=365)
    name, scopes = " ".join(name.split()), sorted(set(scopes))
    if not name:
        raise Refused("name", _("Geef de sleutel een naam."))
    if not scopes or set(scopes) - set(Scope.values):
        raise Refused("scopes", _("Kies wat de sleutel mag."))
    if not today <= expires_on <= today + LONGEST:
        raise Refused("expires_on", _("Kies een datum vanaf vandaag, hooguit een jaar vooruit."))
    secret = PREFIX + secrets.token_urlsafe(SECRET_BYTES)
    token = AccessToken(
        name=name,
        scopes=scopes,
        token_hash=hash_of(secret),
        beginning=secret[: len(PREFIX) + 4],
        created_by=getattr(by, "pk", None),
        expires_on=expires_on,
    )
    check_values(token, "name", "scopes")
    with act(by):
        token.save(force_insert=True)
    return token, secret


def find(secret: str) -> AccessToken | None:
    """The token of this municipality with this secret, while it is valid; None otherwise."""
    if not secret.startswith(PREFIX):
        return None
    return (
        AccessToken.objects.valid_on(timezone.localdate())
        .filter(token_hash=hash_of(secret))
        .first()
    )


def note_use(token: AccessToken) -> None:
    """Remember the day, once a day: a token that nobody uses can go."""
    today = timezone.localdate()
    if token.last_used_on != today:
        AccessToken.objects.filter(pk=token.pk).update(last_used_on=today)


def revoke(*, by, token: AccessToken) -> AccessToken:
    """From now on it opens nothing. Twice changes nothing."""
    with act(by):
        token = AccessToken.objects.select_for_update().get(pk=token.pk)
        if token.revoked_at is None:
            token.revoked_at = timezone.now()
            token.revoked_by = getattr(by, "pk", None)
            token.save(update_fields=["revoked_at", "revoked_by"])
    return token


def hash_of(secret: str) -> bytes:
    """What is stored of a secret. It needs no salt: 256 random bits are in no table."""
    return hashlib.sha256(secret.encode()).digest()
