"""The result of Mesis: written down and taken away. Its questions are never asked here."""

from django.contrib import messages
from django.shortcuts import render
from django.utils.translation import gettext as _

from monitor.caseload.screening import acts
from monitor.caseload.screening.models import ScreeningResult
from monitor.desk.act_forms import ScreeningForm
from monitor.desk.reach import on_trajectory

from .acting import back, press, succeeded


@on_trajectory("GET", "POST")
def add(request, trajectory):
    """A result, with who filled it in."""
    people = list(trajectory.clients.order_by("places__position"))
    form = ScreeningForm(request.POST or None, people=people)

    def act(**values):
        key = values.pop("client")
        client = next(person for person in people if str(person.pk) == key)
        acts.record(by=request.user, trajectory=trajectory, client=client, **values)

    if request.method == "POST" and succeeded(form, act):
        messages.success(request, _("De uitslag is opgeslagen."))
        return back(trajectory, "screening")
    context = {
        "form": form,
        "title": _("Uitslag van Mesis"),
        "intro": _("Alleen de uitslag. Vragen en antwoorden van Mesis horen hier niet."),
        "button": _("Opslaan"),
        "trajectory": trajectory,
    }
    return render(request, "desk/form.html", context)


@on_trajectory("POST")
def remove(request, trajectory, screening_pk):
    """Take a mistake away; taken away already, the page just shows so."""
    result = ScreeningResult.objects.filter(trajectory=trajectory, pk=screening_pk).first()

    def act():
        if result is not None:
            acts.remove(by=request.user, result=result)

    return press(request, trajectory, act, _("De uitslag is weggehaald."), "screening")
