"""Keeps client data out of discussions: what looks like a phone number, an address or a BSN."""

import re

from django.utils.translation import gettext_lazy as _

# A BSN has nine digits (eight in old notations); people write them with dots or spaces.
_SEPARATOR = r"[ .\-/]?"
_PATTERNS = (
    (re.compile(r"[\w.+-]+\s?@\s?[\w-]+(\.[\w-]+)+"), _("een e-mailadres")),
    (
        re.compile(
            rf"(?<!\d)(?:\+|00){_SEPARATOR}\d{{2}}{_SEPARATOR}(?:\(0\))?(?:{_SEPARATOR}\d){{8,10}}(?!\d)"
        ),
        _("een telefoonnummer"),
    ),
    (re.compile(rf"(?<!\d)\(?0\d(?:\)?{_SEPARATOR}\d){{8}}(?!\d)"), _("een telefoonnummer")),
    (
        re.compile(rf"(?<![\d.,])\d(?:{_SEPARATOR}\d){{8}}(?![\d,])"),
        _("een getal van negen cijfers (het kan een bsn zijn)"),
    ),
)


def kinds_in(text: str) -> list[str]:
    """What in the text may point at a person, in words; empty when nothing does."""
    found = []
    for pattern, kind in _PATTERNS:
        if pattern.search(text) and kind not in found:
            found.append(kind)
    return [str(kind) for kind in found]
