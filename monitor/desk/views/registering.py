"""Forms with a page of their own: a new client, contact details, characteristics."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from monitor.caseload import clients, labels, trajectories
from monitor.caseload.acts import Refused
from monitor.caseload.clients import CONTACT
from monitor.desk.forms import CharacteristicsForm, ContactForm, NewForm
from monitor.desk.reach import desk_view, on_trajectory
from tenants.audit.models import record_read

# Which field a refusal is about, where its code is not the field's own name.
FIELD_OF = {
    "channel_without_address": "channel",
    "external_id_taken": "external_id",
    "intake_in_the_future": "intake_date",
}


@desk_view("GET", "POST")
def new(request):
    """Register a client and start the trajectory."""
    form = NewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            with transaction.atomic():
                client = clients.register(by=request.user, **{n: data[n] for n in CONTACT})
                trajectory = trajectories.start(
                    by=request.user,
                    external_id=data["external_id"],
                    clients=[client],
                    intake_date=data["intake_date"],
                    caseworker_id=request.user.pk,
                    team=request.membership.team,
                )
        except Refused as refusal:
            _blame(form, refusal)
        else:
            messages.success(request, _("De cliënt staat in je overzicht."))
            return redirect("desk:client", trajectory.pk)
    return render(request, "desk/form.html", _page(form, _("Nieuwe cliënt"), _("Toevoegen")))


@on_trajectory("GET", "POST")
def contact(request, trajectory):
    """Change how the first client, or the one in ?client=, is called and reached."""
    wanted = request.GET.get("client", "")
    people = list(trajectory.clients.order_by("places__position"))
    client = next((person for person in people if str(person.pk) == wanted), people[0])
    record_read(request, "client", client.pk)
    form = ContactForm(
        request.POST or None, initial={name: getattr(client, name) for name in CONTACT}
    )
    if request.method == "POST" and form.is_valid():
        try:
            clients.change_contact(by=request.user, client=client, **form.cleaned_data)
        except Refused as refusal:
            _blame(form, refusal)
        else:
            messages.success(request, _("De contactgegevens zijn opgeslagen."))
            return redirect("desk:client", trajectory.pk)
    page = _page(form, _("Contactgegevens"), _("Opslaan"), trajectory)
    return render(request, "desk/form.html", page)


@on_trajectory("GET", "POST")
def characteristics(request, trajectory):
    """Describe the start of the trajectory."""
    names = list(CharacteristicsForm.base_fields)
    form = CharacteristicsForm(
        request.POST or None, initial={name: getattr(trajectory, name) for name in names}
    )
    form.fields["attitude"].label = str(labels.current().attitude)
    if request.method == "POST" and form.is_valid():
        try:
            trajectories.update(by=request.user, trajectory=trajectory, **form.cleaned_data)
        except Refused as refusal:
            _blame(form, refusal)
        else:
            messages.success(request, _("De kenmerken zijn opgeslagen."))
            return redirect("desk:client", trajectory.pk)
    return render(request, "desk/form.html", _page(form, _("Kenmerken"), _("Opslaan"), trajectory))


def _page(form, title, button, trajectory=None) -> dict:
    return {"form": form, "title": title, "button": button, "trajectory": trajectory}


def _blame(form, refusal: Refused) -> None:
    field = FIELD_OF.get(refusal.code, refusal.code)
    form.add_error(field if field in form.fields else None, str(refusal))
