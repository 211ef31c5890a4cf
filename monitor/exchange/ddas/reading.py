"""The bytes of a delivery file into JSON. Nothing is judged here but whether it is JSON at all."""

import json

from django.utils.translation import gettext as _

MAX_BYTES = 20 * 1024 * 1024
MAX_VALUES = 1_500_000  # more than 25,000 trajectories need
MAX_DEPTH = 40  # the standard needs eight


class Unreadable(Exception):
    """A file that is no delivery file; `str()` says what to do about it."""


class Object(dict):
    """A JSON object. `again` holds (name, value) of names that stand in it more than once: the
    first of them counts, as a person reads it."""

    def __init__(self, pairs):
        super().__init__()
        self.again: list[tuple[str, object]] = []
        for name, value in pairs:
            if name in self:
                self.again.append((name, value))
            else:
                self[name] = value


def read(content: bytes) -> Object:
    """The object in this file. Raises Unreadable with a sentence for the person."""
    if len(content) > MAX_BYTES:
        raise Unreadable(
            _("Dit bestand is te groot. Het mag %(size)d MB zijn. Deel het op in stukken.")
            % {"size": MAX_BYTES // (1024 * 1024)}
        )
    if not content.strip(b"\x00\xff\xfe\xef\xbb\xbf \t\r\n"):
        raise Unreadable(_("Dit bestand is leeg."))
    try:
        text = content.decode(json.detect_encoding(content))
    except UnicodeDecodeError as error:
        raise Unreadable(
            _("We kunnen de letters in dit bestand niet lezen. Bewaar het als UTF-8.")
        ) from error
    if text.count(",") + text.count("[") + text.count("{") > MAX_VALUES:
        raise Unreadable(_("Er staat te veel in dit bestand. Deel het op in stukken."))
    try:
        found = json.loads(text.removeprefix("\ufeff"), object_pairs_hook=Object)
    except RecursionError as error:
        raise Unreadable(_deep()) from error
    except ValueError as error:
        raise Unreadable(
            _("Dit is geen JSON-bestand, of het is afgebroken. Vraag je leverancier om een nieuw.")
        ) from error
    if not isinstance(found, dict):
        raise Unreadable(
            _("Dit is geen leveringsbestand van DDAS: het begint niet met een object.")
        )
    if _depth(found) > MAX_DEPTH:
        raise Unreadable(_deep())
    return found


def _deep() -> str:
    return _("Dit bestand zit te ingewikkeld in elkaar. Zo ziet een levering van DDAS er niet uit.")


def _depth(value) -> int:
    """How many objects and lists lie inside each other; stops just beyond MAX_DEPTH."""
    depth, layer = 0, [value]
    while layer and depth <= MAX_DEPTH:
        layer = [inner for each in layer for inner in children(each)]
        depth += 1
    return depth


def children(value) -> list:
    """What lies directly in an object or a list; nothing in anything else."""
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        return [*value.values(), *(inner for _name, inner in getattr(value, "again", ()))]
    return []
