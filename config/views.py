"""Pages that every host has: health, accessibility, privacy, security contact."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from monitor.desk.views.grid import page as grid
from tenants.access import CASELOAD, members_only


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers; asked by the supervisor and by the load balancer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement of this host (requirements D7)."""
    return render(request, "site/accessibility.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept, who sees it, and how to stop."""
    return render(request, "site/privacy.html")


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Where to report a leak (RFC 9116); valid for half a year from today."""
    expires = datetime.now(UTC).replace(microsecond=0) + timedelta(days=180)
    lines = [
        f"Contact: mailto:{settings.SECURITY_CONTACT}",
        f"Expires: {expires.isoformat()}",
        "Preferred-Languages: nl, en",
        f"Canonical: https://{request.get_host()}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@members_only()
def front_door(request: HttpRequest) -> HttpResponse:
    """Where a working day starts: the grid, or the figures for who has no caseload."""
    if request.membership.role not in CASELOAD:
        return redirect("insights:overview")
    return grid(request)
