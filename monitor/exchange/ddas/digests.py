"""A keyed hash of a client and the start date, made in memory; what goes in is kept nowhere."""

import json
from datetime import date

from tenants.vault.sealing import keyed_digest

PURPOSE = "ddas-match"
# Without a BSN these five tell people apart; a suffix of the house number is often left out.
OTHERWISE = ("Geboortedatum", "Geslachtsaanduiding", "Postcode", "Huisnummer")
SUFFIX = "Huisnummertoevoeging"
BSN_DIGITS = 9


def digest_of(client: dict[str, str], start: date) -> bytes | None:
    """32 bytes for this client and start under this municipality's key, or None when the file does
    not say who it is. Spaces and capitals make no difference, nor do zeros left out of a BSN."""
    said = {name: _plain(value) for name, value in client.items()}
    bsn = said.get("Burgerservicenummer", "")
    if bsn.isascii() and bsn.isdigit() and len(bsn) <= BSN_DIGITS and int(bsn):
        parts = ["bsn", bsn.zfill(BSN_DIGITS)]
    elif all(said.get(name) for name in OTHERWISE):
        parts = ["otherwise", *(said[name] for name in OTHERWISE), said.get(SUFFIX, "")]
    else:
        return None
    return keyed_digest(PURPOSE, json.dumps([*parts, start.isoformat()]).encode())


def _plain(text: str) -> str:
    return "".join(text.split()).casefold()
