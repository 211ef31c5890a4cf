"""Help in two taps: choose it in the row, and it runs from today."""

from django.shortcuts import render
from django_htmx.http import reswap, retarget

from benchmark.standard.deployments import CATEGORIES
from monitor.caseload import deployments, labels
from monitor.caseload.acts import Refused
from monitor.desk.grid.forms import HelpForm
from monitor.desk.reach import on_trajectory
from monitor.desk.rows import name_of

from .grid import answer, refused


@on_trajectory("GET", "POST")
def add(request, trajectory):
    """The kinds of help to choose from; chosen, it is put in."""
    form = HelpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            deployments.add(by=request.user, trajectory=trajectory, **form.cleaned_data)
        except Refused as refusal:
            return refused(request, trajectory, refusal)
        return answer(request, trajectory, labels.current())
    context = {"trajectory": trajectory, "name": name_of(trajectory), "categories": CATEGORIES}
    if not request.htmx:
        return render(request, "desk/help.html", context)
    in_place = render(request, "desk/_help.html", context)
    return reswap(retarget(in_place, "closest td"), "innerHTML")
