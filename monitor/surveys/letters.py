"""The words of an invitation and a reminder.

A letter is one plain text per language (templates/messages/<language>/): its first line is the
subject, and a paragraph of a line and an address below it becomes a button in the HTML part. So
the two parts cannot say different things, and a translator needs no HTML. What somebody sees who
looks over a shoulder names no debts (requirements R43); the tests read every letter.
"""

import re
from dataclasses import dataclass, replace
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import formats, translation

from tenants.messaging.channels import Message

from . import links
from .models import Invitation
from .protocol import last_day

LANGUAGES = ("nl", "en")
FOOT = "---"
_LABELLED_LINK = re.compile(r"(?P<text>[^\n]+)\n(?P<link>https?://\S+)")


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


def language_of(client) -> str:
    """The language of this client's letters and pages: English, else Dutch for now."""
    return client.language if client.language in LANGUAGES else "nl"


def write(invitation: Invitation, municipality) -> Message:
    """The message of this invitation, ready to be sent by mail."""
    wave, client = invitation.wave, invitation.wave.client
    language = language_of(client)
    _, default_address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    sender = municipality.sender_name or municipality.name
    link = links.address(wave, municipality)  # once: it looks the host up
    stop = f"{link}/stop"
    with translation.override(language):
        letter = read(
            render_to_string(
                f"messages/{language}/{invitation.kind}.txt",
                {
                    "name": client.first_name,
                    "sender": sender,
                    "wave_kind": wave.kind,
                    "last_day": formats.date_format(last_day(wave.closes_at), "j F"),
                    "link": link,
                    "stop_link": stop,
                    "wrong_person_link": f"{link}/wie",
                },
            )
        )
        html = render_to_string("messages/layout.html", {"letter": letter, "language": language})
    return Message(
        key=str(invitation.key),
        host=urlsplit(stop).hostname or "",
        sender_name=sender,
        sender_address=municipality.sender_address or default_address,
        recipient=client.email,
        subject=letter.subject,
        text=letter.text,
        html=html,
        language=language,
        stop_address=stop,
    )


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
