"""Receiving a vote."""

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from . import voting
from .models import Poll, PollOption


@require_POST
def cast(request: HttpRequest, poll_id: int) -> HttpResponse:
    """Count the vote and lead back to the page, at the poll."""
    poll = get_object_or_404(Poll, pk=poll_id)
    back = _page(request, poll)
    choice = request.POST.get("option", "")
    if not choice.isdecimal():
        messages.warning(request, _("Kies eerst een antwoord."))
        return redirect(back)
    option = get_object_or_404(PollOption, poll=poll, pk=choice)
    try:
        voter = voting.voter_of_form(request)
        voting.vote(poll=poll, option=option, voter=voter, account=request.user)
    except signing.BadSignature:
        return HttpResponseBadRequest(_("Ververs de pagina en stem opnieuw."))
    except voting.AlreadyVoted:
        messages.info(request, _("Je hebt hier al gestemd. Je eerste stem telt."))
        return redirect(back)
    except voting.PollClosed:
        messages.info(request, _("Je kunt hier niet meer stemmen."))
        return redirect(back)
    response = redirect(back)
    response.set_signed_cookie(
        voting.COOKIE,
        voter,
        salt=voting.SALT,
        max_age=voting.COOKIE_SECONDS,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response


def _page(request: HttpRequest, poll: Poll) -> str:
    page = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(page, {request.get_host()}, request.is_secure()):
        page = "/"
    return f"{page.split('#')[0]}#peiling-{poll.pk}"
