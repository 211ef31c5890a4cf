"""The words to declare a structure of JSON in: values, groups of them and lists of groups."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a value is."""

    DATE = "date"  # YYYY-MM-DD
    MOMENT = "moment"  # YYYY-MM-DDTHH:MM:SS with a zone
    TEXT = "text"
    EMAIL = "email"
    WHOLE = "whole"  # a whole number
    YES_NO = "yes_no"
    CODE = "code"  # one of `codes`


class Use(StrEnum):
    """What an import does with a sound value."""

    TAKEN = "taken"  # becomes part of a record, by the crosswalk
    READ = "read"  # says what the file is; nothing is stored
    OPEN = "open"  # the monitor has no place for it
    WITHHELD = "withheld"  # personal or free text: never stored (R11, D3)


@dataclass(frozen=True)
class Value:
    """One value. `pattern` is a regular expression that the whole text must match."""

    kind: Kind
    use: Use = Use.OPEN
    codes: tuple[str, ...] = ()
    pattern: str = ""


@dataclass(frozen=True)
class Group:
    """An object. `closed` when the standard allows no other members than these."""

    members: Mapping[str, "Shape"]
    required: tuple[str, ...] = ()
    closed: bool = False


@dataclass(frozen=True)
class Many:
    """A list of groups, from `least` to `most` of them."""

    of: Group = field(default_factory=lambda: Group({}))
    least: int = 0
    most: int | None = None


Shape = Value | Group | Many
