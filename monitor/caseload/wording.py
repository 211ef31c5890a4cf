"""Free text about a client, before it is sealed."""

import re

from django.utils.translation import gettext as _

from .acts import Refused
from .numbers import is_bsn

_NINE_DIGITS = re.compile(r"(?<!\d)\d(?:[ .-]?\d){8}(?!\d)")


def sealed_text(text: str, longest: int, code: str, *, required: str = "") -> str:
    """The text without spaces around it. Refused under `code` when it is too long, holds a citizen
    service number, or is empty while `required` says what is asked for."""
    text = text.strip()
    if required and not text:
        raise Refused(code, required)
    if len(text) > longest:
        raise Refused(
            code,
            _("Deze tekst heeft %(n)d tekens. Er passen er %(most)d.")
            % {"n": len(text), "most": longest},
        )
    if any(is_bsn(number) for number in _NINE_DIGITS.findall(text)):
        raise Refused(code, _("In deze tekst staat een BSN. Haal het weg."))
    return text
