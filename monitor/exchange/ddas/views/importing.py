"""Bringing in a delivery: choose a file, look, match by hand what could not be matched, save.

Between two pages only codes, dates and digests lie in the municipality's schema (`models.py`).
"""

import csv
import io

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from monitor.exchange.ddas import crosswalk
from monitor.exchange.ddas.applying import AT_ONCE, bring_in
from monitor.exchange.ddas.forms import MatchingForm
from monitor.exchange.ddas.models import DdasDraft
from monitor.exchange.ddas.overview import Overview, reported
from monitor.exchange.ddas.planning import plan
from monitor.exchange.ddas.reading import MAX_BYTES, Unreadable, read
from monitor.exchange.ddas.reasons import sentence
from monitor.exchange.ddas.records import Delivery, delivery_of
from tenants.access import ADMINISTRATION, members_only


@members_only(ADMINISTRATION)
@require_http_methods(["GET", "POST"])
def upload(request):
    """Choose a file. One that cannot be read is said so, and nothing is kept of it."""
    error = ""
    if request.method == "POST":
        file = request.FILES.get("delivery")
        try:
            if file is None:
                raise Unreadable(_("Kies eerst een bestand."))
            delivery = delivery_of(read(file.read(MAX_BYTES + 1)))
        except Unreadable as unreadable:
            error = str(unreadable)
        else:
            draft = DdasDraft.keep(by=request.user, content=delivery.dumps())
            return redirect("exchange:ddas_matching", draft.pk)
    context = {
        "error": error,
        "megabytes": MAX_BYTES // (1024 * 1024),
        "rows": crosswalk.ROWS,
        "guidance": crosswalk.GUIDANCE,
        "exits": crosswalk.EXITS,
    }
    return render(request, "exchange/ddas.html", context, status=422 if error else 200)


@members_only(ADMINISTRATION)
@require_http_methods(["GET", "POST"])
def matching(request, pk):
    """What a delivery would do, and with POST: save what is certain or decided, or throw it away.
    At most AT_ONCE trajectories are saved at a time; the rest waits on the same page."""
    with transaction.atomic():
        draft = _draft(request, pk, lock=request.method == "POST")
        delivery = Delivery.loads(draft.content)
        if request.method == "POST" and request.POST.get("act") == "cancel":
            draft.delete()
            messages.info(request, _("Wat er van de levering over was, is weggegooid."))
            return redirect("exchange:ddas")
        if request.method == "GET":
            return _page(request, delivery, plan(delivery.records))
        plans = plan(delivery.records)
        overview = Overview(delivery, plans)
        form = MatchingForm(request.POST, overview.waiting)
        if request.POST.get("fingerprint") != overview.fingerprint:
            messages.warning(
                request,
                _("Er veranderde iets sinds je dit overzicht zag. Kijk het nog een keer na."),
            )
            return _page(request, delivery, plans)
        if not form.is_valid():
            return _page(request, delivery, plans, form)
        _save(request, draft, delivery, overview, form.decisions)
    return redirect("exchange:ddas_matching", pk)


def _save(request, draft, delivery, overview, decisions) -> None:
    ready = [
        each.record for each in overview.plans if each.is_ready or each.record.path in decisions
    ][:AT_ONCE]
    done = bring_in(ready, by=request.user, decisions=decisions)
    handled = {each.record.path for each in done.handled}
    delivery.ledger.findings += reported(done.handled)
    delivery.records = [each for each in delivery.records if each.path not in handled]
    draft.put(delivery.dumps())
    draft.save(update_fields=["content_sealed"])
    messages.success(
        request, _("Opgeslagen: %(number)d trajecten uit de levering.") % {"number": len(handled)}
    )


def _page(request, delivery, plans, form=None):
    overview = Overview(delivery, plans)
    context = {
        "overview": overview,
        "form": form or MatchingForm(None, overview.waiting),
        "at_once": AT_ONCE,
    }
    status = 422 if form is not None else 200
    return render(request, "exchange/ddas_matching.html", context, status=status)


@members_only(ADMINISTRATION)
@require_GET
def findings(request, pk):
    """Everything that is not taken over, as a file: paths, codes and what they mean."""
    delivery = Delivery.loads(_draft(request, pk).content)
    overview = Overview(delivery, plan(delivery.records))
    out = io.StringIO()
    rows = csv.writer(out, delimiter=";")
    rows.writerow([_("plek"), _("code"), _("betekenis")])
    rows.writerows([each.path, each.code, sentence(each.code)] for each in overview.findings)
    # With a byte order mark spreadsheets read the accents.
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="ddas-meldingen.csv"'
    return response


def _draft(request, pk, *, lock=False) -> DdasDraft:
    drafts = DdasDraft.objects.of(request.user)
    if lock:
        drafts = drafts.select_for_update()
    draft = drafts.filter(pk=pk).first()
    if draft is None:
        raise Http404("no such draft")
    return draft
