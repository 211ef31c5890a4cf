"""What the frame of every page shows: where somebody can go from here."""

from django.db import connection
from django.urls import NoReverseMatch, resolve, reverse
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from monitor.desk.worklist.listing import count_for
from monitor.surveys.free_texts.policy_views import POLICY
from tenants.access import CASELOAD, INSIGHT
from tenants.hosts import base_url
from tenants.models import Municipality, Role

# (label, view, roles) in the order of a working day.
WORKPLACE = (
    (_("Cliënten"), "desk:grid", CASELOAD),
    (_("Werklijst"), "worklist:page", CASELOAD),
    (_("Mijn overzicht"), "dashboards:own", CASELOAD),
    (_("Team"), "dashboards:team", {Role.TEAM_LEAD}),
    (_("Inzichten"), "insights:overview", INSIGHT),
    (_("Wat cliënten zeggen"), "free_texts:voices", POLICY),
    (_("Inlezen"), "exchange:upload", CASELOAD),
    (_("Instellingen"), "desk:names", {Role.ADMINISTRATOR}),
)
# (label, view): pages that belong together; who sees a tab is who may open its page.
DAY = (
    (_("Werklijst"), "worklist:page"),
    (_("Vragenlijsten"), "waves:overview"),
    (_("Berichten die niet aankwamen"), "waves:stuck"),
    (_("Regels"), "worklist:rules"),
)
SETTINGS = (
    (_("Namen"), "desk:names"),
    (_("Kanalen en berichten"), "desk:channels"),
    (_("Wanneer we vragen"), "waves:protocol"),
    (_("Eigen vragen"), "own_questions:overview"),
    (_("Spaartegoed"), "savings:page"),
    (_("Koppelingen"), "links:overview"),
)


def frame(request) -> dict:
    """`navigation` and `page_tabs` on a municipality's host, and where the programme's own site
    is."""
    membership = getattr(request, "membership", None)
    _label, beside = _together(request)
    navigation = []
    if membership is not None:
        for label, view, roles in WORKPLACE:
            if membership.role in roles:
                count = count_for(membership) if view == "worklist:page" else 0
                item = {"label": label, "url": reverse(view), "count": count}
                navigation.append(item | {"is_near": view in beside})
    return {
        "navigation": navigation,
        **_tabs(request, membership),
        "programme_url": lazy(_programme_url, str)(),
    }


def _tabs(request, membership) -> dict:
    """`page_tabs` and their `page_tabs_label`: the pages beside the one that is open."""
    if membership is None:
        return {}
    current = request.resolver_match and request.resolver_match.view_name
    group, pages = _together(request)
    tabs = [
        {"label": label, "url": reverse(view), "current": view == current}
        for view, label in pages.items()
        if membership.role in resolve(reverse(view)).func.audience
    ]
    return {"page_tabs": tabs, "page_tabs_label": group} if len(tabs) > 1 else {}


def _together(request) -> tuple:
    """The name of the pages that belong with the one that is open, and {view: label}."""
    current = request.resolver_match and request.resolver_match.view_name
    for group, pages in ((_("Werklijst"), DAY), (_("Instellingen"), SETTINGS)):
        views = {view: label for label, view in pages}
        if current in views:
            return group, views
    return "", {}


def _programme_url() -> str:
    try:
        if connection.schema_name == "public":
            return ""
        return base_url(Municipality.objects.get(schema_name="public"))
    except (Municipality.DoesNotExist, NoReverseMatch):
        return ""
