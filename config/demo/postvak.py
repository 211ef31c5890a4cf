"""The demo's letter box: what the local mail server received, as its receivers see it."""

import re
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

from csp.decorators import csp_replace
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

NAME = re.compile(r"\d{8}T\d{12}-[0-9a-f]{8}")
PER_PAGE = 25
ANYONE = frozenset({"anyone"})


@dataclass(frozen=True)
class Received:
    """One message that came in."""

    name: str
    mail: EmailMessage

    @property
    def to(self) -> str:
        """To whom."""
        return str(self.mail["To"])

    @property
    def sender(self) -> str:
        """From whom."""
        return str(self.mail["From"])

    @property
    def subject(self) -> str:
        """What about."""
        return str(self.mail["Subject"])

    @property
    def at(self) -> datetime:
        """When the server got it (UTC)."""
        return datetime.strptime(self.name[:21] + "+0000", "%Y%m%dT%H%M%S%f%z")

    def part(self, kind: str) -> str:
        """The text or html part; "" when there is none."""
        body = self.mail.get_body(preferencelist=(kind,))
        return body.get_content() if body is not None else ""


@never_cache
@require_safe
def listing(request):
    """All messages, newest first."""
    names = sorted(
        (path.stem for path in folder().glob("*.eml") if NAME.fullmatch(path.stem)), reverse=True
    )
    pages = Paginator(names, PER_PAGE)
    page_obj = pages.get_page(request.GET.get("page"))
    received = [_read(name) for name in page_obj]
    return render(request, "demo/postvak.html", {"received": received, "page_obj": page_obj})


@never_cache
@require_safe
def message(request, name: str):
    """One message: its headers, the HTML part in a frame, the text part."""
    received = _read(name)
    return render(
        request,
        "demo/postvak_message.html",
        {
            "received": received,
            "text": received.part("plain"),
            "one_click": bool(received.mail["List-Unsubscribe-Post"]),
        },
    )


@never_cache
@require_safe
@xframe_options_sameorigin
@csp_replace(
    {
        "default-src": ["'none'"],
        "script-src": ["'none'"],
        "style-src": ["'unsafe-inline'"],
        "img-src": ["data:"],
        "frame-ancestors": ["'self'"],
        "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox"],
    }
)
def html_part(request, name: str):
    """The HTML part alone, for the frame: no scripts, and its links open beside it."""
    html = _read(name).part("html")
    return HttpResponse(html.replace("<head>", '<head><base target="_blank">', 1))


for view in (listing, message, html_part):
    view.audience = ANYONE


def folder() -> Path:
    """Where the mail server keeps what it received."""
    return settings.PLACES.mail


def _read(name: str) -> Received:
    path = folder() / f"{name}.eml"
    if not NAME.fullmatch(name) or not path.is_file():
        raise Http404("no such message")
    with path.open("rb") as file:
        return Received(name, BytesParser(policy=policy.default).parse(file))
