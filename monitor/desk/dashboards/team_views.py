"""How a team stands, for who leads it (R77)."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from benchmark.disclosure import INTERNAL_FLOOR
from tenants.access import members_only
from tenants.models import Role

from . import digest, sharing, team


@require_http_methods(["GET", "HEAD"])
@members_only({Role.TEAM_LEAD})
def overview(request):
    """Caseload, response, what is overdue, and what came and went this month."""
    lead, today = request.membership, timezone.localdate()
    loads = team.caseload(lead)
    context = {
        "team_label": team.called(lead.team),
        "loads": loads,
        "running": sum(load.running for load in loads),
        "response": team.response(lead, today),
        "response_weeks": team.RESPONSE_DAYS // 7,
        "overdue": team.overdue(lead, today),
        "waiting_days": team.WAITING_DAYS,
        "flow": team.flow(lead, today.replace(day=1), today),
        "today": today,
        "shared": sharing.of_reader(lead),
        "floor": INTERNAL_FLOOR,
        "wants_digest": digest.wants(request.user.pk),
    }
    return render(request, "dashboards/team.html", context)


@require_POST
@members_only({Role.TEAM_LEAD})
def choose_digest(request):
    """Get the weekly digest, or no longer."""
    is_wanted = request.POST.get("wanted") == "yes"
    digest.choose(account_id=request.user.pk, is_wanted=is_wanted, language=get_language() or "nl")
    said = (
        _("Je krijgt elke maandag een weekbericht.")
        if is_wanted
        else _("Je krijgt geen weekbericht meer.")
    )
    messages.success(request, said)
    return redirect("dashboards:team")
