"""Words and phrases to be found in what somebody typed on a phone."""

import re
import unicodedata
from functools import cached_property

NOT_A_LETTER = re.compile(r"[^\w]+")


def plain(text: str) -> str:
    """Letters and digits with one space between words: no capitals, accents or signs."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(letter for letter in apart if not unicodedata.combining(letter))
    # A phone writes "niks meer, aan" and "zo'n" in many ways; signs part words like spaces do.
    return NOT_A_LETTER.sub(" ", letters).strip()


class Phrases:
    """A declared list. A phrase is found as whole words. A star at its end takes any ending
    ("suicid*" finds "suicidaal"); three dots take up to three words ("wil … dood" finds "soms wil
    ik dood")."""

    def __init__(self, *declared: str):
        self.declared = declared

    def __iter__(self):
        return iter(self.declared)

    @cached_property
    def _pattern(self) -> re.Pattern:
        return re.compile(rf"\b(?:{'|'.join(map(_as_pattern, self.declared))})\b")

    def stand_in(self, text: str) -> bool:
        """Whether one of them stands in the text."""
        return bool(self.declared) and bool(self._pattern.search(plain(text)))


def _as_pattern(phrase: str) -> str:
    words = [re.escape(plain(part)) for part in phrase.removesuffix("*").split("…")]
    return r" (?:\w+ ){0,3}".join(words) + (r"\w*" if phrase.endswith("*") else "")
