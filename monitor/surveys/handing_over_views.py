"""Filling in together: the caseworker's page with the code to scan, and the client's first page on
the device of whoever helps. That device is signed out and is never shown an answer."""

from urllib.parse import urlsplit

import segno
from django.contrib.auth import logout
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from tenants.access import CASELOAD, members_only
from tenants.audit.models import record_read

from . import handing_over
from .doors import CLIENT, WITHIN, SeeOther, gone, page, speak, with_headers
from .links import write_pass
from .models import Wave


@require_safe
@members_only(CASELOAD)
def offer(request, pk):
    """A code and a link for one open questionnaire, made anew at every look."""
    wave = get_object_or_404(Wave.objects.select_related("client"), pk=pk)
    record_read(request, "client", wave.client_id)
    is_open = Wave.objects.answerable(timezone.now()).filter(pk=pk).exists()
    context = {"wave": wave, "is_open": is_open, "minutes": handing_over.SECONDS // 60}
    if is_open:
        path = reverse("surveys:together", args=[handing_over.token_for(wave.pk)])
        link = request.build_absolute_uri(path)
        context |= {"link": link, "link_host": urlsplit(link).netloc, "code": _drawing(link)}
    response = render(request, "surveys/hand_over.html", context)
    response.headers["Referrer-Policy"] = "same-origin"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def together(request, token: str):
    """GET looks; POST uses the link up, signs this device out and begins."""
    try:
        handover = (handing_over.use if request.method == "POST" else handing_over.read)(token)
    except handing_over.Used:
        return gone(request)
    wave = (
        Wave.objects.answerable(timezone.now())
        .select_related("client")
        .filter(pk=handover.wave_id)
        .first()
    )
    if wave is None:
        return gone(request)
    speak(request, wave.client)
    if request.method != "POST":
        return with_headers(page(request, "surveys/together.html"), referrer=WITHIN)
    logout(request)  # whoever helps does not stay signed in beside the client
    response = SeeOther(reverse("surveys:start"))
    write_pass(response, wave, together=True)
    return with_headers(response, referrer=WITHIN)


together.audience = CLIENT


def _drawing(link: str) -> str:
    """The link as a QR code: SVG without colours of its own."""
    return segno.make_qr(link, error="m").svg_inline(
        scale=6, border=3, dark="#000", light="#fff", omitsize=True, svgclass="qr"
    )
