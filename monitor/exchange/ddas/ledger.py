"""The account of a file: every value in it ends up here exactly once.

A finding names a path and a code and never a value. Names that the standard does not know are
written as `?2` (the second name in that object), for a person's name can be in them.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from .shapes import Use


@dataclass(frozen=True)
class Finding:
    """Something in the file that was not taken over, by path and code (`reasons.py`)."""

    path: str
    code: str


@dataclass(frozen=True)
class Place:
    """Where in the file: `path` with indexes, and `pattern` without them, for counting."""

    path: str = ""
    pattern: str = ""

    def name(self, name: str) -> "Place":
        """The member of this name."""
        dot = "." if self.path else ""
        return Place(f"{self.path}{dot}{name}", f"{self.pattern}{dot}{name}")

    def index(self, number: int) -> "Place":
        """The element with this index."""
        return Place(f"{self.path}[{number}]", f"{self.pattern}[]")


@dataclass
class Ledger:
    """What became of each value: counted when all is well, named when it is not."""

    counts: Counter = field(default_factory=Counter)  # (pattern, use) -> how many
    findings: list[Finding] = field(default_factory=list)
    missing: list[Finding] = field(default_factory=list)  # about what is not in the file

    def note(self, place: Place, use: Use) -> None:
        """A sound value."""
        self.counts[place.pattern, str(use)] += 1

    def report(self, place: Place, code: str) -> None:
        """One value that is not taken over."""
        self.findings.append(Finding(place.path, code))

    def report_all(self, value, place: Place, code: str) -> None:
        """Each value inside `value`, whatever it is."""
        for inner in leaves(value, place):
            self.report(inner, code)

    def miss(self, place: Place, code: str = "missing") -> None:
        """Something the standard asks for and the file does not have."""
        self.missing.append(Finding(place.path, code))


def leaves(value, place: Place) -> Iterator[Place]:
    """The places of all values inside: what is not an object or list, or an empty one of those.

    For what is not known: names are written as their number.
    """
    waiting = [(value, place)]
    while waiting:
        current, at = waiting.pop()
        if isinstance(current, dict) and current:
            inner = [*current.values(), *(each for _name, each in getattr(current, "again", ()))]
            waiting += [(each, at.name(f"?{n}")) for n, each in enumerate(inner, start=1)]
        elif isinstance(current, list) and current:
            waiting += [(each, at.index(n)) for n, each in enumerate(current)]
        else:
            yield at
