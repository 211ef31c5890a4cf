"""How a message shows on a locked phone, which anybody beside it can read (M-8)."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from benchmark.questionnaires.languages import Language, by_code
from monitor.surveys import letters, links, short_texts
from monitor.surveys.occasions import FIRST, REMINDER
from monitor.surveys.protocol import OPEN_DAYS
from tenants.hosts import base_url
from tenants.messaging import linting
from tenants.messaging.channels import Message
from tenants.messaging.models import Connection

# About what a phone shows of a message before somebody opens it.
LINES_OF_MAIL, LINES_OF_TEXT = 90, 140
# A first name as clients have; nobody's.
NAME = "Samira"


@dataclass(frozen=True)
class Preview:
    """One message on a locked phone. `text` is what shows; `whole` the message itself."""

    app: str
    sender: str
    title: str
    text: str
    whole: str
    language: Language
    is_fallback: bool
    is_approved: bool
    problems: list[str]


def sample_link(municipality) -> str:
    """A link of the length that links have; it leads to the page of a link that is over."""
    return f"{base_url(municipality)}/v/{links.ALPHABET[0] * links.LENGTH}"


def previews(municipality, *, language: str, key: str) -> list[Preview]:
    """The message `key` (an occasion or "reminder") for a client of this language, by channel.

    Where no text may be sent in the language yet, both what goes out now (Dutch) and what is
    written for later are shown.
    """
    found = []
    for channel in ("email", "sms", "whatsapp"):
        now = letters.language_of_message(language, channel)
        found.append(_preview(municipality, channel, now, key, language))
        later = _written_for(language, channel)
        if later not in ("", now):
            found.append(_preview(municipality, channel, later, key, language))
    return found


def sample(municipality, channel: str, language: str, key: str, *, name: str = NAME) -> Message:
    """A message as a client would get it, with a link that leads to nobody's questionnaire."""
    return letters.compose(
        channel=channel,
        language=language,
        kind="reminder" if key == REMINDER else "invitation",
        occasion=FIRST if key == REMINDER else key,
        name="" if channel == "whatsapp" else name,
        municipality=municipality,
        last=timezone.localdate() + timedelta(days=OPEN_DAYS),
        link=sample_link(municipality),
    )


def _written_for(language: str, channel: str) -> str:
    if channel == "email":
        return language if language in letters.MAIL_LANGUAGES else ""
    if channel == "sms" and language in short_texts.NOT_IN_A_TEXT_MESSAGE:
        return "nl-easy"
    return language


def _preview(municipality, channel: str, language: str, key: str, asked: str) -> Preview:
    app = {"email": _("E-mail"), "sms": _("Berichten"), "whatsapp": "WhatsApp"}[channel]
    sender = _sender(municipality, channel)
    common = {
        "app": app,
        "sender": sender,
        "language": by_code(language),
        "is_fallback": language != asked,
        "is_approved": short_texts.in_language(language).approved,
    }
    try:
        message = sample(municipality, channel, language, key)
    except ValueError:
        return Preview(
            **common,
            title="",
            text="",
            whole="",
            problems=[_("De link is te lang voor een sms. Kies een korter adres.")],
        )
    beginning = message.text.replace("\n", " ").replace("  ", " ").strip()
    room = LINES_OF_MAIL if channel == "email" else LINES_OF_TEXT
    found = linting.betraying(f"{sender} {message.subject} {message.text}", language)
    if channel == "sms":
        found += linting.short(message.text)
    return Preview(
        **common,
        title=message.subject,
        text=beginning if len(beginning) <= room else beginning[: room - 1].rstrip() + "…",
        whole=message.text,
        problems=[str(problem) for problem in found],
    )


def _sender(municipality, channel: str) -> str:
    shown = ""
    if channel == "sms":
        row = Connection.objects.filter(channel="sms").first()
        shown = row.sender if row else ""
    return shown or municipality.sender_name or municipality.name
