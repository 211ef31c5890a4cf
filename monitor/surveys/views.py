"""The pages a client sees. None of them needs an account or JavaScript."""

from pathlib import Path

from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from benchmark.questionnaires.languages import SOURCE, by_code

from . import answering, looking_back
from .doors import (
    CLIENT,
    SeeOther,
    client_page,
    gone,
    language_of,
    link_page,
    page,
    pass_page,
    place_of,
    question_page,
    standing_of,
    way_out,
)
from .links import drop_pass, mark_of, renew_pass, write_pass
from .models import WaveKind, WaveStatus
from .protocol import INTERVAL_DAYS, last_day
from .questions import asked, languages_of, questions_for, without_help
from .screens import Screen, html, interface

WORKER = Path(__file__).with_name("worker.js").read_bytes()
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@link_page
def open_link(request, wave):
    """The link from a message: exchanges the token for a pass and leaves the address."""
    finished = wave.status == WaveStatus.SUBMITTED and not answering.is_over(wave)
    if not wave.reaches_current_address or not (finished or answering.is_answerable(wave)):
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
        _stop(wave)
        return HttpResponse("ok\n", content_type="text/plain")
    return HttpResponseNotAllowed(["GET", "HEAD"])


def _stop(wave) -> None:
    """For who has an address that is no longer the client's, nothing is left to stop: whoever
    reads there may be somebody else."""
    if wave.reaches_current_address:
        answering.stop(client=wave.client)


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
    """What this is, how long it takes, who reads it, in which language, and a way out."""
    if wave.status == WaveStatus.SUBMITTED:
        return SeeOther(reverse("surveys:thanks"))
    if not answering.is_answerable(wave):
        return gone(request)
    questions = _asked(wave, language_of(request), request.together)
    given = {} if request.together else answering.answers_of(wave)
    left = [question for question in questions if question.code not in given]
    offered = languages_of(wave)
    codes = {each.code for each in offered}
    after_help = wave.assisted and not request.together and bool(given)
    return page(
        request,
        "surveys/start.html",
        {
            "name": wave.client.first_name,
            "total": len(left) if after_help else len(questions),
            "count": len(questions),
            "number": answering.next_number(questions, given, assisted=wave.assisted),
            "has_begun": wave.started_at is not None and not request.together,
            "after_help": after_help,
            "together": request.together,
            "last_day": last_day(wave.closes_at),
            "languages": offered,
            "current": language_of(request) if language_of(request) in codes else SOURCE,
            "mark": mark_of(wave.pk),
        },
    )


@require_safe
@question_page
def no_line(request, held, found):
    """What the worker shows when the last answer waits on the device for a line."""
    return _in_words(request, "surveys/no_line.html", status=200)


@require_safe
def worker(request):
    """The service worker of these pages; from here, for its scope is where it comes from."""
    return HttpResponse(
        WORKER, content_type="text/javascript", headers={"Cache-Control": "no-cache"}
    )


worker.audience = CLIENT


@require_POST
@question_page
def language(request, held, found):
    """The language of these pages, chosen among their own names; kept in the pass alone."""
    chosen = request.POST.get("taal", "")
    response = SeeOther(reverse("surveys:start"))
    if chosen in {each.code for each in languages_of(found)}:
        renew_pass(response, held, just_submitted=False, language=chosen)
    return response


@get_or_post
@pass_page
def question(request, held, number: int):
    """One question; each answer is kept at once, so somebody may stop at any moment."""
    if number < 1:
        raise Http404
    if request.method == "POST":
        return _take(request, held, number)
    found = standing_of(request, held)
    if found is None or not found.is_answerable:
        return _no_longer(request, found)
    questions = _asked(found, request.client_language, held.together)
    if number > len(questions):  # an own question was taken out on the way, say
        return _last_of(questions)
    return _show(request, held, found, questions, number)


def _take(request, held, number: int):
    """An answer. The wave is asked nothing before it is written: whether it is open stands in the
    statement that writes, and what is asked stands in the pass."""
    questions = without_help(asked(held.kind, held.version, SOURCE), held.together)
    if number > len(questions):
        return _last_of(questions)
    if request.POST.get("meting", "") not in ("", mark_of(held.wave_id)):
        # Answered before another link was opened on this device: it belongs to somebody else.
        standing_of(request, held)
        return _in_words(request, "surveys/another.html", status=409)
    if request.POST.get("vraag", "") not in ("", questions[number - 1].code):
        # Another question stands here since: a municipality's own ones come and go.
        return SeeOther(request.path)
    given = None if request.POST.get("doe") == "overslaan" else request.POST.get("antwoord", "")
    try:
        return _keep(held, questions, number, given)
    except answering.NotAnOption:
        found = standing_of(request, held)
        if found is None or not found.is_answerable:
            return _no_longer(request, found)
        in_words = _asked(found, request.client_language, held.together)
        return _show(request, held, found, in_words, number, error=True)
    except answering.Closed:
        # Sent twice, or from a second window: it is in, and that is all there is to say.
        return _no_longer(request, standing_of(request, held))


def _last_of(questions):
    return SeeOther(f"/vragenlijst/{len(questions)}/")


def _asked(wave, language: str, together: bool) -> tuple:
    """The questions of this wave; beside somebody who helps, none about the help (M-6)."""
    return without_help(questions_for(wave, language), together)


def _keep(held, questions, number: int, given: str | None):
    """Store what was given (None: skipped) and go on."""
    said = {
        "wave_id": held.wave_id,
        "question": questions[number - 1],
        "given": given,
        "assisted": held.together,
    }
    if number == len(questions):
        answering.finish(**said)
        response = SeeOther(reverse("surveys:thanks" if held.together else "free_texts:say"))
        renew_pass(response, held, begun=True, just_submitted=not held.together)
    else:
        answering.answer(**said, begun=held.begun)
        response = SeeOther(f"/vragenlijst/{number + 1}/")
        if held.is_old or held.just_submitted or not held.begun:
            renew_pass(response, held, begun=True, just_submitted=False)
    return response


def _no_longer(request, found):
    """For a wave that cannot be answered (any more)."""
    return SeeOther(reverse("surveys:thanks")) if found and found.submitted_at else gone(request)


def _show(request, held, found, questions, number: int, error: bool = False):
    item = questions[number - 1]
    # Shown to nobody but the client: not on the device of who helps, and not in what a device
    # keeps for when there is no line.
    hidden = held.together or "leeg" in request.GET
    screen = Screen(
        place=place_of(request),
        question=item,
        number=number,
        total=len(questions),
        chosen="" if hidden else found.given.get(item.code, ""),
        error=error,
        together=held.together,
    )
    return HttpResponse(
        html(screen, token=get_token(request), mark=mark_of(found.wave_id)),
        status=422 if error else 200,
        headers={"Content-Language": by_code(screen.place.interface).html_code},
    )


def _in_words(request, template: str, status: int):
    """One of the pages that are rendered each time, in the reader's language."""
    with translation.override(interface(language_of(request))):
        return page(request, template, status=status)


@require_safe
@client_page
def thanks(request, wave):
    """Thanks, something in return for who just answered, and where to find help."""
    if request.together:
        return _last_page(request, "surveys/thanks_together.html")
    if wave.submitted_at is None:
        return SeeOther(reverse("surveys:start"))
    return page(
        request,
        "surveys/thanks.html",
        {
            "comparison": looking_back.in_words(wave, language_of(request))
            if request.just_submitted
            else None,
            "is_end": wave.kind == WaveKind.END,
            "is_series": wave.kind in (WaveKind.BASELINE, WaveKind.REGULAR),
            "weeks": INTERVAL_DAYS // 7,
        },
    )


@get_or_post
@way_out
def stop(request, wave):
    """No more questionnaires: one button, and nothing asked."""
    if request.method == "POST":
        _stop(wave)
        return _last_page(request, "surveys/stopped.html")
    return page(request, "surveys/stop.html")


@get_or_post
@way_out
def wrong_person(request, wave):
    """Somebody else got the message: says nothing of whom it was for."""
    if request.method == "POST":
        if wave.reaches_current_address:
            answering.not_for_me(client=wave.client)
        return _last_page(request, "surveys/wrong_person_done.html")
    return page(request, "surveys/wrong_person.html")


def _last_page(request, template: str):
    response = page(request, template)
    drop_pass(response)
    return response
