"""The pages on which an administrator says what is given, and pays what was taken out."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from monitor.caseload.acts import Refused
from tenants.access import members_only
from tenants.audit.models import ReadEvent
from tenants.models import Role

from . import ledger, overview
from .forms import SchemeForm
from .models import Payout, PayoutList
from .sheet import as_csv

ADMINISTRATOR = {Role.ADMINISTRATOR}


@require_http_methods(["GET", "HEAD", "POST"])
@members_only(ADMINISTRATOR)
def page(request):
    """What is given, and what waits to be paid."""
    form = SchemeForm(request.POST or None, scheme=ledger.scheme())
    if request.method == "POST" and form.is_valid():
        ledger.change_scheme(by=request.user, **form.cleaned())
        messages.success(request, _("Opgeslagen."))
        return redirect("savings:page")
    context = {"form": form, "waiting": overview.waiting(), "lists": overview.lists()}
    return render(request, "savings/page.html", context)


@require_POST
@members_only(ADMINISTRATOR)
def make_list(request):
    """One list of all that waits."""
    made = ledger.make_list(by=request.user)
    if made is None:
        messages.info(request, _("Er is niets om uit te betalen."))
        return redirect("savings:page")
    return redirect("savings:list", made.pk)


@require_safe
@members_only(ADMINISTRATOR)
def payout_list(request, pk):
    """Who is on a list."""
    found = get_object_or_404(PayoutList, pk=pk)
    context = {"list": found, "rows": _read(request, found)}
    return render(request, "savings/list.html", context)


@require_safe
@members_only(ADMINISTRATOR)
def file(request, pk):
    """The list as a file; the same list every time."""
    found = get_object_or_404(PayoutList, pk=pk)
    content = as_csv(_read(request, found), found.number)
    # The mark tells a spreadsheet that the letters are UTF-8.
    response = HttpResponse("\ufeff" + content, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = (
        f'attachment; filename="uitbetaallijst-{found.number}.csv"'
    )
    return response


@require_POST
@members_only(ADMINISTRATOR)
def paid(request, pk):
    """The list has been paid."""
    found = get_object_or_404(PayoutList, pk=pk)
    if ledger.mark_paid(by=request.user, payout_list=found):
        messages.success(request, _("De cliënten zien nu dat het is uitbetaald."))
    else:
        messages.info(request, _("Deze lijst was al uitbetaald."))
    return redirect("savings:list", found.pk)


@require_POST
@members_only(ADMINISTRATOR)
def take_back(request, pk):
    """One payout could not be made."""
    payout = get_object_or_404(Payout, pk=pk, on_list__isnull=False)
    try:
        ledger.reverse_payout(by=request.user, payout=payout)
        messages.success(request, _("De punten staan weer op het spaartegoed van de cliënt."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("savings:list", payout.on_list_id)


def _read(request, found: PayoutList) -> list[overview.Row]:
    """The rows of a list; that somebody looked at these clients is written down."""
    rows = overview.rows_of(Payout.objects.filter(on_list=found))
    ReadEvent.objects.bulk_create(
        ReadEvent(
            account_id=request.user.pk,
            what="savings",
            object_id=client,
            route=request.resolver_match.view_name,
        )
        for client in {row.client_id for row in rows if row.client_id}
    )
    return rows
