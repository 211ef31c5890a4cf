"""My data: who looked, download, choices, contact data and stopping with everything (M-11)."""

import json

from django.db import connection
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from benchmark.documents import pdf_of
from benchmark.questionnaires.languages import by_code
from monitor.caseload import participation
from monitor.portal import choices, passport, sessions, speaking
from monitor.portal.doors import back, page, portal_page
from monitor.portal.looked import looks_at
from monitor.surveys import doors

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@portal_page
def data(request, client):
    """What we keep, who looked at it, and what somebody can do about it."""
    context = {
        "client": client,
        "contact": choices.contact_lines(client),
        "choices": choices.choices_of(participation.latest(client)),
        "looks": looks_at(client),
    }
    return page(request, "portal/data.html", context)


@require_safe
@portal_page
def as_json(request, client):
    """Everything, for a program."""
    sections = passport.sections_of(client)
    found = passport.as_data(client, connection.tenant, sections)
    text = json.dumps(found, ensure_ascii=False, indent=1)
    return _file(text, "application/json; charset=utf-8", "mijn-gegevens.json")


@require_safe
@portal_page
def as_pdf(request, client):
    """Everything, to read and to keep."""
    language = (get_language() or "nl")[:2]
    context = {
        "sections": passport.sections_of(client),
        "municipality": connection.tenant,
        "lang": language,
        "direction": by_code(language).direction,
    }
    html = render_to_string("portal/passport.html", context)
    address = request.build_absolute_uri(reverse("portal:data"))
    pdf = pdf_of(html, title=_("Mijn gegevens"), lang=language, base_url=address)
    return _file(pdf, "application/pdf", "mijn-gegevens.pdf")


@require_POST
@portal_page
def choose(request, client):
    """One choice, by itself: yes or no to one purpose."""
    what, said = request.POST.get("wat"), request.POST.get("zeg")
    if what not in choices.PURPOSES or said not in ("ja", "nee"):
        raise Http404
    choices.choose(client=client, purpose=what, yes=said == "ja")
    return back("portal:data", "keuze")


@get_or_post
@portal_page
def stop(request, client):
    """No to everything, in one press."""
    if request.method != "POST":
        return page(request, "portal/stop.html")
    choices.stop_everything(client=client)
    sessions.end(request.portal_session)
    sessions.end_others(request.portal_session)
    response = doors.page(request, "portal/stopped.html")
    sessions.drop_key(response)
    speaking.forget(response)
    return response


def _file(content, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
