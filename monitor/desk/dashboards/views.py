"""A caseworker's own dashboard, and letting a team lead look at it (M-15)."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from monitor.caseload.acts import Refused
from monitor.desk.reach import desk_view
from monitor.desk.rows import names_of
from tenants.audit.models import record_read

from . import sharing
from .models import Share
from .reading import page_of


@desk_view("GET", "HEAD")
def own(request):
    """The dashboard of who is signed in; nobody else's can be asked for."""
    shares = sharing.of_owner(request.user.pk)
    looks = list(sharing.looks_at(request.user.pk))
    people = names_of({share.reader_id for share in shares} | {look.account_id for look in looks})
    for share in shares:
        share.link = request.build_absolute_uri(share.get_absolute_url())
    context = {
        "page": page_of(request.membership, wanted=request.GET.get("looptijd", "")),
        "leads": sharing.leads_of(request.membership),
        "days": sharing.DAYS,
        "shares": [(share, people.get(share.reader_id, "")) for share in shares],
        "looks": [(look.at, people.get(look.account_id, "")) for look in looks],
    }
    return render(request, "dashboards/own.html", context)


@desk_view("POST")
def share(request):
    """Let a team lead look, until a day."""
    days = request.POST.get("days", "")
    try:
        sharing.give(
            by=request.membership,
            reader_id=request.POST.get("reader", ""),
            days=int(days[:4]) if days.isdecimal() else 0,
        )
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Je overzicht is gedeeld. Stuur je teamleider de link."))
    return redirect("dashboards:own")


@desk_view("POST")
def stop(request, pk):
    """No longer share; another one's share is not found (404)."""
    sharing.stop(by=request.user, share=get_object_or_404(Share, pk=pk, owner_id=request.user.pk))
    messages.success(request, _("Je deelt je overzicht niet meer."))
    return redirect("dashboards:own")


@desk_view("GET", "HEAD")
def shared(request, pk):
    """What somebody shared with the team lead who is signed in; not found (404) for everybody else,
    and as soon as sharing has stopped. Each opening is written down."""
    found = get_object_or_404(Share, pk=pk, reader_id=request.user.pk)
    owner = sharing.opened_by(found, request.membership)
    if owner is None:
        raise Http404
    record_read(request, sharing.WHAT, found.pk)
    page = page_of(
        owner,
        wanted=request.GET.get("looptijd", ""),
        reader=request.user.pk,
        shown=sharing.shown_to(request.user.pk),
    )
    return render(
        request,
        "dashboards/shared.html",
        {"page": page, "owner": owner.account.get_full_name(), "share": found},
    )
