"""What was brought in before, and taking it back."""

from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods
from django_htmx.http import HttpResponseClientRefresh

from tenants.access import ADMINISTRATION, CASELOAD, members_only

from .. import tasks, undoing
from ..models import Import

PER_PAGE = 20
SHOWN = 100
# More records than this are taken back by a worker.
AT_ONCE = 2000
QUEUED_FOR = timedelta(minutes=1)


@members_only(CASELOAD)
@require_GET
def imports(request):
    """What was brought in, the last first."""
    page = Paginator(_mine(request), PER_PAGE).get_page(request.GET.get("page"))
    for made in page.object_list:
        made.total = {
            kind: sum(sheet[kind] for sheet in made.counts.values()) for kind in ("new", "changed")
        }
    return render(request, "exchange/imports.html", {"page_obj": page})


@members_only(CASELOAD)
@require_http_methods(["GET", "POST"])
def undo(request, pk):
    """What taking this import back would do; with POST, do it."""
    made = get_object_or_404(_mine(request), pk=pk)
    if _is_busy(made):
        template = "_undoing" if request.htmx else "undoing"
        return render(request, f"exchange/{template}.html", {"made": made})
    if request.htmx:
        return HttpResponseClientRefresh()
    if request.method == "POST" and made.undone_at is None:
        return _take_back(request, made)
    seen = undoing.look(made) if made.undone_at is None else undoing.Undo([])
    return render(request, "exchange/undo.html", _context(made, seen))


def _take_back(request, made: Import):
    seen = undoing.look(made)
    if seen.is_possible and seen.size > AT_ONCE:
        asked = Import.objects.filter(pk=made.pk, undone_at=None)
        asked.update(undo_asked_at=timezone.now())
        tasks.take_back.delay_on_commit(str(made.pk), str(request.user.pk))
        return redirect("exchange:undo", made.pk)
    try:
        undoing.take_back(made, by=request.user)
    except undoing.Changed:
        return render(request, "exchange/undo.html", _context(made, undoing.look(made)), status=409)
    messages.success(request, _("De import is teruggedraaid."))
    return redirect("exchange:undo", made.pk)


def _is_busy(made: Import) -> bool:
    """Whether a worker has it in hand, or will soon."""
    if made.undo_asked_at is None or made.undone_at is not None:
        return False
    if timezone.now() - made.undo_asked_at < QUEUED_FOR and not made.undo_failed:
        return True
    with transaction.atomic():
        free = Import.objects.select_for_update(skip_locked=True).filter(pk=made.pk)
        return not free.exists()


def _mine(request):
    """Everybody's for who leads; a caseworker's own."""
    if request.membership.role in ADMINISTRATION:
        return Import.objects.all()
    return Import.objects.filter(account_id=request.user.pk)


def _context(made: Import, seen: undoing.Undo) -> dict:
    words = _words()
    return {
        "made": made,
        "undo": seen,
        "touched": [
            (words[each.model.__name__], len(each.added), len(each.changed), len(each.removed))
            for each in seen.touched
        ],
        "since": seen.since[:SHOWN],
    }


def _words() -> dict[str, str]:
    return {
        "Client": _("Cliënten"),
        "Participation": _("Deelname"),
        "Trajectory": _("Trajecten"),
        "TrajectoryClient": _("Plaatsen in een traject"),
        "Milestone": _("Resultaten"),
        "Deployment": _("Ingezette hulp"),
        "Pause": _("Pauzes"),
        "Ending": _("Afsluitingen"),
        "Wave": _("Vragenlijsten"),
        "Answer": _("Antwoorden"),
        "Invitation": _("Berichten"),
    }
