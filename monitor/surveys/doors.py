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

from benchmark.questionnaires import languages

from . import links, standing
from .screens import Place, frame, interface

CLIENT = frozenset({"client by link"})
# Unknown links a minute: from one address, and from all addresses together. Whoever has a hundred
# thousand addresses would need some ten million years for one of a million links.
UNKNOWN_PER_MINUTE = 20
UNKNOWN_PER_MINUTE_IN_ALL = 3000


class SeeOther(HttpResponseRedirect):
    """303: after this, GET another page."""

    status_code = 303


def client_page(view):
    """View decorator for a page behind the pass: calls view(request, wave, …) in the client's
    language; without a valid pass, or with one that came from an old address, the page is gone."""
    return _behind_the_pass(view, is_open_to=is_the_clients)


def way_out(view):
    """The same for the pages that end something, which whoever reads at an old address needs."""
    return _behind_the_pass(view, is_open_to=lambda request, wave: True)


def is_the_clients(request, wave) -> bool:
    """False when the client's address changed since this link was made: then it may be somebody
    else who holds it, unless they answered just now."""
    return wave.reaches_current_address or request.just_submitted


def _behind_the_pass(view, *, is_open_to):
    @wraps(view)
    def guarded(request, *args, **kwargs):
        held = links.pass_of(request)
        wave, request.just_submitted = links.read_pass(request)
        if wave is None or not is_open_to(request, wave):
            return gone(request)
        request.together = held.together
        speak(request, wave.client)
        return with_headers(view(request, wave, *args, **kwargs), referrer=WITHIN)

    guarded.audience = CLIENT
    return guarded


def question_page(view):
    """View decorator for pages beside the questions: calls view(request, held, standing, …) with
    the Pass and the Standing, which is one statement instead of the whole wave."""

    @pass_page
    @wraps(view)
    def guarded(request, held, *args, **kwargs):
        found = standing_of(request, held)
        if found is None:
            return gone(request)
        return view(request, held, found, *args, **kwargs)

    return guarded


def pass_page(view):
    """View decorator that asks the database nothing: calls view(request, held, …) with the Pass,
    which `standing_of` looks behind."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        held = links.pass_of(request)
        if held is None:
            return gone(request)
        return with_headers(view(request, held, *args, **kwargs), referrer=WITHIN)

    guarded.audience = CLIENT
    return guarded


def standing_of(request, held) -> standing.Standing | None:
    """Where the wave of this pass stands, and its language for this page; None without a wave."""
    found = standing.read(held.wave_id)
    if found is not None:
        request.client_language = held.language or _known(found.language)
    return found


def link_page(view):
    """View decorator for an address with a token: calls view(request, wave); an unknown token is
    counted per address and gone."""

    @wraps(view)
    @sensitive_variables("token")
    def guarded(request, token):
        if _is_guessing(request):
            request.client_language = languages.SOURCE
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
    request.client_language = languages.SOURCE
    translation.activate(settings.LANGUAGE_CODE)
    return with_headers(page(request, "surveys/gone.html", status=404))


def page(request, template: str, context: dict | None = None, status: int = 200):
    """Render one of the client's pages."""
    return render(request, template, frame(place_of(request)) | (context or {}), status=status)


def place_of(request) -> Place:
    """Where this page stands: the municipality of the host, and the reader's language."""
    tenant = request.tenant
    return Place(
        name=tenant.name,
        theme=tenant.theme,
        is_demo=settings.DEMO or tenant.is_demo,
        product=settings.PRODUCT_NAME,
        language=language_of(request),
        interface=interface(language_of(request)),
    )


def language_of(request) -> str:
    """The code of the client's language on this page."""
    return getattr(request, "client_language", languages.SOURCE)


def speak(request, client) -> None:
    """Use the language that was chosen on the page, else the client's own."""
    held = links.pass_of(request)
    request.client_language = (held and held.language) or _known(client.language)
    translation.activate(interface(request.client_language))
    request.LANGUAGE_CODE = interface(request.client_language)


# Not `no-referrer` behind the pass: with that, browsers post forms with "Origin: null", which is
# refused. No secret stands in these addresses, and nothing leaves this host (decision 6).
WITHIN = "same-origin"


def with_headers(response, referrer: str = "no-referrer"):
    """Nothing of these pages is stored, indexed, framed or told to another site."""
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["Referrer-Policy"] = referrer
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _known(code: str) -> str:
    return languages.by_code(code).code


def _is_guessing(request) -> bool:
    counted = cache.get_many([_counter(request), IN_ALL])
    return (
        counted.get(_counter(request), 0) >= UNKNOWN_PER_MINUTE
        or counted.get(IN_ALL, 0) >= UNKNOWN_PER_MINUTE_IN_ALL
    )


def _count_unknown(request) -> None:
    for key in (_counter(request), IN_ALL):
        if not cache.add(key, 1, timeout=60):
            try:
                cache.incr(key)
            except ValueError:  # it expired just now
                cache.add(key, 1, timeout=60)


IN_ALL = "survey-guess-all"


def _counter(request) -> str:
    # Shared by all municipalities: who guesses on one guesses on another. Hashed, for an address
    # is personal data.
    address = get_adapter(request).get_client_ip(request)
    return f"survey-guess-{hashlib.sha256(address.encode()).hexdigest()[:32]}"
