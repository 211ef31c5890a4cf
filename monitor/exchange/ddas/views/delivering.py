"""Making a delivery: choose a period, see what it lacks and where to repair it, download it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from monitor.exchange.ddas.exporting import Period, dumps, export, trajectories_in
from monitor.exchange.ddas.forms import PeriodForm
from monitor.exchange.ddas.preflight import NEVER_HERE, is_blocked, preflight
from tenants.access import ADMINISTRATION, members_only
from tenants.audit.models import ReadEvent

SHOWN = 25


@members_only(ADMINISTRATION)
@require_http_methods(["GET", "POST"])
def delivery(request):
    """The period and, once chosen, the report; POST gives the file when nothing blocks it."""
    asked = request.POST if request.method == "POST" else request.GET or None
    form = PeriodForm(asked)
    context = {"form": form, "never": NEVER_HERE, "shown": SHOWN}
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "exchange/ddas_export.html", context, status=status)
    period = Period(form.cleaned_data["starts_on"], form.cleaned_data["ends_on"])
    trajectories = list(trajectories_in(period))
    results = preflight(request.tenant, period, trajectories)
    blocked = is_blocked(results)
    if request.method == "POST" and not blocked:
        return _file(request, period, trajectories)
    context |= {
        "period": period,
        "number": len(trajectories),
        "results": results,
        "is_blocked": blocked,
    }
    return render(request, "exchange/ddas_export.html", context)


def _file(request, period, trajectories) -> HttpResponse:
    text = dumps(export(request.tenant, period, trajectories, timezone.now()))
    ReadEvent.objects.bulk_create(
        (
            ReadEvent(
                account_id=request.user.pk,
                what="ddas_export",
                object_id=trajectory.pk,
                route=request.resolver_match.view_name,
            )
            for trajectory in trajectories
        ),
        batch_size=1000,
    )
    name = f"ddas-{request.tenant.slug}-{period.starts_on}-{period.ends_on}.json"
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
