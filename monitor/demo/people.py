"""Fictional people: first names, languages, channels and contact details that reach nobody."""

import unicodedata
from dataclasses import dataclass
from random import Random

# First names by the language of a household; most people answer in Dutch all the same.
NAMES = {
    "nl": (
        *("Sanne", "Jeroen", "Femke", "Mark", "Lotte", "Bram", "Ilse", "Wouter", "Marloes", "Tim"),
        *("Esther", "Dennis", "Petra", "Ruud", "Kim", "Joost", "Linda", "Henk", "Monique"),
        *("Stefan", "Yvonne", "Gert", "Chantal", "Koen", "Miranda", "Saskia", "Erik", "Nienke"),
        *("Shanice", "Winston", "Cheryl", "Glenn", "Soerai", "Djamilla", "Renate", "Peter"),
    ),
    "ar": (
        *("Fatima", "Youssef", "Amina", "Omar", "Layla", "Hassan", "Samira", "Khalid", "Nadia"),
        *("Rachid", "Mariam", "Bilal"),
    ),
    "tr": ("Emine", "Mehmet", "Elif", "Mustafa", "Zeynep", "Kemal", "Hatice", "Yusuf"),
    "pl": ("Agnieszka", "Piotr", "Katarzyna", "Tomasz", "Magda", "Paweł", "Ewa"),
    "ti": ("Selam", "Yonas", "Senait", "Tekle", "Mehret", "Filmon", "Luwam"),
    "uk": ("Oksana", "Andriy", "Iryna", "Taras", "Olena", "Dmytro"),
    "en": ("Grace", "Emmanuel", "Blessing", "Kwame", "Joy"),
}
HOUSEHOLDS = dict(zip(NAMES, (58, 14, 9, 6, 5, 4, 4), strict=True))
OWN_LANGUAGE = 0.45  # share that answers in the household's language instead of Dutch
EASY_DUTCH = 0.12
CHANNELS = {"email": 54, "sms": 30, "whatsapp": 6, "assisted": 10}


@dataclass(frozen=True)
class Person:
    """Who receives the questionnaires, and how."""

    first_name: str
    email: str
    phone: str
    channel: str
    language: str


def person(serial: int, rng: Random) -> Person:
    """A person with an address and number of her own; `serial` is below 1000."""
    household = rng.choices(list(HOUSEHOLDS), list(HOUSEHOLDS.values()))[0]
    name = rng.choice(NAMES[household])
    language = household
    if household == "nl":
        language = "nl-easy" if rng.random() < EASY_DUTCH else "nl"
    elif rng.random() > OWN_LANGUAGE:
        language = "nl"
    channel = rng.choices(list(CHANNELS), list(CHANNELS.values()))[0]
    has_email = channel == "email" or rng.random() < 0.75
    has_phone = channel in ("sms", "whatsapp") or rng.random() < 0.85
    domain = rng.choice(("example.org", "example.nl"))
    return Person(
        name,
        f"{_ascii(name)}.{serial:03d}@{domain}" if has_email else "",
        f"+3161234{5000 + serial}" if has_phone else "",
        channel,
        language,
    )


def _ascii(name: str) -> str:
    plain = name.lower().replace("ł", "l")
    return unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
