"""The client page and the acts that are asked on it. Every opening is written down."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from monitor.caseload import contacts, couples, goals, participation, pauses, trajectories
from monitor.caseload.models import Client, Contact, Goal, Pause
from monitor.desk.act_forms import SaysForm
from monitor.desk.reach import on_trajectory

from .acting import back, carry_out, opened, press, show


@on_trajectory("GET")
def page(request, trajectory):
    """Everything about one trajectory."""
    return show(request, trajectory)


@on_trajectory("GET")
def conversation(request, trajectory):
    """A sheet for the next conversation, made to be printed."""
    context = {"trajectory": trajectory, "story": opened(request, trajectory)}
    return render(request, "desk/client/conversation.html", context)


@on_trajectory("POST")
def participate(request, trajectory, client_pk):
    """Write down what the client said about taking part."""
    client = get_object_or_404(trajectory.clients, pk=client_pk)

    def act(monitor, benchmark, aftercare):
        participation.record(
            by=request.user,
            client=client,
            monitor=monitor == "yes",
            benchmark=benchmark == "yes",
            aftercare=aftercare == "yes" if aftercare else ...,
        )

    said = _("Opgeslagen wat de cliënt zei.")
    return carry_out(request, trajectory, "participation", act, said, about=client.pk)


@on_trajectory("POST")
def add_contact(request, trajectory):
    """A contact."""

    def act(**values):
        contacts.record(by=request.user, trajectory=trajectory, **values)

    return carry_out(request, trajectory, "contact", act, _("Het contact is opgeslagen."))


@on_trajectory("POST")
def add_missed(request, trajectory):
    """An appointment that nobody came to."""

    def act(**values):
        contacts.record(by=request.user, trajectory=trajectory, no_show=True, **values)

    return carry_out(request, trajectory, "missed", act, _("Opgeslagen: niet verschenen."))


@on_trajectory("POST")
def remove_contact(request, trajectory, contact_pk):
    """Take a mistaken contact away; taken away already, the page just shows so."""
    contact = Contact.objects.filter(trajectory=trajectory, pk=contact_pk).first()

    def act():
        if contact is not None:
            contacts.remove(by=request.user, contact=contact)

    return press(request, trajectory, act, _("Het contact is weggehaald."), "contact")


@on_trajectory("POST")
def add_goal(request, trajectory):
    """Set an intermediate goal."""

    def act(**values):
        goals.add(by=request.user, trajectory=trajectory, **values)

    return carry_out(request, trajectory, "goal", act, _("Het doel is toegevoegd."))


@on_trajectory("POST")
def say_of_goal(request, trajectory, goal_pk):
    """What one side says of a goal."""
    goal = get_object_or_404(Goal, trajectory=trajectory, pk=goal_pk)
    form = SaysForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Kies wie het zegt: de cliënt of jij."))
        return back(trajectory)

    def act():
        goals.say(by=request.user, goal=goal, **form.cleaned_data)

    return press(request, trajectory, act, _("Opgeslagen bij het doel."), "doelen")


@on_trajectory("POST")
def drop_goal(request, trajectory, goal_pk):
    """A goal no longer counts."""
    goal = get_object_or_404(Goal, trajectory=trajectory, pk=goal_pk)

    def act():
        goals.drop(by=request.user, goal=goal)

    return press(request, trajectory, act, _("Het doel is vervallen."), "doelen")


@on_trajectory("POST")
def start_pause(request, trajectory):
    """Pause the questionnaires."""

    def act(**values):
        pauses.start(by=request.user, trajectory=trajectory, **values)

    return carry_out(request, trajectory, "pause", act, _("De pauze is opgeslagen."))


@on_trajectory("POST")
def finish_pause(request, trajectory, pause_pk):
    """End a pause today."""
    pause = get_object_or_404(Pause, trajectory=trajectory, pk=pause_pk)

    def act():
        pauses.finish(by=request.user, pause=pause)

    return press(request, trajectory, act, _("De pauze is gestopt."), "pauze")


@on_trajectory("POST")
def end(request, trajectory):
    """End the trajectory."""

    def act(**values):
        trajectories.end(by=request.user, trajectory=trajectory, **values)

    return carry_out(request, trajectory, "ending", act, _("Het traject is afgesloten."))


@on_trajectory("POST")
def reopen(request, trajectory):
    """Take an ending back."""

    def act():
        trajectories.reopen(by=request.user, trajectory=trajectory)

    return press(request, trajectory, act, _("Het traject loopt weer."), "")


@on_trajectory("POST")
def part(request, trajectory, client_pk):
    """One of two clients leaves the trajectory; left already, the page just shows so."""
    client = get_object_or_404(Client, pk=client_pk)

    def act():
        couples.leave(by=request.user, trajectory=trajectory, client=client)

    said = _("Deze cliënt hoort niet meer bij het traject.")
    return press(request, trajectory, act, said, "")
