"""The pages a client sees. None of them needs an account or JavaScript."""

from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from benchmark.standard.questionnaire import ITEMS

from . import answering, looking_back
from .doors import SeeOther, client_page, gone, link_page, page
from .links import drop_pass, write_pass
from .models import WaveStatus
from .protocol import INTERVAL_DAYS, last_day

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@link_page
def open_link(request, wave):
    """The link from a message: exchanges the token for a pass and leaves the address."""
    finished = wave.status == WaveStatus.SUBMITTED and not answering.is_over(wave)
    if not finished and not answering.is_answerable(wave):
        return gone(request)
    response = SeeOther(reverse("surveys:thanks" if finished else "surveys:start"))
    write_pass(response, wave)
    return response


@csrf_exempt  # a mail program posts here on its own (RFC 8058); the token itself is the secret
@link_page
def open_stop(request, wave):
    """The stop link of a message, which outlives its questionnaire. A mail program's one-click
    POST stops at once; a person is led to the page with the button."""
    if request.method in ("GET", "HEAD"):
        response = SeeOther(reverse("surveys:stop"))
        write_pass(response, wave)
        return response
    if request.method == "POST" and request.POST.get("List-Unsubscribe") == "One-Click":
        answering.stop(client=wave.client)
        return HttpResponse("ok\n", content_type="text/plain")
    return HttpResponseNotAllowed(["GET", "HEAD"])


@require_safe
@link_page
def open_wrong_person(request, wave):
    """The link "Is dit bericht niet voor jou?" of a message."""
    response = SeeOther(reverse("surveys:wrong_person"))
    write_pass(response, wave)
    return response


@require_safe
@client_page
def start(request, wave):
    """What this is, how long it takes, who reads it, and a way out."""
    if wave.status == WaveStatus.SUBMITTED:
        return SeeOther(reverse("surveys:thanks"))
    if not answering.is_answerable(wave):
        return gone(request)
    return page(
        request,
        "surveys/start.html",
        {
            "name": wave.client.first_name,
            "total": len(ITEMS),
            "number": answering.next_number(wave),
            "has_begun": wave.started_at is not None,
            "last_day": last_day(wave.closes_at),
        },
    )


@get_or_post
@client_page
def question(request, wave, number: int):
    """One question; each answer is kept at once, so somebody may stop at any moment."""
    if not 1 <= number <= len(ITEMS):
        raise Http404
    if wave.status == WaveStatus.SUBMITTED:
        return SeeOther(reverse("surveys:thanks"))
    if not answering.is_answerable(wave):
        return gone(request)
    if request.method != "POST":
        return _show(request, wave, number)
    given = None if request.POST.get("doe") == "overslaan" else request.POST.get("antwoord", "")
    try:
        return _keep(wave, number, given)
    except answering.NotAnOption:
        error = _("Kies een antwoord. Of sla deze vraag over.")
        return _show(request, wave, number, error=error)
    except answering.Closed:
        wave.refresh_from_db()
        # Sent twice, or from a second window: it is in, and that is all there is to say.
        return SeeOther(reverse("surveys:thanks")) if wave.submitted_at else gone(request)


def _keep(wave, number: int, given: str | None):
    """Store what was given (None: skipped) and go on."""
    item = ITEMS[number - 1]
    is_last = number == len(ITEMS)
    if is_last:
        answering.finish(wave=wave, item=item, given=given)
        response = SeeOther(reverse("free_texts:say"))
    else:
        if given is None:
            answering.skip(wave=wave, item=item)
        else:
            answering.answer(wave=wave, item=item, given=given)
        response = SeeOther(reverse("surveys:question", args=[number + 1]))
    write_pass(response, wave, just_submitted=is_last)
    return response


def _show(request, wave, number: int, error: str = ""):
    item = ITEMS[number - 1]
    return page(
        request,
        "surveys/question.html",
        {
            "number": number,
            "total": len(ITEMS),
            "item": item,
            "choices": [(option.code, str(option)) for option in item.options],
            "chosen": answering.answers_of(wave).get(item.code, ""),
            "error": error,
            "back": reverse("surveys:question", args=[number - 1])
            if number > 1
            else reverse("surveys:start"),
            "is_last": number == len(ITEMS),
        },
    )


@require_safe
@client_page
def thanks(request, wave):
    """Thanks, something in return for who just answered, and where to find help."""
    if wave.submitted_at is None:
        return SeeOther(reverse("surveys:start"))
    return page(
        request,
        "surveys/thanks.html",
        {
            "comparison": looking_back.in_words(wave) if request.just_submitted else None,
            "is_end": wave.kind == "end",
            "weeks": INTERVAL_DAYS // 7,
        },
    )


@get_or_post
@client_page
def stop(request, wave):
    """No more questionnaires: one button, and nothing asked."""
    if request.method == "POST":
        answering.stop(client=wave.client)
        return _last_page(request, "surveys/stopped.html")
    return page(request, "surveys/stop.html")


@get_or_post
@client_page
def wrong_person(request, wave):
    """Somebody else got the message: says nothing of whom it was for."""
    if request.method == "POST":
        answering.not_for_me(client=wave.client)
        return _last_page(request, "surveys/wrong_person_done.html")
    return page(request, "surveys/wrong_person.html")


def _last_page(request, template: str):
    response = page(request, template)
    drop_pass(response)
    return response
