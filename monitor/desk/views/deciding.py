"""Decisions about a trajectory, each on a page of its own: the client type, who takes over."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from monitor.caseload import client_types, labels, transfers
from monitor.caseload.models import Trajectory
from monitor.desk.act_forms import TransferForm, TypeForm
from monitor.desk.parts import deciding
from monitor.desk.reach import desk_view, on_trajectory
from monitor.desk.rows import name_of, names_of
from tenants.models import Role

from .acting import back, succeeded

MOST_AT_ONCE = 200


@on_trajectory("GET", "POST")
def client_type(request, trajectory):
    """The proposal of the rule table beside the choice."""
    rule = client_types.proposal(trajectory)
    standing = trajectory.client_type or (rule.client_type if rule else "")
    form = TypeForm(request.POST or None, initial={"chosen": standing})

    def act(**values):
        client_types.decide(by=request.user, trajectory=trajectory, **values)

    if request.method == "POST" and succeeded(form, act):
        messages.success(request, _("Het klanttype is opgeslagen."))
        return back(trajectory, "kenmerken")
    context = {
        "trajectory": trajectory,
        "form": form,
        "choice": deciding.choice_of(trajectory, rule, labels.current()),
    }
    return render(request, "desk/client/type.html", context)


@on_trajectory("GET", "POST")
def hand_over(request, trajectory):
    """One trajectory goes to a colleague or a team."""
    form = TransferForm(request.POST or None, colleagues=transfers.colleagues())

    def act(**values):
        transfers.hand_over(by=request.user, trajectories=[trajectory], **values)

    if request.method == "POST" and succeeded(form, act):
        messages.success(request, _("Het traject is overgedragen."))
        return back(trajectory, "kenmerken")
    context = {"form": form, "trajectory": trajectory, "consent": _consent()}
    return render(request, "desk/client/hand_over.html", context)


@desk_view("GET", "POST")
def hand_over_many(request):
    """Many at once: a caseworker their own, others those of everybody."""
    form = TransferForm(request.POST or None, colleagues=transfers.colleagues())
    within = _within_reach(request)
    ticked = set(request.POST.getlist("trajectory"))
    given = []

    def act(**values):
        chosen = [trajectory for trajectory in within if str(trajectory.pk) in ticked]
        given.extend(transfers.hand_over(by=request.user, trajectories=chosen, **values))

    if request.method == "POST" and succeeded(form, act):
        n = len(given)
        said = ngettext("%(n)d traject is overgedragen.", "%(n)d trajecten zijn overgedragen.", n)
        messages.success(request, said % {"n": n})
        return redirect("desk:hand_over_many")
    people = names_of({trajectory.caseworker_id for trajectory in within})
    rows = [
        {
            "pk": trajectory.pk,
            "name": name_of(trajectory),
            "number": trajectory.external_id,
            "caseworker": people.get(trajectory.caseworker_id, ""),
            "team": trajectory.team,
            "ticked": str(trajectory.pk) in ticked,
        }
        for trajectory in within
    ]
    context = {"form": form, "rows": rows, "consent": _consent(), "most": MOST_AT_ONCE}
    return render(request, "desk/client/hand_over.html", context)


def _within_reach(request) -> list[Trajectory]:
    found = Trajectory.objects.running().order_by("caseworker_id", "external_id")
    if request.membership.role == Role.CASEWORKER:
        found = found.of_caseworker(request.user.pk)
    return list(found.prefetch_related("clients")[:MOST_AT_ONCE])


def _consent() -> list[str]:
    return [str(text) for text in transfers.CONSENT[transfers.CONSENT_VERSION]]
