"""The pages about the help itself: the line, the goals, what was done, and "call me"."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST, require_safe

from monitor.caseload import goals as acts_on_goals
from monitor.caseload.acts import Refused
from monitor.caseload.models import Goal, Trajectory
from monitor.caseload.models.goals import Through
from monitor.desk.parts.goals import goals_of
from monitor.desk.worklist import acts
from monitor.desk.worklist.listing import told_to
from monitor.portal import heard as hearing
from monitor.portal.doors import back, page, portal_page
from monitor.portal.line import answered_by, line_of
from monitor.portal.not_answered import last_not_answered
from monitor.portal.steps import place_of, trajectory_of
from monitor.surveys import non_response
from monitor.surveys.models import Wave
from monitor.surveys.non_response_terms import CODES

SAYS = {"ja": True, "nee": False, "wis": None}


@require_safe
@portal_page
def line(request, client):
    """How it goes: own answers over time, with the steps beneath."""
    trajectory = trajectory_of(client)
    place = place_of(trajectory) if trajectory else None
    context = {
        "name": client.first_name,
        "place": place,
        "line": line_of(
            answered_by(client),
            place.reached if place else [],
            trajectory.intake_date if trajectory else None,
        ),
        "can_ask_for_call": place is not None and not place.has_ended,
        "not_answered": last_not_answered(client),
    }
    return page(request, "portal/line.html", context)


@require_POST
@portal_page
def why_not(request, client, pk):
    """Why a questionnaire was not answered; "" takes it back. Answered meanwhile, the page just
    shows so."""
    wave = get_object_or_404(Wave, client=client, pk=pk)
    reason = request.POST.get("reden")
    if reason != "" and reason not in CODES:
        raise Http404
    try:
        if reason:
            non_response.say(by=None, wave=wave, reason=reason)
        else:
            non_response.take_back(by=None, wave=wave)
    except Refused:
        return back("portal:line")
    return back("portal:line", "reden")


@require_safe
@portal_page
def goals(request, client):
    """My step, what comes next, and the goals, with what both sides say of them."""
    trajectory = trajectory_of(client)
    context = {
        "place": place_of(trajectory) if trajectory else None,
        "goals": goals_of(list(trajectory.goals.all())) if trajectory else None,
        "is_couple": trajectory is not None and trajectory.places.count() > 1,
    }
    return page(request, "portal/goals.html", context)


@require_POST
@portal_page
def say_of_goal(request, client, pk):
    """The client ticks a goal, or takes that back; what the caseworker says stays beside it."""
    goal = get_object_or_404(Goal, pk=pk, trajectory__clients=client)
    said = request.POST.get("zeg")
    if said not in SAYS:
        raise Http404
    try:
        acts_on_goals.say(
            by=None, goal=goal, side="client", reached=SAYS[said], through=Through.CLIENT
        )
    except Refused:  # it was dropped meanwhile: the page shows so
        return back("portal:goals")
    return back("portal:goals", "doel")


@require_safe
@portal_page
def heard(request, client):
    """What you said, what we did."""
    return page(request, "portal/heard.html", {"heard": hearing.heard_by(client)})


@require_POST
@portal_page
def tell(request, client, pk):
    """Content with what was done, or not."""
    signal = get_object_or_404(told_to(client), pk=pk)
    said = request.POST.get("zeg")
    if said not in ("ja", "nee"):
        raise Http404
    if hearing.tell(client=client, signal=signal, is_content=said == "ja") is None:
        return back("portal:heard")
    return back("portal:heard", "tevreden" if said == "ja" else "niet-tevreden")


@require_POST
@portal_page
def call_me(request, client):
    """The client wants to be called: it stands on the worklist, once while it waits."""
    running = Trajectory.objects.running().filter(clients=client).order_by("-intake_date")
    trajectory = running.first()
    if trajectory is None:
        raise Http404
    acts.ask(rule="call_me", trajectory=trajectory, client=client)
    return back("portal:line", "bel")
