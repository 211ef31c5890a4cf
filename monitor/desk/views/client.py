"""The client page and its acts. Every opening is written down."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from monitor.caseload import deployments, labels, participation, pauses, trajectories
from monitor.caseload.acts import Refused
from monitor.caseload.models import Deployment, Pause
from monitor.desk.forms import DeploymentForm, EndingForm, OnForm, ParticipationForm, PauseForm
from monitor.desk.reach import on_trajectory
from monitor.desk.story import story_of
from tenants.audit.models import record_read


@on_trajectory("GET")
def page(request, trajectory):
    """Everything about one trajectory."""
    story = story_of(trajectory, labels.current())
    for person in story.people:
        record_read(request, "client", person.client.pk)
    context = {
        "trajectory": trajectory,
        "story": story,
        "deployment_form": DeploymentForm(auto_id="hulp_%s"),
        "pause_form": PauseForm(auto_id="pauze_%s"),
        "ending_form": EndingForm(auto_id="einde_%s"),
        "participation_form": ParticipationForm(auto_id="deelname_%s"),
    }
    return render(request, "desk/client.html", context)


@on_trajectory("POST")
def participate(request, trajectory, client_pk):
    """Write down what the client said about taking part."""
    client = get_object_or_404(trajectory.clients, pk=client_pk)
    form = ParticipationForm(request.POST)

    def act():
        participation.record(
            by=request.user,
            client=client,
            monitor=form.cleaned_data["monitor"] == "yes",
            benchmark=form.cleaned_data["benchmark"] == "yes",
        )

    return _done(request, trajectory, form, act, _("Opgeslagen wat de cliënt zei."), "deelname")


@on_trajectory("POST")
def add_deployment(request, trajectory):
    """Put help in."""
    form = DeploymentForm(request.POST)

    def act():
        deployments.add(by=request.user, trajectory=trajectory, **form.cleaned_data)

    return _done(request, trajectory, form, act, _("De hulp is toegevoegd."), "hulp")


@on_trajectory("POST")
def end_deployment(request, trajectory, deployment_pk):
    """End help, today unless another day is given."""
    deployment = get_object_or_404(Deployment, trajectory=trajectory, pk=deployment_pk)
    form = OnForm(request.POST)

    def act():
        deployments.end(by=request.user, deployment=deployment, on=form.cleaned_data["on"])

    return _done(request, trajectory, form, act, _("De hulp is gestopt."), "hulp")


@on_trajectory("POST")
def start_pause(request, trajectory):
    """Pause the questionnaires."""
    form = PauseForm(request.POST)

    def act():
        pauses.start(by=request.user, trajectory=trajectory, **form.cleaned_data)

    return _done(request, trajectory, form, act, _("De pauze is opgeslagen."), "pauze")


@on_trajectory("POST")
def finish_pause(request, trajectory, pause_pk):
    """End a pause."""
    pause = get_object_or_404(Pause, trajectory=trajectory, pk=pause_pk)
    form = OnForm(request.POST)

    def act():
        pauses.finish(by=request.user, pause=pause, until=form.cleaned_data["on"])

    return _done(request, trajectory, form, act, _("De pauze is gestopt."), "pauze")


@on_trajectory("POST")
def end(request, trajectory):
    """End the trajectory."""
    form = EndingForm(request.POST)

    def act():
        trajectories.end(by=request.user, trajectory=trajectory, **form.cleaned_data)

    return _done(request, trajectory, form, act, _("Het traject is afgesloten."), "einde")


@on_trajectory("POST")
def reopen(request, trajectory):
    """Take an ending back."""
    trajectories.reopen(by=request.user, trajectory=trajectory)
    messages.success(request, _("Het traject loopt weer."))
    return redirect("desk:client", trajectory.pk)


def _done(request, trajectory, form, act, said: str, anchor: str):
    """Carry out `act` when the form is right, and lead back to its place on the client page; when
    it was refused to the top, where it says why."""
    response = redirect("desk:client", trajectory.pk)
    if form.is_valid():
        try:
            act()
            messages.success(request, said)
            response["Location"] += f"#{anchor}"
        except Refused as refusal:
            messages.error(request, str(refusal))
    else:
        name, errors = next(iter(form.errors.items()))
        messages.error(request, f"{form.fields[name].label}: {errors[0]}")
    return response
