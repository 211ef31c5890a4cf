"""The client's pages: two texts that may be left empty, and help that is always one tap away."""

from functools import wraps

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_http_methods, require_safe

from benchmark.questionnaires import languages
from monitor.surveys import links
from monitor.surveys.doors import (
    CLIENT,
    WITHIN,
    SeeOther,
    client_page,
    is_the_clients,
    page,
    speak,
    with_headers,
)

from . import saying
from .models import Addressee

# Nobody types this on a phone: it is not shown again, and said with a status of its own.
FAR_TOO_LONG = 20_000

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def with_or_without_pass(view):
    """View decorator: calls view(request, wave or None). Where help is can be read by anybody, for
    a pass is of no use after two hours and a page may stay open all night."""

    @wraps(view)
    def guarded(request):
        wave, request.just_submitted = links.read_pass(request)
        if wave is not None and not is_the_clients(request, wave):
            wave = None
        if wave is not None:
            speak(request, wave.client)
        else:  # nobody knows whose it is, as with a link that leads nowhere
            request.client_language = languages.SOURCE
            translation.activate(settings.LANGUAGE_CODE)
        return with_headers(view(request, wave), referrer=WITHIN)

    guarded.audience = CLIENT
    return guarded


@get_or_post
@client_page
def say(request, wave):
    """After the last question, in the browser that answered it: is there anything else?

    On somebody else's device a text that was sent is not shown again (M-6).
    """
    if not request.just_submitted or (wave.assisted and saying.has_said(wave)):
        done = wave.submitted_at is not None
        return SeeOther(reverse("surveys:thanks" if done else "surveys:start"))
    if request.method != "POST":
        return _ask(request, saying.said_in(wave))
    texts = {name: saying.unix(request.POST.get(name, "")) for name in Addressee.values}
    worries = saying.heed(wave=wave, texts={n: text[:FAR_TOO_LONG] for n, text in texts.items()})
    if any(len(text) > FAR_TOO_LONG for text in texts.values()):
        return page(request, "surveys/free_text_too_long.html", {"worries": worries}, status=413)
    try:
        saying.say(wave=wave, texts=texts)
    except saying.Unfit as unfit:
        return _ask(request, texts, unfit.reasons, worries=worries)
    return SeeOther(reverse("free_texts:kept" if worries else "surveys:thanks"))


def _ask(request, texts: dict[str, str], reasons: dict[str, str] | None = None, worries=False):
    reasons = reasons or {}
    fields = [
        {"name": name, "text": texts[name], "error": reasons.get(name, "")}
        for name in Addressee.values
    ]
    return page(
        request,
        "surveys/free_text.html",
        {"fields": fields, "longest": saying.LONGEST, "errors": reasons, "worries": worries},
        status=422 if reasons else 200,
    )


@require_safe
@client_page
def kept(request, wave):
    """A text is kept, and something in it makes us ask how things are."""
    return page(request, "surveys/free_text_kept.html", {"is_over": _is_over(wave)})


@get_or_post
@with_or_without_pass
def help_now(request, wave):
    """Where help is, day and night; with a pass also: ask your caseworker to call."""
    if request.method == "POST" and wave is not None:
        kind = request.POST.get("wat", "")
        if kind in saying.KINDS:
            saying.ask_help(wave=wave, kind=kind)
            return SeeOther(reverse("free_texts:asked"))
    return page(
        request,
        "surveys/free_text_help.html",
        {"may_ask": wave is not None, "is_over": wave is not None and _is_over(wave)},
    )


@require_safe
@client_page
def asked(request, wave):
    """It is passed on; when somebody reads it, and what to do until then."""
    return page(request, "surveys/free_text_asked.html", {"is_over": _is_over(wave)})


def _is_over(wave) -> bool:
    """Whether the help has ended, so that there is no caseworker of one's own any more."""
    return hasattr(wave.trajectory, "ending")
