"""What no message may say, and what a text message can hold (requirements M-8, R43).

A message may be read by whoever sees the phone. The words below say that it is about debts, in
the languages of clients; a text is read with the list of its own language, Dutch and English,
since those stand in every message somewhere.
"""

import re
import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from . import gsm7

# What a text is given room for: a link of https:// and 37 letters of host, a name and its space.
LINK_ROOM, NAME_ROOM, SENDER_ROOM = 60, 15, 11

# Beginnings and parts of words, without accents. \b where the letters are in innocent words too.
BETRAYING: dict[str, tuple[str, ...]] = {
    "nl": (
        "schuld",
        r"\bgeld(?!ig)",
        r"geld(zaken|zorgen|problemen?)",
        "krediet",
        r"\bgkb\b",
        r"\bbkr\b",
        "incasso",
        "betal",
        "achterstand",
        "deurwaarder",
        "aanmaning",
        "sanering",
        "wsnp",
        "bewind",
        "beslag",
        "budget",
        r"\blening",
        r"\brente\b",
        "faill",
        "financi",
        "armoede",
        "bijstand",
        "uitkering",
        "toeslag",
        "inkomen",
        r"\bkosten",
    ),
    "en": (
        r"\bdebt",
        r"\bowe[sd]?\b",
        "money",
        r"\bloan",
        "credit",
        "arrear",
        "bailiff",
        "budget",
        r"\bpay(ment|ing|s)?\b",
        "financ",
        "bankrupt",
        "insolven",
        "poverty",
        "income",
    ),
    "tr": ("borc", r"\bpara(?!graf)", "kredi", r"\bicra", "haciz", "odeme", "iflas", "gelir"),
    "pl": ("dlug", "pienia", "kredyt", "pozycz", "komorni", "platno", "windyk", "bankru", "zaleg"),
    "uk": ("борг", "грош", "кредит", "позик", "платеж", "платіж", "колектор", "банкрут", "стягнен"),
    "ar": (
        r"(?<!\w)(ال|و)?دين(?!\w)",
        "ديون",
        "قرض",
        "قروض",
        "ائتمان",
        "سداد",
        "متاخرات",
        "افلاس",
        "نقود",
        "اموال",
        "مالي",
    ),
    "ti": ("ዕዳ", "ገንዘብ", "ልቓሕ", "ክፍሊት", "ባንክ", "እቶት"),
}
ALWAYS = ("nl", "en")


@dataclass(frozen=True)
class Problem:
    """Something that a message may not have: a code, and the words or letters concerned."""

    code: str
    detail: str = ""

    def __str__(self) -> str:
        return str(SENTENCES[self.code]) % {"detail": self.detail}


SENTENCES = {
    "betrays": _("Dit woord verraadt waar het over gaat: “%(detail)s”."),
    "letters": _("Deze tekens passen niet in een sms: %(detail)s"),
    "too_long": _("De tekst is te lang voor één sms (%(detail)s van 160 tekens)."),
    "sender_too_long": _("De afzender van een sms is hoogstens 11 tekens."),
    "sender_letters": _("De afzender van een sms heeft alleen letters, cijfers en spaties."),
}


def betraying(text: str, language: str = "nl") -> list[Problem]:
    """The words in the text that say that it is about debts."""
    bare = _bare(text)
    found = []
    for code in dict.fromkeys((language.partition("-")[0], *ALWAYS)):
        for pattern in BETRAYING.get(code, ()):
            found += [match[0] for match in re.finditer(pattern, bare)]
    return [Problem("betrays", word) for word in dict.fromkeys(found)]


def short(text: str) -> list[Problem]:
    """What keeps a finished text message from fitting in one part."""
    places = gsm7.length(text)
    if places is None:
        letters = {one for one in text if one not in gsm7.BASIC | gsm7.EXTENDED}
        return [Problem("letters", " ".join(sorted(letters)))]
    return [Problem("too_long", str(places))] if places > gsm7.PART else []


def sender(name: str) -> list[Problem]:
    """What is wrong with what a phone shows as the sender of a text message."""
    found = betraying(name)
    if len(name) > SENDER_ROOM:
        found.append(Problem("sender_too_long"))
    if not re.fullmatch(r"[A-Za-z0-9 ]*", name):
        found.append(Problem("sender_letters"))
    return found


def _bare(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold().replace("ı", "i").replace("ł", "l"))
    return "".join(one for one in apart if not unicodedata.combining(one) or one in "\u0306")
