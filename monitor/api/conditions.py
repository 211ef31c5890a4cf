"""ETags and what depends on them (RFC 9110, section 13)."""

import hashlib
import json

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.http import parse_etags

from .problems import PreconditionFailed, PreconditionRequired


def etag_of(data) -> str:
    """A strong ETag of a representation: the same for the same content, whoever asks."""
    text = json.dumps(data, sort_keys=True, cls=DjangoJSONEncoder)
    return f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'


def is_known(request, etag: str) -> bool:
    """Whether If-None-Match says that the asker has this version."""
    known = parse_etags(request.headers.get("If-None-Match", ""))
    return "*" in known or etag in {one.removeprefix("W/") for one in known}


def check_match(request, current, *, required: bool = False) -> None:
    """Hold If-Match against the representation now; `current` gives it when there is one to hold.

    412 when it differs or is not there; 428 when the header is `required` and missing.
    """
    wanted = request.headers.get("If-Match")
    if wanted is None:
        if required:
            raise PreconditionRequired
        return
    data = current()
    wanted = parse_etags(wanted)
    if data is None or ("*" not in wanted and etag_of(data) not in wanted):
        raise PreconditionFailed
