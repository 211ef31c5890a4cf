"""The languages in which clients can read and answer (requirement R30).

The staff's interface is in Dutch and English alone (settings.LANGUAGES).
"""

from dataclasses import dataclass
from typing import Literal

from django.conf import settings

SOURCE = "nl"
# The words around the questions (buttons, help) in other languages were translated by a machine:
# locale/<language>. Add a language here once somebody who speaks it has read its catalogue.
INTERFACE_APPROVED = ("nl", "en")


@dataclass(frozen=True)
class Language:
    """A language as the standard codes it, with its own name for a list to choose from.

    `html_code` is for the lang attribute: "nl-easy" is a way of writing, no language of its own.
    """

    code: str
    own_name: str
    direction: Literal["ltr", "rtl"] = "ltr"

    @property
    def html_code(self) -> str:
        """A code that browsers and screen readers know."""
        return self.code.removesuffix("-easy")


CLIENT_LANGUAGES: tuple[Language, ...] = (
    Language("nl", "Nederlands"),
    Language("nl-easy", "Makkelijk Nederlands"),
    Language("en", "English"),
    Language("ar", "العربية", "rtl"),
    Language("ti", "ትግርኛ"),
    Language("tr", "Türkçe"),
    Language("pl", "Polski"),
    Language("uk", "Українська"),
)
CODES: tuple[str, ...] = tuple(language.code for language in CLIENT_LANGUAGES)
_BY_CODE = {language.code: language for language in CLIENT_LANGUAGES}


def by_code(code: str) -> Language:
    """The language with this code; Dutch for one that clients cannot choose."""
    return _BY_CODE.get(code, _BY_CODE[SOURCE])


def interface_of(code: str) -> Language:
    """The language to show a client's pages in: their own when its words are approved, or the
    installation shows those that are not (the demo); else Dutch."""
    if code in INTERFACE_APPROVED or settings.SHOW_UNAPPROVED_TRANSLATIONS:
        return by_code(code)
    return by_code(SOURCE)
