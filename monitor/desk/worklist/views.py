"""The list of today with its acts, and what came of each rule."""

from functools import wraps

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from benchmark.disclosure import INTERNAL_FLOOR
from monitor.caseload import labels
from monitor.caseload.acts import Refused
from monitor.desk.reach import desk_view
from tenants.access import STAFF, members_only
from tenants.models import Role

from . import acts, listing, settings, usefulness
from .models import SENTENCE_LENGTH, Signal
from .reasons import DISMISSALS
from .rules import RULE_CODES, by_code

SHOWN = 25


@desk_view("GET")
def page(request):
    """What asks for an eye today, the most pressing first."""
    own_only = _own_only(request)
    names = labels.current()
    groups = listing.grouped(listing.signals_for(request.membership, own_only=own_only))
    shown = Paginator(groups, SHOWN).get_page(request.GET.get("page"))
    context = {
        "people": listing.people_of(list(shown), names, account_id=request.user.pk),
        "put_away": listing.put_away(request.membership, names, own_only=own_only),
        "page_obj": shown,
        "total": len(groups),
        "sees_team": request.membership.role != Role.CASEWORKER,
        "query": "van=mij&" if own_only else "",
    }
    return render(request, "desk/worklist.html", context | _choices(own_only))


def _choices(own_only: bool) -> dict:
    """What the forms of a signal offer."""
    return {
        "own_only": own_only,
        "reasons": [(term.code, str(term)) for term in DISMISSALS],
        "days": [
            (days, ngettext("%(n)d dag", "%(n)d dagen", days) % {"n": days})
            for days in acts.SNOOZE_DAYS
        ],
        "sentence_length": SENTENCE_LENGTH,
    }


def _on_signal(view):
    """View decorator for `<pk>/…`: carry out an act on a signal within this member's reach. To a
    whole page the answer leads back to the list, to htmx it is the row in its own place. Another
    one's signal is not found (404)."""

    @desk_view("POST")
    @wraps(view)
    def found(request, pk):
        signal = get_object_or_404(listing.signals_in_reach_of(request.membership), pk=pk)
        own_only = request.POST.get("van") == "mij"
        said, refusal = "", None
        try:
            said = view(request, signal)
        except Refused as refused:
            refusal = refused
        if request.htmx:
            return _row(request, signal, said, refusal, own_only)
        if refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, said)
        back = reverse("worklist:page")
        return redirect(f"{back}?van=mij" if own_only else back)

    return found


def _row(request, signal: Signal, said: str, refusal: Refused | None, own_only: bool):
    """One row: as it stands while it waits, else what was done with the way back."""
    signal.refresh_from_db()
    person = listing.row_of(signal, labels.current(), account_id=request.user.pk)
    on_list = listing.signals_for(request.membership, own_only=own_only)
    waits = on_list.filter(pk=signal.pk).exists()
    context = {
        "person": person,
        "entry": person.entries[0],
        "said": said,
        "refusal": str(refusal or ""),
        "tried": request.resolver_match.url_name if refusal else "",
        "typed": request.POST.get("sentence", ""),
        "in_place": True,
        "may_undo": not refusal,
        "total": on_list.values("trajectory").distinct().count(),
    }
    template = "desk/worklist_signal.html" if waits else "desk/worklist_done.html"
    return render(request, template, context | _choices(own_only))


@_on_signal
def snooze(request, signal):
    """Later."""
    days = request.POST.get("days", "")
    acts.snooze(by=request.user, signal=signal, days=int(days[:4]) if days.isdecimal() else 0)
    return _("Dit komt later terug op je lijst.")


@_on_signal
def dismiss(request, signal):
    """Not needed, and why."""
    acts.dismiss(by=request.user, signal=signal, reason=request.POST.get("reason", ""))
    return _("Dit staat niet meer op je lijst.")


@_on_signal
def handle(request, signal):
    """Done, with a sentence for the client."""
    acts.handle(by=request.user, signal=signal, sentence=request.POST.get("sentence", ""))
    return _("Afgehandeld. De cliënt kan je zin lezen.")


@_on_signal
def put_back(request, signal):
    """On the list again."""
    acts.put_back(by=request.user, signal=signal)
    return _("Dit staat weer op je lijst.")


@require_http_methods(["GET", "HEAD"])
@members_only(STAFF)
def rules(request):
    """What came of each rule, for everybody who works here."""
    context = {
        "results": usefulness.results(),
        "may_switch": request.membership.role == Role.ADMINISTRATOR,
        "floor": INTERNAL_FLOOR,
        "contact_days": usefulness.CONTACT_DAYS,
        "answer_days": usefulness.ANSWER_DAYS,
        "drop_out_days": usefulness.DROP_OUT_DAYS,
    }
    return render(request, "desk/worklist_rules.html", context)


@require_POST
@members_only({Role.ADMINISTRATOR})
def switch(request, code):
    """Use a rule here, or not."""
    if code not in RULE_CODES or by_code(code).is_asked_for:
        raise Http404
    is_used = request.POST.get("is_used") == "yes"
    if settings.switch(by=request.user, rule=by_code(code), is_used=is_used):
        said = _("“%(rule)s” staat aan.") if is_used else _("“%(rule)s” staat uit.")
        messages.success(request, said % {"rule": by_code(code)})
    return redirect(reverse("worklist:rules") + f"#{code}")


def _own_only(request) -> bool:
    return request.membership.role != Role.CASEWORKER and request.GET.get("van") == "mij"
