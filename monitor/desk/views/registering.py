"""Forms with a page of their own: a new client, a partner, contact details, characteristics."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from monitor.caseload import clients, couples, labels, trajectories
from monitor.caseload.acts import Refused
from monitor.caseload.clients import CHANGEABLE, CONTACT
from monitor.desk.act_forms import ExistingPartnerForm
from monitor.desk.forms import ChangeContactForm, CharacteristicsForm, ContactForm, NewForm
from monitor.desk.reach import desk_view, on_trajectory
from tenants.audit.models import record_read

from .acting import back, blame, succeeded


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
            blame(form, refusal)
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
    form = ChangeContactForm(
        request.POST or None, initial={name: getattr(client, name) for name in CHANGEABLE}
    )

    def act(**values):
        clients.change_contact(by=request.user, client=client, **values)

    if request.method == "POST" and succeeded(form, act):
        messages.success(request, _("De contactgegevens zijn opgeslagen."))
        return back(trajectory)
    page = _page(form, _("Contactgegevens"), _("Opslaan"), trajectory)
    return render(request, "desk/form.html", page)


@on_trajectory("GET", "POST")
def partner(request, trajectory):
    """A second client joins the trajectory: a new one, or one who is known already."""
    known = request.POST.get("wie") == "bekend"
    new = ContactForm(None if known else request.POST or None)
    existing = ExistingPartnerForm(request.POST if known else None, auto_id="bekend_%s")

    def register(**values):
        with transaction.atomic():
            client = clients.register(by=request.user, **values)
            couples.join(by=request.user, trajectory=trajectory, client=client)

    def find(number, name):
        client = couples.known_as(number=number, name=name)
        if trajectory.clients.filter(pk=client.pk).exists():
            raise Refused("number", _("Deze cliënt hoort al bij dit traject."))
        record_read(request, "client", client.pk)
        couples.join(by=request.user, trajectory=trajectory, client=client)

    form, act = (existing, find) if known else (new, register)
    if request.method == "POST" and succeeded(form, act):
        messages.success(request, _("De partner hoort nu bij het traject."))
        return back(trajectory)
    context = {"trajectory": trajectory, "form": form, "new": new, "existing": existing}
    return render(request, "desk/client/partner.html", context)


@on_trajectory("GET", "POST")
def characteristics(request, trajectory):
    """Describe the start of the trajectory."""
    names = list(CharacteristicsForm.base_fields)
    form = CharacteristicsForm(
        request.POST or None, initial={name: getattr(trajectory, name) for name in names}
    )
    form.fields["attitude"].label = str(labels.current().attitude)

    def act(**values):
        trajectories.update(by=request.user, trajectory=trajectory, **values)

    if request.method == "POST" and succeeded(form, act):
        messages.success(request, _("De kenmerken zijn opgeslagen."))
        return back(trajectory)
    return render(request, "desk/form.html", _page(form, _("Kenmerken"), _("Opslaan"), trajectory))


def _page(form, title, button, trajectory=None) -> dict:
    return {"form": form, "title": title, "button": button, "trajectory": trajectory}
