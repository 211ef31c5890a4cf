"""One result for many clients at once, and taking that back."""

from uuid import UUID

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from monitor.caseload import labels
from monitor.caseload.models import Trajectory
from monitor.desk.filters import SHOWN
from monitor.desk.grid.columns import columns_of
from monitor.desk.grid.forms import ManyForm
from monitor.desk.grid.ticking import tick_many, untick_many
from monitor.desk.reach import desk_view

from .grid import show


@desk_view("GET", "POST")
def tick(request):
    """Tick one result on one day for the rows that are chosen; the page says what became of each.

    Sent again, by a reload say, it finds every result standing.
    """
    if request.method == "GET":
        return redirect("desk:grid")
    names = labels.current()
    columns = columns_of(names, settlement=True)
    chosen = _keys(request.POST.getlist("row"))
    found = Trajectory.objects.filter(pk__in=chosen).order_by("pk").prefetch_related("clients")
    form = ManyForm(request.POST, columns=columns, rows=[trajectory.pk for trajectory in found])
    if not form.is_valid():
        return show(request, many=form, chosen=frozenset(map(str, chosen)))
    outcome = tick_many(
        by=request.user,
        trajectories=found,
        kind=form.cleaned_data["result"],
        on=form.cleaned_data["day"],
    )
    label = names.milestone(form.cleaned_data["result"])
    return show(request, outcome=outcome, outcome_label=label)


@desk_view("POST")
def untick(request):
    """Take back what was ticked for many; what a colleague changed since stays."""
    n = untick_many(by=request.user, keys=_keys(request.POST.getlist("milestone")))
    said = ngettext("%(n)d vinkje is weer weg.", "%(n)d vinkjes zijn weer weg.", n)
    messages.success(request, said % {"n": n} if n else _("Er was niets meer om weg te halen."))
    return redirect("desk:grid")


def _keys(texts: list[str]) -> list[UUID]:
    """The keys among these, no more than a page has rows."""
    keys = []
    for text in texts[:SHOWN]:
        try:
            keys.append(UUID(text))
        except ValueError:
            continue
    return keys
