"""Bringing in a caseload: choose a file, look at what it would do, confirm.

Between the two the file lies sealed in the municipality's own schema (models.py); nothing of it is
in the session, an address or a log.
"""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tenants.access import CASELOAD, members_only

from .applying import NotClean, bring_in
from .example import CONTENT_TYPE, allowed, example_workbook
from .models import ImportDraft
from .planning import plan
from .plans import Plan
from .reading import MAX_BYTES, Unreadable, read_bytes
from .schema import SHEETS

SHOWN = 100  # rows per table of the preview


@members_only(CASELOAD)
@require_http_methods(["GET", "POST"])
def upload(request):
    """Choose a file. One that cannot be read is said so, and nothing is kept of it."""
    error = ""
    if request.method == "POST":
        file = request.FILES.get("workbook")
        try:
            if file is None:
                raise Unreadable(_("Kies eerst een bestand."))
            content = file.read(MAX_BYTES + 1)
            plan(read_bytes(content))
        except Unreadable as unreadable:
            error = str(unreadable)
        else:
            draft = ImportDraft.keep(by=request.user, content=content)
            return redirect("exchange:preview", draft.pk)
    columns = [
        (sheet.name, [(c.name, c.required, allowed(c)) for c in sheet.columns]) for sheet in SHEETS
    ]
    context = {"error": error, "sheets": columns, "megabytes": MAX_BYTES // (1024 * 1024)}
    return render(request, "exchange/upload.html", context, status=422 if error else 200)


@members_only(CASELOAD)
@require_GET
def example(request):
    """The example workbook."""
    response = HttpResponse(example_workbook(), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = 'attachment; filename="voorbeeld-caseload.xlsx"'
    return response


@members_only(CASELOAD)
@require_http_methods(["GET", "POST"])
def preview(request, pk):
    """What the file would do, and with POST: do it or throw it away."""
    draft = ImportDraft.objects.of(request.user).filter(pk=pk).first()
    if draft is None:
        if request.method == "GET" and not ImportDraft.objects.filter(pk=pk).exists():
            messages.warning(request, _("Dit bestand is verwerkt of verlopen. Kies het opnieuw."))
            return redirect("exchange:upload")
        raise Http404
    if request.method == "POST" and request.POST.get("act") == "cancel":
        draft.delete()
        messages.info(request, _("Er is niets opgeslagen. Het bestand is weggegooid."))
        return redirect("exchange:upload")
    workbook = read_bytes(draft.content)
    if request.method == "GET":
        return _preview(request, draft, plan(workbook))
    strict = "strict" in request.POST
    seen = request.POST.get("fingerprint", "")
    try:
        done = bring_in(workbook, by=request.user, strict=strict, fingerprint=seen)
    except NotClean:
        messages.error(request, _("Er is niets opgeslagen: we kunnen niet elke rij inlezen."))
        return _preview(request, draft, plan(workbook), strict=True)
    if done.fingerprint != seen:
        messages.warning(
            request,
            _("Er veranderde iets sinds je dit overzicht zag. Kijk het nog een keer na."),
        )
        return _preview(request, draft, done, strict=strict)
    draft.delete()
    return render(request, "exchange/done.html", {"plan": done, "tables": _tables(done)})


def _preview(request, draft, planned: Plan, *, strict: bool = False):
    context = {"draft": draft, "plan": planned, "tables": _tables(planned), "strict": strict}
    return render(request, "exchange/preview.html", context)


def _tables(planned: Plan) -> list[dict]:
    """Per sheet the counts and the first rows of each list."""
    counts = planned.counts()
    return [
        {
            "name": name,
            "counts": counts[name],
            "findings": [
                (_("Niet ingelezen"), sheet.refused[:SHOWN], len(sheet.refused)),
                (_("In conflict"), sheet.conflicts[:SHOWN], len(sheet.conflicts)),
            ],
            "changes": [
                (_("Nieuw"), sheet.new[:SHOWN], len(sheet.new)),
                (_("Gewijzigd"), sheet.changed[:SHOWN], len(sheet.changed)),
            ],
        }
        for name, sheet in planned.sheets.items()
    ]
