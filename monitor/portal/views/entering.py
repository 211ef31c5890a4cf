"""The way in: from a questionnaire's link, with a code to the client's phone or mail; and out."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from monitor.portal import codes, limits, sessions, speaking
from monitor.portal.doors import back, closed
from monitor.portal.models import Purpose
from monitor.surveys import doors
from monitor.surveys.doors import client_page

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
@client_page
def ask(request, wave):
    """Somebody with a link wants to see more: one button, which sends a code. What comes back is
    the same whether there is an address or not. On a helper's device there is no way in."""
    if request.together or wave.client.contact_blocked == codes.WRONG_PERSON:
        return doors.gone(request)
    if request.method != "POST":
        return doors.page(request, "portal/ask.html", {"name": wave.client.first_name})
    if not limits.may(request, "asked", limits.ASKED_PER_HOUR):
        return doors.page(request, "portal/ask.html", {"error": too_often()}, status=429)
    try:
        key = codes.ask(client=wave.client)
    except codes.TooSoon:
        return doors.page(request, "portal/ask.html", {"error": too_soon()}, status=429)
    response = doors.SeeOther(reverse("portal:code"))
    sessions.write_key(response, key, of_code=True)
    speaking.bring_along(request, response)
    return response


@get_or_post
def code(request):
    """The page where the code is typed."""
    waiting = codes.asked_by(sessions.key_in(request, of_code=True))
    if waiting is None or waiting.purpose != Purpose.ENTER:
        return closed(request)
    # As it was when the code was found to be of the address that is known: trying reads it anew.
    client = waiting.client
    speaking.speak(request, client)
    if request.method != "POST":
        return _asks(request)
    if not limits.may(request, "tried", limits.TRIED_PER_HOUR):
        return _asks(request, too_often(), status=429)
    try:
        codes.try_(waiting, request.POST.get("code", "")[:40])
    except codes.Wrong as wrong:
        return closed(request) if wrong.is_over else _asks(request, wrong_code())
    response = back("portal:line")
    sessions.write_key(response, sessions.start(client))
    sessions.drop_key(response, of_code=True)
    return doors.with_headers(response, referrer="same-origin")


code.audience = doors.CLIENT


@require_POST
def leave(request):
    """Out: the session ends here and on the server."""
    session = sessions.read(request)
    if session is not None:
        sessions.end(session)
    speaking.speak(request, session.client if session else None)
    response = doors.page(request, "portal/left.html")
    sessions.drop_key(response)
    speaking.forget(response)
    return doors.with_headers(response, referrer="same-origin")


leave.audience = doors.CLIENT


def too_soon() -> str:
    """When a code was sent less than a minute ago, or five times today."""
    return _(
        "Je hebt net al een code gevraagd. Wacht een minuut. Je kunt vijf keer per dag een code "
        "vragen."
    )


def too_often() -> str:
    """When too much was tried from this place."""
    return _("Er is vanaf hier te vaak geprobeerd. Wacht een uur en probeer het dan weer.")


def wrong_code() -> str:
    """When the digits were not right, and there is another try."""
    return _("Deze code klopt niet. Kijk nog eens goed, of vraag een nieuwe code.")


def _asks(request, error: str = "", status: int = 200):
    context = {"error": error, "languages": speaking.offered()}
    response = doors.page(request, "portal/code.html", context, status)
    return doors.with_headers(response, referrer="same-origin")
