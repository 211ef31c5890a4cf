"""Help that is put in: add, correct, stop and take a mistake away."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from benchmark.standard.deployments import CATEGORIES
from benchmark.standard.text import label
from monitor.caseload import deployments
from monitor.caseload.models import Deployment
from monitor.desk.act_forms import DeploymentChangeForm, RemovalForm
from monitor.desk.forms import OnForm
from monitor.desk.reach import on_trajectory

from .acting import back, carry_out, succeeded


@on_trajectory("POST")
def add(request, trajectory):
    """Put help in."""

    def act(**values):
        deployments.add(by=request.user, trajectory=trajectory, **values)

    return carry_out(request, trajectory, "deployment", act, _("De hulp is toegevoegd."))


@on_trajectory("GET", "POST")
def change(request, trajectory, deployment_pk):
    """Correct what was put in."""
    deployment = get_object_or_404(Deployment, trajectory=trajectory, pk=deployment_pk)
    form = DeploymentChangeForm(request.POST or None, initial=_standing(deployment))

    def act(**values):
        deployments.change(by=request.user, deployment=deployment, **values)

    if request.method == "POST" and succeeded(form, act):
        messages.success(request, _("De hulp is aangepast."))
        return back(trajectory, "hulp")
    return _page(request, deployment, form=form)


@on_trajectory("POST")
def end(request, trajectory, deployment_pk):
    """End help, today unless another day is given; refused, its own page keeps the day."""
    deployment = get_object_or_404(Deployment, trajectory=trajectory, pk=deployment_pk)
    form = OnForm(request.POST)

    def act(on):
        deployments.end(by=request.user, deployment=deployment, on=on)

    if succeeded(form, act):
        messages.success(request, _("De hulp is gestopt."))
        return back(trajectory, "hulp")
    typed = DeploymentChangeForm(_standing(deployment) | {"ended_on": request.POST.get("on", "")})
    if typed.is_valid():
        typed.add_error("ended_on", next(iter(form.errors.values()))[0])
    return _page(request, deployment, form=typed)


@on_trajectory("POST")
def remove(request, trajectory, deployment_pk):
    """Take a mistake away; taken away already, the page just shows so."""
    deployment = Deployment.objects.filter(trajectory=trajectory, pk=deployment_pk).first()
    if deployment is None:
        return redirect("desk:client", trajectory.pk)
    form = RemovalForm(request.POST, auto_id="weg_%s")

    def act(reason):
        deployments.remove(by=request.user, deployment=deployment, reason=reason)

    if succeeded(form, act):
        messages.success(request, _("De hulp is weggehaald."))
        return back(trajectory, "hulp")
    return _page(request, deployment, removal=form)


def _standing(deployment: Deployment) -> dict:
    return {name: getattr(deployment, name) for name in DeploymentChangeForm.base_fields}


def _page(request, deployment, *, form=None, removal=None):
    context = {
        "trajectory": deployment.trajectory,
        "deployment": deployment,
        "title": label(CATEGORIES, deployment.category),
        "form": form or DeploymentChangeForm(initial=_standing(deployment)),
        "removal": removal or RemovalForm(auto_id="weg_%s"),
    }
    return render(request, "desk/client/deployment.html", context)
