"""Help in two taps: choose it in the row, and it runs from today."""

from django.db.models import Q
from django.shortcuts import render
from django.utils import timezone
from django_htmx.http import reswap, retarget

from benchmark.standard.deployments import CATEGORIES
from benchmark.standard.text import Term
from monitor.caseload import deployments, labels
from monitor.caseload.acts import Refused
from monitor.caseload.models import Deployment
from monitor.desk.grid.forms import HelpForm
from monitor.desk.reach import on_trajectory
from monitor.desk.rows import name_of

from .grid import answer, refused


@on_trajectory("GET", "POST")
def add(request, trajectory):
    """The kinds of help that do not run yet, to choose from; chosen, it is put in."""
    form = HelpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            deployments.add(by=request.user, trajectory=trajectory, **form.cleaned_data)
        except Refused as refusal:
            return refused(request, trajectory, refusal)
        return answer(request, trajectory, labels.current())
    context = {
        "trajectory": trajectory,
        "name": name_of(trajectory),
        "categories": _not_running(trajectory) or CATEGORIES,
    }
    if not request.htmx:
        return render(request, "desk/help.html", context)
    in_place = render(request, "desk/_help.html", context)
    return reswap(retarget(in_place, "closest td"), "innerHTML")


def _not_running(trajectory) -> list[Term]:
    running = Deployment.objects.filter(trajectory=trajectory).filter(
        Q(ended_on__isnull=True) | Q(ended_on__gte=timezone.localdate())
    )
    codes = set(running.values_list("category", flat=True))
    return [term for term in CATEGORIES if term.code not in codes]
