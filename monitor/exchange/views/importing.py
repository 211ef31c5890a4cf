"""Bringing in a caseload: choose a file, look at what it would do, confirm.

One address follows a file from beginning to end; which page it is depends on its stage. Between
upload and confirmation the file lies sealed in the municipality's own schema (models.py); nothing
of it is in the session, an address or a log.
"""

from functools import wraps

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods
from django_htmx.http import HttpResponseClientRefresh

from tenants.access import CASELOAD, members_only

from .. import jobs, progress, tasks
from ..example import CONTENT_TYPE, allowed, example_workbook
from ..headings import from_bytes, remember
from ..models import BUSY, ImportDraft, Stage
from ..outcome import CHANGES, Outcome
from ..reading import MAX_BYTES
from ..report import refused_workbook
from ..schema import SHEETS

SHOWN = 10  # rows per list of the preview
PER_PAGE = 50
MISSING = "missing"
# kind -> its title, in the order of the page.
KINDS = ("refused", "conflicts", "new", "changed", MISSING)


def titles() -> dict[str, str]:
    """What each list is called."""
    return {
        "refused": _("Niet ingelezen"),
        "conflicts": _("In conflict"),
        "new": _("Nieuw"),
        "changed": _("Gewijzigd"),
        MISSING: _("Niet in het bestand"),
    }


def send(draft_id: str) -> None:
    """Hand a file to the workers, once what was written about it stands."""
    tasks.work.delay_on_commit(draft_id)


@members_only(CASELOAD)
@require_http_methods(["GET", "POST"])
def upload(request):
    """Choose a file. A small one that cannot be read is said so at once."""
    error = ""
    if request.method == "POST":
        file = request.FILES.get("workbook")
        content = b"" if file is None else file.read(MAX_BYTES + 1)
        if file is None:
            error = _("Kies eerst een bestand.")
        elif not content:
            error = _("Dit bestand is leeg.")
        else:
            draft = ImportDraft.keep(by=request.user, content=content)
            jobs.start(draft, send)
            draft.refresh_from_db()
            if draft.stage != Stage.UNREADABLE:
                return redirect("exchange:preview", draft.pk)
            error = draft.note
            draft.delete()
    columns = [
        (sheet.name, [(c.name, c.required, allowed(c)) for c in sheet.columns]) for sheet in SHEETS
    ]
    context = {
        "error": error,
        "sheets": columns,
        "megabytes": MAX_BYTES // (1024 * 1024),
        "draft": ImportDraft.objects.of(request.user).exclude(stage=Stage.UNREADABLE).first(),
    }
    return render(request, "exchange/upload.html", context, status=422 if error else 200)


@members_only(CASELOAD)
@require_GET
def example(request):
    """The example workbook."""
    response = HttpResponse(example_workbook(), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = 'attachment; filename="voorbeeld-caseload.xlsx"'
    return response


def on_draft(*methods: str, leads_back: bool = False):
    """View decorator: the view gets the uploader's own draft. A colleague's is not found, and one
    that is no longer there neither, unless it leads back to the beginning."""

    def decorate(view):
        @members_only(CASELOAD)
        @require_http_methods(methods)
        @wraps(view)
        def found(request, pk, **kwargs):
            draft = ImportDraft.objects.of(request.user).filter(pk=pk).first()
            if draft is not None:
                return view(request, draft, **kwargs)
            is_gone = not ImportDraft.objects.filter(pk=pk).exists()
            if leads_back and request.method == "GET" and is_gone:
                messages.warning(
                    request, _("Dit bestand is verwerkt of verlopen. Kies het opnieuw.")
                )
                return redirect("exchange:upload")
            raise Http404

        return found

    return decorate


@on_draft("GET", "POST", leads_back=True)
def preview(request, draft):
    """Where the file is: how far it was read, what its headings mean, what it would do, what was
    saved. With POST the next step."""
    if request.method == "POST":
        return _ACTS.get(request.POST.get("act"), _unknown)(request, draft)
    if draft.stage in BUSY:
        return _busy(request, draft)
    if request.htmx:
        return HttpResponseClientRefresh()
    if draft.stage == Stage.UNREADABLE:
        return render(request, "exchange/unreadable.html", {"draft": draft})
    if draft.stage == Stage.MAPPING:
        context = {"draft": draft, "unknown": from_bytes(draft.outcome)}
        return render(request, "exchange/mapping.html", context)
    outcome = Outcome.read(draft.outcome)
    context = {"draft": draft, "outcome": outcome, "tables": _tables(draft, outcome)}
    name = "done" if draft.stage == Stage.DONE else "preview"
    return render(request, f"exchange/{name}.html", context)


@on_draft("GET")
def rows(request, draft, sheet, kind):
    """All rows of one list, page by page."""
    outcome = _outcome_of(draft)
    if kind == MISSING and sheet == "caseload":
        found = outcome.missing
    elif (sheet, kind) in outcome.lists:
        found = outcome.lists[sheet, kind]
    else:
        raise Http404
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"draft": draft, "sheet": sheet, "page_obj": page, "number": len(found)}
    context |= {"title": titles()[kind], "rows": _rows(kind, page.object_list), "kind": kind}
    return render(request, "exchange/rows.html", context)


@on_draft("GET")
def refused(request, draft):
    """The refused rows as a spreadsheet."""
    content = refused_workbook(_outcome_of(draft).refused())
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = 'attachment; filename="niet-ingelezen.xlsx"'
    return response


# --- What a POST asks ----------------------------------------------------------------------------


def _confirm(request, draft):
    if request.POST.get("fingerprint") != _outcome_of(draft).fingerprint:
        messages.warning(
            request,
            _("Er veranderde iets sinds je dit overzicht zag. Kijk het nog een keer na."),
        )
    elif jobs.confirm(draft, strict="strict" in request.POST):
        jobs.start(draft, send)
    return redirect("exchange:preview", draft.pk)


def _cancel(request, draft):
    if draft.stage in BUSY and not jobs.standing(draft):
        messages.warning(request, _("We zijn nog bezig met dit bestand. Wacht tot het klaar is."))
        return redirect("exchange:preview", draft.pk)
    is_saved = draft.stage == Stage.DONE
    draft.delete()
    if not is_saved:
        messages.info(request, _("Er is niets opgeslagen. Het bestand is weggegooid."))
    return redirect("exchange:upload")


def _resume(request, draft):
    if jobs.standing(draft):
        jobs.resume(draft)
        jobs.start(draft, send)
    return redirect("exchange:preview", draft.pk)


def _map(request, draft):
    """What the headings mean was said; read the file anew."""
    if draft.stage == Stage.MAPPING:
        remember(draft, from_bytes(draft.outcome), request.POST)
        draft.asks = None  # a sheet that has a name now has headings of its own
        draft.save(update_fields=["answers_sealed", "asks"])
        _read_again(draft)
    return redirect("exchange:preview", draft.pk)


def _ask(request, draft):
    """Ask about every heading that is not known."""
    if draft.stage == Stage.READY:
        draft.asks = True
        draft.save(update_fields=["asks"])
        _read_again(draft)
    return redirect("exchange:preview", draft.pk)


def _read_again(draft) -> None:
    if jobs.read_again(draft):
        jobs.start(draft, send)


def _unknown(request, draft):
    raise Http404


_ACTS = {
    "confirm": _confirm,
    "cancel": _cancel,
    "resume": _resume,
    "map": _map,
    "ask": _ask,
}


# --- What is shown -------------------------------------------------------------------------------


def _busy(request, draft):
    context = {"draft": draft, "seen": progress.seen(draft.pk), "standing": jobs.standing(draft)}
    template = "exchange/_progress.html" if request.htmx else "exchange/progress.html"
    return render(request, template, context)


def _outcome_of(draft) -> Outcome:
    if draft.stage not in (Stage.READY, Stage.DONE, Stage.CONFIRMED, Stage.APPLYING):
        raise Http404
    return Outcome.read(draft.outcome)


def _tables(draft, outcome: Outcome) -> list[dict]:
    """Per sheet its counts and the beginning of each list."""
    named = titles()
    tables = []
    for name, counts in outcome.counts.items():
        found = {kind: outcome.lists[name, kind] for kind in KINDS if kind != MISSING}
        found[MISSING] = outcome.missing if name == "caseload" else []
        lists = [
            {
                "kind": kind,
                "title": named[kind],
                "rows": _rows(kind, found[kind][:SHOWN]),
                "number": len(found[kind]),
                "is_open": kind not in (*CHANGES, MISSING),
            }
            for kind in KINDS
            if found[kind]
        ]
        tables.append({"name": name, "counts": counts, "lists": lists})
    return tables


def _rows(kind: str, found: list) -> list[dict]:
    """As the table of this kind shows them."""
    if kind == MISSING:
        return [{"number": number} for number in found]
    if kind in CHANGES:
        return [
            {
                "row": each.row,
                "number": each.external_id,
                "columns": _columns(each),
            }
            for each in found
        ]
    return [
        {"row": each.row, "column": each.column, "value": each.value, "reason": each.reason}
        for each in found
    ]


def _columns(change) -> list[tuple[str, str, str]]:
    values = change.values or [("", "")] * len(change.columns)
    return [(name, *both) for name, both in zip(change.columns, values, strict=True)]
