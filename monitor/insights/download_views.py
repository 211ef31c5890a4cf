"""A figure as a file in the reader's browser, for the same choice as the page."""

import json

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from benchmark.standard.indicators import Indicator
from tenants.access import INSIGHT, members_only

from .asking import NoEdition, Refused, ask
from .dashboard import Dashboard
from .downloads import NothingToDraw, as_csv, as_json, as_png, as_svg
from .forms import Choice

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "svg": "image/svg+xml",
    "png": "image/png",
}


@require_safe
@members_only(INSIGHT)
def figure_file(request, indicator, kind):
    """One figure as csv, json, svg or png.

    404 for another kind, a filter that does not exist here, and a drawing of nothing.
    """
    query = {name: request.GET[name] for name in Choice.base_fields if name in request.GET}
    if kind not in TYPES:
        raise Http404("no such file")
    try:
        dashboard = ask(request.tenant, query)
        content = _content(dashboard, dashboard.indicators[indicator], kind)
    except (Refused, NoEdition, KeyError, NothingToDraw) as error:
        raise Http404("no such figure") from error
    name = f"{request.tenant.slug}-{dashboard.edition.slug}-{indicator}.{kind}"
    return HttpResponse(
        content,
        content_type=TYPES[kind],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _content(dashboard: Dashboard, indicator: Indicator, kind: str) -> str | bytes:
    if kind == "json":
        return json.dumps(as_json(dashboard, indicator), ensure_ascii=False, indent=2) + "\n"
    figure = dashboard.figure(indicator)
    if kind == "csv":
        # With a byte order mark spreadsheets read the accents.
        return "\ufeff" + as_csv(figure)
    return as_svg(figure) if kind == "svg" else as_png(figure)
