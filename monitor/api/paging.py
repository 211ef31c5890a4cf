"""Pages of a list by a cursor: where the last page ended, so that nothing is missed or doubled
while rows are added (an offset would shift)."""

import base64
import binascii
import json
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from .problems import UnknownParameter

LARGEST = 200
USUAL = 100


def page_of(rows: QuerySet, *, moment: str, limit: int, cursor: str) -> tuple[list, str]:
    """(the rows of this page, the cursor of the next or ""), ordered by the datetime `moment` and
    the key. 400 for a cursor that no page gave."""
    rows = rows.order_by(moment, "pk")
    if cursor:
        at, pk = _decoded(cursor)
        rows = rows.filter(Q(**{f"{moment}__gt": at}) | Q(**{moment: at, "pk__gt": pk}))
    found = list(rows[: limit + 1])
    if len(found) <= limit:
        return found, ""
    last = found[limit - 1]
    return found[:limit], _encoded(getattr(last, moment), last.pk)


def link_to_next(request, cursor: str) -> dict[str, str]:
    """The Link header (RFC 8288) with the same filters; nothing on the last page."""
    if not cursor:
        return {}
    query = request.query_params.copy()
    query["cursor"] = cursor
    address = request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
    return {"Link": f'<{address}>; rel="next"'}


def _encoded(at: datetime, pk: UUID) -> str:
    text = json.dumps([at.isoformat(), pk.hex])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _decoded(cursor: str) -> tuple[datetime, UUID]:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        at, pk = json.loads(base64.urlsafe_b64decode(padded.encode("ascii")))
        at, pk = datetime.fromisoformat(at), UUID(hex=pk)
        if at.tzinfo is None:
            raise ValueError("no time zone")
    except (ValueError, TypeError, AttributeError, binascii.Error, RecursionError) as error:
        raise UnknownParameter(
            {"cursor": _("Neem de cursor uit de Link van de vorige pagina.")}
        ) from error
    return at, pk
