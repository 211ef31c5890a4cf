"""Recordings over HTTP, in parts where a browser asks for parts (Safari plays no other).

Anyone may hear them: what is asked of clients is no secret. A recording's address never gets
another file, so it may be kept.
"""

import re

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.views.decorators.http import require_safe

NAME = re.compile(r"[a-z_]{1,24}-[a-z-]{2,10}-[0-9a-f]{8}\.(mp3|m4a)")
TYPES = {"mp3": "audio/mpeg", "m4a": "audio/mp4"}
RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")


@require_safe
def recording(request, version: int, name: str):
    """The recording, or the asked part of it (RFC 9110, section 14; one range)."""
    match = NAME.fullmatch(name)
    stored = f"vragenlijst/{version}/{name}"
    if match is None or not default_storage.exists(stored):
        raise Http404
    file, size = default_storage.open(stored), default_storage.size(stored)
    part = _part(request.headers.get("Range", ""), size)
    if part is None:
        response = FileResponse(file)
    elif part.start >= size:
        file.close()
        response = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    else:
        with file:
            file.seek(part.start)
            body = file.read(len(part))
        response = HttpResponse(body, status=206)
        response.headers["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{size}"
    response.headers["Content-Type"] = TYPES[match[1]]
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def _part(asked: str, size: int) -> range | None:
    """The bytes that a Range header asks for; None for all of it."""
    match = RANGE.fullmatch(asked)
    if match is None or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if not first:  # the last so many bytes
        return range(max(size - int(last), 0), size)
    start = int(first)
    stop = min(int(last) + 1, size) if last else size
    return range(start, stop) if stop > start or start >= size else None
