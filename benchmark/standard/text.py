"""A text in the two languages every definition is published in."""

from dataclasses import dataclass

from django.utils.translation import get_language


@dataclass(frozen=True)
class Text:
    """Dutch and English side by side; `str()` gives the one of the active language."""

    nl: str
    en: str

    def __str__(self) -> str:
        return self.en if (get_language() or "nl").startswith("en") else self.nl


@dataclass(frozen=True)
class Term:
    """A code of the standard with its label: what a register stores and what a person reads."""

    code: str
    label: Text

    def __str__(self) -> str:
        return str(self.label)


def choices(terms) -> list[tuple[str, str]]:
    """Django choices in the Dutch labels; screens show `label(terms, code)` instead."""
    return [(term.code, term.label.nl) for term in terms]


def label(terms, code: str) -> str:
    """The label of `code` in the active language, or the code itself when it is not registered."""
    for term in terms:
        if term.code == code:
            return str(term.label)
    return code
