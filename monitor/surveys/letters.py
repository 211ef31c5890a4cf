"""The words of an invitation and a reminder, for the channel by which it goes.

A letter by mail is one plain text per language (templates/messages/<language>/): its first line is
the subject, and a paragraph of a line and an address below it becomes a button in the HTML part.
So the two parts cannot say different things, and a translator needs no HTML. What somebody sees
who looks over a shoulder names no debts (requirements R43); the tests read every letter.

Writing is cheap: each text is rendered once with a mark in every place that differs, and a message
takes one pass over it. The occasion may be given by who writes many (occasions.occasions).
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from email.utils import parseaddr
from functools import cache, lru_cache
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import formats, translation
from django.utils.html import escape

from benchmark.questionnaires.languages import SOURCE
from tenants.messaging.channels import Message

from . import links, short_texts
from .models import Invitation, InvitationKind
from .occasions import REMINDER, occasions
from .protocol import last_day

LANGUAGES = ("nl", "en")
MAIL_LANGUAGES = ("nl", "nl-easy", "en")
FOOT = "---"
NOT_APPROVED = {
    "nl-easy": "Deze tekst is nog niet goedgekeurd. Je ziet hem alleen in de demo.",
}
# Letters of the private use area: they mean nothing anywhere, and no template escapes them.
MARKS = {
    name: chr(0xE000 + number)
    for number, name in enumerate(
        ("name", "sender", "last_day", "link", "stop_link", "wrong_person_link")
    )
}
_LINKS = "".join(mark for name, mark in MARKS.items() if name.endswith("link"))
_AT_MARKS = re.compile(f"([{''.join(MARKS.values())}])")
_LABELLED_LINK = re.compile(rf"(?P<text>[^\n]+)\n(?P<link>https?://\S+|[{_LINKS}])")


@dataclass(frozen=True)
class Part:
    """A paragraph; with a link, its text is what the link says."""

    text: str
    link: str = ""


@dataclass(frozen=True)
class Letter:
    """A subject, the paragraphs above the line and the small ones below it."""

    subject: str
    text: str
    body: tuple[Part, ...]
    foot: tuple[Part, ...]


@dataclass(frozen=True)
class Form:
    """A letter with marks in the places that differ from client to client, cut at the marks."""

    subject: tuple[str, ...]
    text: tuple[str, ...]
    html: tuple[str, ...]


def language_of(client) -> str:
    """The language of this client's pages: English, else Dutch for now."""
    return client.language if client.language in LANGUAGES else SOURCE


def language_of_message(client_language: str, channel: str) -> str:
    """The language in which a message goes out: the client's own where there is an approved text
    that the channel can carry, else Dutch."""
    if channel != "email":
        return short_texts.language_of_text(client_language, channel)
    sendable = client_language in MAIL_LANGUAGES and short_texts.may_be_sent(client_language)
    return client_language if sendable else SOURCE


def write(invitation: Invitation, municipality, *, occasion: str = "") -> Message:
    """The message of this invitation, ready to be sent by its channel.

    `occasion` is looked up when it is not given. ValueError when the text does not fit.
    """
    wave, client = invitation.wave, invitation.wave.client
    if not occasion:
        occasion = occasions([wave])[wave.pk]
    language = language_of_message(client.language, invitation.channel)
    link = links.address(wave, municipality)
    message = compose(
        channel=invitation.channel,
        language=language,
        kind=invitation.kind,
        occasion=occasion,
        name=client.first_name if invitation.channel != "whatsapp" else "",
        municipality=municipality,
        last=last_day(wave.closes_at),
        link=link,
    )
    recipient = client.email if invitation.channel == "email" else client.phone
    return replace(message, key=str(invitation.key), recipient=recipient)


def compose(
    *, channel: str, language: str, kind: str, occasion: str, name: str, municipality, last, link
) -> Message:
    """A message without a key and recipient: of a real questionnaire, or of a preview."""
    sender = municipality.sender_name or municipality.name
    common = {
        "key": "",
        "recipient": "",
        "host": urlsplit(link).hostname or "",
        "sender_name": sender,
        "language": language,
    }
    if channel != "email":
        return _short(channel, language, kind, occasion, name, link, common)
    stop = f"{link}/stop"
    form = _form(language, kind, occasion, bool(name))
    values = {
        MARKS["name"]: name,
        MARKS["sender"]: sender,
        MARKS["last_day"]: _in_words(last, language),
        MARKS["link"]: link,
        MARKS["stop_link"]: stop,
        MARKS["wrong_person_link"]: f"{link}/wie",
    }
    return Message(
        **common,
        sender_address=municipality.sender_address or _default_address(settings.DEFAULT_FROM_EMAIL),
        subject=_filled(form.subject, values),
        text=_filled(form.text, values),
        html=_filled(form.html, {mark: escape(value) for mark, value in values.items()}),
        stop_address=stop,
    )


def _short(channel, language, kind, occasion, name, link, common) -> Message:
    key = REMINDER if kind == InvitationKind.REMINDER else occasion
    is_template = channel == "whatsapp"
    if is_template:
        text = short_texts.whatsapp(language, key, link=link)
    else:
        text = short_texts.text_message(language, key, name=name, link=link)
    return Message(
        **common,
        sender_address="",
        subject="",
        text=text,
        html="",
        template=short_texts.template_name(language, key) if is_template else "",
        values=(link,) if is_template else (),
    )


@cache
def _form(language: str, kind: str, occasion: str, has_name: bool) -> Form:
    context = MARKS | {"occasion": occasion} | ({} if has_name else {"name": ""})
    rendered = render_to_string(f"messages/{language}/{kind}.txt", context)
    if not short_texts.in_language(language).approved:
        rendered = f"{rendered.strip()}\n\n{NOT_APPROVED[language]}\n"
    letter = read(rendered)
    shown = {"letter": letter, "language": language.removesuffix("-easy")}
    html = render_to_string("messages/layout.html", shown)
    return Form(*(tuple(_AT_MARKS.split(text)) for text in (letter.subject, letter.text, html)))


def _filled(pieces: tuple[str, ...], values: dict[str, str]) -> str:
    return "".join([values.get(piece, piece) for piece in pieces])


@lru_cache(maxsize=64)
def _in_words(day: date, language: str) -> str:
    with translation.override(language.removesuffix("-easy")):
        return formats.date_format(day, "j F")


@cache
def _default_address(sender: str) -> str:
    return parseaddr(sender)[1]


def read(rendered: str) -> Letter:
    """A letter from its rendered text."""
    subject, text = rendered.strip().split("\n", 1)
    body, _, foot = text.strip().partition(f"\n\n{FOOT}\n\n")
    letter = Letter(subject.strip(), text.strip() + "\n", _parts(body), _parts(foot))
    first_link = next((part for part in letter.body if part.link), None)
    if first_link is None:
        raise ValueError("a letter needs its link")
    return letter


def _parts(text: str) -> tuple[Part, ...]:
    parts = []
    for paragraph in re.split(r"\n{2,}", text):
        match = _LABELLED_LINK.fullmatch(paragraph.strip())
        part = Part(paragraph.strip())
        if match:
            part = replace(part, text=match["text"].rstrip(":"), link=match["link"])
        parts.append(part)
    return tuple(parts)
