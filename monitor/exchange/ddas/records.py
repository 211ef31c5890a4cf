"""One trajectory of a file as facts of the monitor, by the crosswalk. Nothing personal is in it."""

import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from .crosswalk import CATEGORY_OF, ENDING_OF, FIELDS, MILESTONES, STABILISED, Row, success_of
from .digests import digest_of
from .ledger import Finding, Ledger
from .shapes import Use
from .sifting import Sifted, sift
from .standard import REJECTED

# How our own delivery names a trajectory (`exporting.py`); another text is not looked at.
NUMBER = re.compile(r"Traject (\S.{0,59})")


@dataclass(frozen=True)
class Fact:
    """Something the file says of a trajectory.

    kind    | name             | on           | more          | until
    field   | a characteristic | its date     | or its text   |
    milestone | its kind       | reached on   |               |
    deployment | category      | started on   | service       | ended on
    ending  | status           | ended on     | reason        |

    `sources` are the paths in the record that say so.
    """

    kind: str
    name: str
    on: date | None = None
    more: str = ""
    until: date | None = None
    sources: tuple[str, ...] = ()


@dataclass
class Record:
    """One trajectory of a delivery. `digests`, in hexadecimal, say whose it is under our own key;
    `is_twice` when an earlier record of the file has one of them."""

    path: str
    start: date | None = None
    clients: int = 0
    digests: list[str] = field(default_factory=list)
    number: str = ""
    is_twice: bool = False
    facts: list[Fact] = field(default_factory=list)

    def fact(self, kind: str, name: str) -> Fact | None:
        """The first fact of this kind and name."""
        return next((f for f in self.facts if (f.kind, f.name) == (kind, name)), None)


@dataclass
class Delivery:
    """A whole file: its records, and the account of everything else in it."""

    records: list[Record] = field(default_factory=list)
    ledger: Ledger = field(default_factory=Ledger)

    def dumps(self) -> bytes:
        """As JSON, for a draft."""
        counts = [[*key, number] for key, number in self.ledger.counts.items()]
        body = {
            "records": [asdict(record) for record in self.records],
            "counts": counts,
            "findings": [(f.path, f.code) for f in self.ledger.findings],
            "missing": [(f.path, f.code) for f in self.ledger.missing],
        }
        return json.dumps(body, cls=DjangoJSONEncoder).encode()

    @classmethod
    def loads(cls, content: bytes) -> "Delivery":
        """What `dumps` wrote."""
        body = json.loads(content)
        ledger = Ledger(
            findings=[Finding(*each) for each in body["findings"]],
            missing=[Finding(*each) for each in body["missing"]],
        )
        for pattern, use, number in body["counts"]:
            ledger.counts[pattern, use] = number
        return cls([_record(each) for each in body["records"]], ledger)


def _record(raw: dict) -> Record:
    day = lambda text: date.fromisoformat(text) if text else None  # noqa: E731
    facts = [
        Fact(
            **fact
            | {"on": day(fact["on"]), "until": day(fact["until"])}
            | {"sources": tuple(fact["sources"])}
        )
        for fact in raw["facts"]
    ]
    return Record(**raw | {"start": day(raw["start"]), "facts": facts})


def delivery_of(document: dict, ledger: Ledger | None = None) -> Delivery:
    """What a file says, for the municipality whose schema is active: its key makes the digests."""
    delivery = Delivery(ledger=ledger or Ledger())
    seen: set[str] = set()
    for sifted in sift(document, delivery.ledger):
        record = record_of(sifted, delivery.ledger)
        record.is_twice = not seen.isdisjoint(record.digests)
        seen.update(record.digests)
        delivery.records.append(record)
    return delivery


def record_of(sifted: Sifted, ledger: Ledger) -> Record:
    """The record of one trajectory. Each of its sound values becomes a source of a fact, or is
    reported: nothing falls between."""
    reader = _Reader(sifted, ledger)
    record = Record(
        sifted.place.path, start=reader.values.get("startdatum"), clients=len(sifted.clients)
    )
    if record.start:
        made = (digest_of(client, record.start) for client in sifted.clients)
        record.digests = [digest.hex() for digest in made if digest]
    named = NUMBER.fullmatch(sifted.description)
    if named and sifted.description.isprintable():
        record.number = named.group(1)
    record.facts = list(reader.facts())
    if record.start:
        reader.use("startdatum")  # the digest was made with it
    reader.close()
    return record


class _Reader:
    """The sound values of one trajectory, and which of them were used."""

    def __init__(self, sifted: Sifted, ledger: Ledger):
        self.place, self.ledger = sifted.place, ledger
        self.values = dict(sifted.values)
        self.open = set(self.values)
        today = timezone.localdate()
        for path, value in sifted.values.items():
            if isinstance(value, date) and value > today:
                self.report(path, "in_the_future")
                del self.values[path]

    def use(self, *paths: str) -> tuple[str, ...]:
        """These values are part of a fact."""
        for path in paths:
            if path in self.open:
                self.open.discard(path)
                self.ledger.note(self._place(path), Use.TAKEN)
        return paths

    def report(self, path: str, code: str) -> None:
        """This value is not taken over; once."""
        if path in self.open:
            self.open.discard(path)
            self.ledger.report(self._place(path), code)

    def close(self) -> None:
        """What is left over was sound, and nothing asked for it."""
        for path in sorted(self.open):
            self.report(path, "not_needed")

    def _place(self, path: str):
        place = self.place
        for part in path.split("."):
            name, _bracket, index = part.partition("[")
            place = place.name(name)
            if index:
                place = place.index(int(index.rstrip("]")))
        return place

    def facts(self) -> Iterable[Fact]:
        """All that the crosswalk makes of these values."""
        if code := self.values.get("gemeentecode"):
            yield Fact("field", "gemeentecode", more=code, sources=self.use("gemeentecode"))
        for row in FIELDS:
            yield from self._dated(row, row.paths)
        reached = set()
        for row in MILESTONES:
            for fact in self._dated(row, self._allowed(row)):
                reached.add(fact.name)
                yield fact
        for fact in self._stabilised(reached):
            reached.add(fact.name)
            yield fact
        yield from self._guidance()
        yield from self._ending(reached)

    def _allowed(self, row: Row) -> tuple[str, ...]:
        """The paths of a milestone that say it was reached."""
        if row.name == "settlement_agreed":
            if "schuldregeling.toegekend" not in self.values:
                self.report("toekenningsdatum", "award_elsewhere")
            return row.paths
        if row.name != "intake_done":
            return row.paths
        if self.values.get("intake.beschikkingssoort") != REJECTED:
            if "intake.beschikkingsdatum" in self.values:
                self.use("intake.beschikkingssoort")
            return row.paths
        for path in ("intake.beschikkingssoort", *row.paths):
            self.report(path, "rejected")
        return ()

    def _dated(self, row: Row, paths: Iterable[str]) -> Iterable[Fact]:
        said = [path for path in paths if path in self.values and path in self.open]
        if not said:
            return
        on = self.values[said[0]]
        same = [path for path in said if self.values[path] == on]
        for path in said:
            # The start of the trajectory is a fact of its own: the digest is made with it.
            if path not in same and path != "startdatum":
                self.report(path, "other_date")
        yield Fact(row.kind, row.name, on, sources=self.use(*same))

    def _stabilised(self, reached: set[str]) -> Iterable[Fact]:
        path = STABILISED.paths[0]
        if path not in self.values:
            return
        if reached & {"settlement_requested", "settlement_agreed"}:
            name = "ready_for_settlement"
        elif self.values.get("uitstroom.reden") == "Afgerond":
            name = "debt_rest"
        else:
            self.report(path, "which_success")
            return
        yield Fact("milestone", name, self.values[path], sources=self.use(path))

    def _guidance(self) -> Iterable[Fact]:
        elements = {
            path.partition(".")[0] for path in self.values if path.startswith("begeleiding[")
        }
        seen = set()
        for element in sorted(elements, key=lambda text: int(text[12:-1])):
            paths = {name: f"{element}.{name}" for name in ("soort", "startdatum", "einddatum")}
            kind, start, until = (self.values.get(path) for path in paths.values())
            lacking = "no_kind" if kind is None else "no_start" if start is None else ""
            if not lacking and (kind, start) in seen:
                lacking = "twice_here"
            if lacking:
                for path in paths.values():
                    self.report(path, lacking)
                continue
            seen.add((kind, start))
            if until is not None and until < start:
                self.report(paths["einddatum"], "backwards")
                until = None
            used = [path for path in paths.values() if path in self.open]
            yield Fact("deployment", CATEGORY_OF[kind], start, kind, until, self.use(*used))

    def _ending(self, reached: set[str]) -> Iterable[Fact]:
        reason = self.values.get("uitstroom.reden")
        days = ("uitstroom.datum", "einddatum")
        said = [path for path in days if path in self.values]
        if reason is None or not said:
            for path in days:
                self.report(path, "no_reason")
            self.report("uitstroom.reden", "no_day")
            return
        on = self.values[said[0]]
        same = [path for path in said if self.values[path] == on]
        for path in said:
            if path not in same:
                self.report(path, "other_date")
        status, why = ENDING_OF[reason]
        if status == "success":
            why = success_of(reached)
        yield Fact("ending", status, on, why, sources=self.use("uitstroom.reden", *same))
