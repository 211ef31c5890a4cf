"""The words of a text message and of WhatsApp: templates/messages/<language>/short.txt.

One line per occasion, with {name} (a space and a first name, or nothing) and {link}. The first
line says whether somebody who speaks the language approved the file. WhatsApp has the same words
without a name: a template is approved at Meta with its link as the only value.
"""

from dataclasses import dataclass
from functools import cache

from django.conf import settings

from benchmark.questionnaires.languages import CODES, SOURCE
from tenants.messaging import gsm7, linting

from .occasions import OCCASIONS, REMINDER

KEYS = (*OCCASIONS, REMINDER)
PLACE = settings.BASE_DIR / "templates" / "messages"
# These alphabets leave 70 places in a text message, less than the link and a sentence.
NOT_IN_A_TEXT_MESSAGE = frozenset({"ar", "ti", "uk"})
TEMPLATE = "vragenlijst_{key}"


@dataclass(frozen=True)
class ShortTexts:
    """The short texts of one language, by occasion."""

    language: str
    approved: bool
    texts: dict[str, str]


@cache
def in_language(language: str) -> ShortTexts:
    """The texts of a client's language; ValueError when the file lacks one."""
    lines = (PLACE / language / "short.txt").read_text(encoding="utf-8").splitlines()
    said = dict(line.split(": ", 1) for line in lines if line)
    approved = said.pop("approved") == "yes"
    if tuple(said) != KEYS:
        raise ValueError(f"{language}: every occasion once, in order")
    return ShortTexts(language, approved, said)


def may_be_sent(language: str) -> bool:
    """Whether a message may go out in this language: approved, or shown with a mark."""
    if language not in CODES:
        return False
    return in_language(language).approved or settings.SHOW_UNAPPROVED_TRANSLATIONS


def text_message(language: str, key: str, *, name: str, link: str) -> str:
    """A text of one part. The name is left out where it does not fit or is in another alphabet;
    ValueError when the link is too long even so."""
    text = gsm7.folded(in_language(language).texts[key])
    for called in (_name(name), ""):
        said = text.format(name=called, link=link)
        if not linting.short(said):
            return said
    raise ValueError("no room for the link")


def whatsapp(language: str, key: str, *, link: str) -> str:
    """What the approved template reads with this link."""
    return in_language(language).texts[key].format(name="", link=link)


def template_name(language: str, key: str) -> str:
    """The name under which the template is approved; easy Dutch is no language at Meta."""
    name = TEMPLATE.format(key=key)
    return f"{name}_makkelijk" if language == "nl-easy" else name


def language_of_text(client_language: str, channel: str) -> str:
    """The language of a short message: the client's own where it may be sent and fits."""
    wanted = [client_language]
    if channel == "sms" and client_language in NOT_IN_A_TEXT_MESSAGE:
        wanted = ["nl-easy"]
    return next((one for one in wanted if may_be_sent(one)), SOURCE)


def _name(name: str) -> str:
    bare = gsm7.folded(" ".join(name.split()))
    fits = gsm7.length(bare) is not None and len(bare) < linting.NAME_ROOM
    return f" {bare}" if bare and fits and bare.replace("-", "").replace(" ", "").isalpha() else ""
