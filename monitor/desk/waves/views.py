"""Planned questionnaires: see, move and call off; messages that need a person; the protocol."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from monitor.caseload.acts import Refused
from monitor.caseload.models import Trajectory
from monitor.desk.parts.non_response import not_answered
from monitor.desk.reach import desk_view, on_trajectory
from monitor.surveys import moving, non_response, reading, rulebook, sending
from monitor.surveys.models import Invitation, Protocol, Wave
from monitor.surveys.reasons import in_words
from tenants.access import members_only
from tenants.audit.models import record_read
from tenants.models import Role

from .forms import DayForm, ProtocolForm

SHOWN = 50


@desk_view("GET")
def overview(request):
    """Every questionnaire that is planned or open, the first to come first."""
    mine = _only_mine(request)
    waves = reading.pending_waves(_trajectories(request, mine=mine))
    page = Paginator(waves, SHOWN).get_page(request.GET.get("page"))
    context = {"page_obj": page, "mine": mine, "query": _query(mine)}
    return render(request, "desk/waves/overview.html", context)


@on_trajectory("GET")
def of_client(request, trajectory):
    """The questionnaires of one trajectory, with their messages and why something lapsed."""
    for client in trajectory.clients.all():
        record_read(request, "client", client.pk)
    waves = list(
        trajectory.waves.select_related("client", "non_response")
        .prefetch_related("answers")
        .order_by("-open_from", "-sequence")
    )
    closed = {one.wave.pk: one for one in not_answered(waves)}
    sent = {}
    for delivery in reading.deliveries(trajectory):
        sent.setdefault(delivery.invitation.wave_id, []).append(delivery)
    rows = [
        {
            "wave": wave,
            "messages": sent.get(wave.pk, []),
            "why": in_words(wave.cancelled_reason),
            "not_answered": closed.get(wave.pk),
        }
        for wave in waves
    ]
    return render(request, "desk/waves/client.html", {"trajectory": trajectory, "rows": rows})


@on_trajectory("GET", "POST")
def move(request, trajectory, wave_pk):
    """Another day for a planned questionnaire."""
    wave = get_object_or_404(Wave, trajectory=trajectory, pk=wave_pk)
    form = DayForm(request.POST or None, initial={"day": wave.open_from.date()})
    if request.method == "POST" and form.is_valid():
        try:
            moving.move(by=request.user, wave=wave, day=form.cleaned_data["day"])
        except Refused as refused:
            form.add_error("day", str(refused))
        else:
            messages.success(request, _("De vragenlijst is verplaatst."))
            return redirect("waves:client", trajectory.pk)
    context = {"trajectory": trajectory, "wave": wave, "form": form}
    return render(request, "desk/waves/move.html", context)


@on_trajectory("POST")
def call_off(request, trajectory, wave_pk):
    """A questionnaire that is not to be asked."""
    wave = get_object_or_404(Wave, trajectory=trajectory, pk=wave_pk)
    if moving.call_off(by=request.user, wave=wave):
        messages.success(request, _("De vragenlijst is geschrapt. De volgende staat gepland."))
    else:
        messages.info(request, _("Deze vragenlijst was al voorbij."))
    return redirect("waves:client", trajectory.pk)


@on_trajectory("POST")
def why_not(request, trajectory, wave_pk):
    """Why a questionnaire was not answered: one tap; without a reason it is taken away."""
    wave = get_object_or_404(Wave, trajectory=trajectory, pk=wave_pk)
    reason = request.POST.get("reden")
    try:
        if reason == "":
            non_response.take_back(by=request.user, wave=wave)
            messages.success(request, _("De reden is weggehaald."))
        else:
            non_response.say(by=request.user, wave=wave, reason=reason)
            messages.success(request, _("De reden is opgeslagen."))
    except Refused as refused:
        messages.error(request, str(refused))
    page = "desk:client" if request.POST.get("terug") == "client" else "waves:client"
    return redirect(reverse(page, args=[trajectory.pk]) + f"#waarom-{wave.pk}")


@desk_view("GET")
def stuck(request):
    """Messages that failed, or of which nobody knows whether they arrived."""
    mine = _only_mine(request)
    found = reading.undelivered(_trajectories(request, mine=mine))
    page = Paginator(found, SHOWN).get_page(request.GET.get("page"))
    rows = [{"message": message, "why": in_words(message.failure)} for message in page]
    context = {"rows": rows, "page_obj": page, "mine": mine, "query": _query(mine)}
    return render(request, "desk/waves/stuck.html", context)


@desk_view("POST")
def send_again(request, pk):
    """Somebody decides that a message goes out once more."""
    invitation = Invitation.objects.filter(pk=pk).first()
    if invitation is None:
        raise Http404
    if sending.send_again(by=request.user, invitation=invitation):
        messages.success(request, _("Het bericht gaat opnieuw uit, met dezelfde link."))
    else:
        messages.info(request, _("Dit bericht hoeft niet meer opnieuw."))
    return redirect("waves:stuck")


@require_http_methods(["GET", "HEAD", "POST"])
@members_only({Role.ADMINISTRATOR})
def protocol(request):
    """When clients are asked, edition by edition."""
    form = ProtocolForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        rulebook.keep(by=request.user, starts_on=form.starts(), rules=form.rules())
        messages.success(request, _("Opgeslagen. Dit geldt vanaf de volgende vragenlijst."))
        return redirect("waves:protocol")
    context = {"form": form, "standing": Protocol.objects.order_by("-starts_on")}
    return render(request, "desk/waves/protocol.html", context)


def _only_mine(request) -> bool:
    """A caseworker sees their own clients first, others see all."""
    chosen = request.GET.get("van")
    return chosen == "mij" or (chosen != "alle" and request.membership.role == Role.CASEWORKER)


def _query(mine: bool) -> str:
    return f"van={'mij' if mine else 'alle'}&"


def _trajectories(request, *, mine: bool):
    found = Trajectory.objects.all()
    return found.filter(caseworker_id=request.user.pk) if mine else found
