"""The language of the portal: chosen on one of its pages, or brought along from the questionnaire;
else the client's own. The choice is kept in a cookie alone, which only these pages receive.
"""

from django.conf import settings
from django.utils import translation

from benchmark.questionnaires.languages import (
    CLIENT_LANGUAGES,
    SOURCE,
    Language,
    by_code,
    interface_of,
)
from monitor.surveys import links
from monitor.surveys.screens import interface

from .sessions import PATH

WORDED = (SOURCE, "en")  # the languages of benchmark.standard.text


def offered() -> tuple[Language, ...]:
    """The languages whose words clients may see in this installation."""
    return tuple(each for each in CLIENT_LANGUAGES if interface_of(each.code) == each)


def speak(request, client=None) -> None:
    """Use the language that was chosen, else the client's own where it may be shown; Dutch for who
    is not known here."""
    own = interface_of(client.language).code if client is not None else SOURCE
    request.client_language = _offered_or_none(request.COOKIES.get(cookie_name(), "")) or own
    request.LANGUAGE_CODE = interface(request.client_language)
    translation.activate(request.LANGUAGE_CODE)


def lang_of_standard(request) -> str:
    """The language of the standard's own words (steps, answers, reasons), which are in Dutch and
    English alone; "" where that is the page's."""
    page = by_code(request.client_language).html_code
    return "" if page in WORDED else SOURCE


def bring_along(request, response) -> None:
    """The language that was chosen in the questionnaire holds here too; whatever somebody before
    chose on this device does not."""
    held = links.pass_of(request)
    if held is None or not keep(response, held.language):
        forget(response)


def keep(response, code: str) -> bool:
    """Keep this language until the browser closes; False, and nothing, for one not offered."""
    if _offered_or_none(code) is None:
        return False
    response.set_cookie(
        cookie_name(),
        code,
        path=PATH,
        secure=settings.SURVEY_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return True


def forget(response) -> None:
    """From here on the client's own language."""
    response.delete_cookie(cookie_name(), path=PATH, samesite="Strict")


def cookie_name() -> str:
    """`__Secure-` wherever there is https."""
    return "__Secure-mijn-taal" if settings.SURVEY_COOKIE_SECURE else "mijn-taal"


def _offered_or_none(code: str) -> str | None:
    return code if code in {each.code for each in offered()} else None
