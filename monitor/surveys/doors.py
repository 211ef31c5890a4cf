"""What stands before the client's pages: the link, the pass, the limit and the headers.

Opening a link changes nothing in the database, because mail scanners open links too (requirements
D5). Unknown, expired and revoked links give one and the same page.
"""

import hashlib
from functools import wraps

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.debug import sensitive_variables

from . import letters, links

CLIENT = frozenset({"client by link"})
UNKNOWN_PER_MINUTE = 20
# A page of no meaning, for who has to get away from this one.
QUICK_EXIT = "https://www.buienradar.nl/"


class SeeOther(HttpResponseRedirect):
    """303: after this, GET another page."""

    status_code = 303


def client_page(view):
    """View decorator for a page behind the pass: calls view(request, wave, …) in the client's
    language; without a valid pass the page is gone."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        wave, request.just_submitted = links.read_pass(request)
        if wave is None:
            return gone(request)
        speak(request, wave.client)
        # Not `no-referrer` here: with that, browsers post forms with "Origin: null", which is
        # refused. No secret stands in these addresses, and nothing leaves this host.
        return with_headers(view(request, wave, *args, **kwargs), referrer="same-origin")

    guarded.audience = CLIENT
    return guarded


def link_page(view):
    """View decorator for an address with a token: calls view(request, wave); an unknown token is
    counted per address and gone."""

    @wraps(view)
    @sensitive_variables("token")
    def guarded(request, token):
        if _is_guessing(request):
            return with_headers(page(request, "surveys/too_many.html", status=429))
        wave = links.wave_of(token)
        if wave is None:
            _count_unknown(request)
            return gone(request)
        speak(request, wave.client)
        return with_headers(view(request, wave))

    guarded.audience = CLIENT
    return guarded


def gone(request):
    """The page for every link that leads nowhere, whatever the reason."""
    translation.activate(settings.LANGUAGE_CODE)
    return with_headers(page(request, "surveys/gone.html", status=404))


def page(request, template: str, context: dict | None = None, status: int = 200):
    """Render one of the client's pages."""
    return render(
        request, template, {"quick_exit_url": QUICK_EXIT} | (context or {}), status=status
    )


def speak(request, client) -> None:
    """Use the language that was chosen on the page, else the client's own."""
    language = _chosen(request) or letters.language_of(client)
    translation.activate(language)
    request.LANGUAGE_CODE = language


def with_headers(response, referrer: str = "no-referrer"):
    """Nothing of these pages is stored, indexed, framed or told to another site."""
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["Referrer-Policy"] = referrer
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _chosen(request) -> str:
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in dict(settings.LANGUAGES) else ""


def _is_guessing(request) -> bool:
    return cache.get(_counter(request), 0) >= UNKNOWN_PER_MINUTE


def _count_unknown(request) -> None:
    key = _counter(request)
    if not cache.add(key, 1, timeout=60):
        try:
            cache.incr(key)
        except ValueError:  # it expired just now
            cache.add(key, 1, timeout=60)


def _counter(request) -> str:
    # Shared by all municipalities: who guesses on one guesses on another. Hashed, for an address
    # is personal data.
    address = get_adapter(request).get_client_ip(request)
    return f"survey-guess-{hashlib.sha256(address.encode()).hexdigest()[:32]}"
