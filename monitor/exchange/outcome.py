"""What a plan says, to keep sealed and to show page by page without working it out again."""

import json
import zlib
from dataclasses import astuple, dataclass

from .plans import Change, Finding, Plan

CHANGES = ("new", "changed")
FINDINGS = ("conflicts", "refused")


@dataclass(frozen=True)
class Outcome:
    """A plan without its writes. `lists` are the rows of (sheet, kind), kind being new, changed,
    conflicts or refused; `counts` are those of the plan."""

    counts: dict[str, dict[str, int]]
    lists: dict[tuple[str, str], list[Change | Finding]]
    missing: list[str]
    unknown_sheets: list[str]
    unknown_columns: list[tuple[str, str]]
    has_changes: bool
    is_clean: bool
    fingerprint: str

    @classmethod
    def of(cls, plan: Plan) -> "Outcome":
        """What this plan says."""
        return cls(
            counts=plan.counts(),
            lists={
                (name, kind): getattr(sheet, kind)
                for name, sheet in plan.sheets.items()
                for kind in (*CHANGES, *FINDINGS)
            },
            missing=plan.missing,
            unknown_sheets=plan.unknown_sheets,
            unknown_columns=plan.unknown_columns,
            has_changes=plan.has_changes,
            is_clean=plan.is_clean,
            fingerprint=plan.fingerprint,
        )

    @classmethod
    def read(cls, content: bytes) -> "Outcome":
        """What to_bytes wrote."""
        said = json.loads(zlib.decompress(content))
        lists = {}
        for name, kind, rows in said.pop("lists"):
            model = Change if kind in CHANGES else Finding
            lists[name, kind] = [model(name, *row) for row in rows]
        return cls(lists=lists, **said)

    def to_bytes(self) -> bytes:
        """As compressed JSON."""
        said = {name: getattr(self, name) for name in self.__dataclass_fields__ if name != "lists"}
        said["lists"] = [
            (name, kind, [astuple(row)[1:] for row in rows])
            for (name, kind), rows in self.lists.items()
        ]
        return zlib.compress(json.dumps(said, separators=(",", ":")).encode())

    def refused(self) -> list[Finding]:
        """Every reason for which a row was refused, sheet by sheet, row by row."""
        return [
            finding
            for (_name, kind), rows in self.lists.items()
            if kind == "refused"
            for finding in sorted(rows, key=lambda each: each.row)
        ]
