"""Headings without what differs by taste."""

import unicodedata


def plain(text: str) -> str:
    """Lower-case letters and digits alone, without accents: "E-mail adres" is "emailadres"."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in bare if letter.isalnum())[:60]
