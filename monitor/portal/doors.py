"""What stands before the portal's pages: the session, the language and the headers."""

from functools import wraps

from django.urls import reverse
from django.utils.translation import gettext as _

from benchmark.questionnaires.languages import INTERFACE_APPROVED
from monitor.surveys import doors
from monitor.surveys.savings import ledger

from . import sessions, speaking

# (view, what the link says), in the order of the menu.
PLACES = (
    ("portal:line", lambda: _("Hoe het gaat")),
    ("portal:goals", lambda: _("Mijn doelen")),
    ("portal:heard", lambda: _("Wat jij zei")),
    ("portal:savings", lambda: _("Sparen")),
    ("portal:data", lambda: _("Mijn gegevens")),
)


def portal_page(view):
    """View decorator for a page of a client who is in: calls view(request, client, …) in their
    language, with `request.portal_session`; without a session the page is closed."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        session = sessions.read(request)
        if session is None:
            return closed(request)
        request.portal_session = session
        speaking.speak(request, session.client)
        return doors.with_headers(
            view(request, session.client, *args, **kwargs), referrer="same-origin"
        )

    guarded.audience = doors.CLIENT
    return guarded


def page(request, template: str, context: dict | None = None, status: int = 200):
    """Render one of the portal's pages, with its menu."""
    here = request.resolver_match.view_name
    menu = [
        {"url": reverse(view), "label": label(), "is_here": view == here}
        for view, label in PLACES
        if view != "portal:savings" or ledger.is_shown_to(request.portal_session.client)
    ]
    done = DONE.get(request.GET.get("gedaan", ""))
    about = {
        "menu": menu,
        "done": done() if done else "",
        "languages": speaking.offered(),
        "is_machine_made": request.client_language not in INTERFACE_APPROVED,
        "standard_lang": speaking.lang_of_standard(request),
    }
    return doors.page(request, template, about | (context or {}), status)


def back(view: str, done: str = ""):
    """To a page of the portal, which says what was done: no message needs a session."""
    return doors.SeeOther(reverse(view) + (f"?gedaan={done}" if done else ""))


def closed(request):
    """For everybody without a session, whatever the reason."""
    speaking.speak(request)
    response = doors.page(request, "portal/closed.html", status=403)
    sessions.drop_key(response)
    return doors.with_headers(response, referrer="same-origin")


# What a page says after an act.
DONE = {
    "doel": lambda: _("Opgeslagen. Je hulpverlener ziet wat jij van dit doel vindt."),
    "tevreden": lambda: _("Fijn. We laten het je hulpverlener weten."),
    "niet-tevreden": lambda: _("Dank je. Je hulpverlener kijkt er nog een keer naar."),
    "bel": lambda: _("Je hulpverlener ziet nu dat je gebeld wilt worden."),
    "contact": lambda: _("Opgeslagen."),
    "reden": lambda: _("Opgeslagen."),
    "adres": lambda: _("Je nieuwe adres staat erin. Berichten gaan daar nu naartoe."),
    "keuze": lambda: _("Je keuze is opgeslagen."),
    "sparen": lambda: _("Je verzoek is naar de gemeente. Hieronder zie je hoe het ermee staat."),
}
