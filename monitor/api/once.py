"""Idempotency keys: the same request twice is carried out once.

As draft-ietf-httpapi-idempotency-key-header describes it, for POST; other changes repeat harmlessly
by nature. A refused request is not remembered: it changed nothing.
"""

import hashlib
import json
import re
from collections.abc import Callable

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils.translation import gettext as _
from rest_framework.response import Response

from .access import actor_of, in_history
from .models import RememberedRequest
from .problems import KeyUsedBefore, UnknownParameter

HEADER = "Idempotency-Key"
REPLAYED = "Idempotent-Replayed"
SHAPE = re.compile(r"[\x21-\x7e]{1,200}")
KEPT_HEADERS = ("ETag", "Location")


def once(request, carry_out: Callable[[], Response]) -> Response:
    """What `carry_out` answers, in one transaction whose history names the token; with a key that
    was used for the same request before, what was answered then. 422 for another request."""
    key = request.headers.get(HEADER)
    with transaction.atomic(), in_history(request):
        if key is None:
            return carry_out()
        if not SHAPE.fullmatch(key):
            raise UnknownParameter({HEADER: _("1 tot 200 zichtbare ASCII-tekens.")})
        RememberedRequest.objects.expired().delete()
        fingerprint = fingerprint_of(request)
        # Whoever comes second waits here until the first is done.
        remembered, is_first = RememberedRequest.objects.get_or_create(
            actor=actor_of(request),
            key_hash=_hash(key),
            defaults={"fingerprint": fingerprint},
        )
        if is_first:
            answer = carry_out()
            headers = {name: answer[name] for name in KEPT_HEADERS if name in answer.headers}
            text = json.dumps({"data": answer.data, "headers": headers}, cls=DjangoJSONEncoder)
            remembered.keep(status=answer.status_code, answer=text)
            return answer
    if bytes(remembered.fingerprint) != fingerprint:
        raise KeyUsedBefore
    kept = json.loads(remembered.answer)
    return Response(
        kept["data"], status=remembered.status, headers=kept["headers"] | {REPLAYED: "true"}
    )


def fingerprint_of(request) -> bytes:
    """What makes two requests the same: method, address and the content of the body."""
    body = json.dumps(request.data, sort_keys=True)
    return _hash(f"{request.method} {request.get_full_path()} {body}")


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
