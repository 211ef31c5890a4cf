"""The address where a provider tells what became of a message.

The municipality is the one of the host. Who calls proves it with the secret that the administrator
gave the provider: as a bearer token (NotifyNL), or in the address where the provider knows no
better (Spryng, CM.com). The answer is the same whether we know the message or not.
"""

import hashlib
import hmac
import json
import secrets

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from . import reports
from .models import Connection
from .providers import PROVIDERS, Provider

BODY_LIMIT = 64 * 1024
# Compared with where there is nothing to compare with, so that this takes as long.
_NOBODYS = hashlib.sha256(secrets.token_bytes(32)).digest()


def hash_of(secret: str) -> bytes:
    """What is stored of a secret; 256 random bits need no salt."""
    return hashlib.sha256(secret.encode()).digest()


@csrf_exempt
@require_http_methods(["GET", "POST"])
def report(request, provider: str, secret: str = ""):
    """Take in what the provider reports: 200; 403 for anybody else; 400 for what is no report."""
    chosen = PROVIDERS.get(provider)
    given = _bearer(request) if chosen and chosen.reports_with_bearer else secret
    if not _is_genuine(provider, given) or chosen is None:
        return _said("", 403)
    if request.method == "GET" and not chosen.reports_by_get:
        return _said("", 405)
    try:
        found = chosen.reports(_data(request, chosen))
    except (ValueError, RecursionError):
        return _said("", 400)
    for one in found:
        reports.take_in(provider, one)
    return _said("OK", 200)


def _is_genuine(provider: str, given: str) -> bool:
    said = hash_of(given)
    rows = Connection.objects.filter(provider=provider, callback_hash__isnull=False)
    stored = [bytes(row) for row in rows.values_list("callback_hash", flat=True)] or [_NOBODYS]
    matches = [hmac.compare_digest(said, each) for each in stored]
    return any(matches)


def _bearer(request: HttpRequest) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _data(request: HttpRequest, provider: type[Provider]) -> dict:
    if provider.reports_by_get and request.method == "GET":
        return request.GET.dict()
    if int(request.headers.get("Content-Length") or 0) > BODY_LIMIT:
        raise ValueError("too much")
    data = json.loads(request.read(BODY_LIMIT + 1))
    if not isinstance(data, dict):
        raise ValueError("no object")
    return data


def _said(text: str, status: int) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain")
