"""What an import would do, worked out before anything is written.

One rule decides what an import may change. **An import never undoes what a person did in the
application.** A value in the file that contradicts one that was last set there by hand is a
conflict: it is reported, the stored value stays, and the other values of that row go in. Who set a
value last is read from the history of the record. The same holds for a milestone that somebody
revoked, a trajectory that somebody reopened, and what a client said about taking part. A
caseworker's address that belongs to nobody here, and a channel without its address, are conflicts
too: the row goes in without them.

A row with a cell that cannot be right is refused as a whole.
"""

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

SHORT = 40


def shortened(value) -> str:
    """A value as a person reads it, at most SHORT characters."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.strftime("%Y-%m-%d %H:%M")
    elif isinstance(value, date):
        value = value.isoformat()
    text = " ".join(str(value).split())
    return text if len(text) <= SHORT else text[: SHORT - 1] + "…"


@dataclass(frozen=True)
class Finding:
    """Something a person should know about one cell; `column` is "" when it is about the row.
    `value` is what stands in the cell, shortened."""

    sheet: str
    row: int
    column: str
    reason: str
    value: str = ""


@dataclass(frozen=True)
class Change:
    """One record that will be made or changed: `columns` are the columns whose value differs, and
    `values` what stood and what comes, shortened, where both can be written down."""

    sheet: str
    row: int
    external_id: str
    columns: tuple[str, ...]
    values: tuple[tuple[str, str], ...] = ()


@dataclass
class SheetPlan:
    """What one sheet brings. A row with a conflict may be new, changed or unchanged as well."""

    name: str
    new: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    unchanged: int = 0
    conflicts: list[Finding] = field(default_factory=list)
    refused: list[Finding] = field(default_factory=list)

    @property
    def refused_rows(self) -> int:
        """How many rows were refused; one row can have several reasons."""
        return len({finding.row for finding in self.refused})


@dataclass
class Writes:
    """The database rows to insert, update or delete, per model, and the signals to send then."""

    inserts: dict = field(default_factory=lambda: defaultdict(list))
    updates: dict = field(default_factory=lambda: defaultdict(dict))  # model -> pk -> (row, fields)
    deletes: dict = field(default_factory=lambda: defaultdict(list))
    signals: list = field(default_factory=list)

    def update(self, instance, *names: str) -> None:
        """Note that these fields of a stored row change; once per row, however often asked."""
        _row, fields = self.updates[type(instance)].setdefault(instance.pk, (instance, set()))
        fields.update(names)

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be written."""
        return not any((*self.inserts.values(), *self.updates.values(), *self.deletes.values()))


@dataclass
class Plan:
    """What an import would do, sheet by sheet, and what in the file it does not know. `missing` are
    running trajectories that the caseload sheet does not name: they are shown and left alone."""

    sheets: dict[str, SheetPlan]
    unknown_sheets: list[str] = field(default_factory=list)
    unknown_columns: list[tuple[str, str]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    import_id: UUID | None = None  # of what was saved
    writes: Writes = field(default_factory=Writes)

    @property
    def is_clean(self) -> bool:
        """Whether every row can go in as it stands: what a strict import asks for."""
        return not any(sheet.refused or sheet.conflicts for sheet in self.sheets.values())

    @property
    def has_changes(self) -> bool:
        """Whether importing would write anything."""
        return not self.writes.is_empty

    def counts(self) -> dict[str, dict[str, int]]:
        """Per sheet of the file how many rows are new, changed, unchanged, in conflict, refused."""
        return {
            name: {
                "new": len(sheet.new),
                "changed": len(sheet.changed),
                "unchanged": sheet.unchanged,
                "conflicts": len({finding.row for finding in sheet.conflicts}),
                "refused": sheet.refused_rows,
            }
            for name, sheet in self.sheets.items()
        }

    @property
    def fingerprint(self) -> str:
        """The same for two plans that do the same to the same rows."""
        parts = [repr(self.counts())]
        for sheet in self.sheets.values():
            parts += [repr((sheet.new, sheet.changed, sheet.conflicts, sheet.refused))]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()
