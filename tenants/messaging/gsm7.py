"""The alphabet of text messages: 160 of its letters fit in one part, 70 of any others.

Source: 3GPP TS 23.038, sections 6.2.1 and 6.2.1.1 (the default alphabet and its extension, whose
letters take two places).
"""

import unicodedata

PART = 160
BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = frozenset("^{}\\[~]|€\f")
# Letters that come apart in no other way.
_PLAIN = str.maketrans("łŁđĐıħĦœŒ’‘“”–—", "lLdDihHoO''\"\"--")


def length(text: str) -> int | None:
    """Places that the text takes in this alphabet; None when a letter is not in it."""
    if any(letter not in BASIC and letter not in EXTENDED for letter in text):
        return None
    return len(text) + sum(letter in EXTENDED for letter in text)


def folded(text: str) -> str:
    """The text with Latin letters that are not in the alphabet without their marks: ş becomes s.

    Letters of another script stay as they are; length() then says None.
    """
    return "".join(letter if letter in BASIC else _bare(letter) for letter in text)


def _bare(letter: str) -> str:
    apart = unicodedata.normalize("NFKD", letter.translate(_PLAIN))
    return "".join(part for part in apart if not unicodedata.combining(part))
