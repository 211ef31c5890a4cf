"""The sound values of a file, and an account of all the others.

Never raises on what stands in a file: what is not as the standard says is reported by its path and
a code, and the rest goes on.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from .checking import as_date, fault
from .ledger import Ledger, Place
from .shapes import Group, Kind, Many, Shape, Use, Value
from .standard import CLIENT, FILE, TRAJECTORY


@dataclass
class Sifted:
    """The sound values of one trajectory in the file. For memory alone: it holds who the clients
    are, and must be made into a record (`records.py`) before anything is kept."""

    place: Place
    values: dict[str, str | date] = field(default_factory=dict)  # path in the trajectory -> TAKEN
    clients: list[dict[str, str]] = field(default_factory=list)
    description: str = ""


def sift(document: dict, ledger: Ledger) -> Iterator[Sifted]:
    """The trajectories of a file, one at a time; everything outside them goes to the ledger."""
    yield from _walk(document, FILE, Place(), ledger, None)


def _walk(value, shape: Shape, place: Place, ledger: Ledger, into: Sifted | None):
    if isinstance(shape, Group):
        yield from _group(value, shape, place, ledger, into)
    elif isinstance(shape, Many):
        yield from _many(value, shape, place, ledger, into)
    else:
        _value(value, shape, place, ledger, into)


def _group(value, shape: Group, place: Place, ledger: Ledger, into: Sifted | None):
    if not isinstance(value, dict):
        ledger.report_all(value, place, "null" if value is None else "wrong_kind")
        return
    if shape is TRAJECTORY:
        into = Sifted(place)
    elif shape is CLIENT and into is not None:
        into.clients.append({})
    for name in shape.required:
        if name not in value:
            ledger.miss(place.name(name))
    if not value:
        ledger.note(place, Use.READ)
    for number, (name, inner) in enumerate(value.items(), start=1):
        if name in shape.members:
            yield from _walk(inner, shape.members[name], place.name(name), ledger, into)
        else:
            ledger.report_all(inner, place.name(f"?{number}"), "unknown_field")
    for number, (_name, inner) in enumerate(getattr(value, "again", ()), start=len(value) + 1):
        ledger.report_all(inner, place.name(f"?{number}"), "repeated")
    if shape is TRAJECTORY:
        yield into


def _many(value, shape: Many, place: Place, ledger: Ledger, into: Sifted | None):
    if not isinstance(value, list):
        ledger.report_all(value, place, "null" if value is None else "wrong_kind")
        return
    if not value:
        ledger.note(place, Use.READ)
    if len(value) < shape.least:
        ledger.miss(place, "too_few")
    for number, inner in enumerate(value):
        if shape.most is not None and number >= shape.most:
            ledger.report_all(inner, place.index(number), "too_many")
        else:
            yield from _walk(inner, shape.of, place.index(number), ledger, into)


def _value(value, shape: Value, place: Place, ledger: Ledger, into: Sifted | None) -> None:
    code = fault(value, shape)
    if code:
        ledger.report_all(value, place, code)
        return
    if shape.use != Use.TAKEN or into is None:
        ledger.note(place, shape.use)
    if into is None:
        return
    name = place.path.removeprefix(f"{into.place.path}.")
    if shape.use == Use.TAKEN:
        into.values[name] = as_date(value) if shape.kind == Kind.DATE else value
    elif name == "omschrijving":
        into.description = value
    elif name.startswith("client["):
        into.clients[-1][name.rpartition(".")[2]] = value
