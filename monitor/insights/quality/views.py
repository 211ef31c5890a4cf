"""The data-quality board: numbers for every member, rows for who may open client pages."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from monitor.insights.editions import editions_of
from tenants.access import CASELOAD, INSIGHT, members_only

from .board import Found, Result, board_of, by_code, rows_of
from .choice import Choice
from .sheet import as_csv

FIRST = 5
ON_A_PAGE = 50


@require_safe
@members_only(INSIGHT)
def board(request):
    """All checks, each with its first rows; with `controle` one check and all of its rows."""
    choice = _choice(request)
    query = urlencode(choice.address)
    context = {
        "choice": choice,
        "query": f"{query}&" if query else "",
        "may_open": choice.may_open,
        "sheet": _address("insights:quality_rows", query),
        "back": _address("insights:quality", query),
    }
    if "controle" not in request.GET:
        shown = FIRST if choice.may_open else 1
        context["board"] = board_of(choice.trajectories(), shown=shown)
        return render(request, "insights/quality.html", context)
    if not choice.may_open:
        raise PermissionDenied
    check = _check(request)
    pages = Paginator(Found(choice.trajectories(), check), ON_A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    context |= {
        "result": Result(check, pages.count, page.object_list),
        "page_obj": page,
        "query": f"{context['query']}controle={check.code}&",
        "sheet": _address("insights:quality_rows", urlencode(choice.address | _only(check))),
    }
    return render(request, "insights/quality.html", context)


@require_safe
@members_only(CASELOAD)
def rows(request):
    """The rows as a file, of all checks or of `controle`."""
    choice = _choice(request)
    only = {"checks": [_check(request)]} if "controle" in request.GET else {}
    return HttpResponse(
        # With a byte order mark spreadsheets read the accents.
        "\ufeff" + as_csv(rows_of(choice.trajectories(), **only)),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{request.tenant.slug}-gegevens.csv"'
        },
    )


def _choice(request) -> Choice:
    choice = Choice(request.GET, editions_of(request.tenant), request.membership)
    if not choice.is_valid():
        raise Http404("no such choice")
    return choice


def _check(request):
    try:
        return by_code(request.GET["controle"])
    except KeyError as error:
        raise Http404("no such check") from error


def _only(check) -> dict[str, str]:
    return {"controle": check.code}


def _address(view: str, query: str) -> str:
    return f"{reverse(view)}?{query}" if query else reverse(view)
