"""The grid: a row per client, a tick per result."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_htmx.http import (
    HttpResponseClientRefresh,
    reswap,
    retarget,
    trigger_client_event,
)

from benchmark.standard.milestones import MILESTONES
from monitor.caseload import labels, milestones
from monitor.caseload.acts import Refused
from monitor.caseload.models import Milestone, Trajectory
from monitor.desk import filters
from monitor.desk.forms import MilestoneForm
from monitor.desk.grid.columns import columns_of
from monitor.desk.grid.forms import ManyForm
from monitor.desk.grid.rows import rows_for
from monitor.desk.grid.ticking import MISTAKE, by_a_colleague, taken_back
from monitor.desk.reach import desk_view, on_trajectory


@desk_view("GET")
def page(request):
    """The caseload of today."""
    return show(request)


def show(request, **extra):
    """The page of the grid that was asked for. `chosen` are the keys of chosen rows, `many` is a
    form that was refused; the rest goes to the template."""
    names = labels.current()
    chosen = filters.Filters.of(request).among(names)
    paginator = Paginator(chosen.apply(request.membership, names), filters.SHOWN)
    return _show(request, chosen, names, paginator.get_page(request.GET.get("page")), **extra)


@desk_view("POST")
def search(request):
    """Search by number or first name; by POST, since an address ends up in logs and histories."""
    names = labels.current()
    chosen = filters.Filters.of(request).among(names)
    text = request.POST.get("text", "").replace("\x00", "")[:60].strip()
    if not text:
        return redirect("desk:grid")
    found = filters.search(chosen.apply(request.membership, names), text)
    first = Paginator(found, filters.SHOWN).get_page(1)
    return _show(request, chosen, names, first, searched=text)


def _show(request, filtered, names, shown, *, chosen=frozenset(), many=None, **extra):
    rows = rows_for(
        shown.object_list,
        account_id=request.user.pk,
        names=names,
        settlement=filtered.settlement,
        chosen=chosen,
    )
    columns = columns_of(names, settlement=filtered.settlement)
    context = {
        "rows": rows,
        "columns": columns,
        "many": many or ManyForm(columns=columns),
        "filters": filtered,
        "steps": [(step.code, names.step(step.code)) for step in names.shown_steps()],
        "page_obj": shown,
        "total": shown.paginator.count,
        "has_team": bool(request.membership.team),
        "today": timezone.localdate().isoformat(),
    }
    return render(request, "desk/grid.html", context | extra)


@on_trajectory("POST")
def tick(request, trajectory):
    """Tick a result, today unless another day is given."""
    form = MilestoneForm(request.POST)
    kind = request.POST.get("kind", "")
    _known(kind)
    names = labels.current()
    began = timezone.now()
    try:
        if names.hides(kind):
            raise Refused("step_not_used", _("Jullie gebruiken deze stap niet meer."))
        if not form.is_valid():
            raise Refused("not_a_day", form.errors["on"][0])
        milestone = milestones.tick(
            by=request.user, trajectory=trajectory, kind=kind, on=form.cleaned_data["on"]
        )
    except Refused as refusal:
        return refused(request, trajectory, refusal)
    said = by_a_colleague(milestone, by=request.user, began=began)
    return answer(request, trajectory, names, fresh="" if said else kind, said=said)


@on_trajectory("GET")
def row(request, trajectory):
    """One row as it is now: what editing a date in place is left for."""
    return answer(request, trajectory, labels.current())


@on_trajectory("GET", "POST")
def milestone(request, trajectory, kind):
    """Another date for a result that stands, in place or on a page of its own."""
    standing = _standing(trajectory, kind)
    names = labels.current()
    if standing is None:
        said = taken_back(trajectory, kind, by=request.user)
        return answer(request, trajectory, names, said=said)
    form = MilestoneForm(request.POST or None, initial={"on": standing.reached_on})
    if request.method == "POST" and form.is_valid():
        try:
            on = form.cleaned_data["on"] or timezone.localdate()
            milestones.move(by=request.user, milestone=standing, on=on)
            return answer(request, trajectory, names)
        except Refused as refusal:
            form.add_error("on", str(refusal))
    context = {
        "trajectory": trajectory,
        "kind": kind,
        "label": names.milestone(kind),
        "form": form,
        "mistake": MISTAKE,
        "today": timezone.localdate().isoformat(),
        "on": standing.reached_on.isoformat(),
        "back": _back(request, trajectory),
    }
    if not request.htmx:
        return render(request, "desk/milestone.html", context)
    in_place = render(request, "desk/_milestone.html", context)
    return reswap(retarget(in_place, "closest td"), "innerHTML")


@on_trajectory("POST")
def untick(request, trajectory, kind):
    """Take a result back: at once after a tick, or later with a reason. Taken back already, from
    another screen say, the page just shows so."""
    standing = _standing(trajectory, kind)
    said = ""
    try:
        if standing is None:
            said = taken_back(trajectory, kind, by=request.user)
        else:
            milestones.revoke(
                by=request.user,
                milestone=standing,
                reason=request.POST.get("reason") or MISTAKE,
            )
    except Refused as refusal:
        return refused(request, trajectory, refusal)
    return answer(request, trajectory, labels.current(), said=said)


def refused(request, trajectory, refusal: Refused):
    """Why not, on the page they came from."""
    messages.error(request, str(refusal))
    return HttpResponseClientRefresh() if request.htmx else redirect(_back(request, trajectory))


def answer(request, trajectory, names: labels.Names, *, fresh: str = "", said: str = ""):
    """One fresh row for htmx; for everybody else the page they came from. `said` is what a
    colleague did in between."""
    if not request.htmx:
        if fresh:
            saved = _("Opgeslagen: %(result)s.") % {"result": names.milestone(fresh)}
            messages.success(request, saved)
        if said:
            messages.info(request, said)
        return redirect(_back(request, trajectory))
    chosen = filters.Filters.of(request)
    rows = rows_for(
        Trajectory.objects.filter(pk=trajectory.pk),
        account_id=request.user.pk,
        names=names,
        settlement=chosen.settlement,
        fresh=fresh,
    )
    one = render(request, "desk/_rows.html", {"rows": rows})
    return trigger_client_event(one, "grid:said", {"text": said}) if said else one


def _back(request, trajectory) -> str:
    """The client page when the act was asked there, else the grid at this row."""
    if request.POST.get("from") == "client" or request.GET.get("from") == "client":
        return reverse("desk:client", args=[trajectory.pk]) + "#resultaten"
    return reverse("desk:grid") + f"#r-{trajectory.pk}"


def _known(kind: str) -> None:
    if kind not in {term.code for term in MILESTONES}:
        raise Http404


def _standing(trajectory, kind: str) -> Milestone | None:
    _known(kind)
    return Milestone.objects.filter(
        trajectory=trajectory, kind=kind, revoked_at__isnull=True
    ).first()
