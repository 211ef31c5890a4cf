"""The words of a code and of the note to an old address. They say nothing of what it is about."""

from email.utils import parseaddr
from urllib.parse import urlsplit
from uuid import uuid5

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from monitor.surveys.letters import language_of
from tenants.hosts import base_url
from tenants.messaging.channels import Message
from tenants.messaging.senders import EMAIL

from .codes import VALID_FOR
from .models import Code

MINUTES = int(VALID_FOR.total_seconds() // 60)


def with_code(code: Code, digits: str, municipality) -> Message:
    """The message with the digits, by the channel of the code."""
    with translation.override(language_of(code.client)):
        parts = [
            _("Je code is %(code)s.") % {"code": f"{digits[:3]} {digits[3:]}"},
            _("Hij werkt %(minutes)d minuten. Geef hem aan niemand.") % {"minutes": MINUTES},
        ]
        foot = _("Heb je niet om een code gevraagd? Dan hoef je niets te doen.")
        return _message(code, municipality, str(code.pk), code.address, _("Je code"), parts, foot)


def to_former_address(code: Code, municipality) -> Message:
    """The note to the address before: it is used no longer."""
    key = str(uuid5(code.pk, "former"))  # providers take no longer key than this
    with translation.override(language_of(code.client)):
        parts = [_("Op jouw verzoek sturen we hier geen berichten meer naartoe.")]
        foot = _("Heb jij dit niet gevraagd? Bel dan je contactpersoon bij de gemeente.")
        return _message(code, municipality, key, code.former, _("Een wijziging"), parts, foot)


def _message(code: Code, municipality, key: str, to: str, subject: str, parts, foot) -> Message:
    _name, default_address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    sender = municipality.sender_name or municipality.name
    is_mail = code.channel == EMAIL
    letter = {"subject": subject, "body": [{"text": text} for text in parts]}
    letter["foot"] = [{"text": foot}]
    language = translation.get_language()
    layout = {"letter": letter, "language": language}
    return Message(
        key=key,
        host=urlsplit(base_url(municipality)).hostname or "",
        sender_name=sender,
        sender_address=municipality.sender_address or default_address,
        recipient=to,
        subject=subject if is_mail else "",
        text="\n\n".join([*parts, foot]) + "\n" if is_mail else " ".join(parts),
        html=render_to_string("messages/layout.html", layout) if is_mail else "",
        language=language,
    )
