"""Choosing the language of the portal, among the languages' own names."""

from django.urls import Resolver404, resolve, reverse
from django.views.decorators.http import require_POST

from monitor.portal import speaking
from monitor.surveys import doors


@require_POST
def language(request):
    """Keep the choice and go back to the page that it was made on. Nothing of the client is read
    or written, so it works before the code was typed as well."""
    response = doors.SeeOther(_page(request.POST.get("terug", "")))
    speaking.keep(response, request.POST.get("taal", ""))
    return doors.with_headers(response, referrer="same-origin")


language.audience = doors.CLIENT


def _page(path: str) -> str:
    """The portal's page at this path; the first one for any other address."""
    try:
        is_ours = path.startswith("/mijn/") and resolve(path).namespace == "portal"
    except Resolver404:
        is_ours = False
    return path if is_ours else reverse("portal:line")
