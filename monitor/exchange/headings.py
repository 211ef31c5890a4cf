"""Headings that the file has and we do not: what they probably mean, and what was said of them.

A heading of a sheet is named by (sheet, heading), the name of a sheet by ("", name). What it means
is a column, a sheet, or "" to skip it.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from difflib import get_close_matches

from .heading_words import WORDS
from .models import HeadingPreset, ImportDraft
from .plain import plain
from .reading import Workbook
from .schema import SHEET_NAMES, by_name

ALIKE = 0.82
EXPLANATIONS = {"uitleg", "explanation"}  # the first sheet of our own example
Meanings = dict[tuple[str, str], str]


@dataclass(frozen=True)
class Unknown:
    """A heading nobody said anything of; `proposal` is a column (or sheet), or ""."""

    sheet: str
    heading: str
    proposal: str
    options: tuple[str, ...]
    in_header: bool = False  # other headings of its sheet are known

    @property
    def field(self) -> str:
        """The name of its field in a form."""
        return f"{self.sheet}|{plain(self.heading)}"


def standing(draft: ImportDraft | None = None) -> Meanings:
    """What was said of headings here: the presets, and for this draft its own answers."""
    known = {(p.sheet, p.heading): p.column for p in HeadingPreset.objects.all()}
    if draft is not None and draft.answers:
        known |= {(sheet, heading): column for sheet, heading, column in json.loads(draft.answers)}
    return known


def sheet_names(known: Mapping) -> dict[str, str]:
    """Plain name of a sheet in the file -> our sheet."""
    return {heading: column for (sheet, heading), column in known.items() if not sheet and column}


def translate(workbook: Workbook, known: Mapping) -> list[Unknown]:
    """Give known headings the names of our columns, in place; what nobody said anything of."""
    unknown = []
    present = [name for name in SHEET_NAMES if name not in workbook.sheets]
    for title in workbook.unknown_sheets:
        if plain(title) not in {"", *EXPLANATIONS} and ("", plain(title)) not in known:
            unknown.append(Unknown("", title, _propose("", title, present), tuple(present)))
    for name, rows in workbook.sheets.items():
        sheet = by_name(name)
        taken = {heading for heading in rows.header if sheet.column(heading)}
        foreign = [
            (place, heading)
            for place, heading in enumerate(rows.header)
            if plain(heading) and not sheet.column(heading)
        ]
        for place, heading in foreign:
            meaning = known.get((name, plain(heading)))
            if meaning and meaning not in taken and sheet.column(meaning):
                rows.header[place] = meaning
                taken.add(meaning)
        open_columns = [column.name for column in sheet.columns if column.name not in taken]
        for _place, heading in foreign:
            if (name, plain(heading)) in known:
                continue
            proposal = _propose(name, heading, open_columns)
            unknown.append(Unknown(name, heading[:60], proposal, tuple(open_columns), bool(taken)))
    return _one_proposal_each(unknown)


def remember(draft: ImportDraft, unknown: list[Unknown], chosen: Mapping[str, str]) -> int:
    """Take in what the uploader chose (field -> column or ""), for this file and the next ones; how
    many presets were kept.

    A sheet of which no heading means anything has no headings: what stands there can be a name,
    and is not kept.
    """
    said: list[tuple[str, str, str]] = []
    used: set[tuple[str, str]] = set()
    for each in unknown:
        column = chosen.get(each.field, "")
        if column not in each.options or (each.sheet, column) in used:
            column = ""
        used.add((each.sheet, column)) if column else None
        said.append((each.sheet, plain(each.heading), column))
    before = [[*place, column] for place, column in standing(draft).items()]
    draft.answers = json.dumps([*before, *said]).encode()
    has_headings = {sheet for sheet, _heading, column in said if column}
    has_headings |= {each.sheet for each in unknown if each.in_header}
    kept = [HeadingPreset(sheet=s, heading=h, column=c) for s, h, c in said if s in has_headings]
    return len(HeadingPreset.objects.bulk_create(kept, ignore_conflicts=True))


def worth_asking(workbook: Workbook, unknown: list[Unknown]) -> bool:
    """Whether the file cannot go in as it is, or a heading resembles one of ours. What is merely
    unknown is reported with the rest."""
    lacks_key = any(
        not set(by_name(name).key) - {"service"} <= set(rows.header)
        for name, rows in workbook.sheets.items()
    )
    return bool(unknown) and (
        lacks_key or not workbook.sheets or any(each.proposal for each in unknown)
    )


def to_bytes(unknown: list[Unknown]) -> bytes:
    """For ImportDraft.outcome, while the draft waits for its mapping."""
    return json.dumps([asdict(each) for each in unknown]).encode()


def from_bytes(content: bytes) -> list[Unknown]:
    """What to_bytes wrote."""
    return [Unknown(**each | {"options": tuple(each["options"])}) for each in json.loads(content)]


def _propose(sheet: str, heading: str, options: list[str]) -> str:
    words = {
        plain(word): option
        for option in options
        for word in (option, *WORDS.get((sheet, option), ()), *WORDS.get(("*", option), ()))
    }
    if plain(heading) in words:
        return words[plain(heading)]
    close = get_close_matches(plain(heading), words, n=1, cutoff=ALIKE)
    return words[close[0]] if close else ""


def _one_proposal_each(unknown: list[Unknown]) -> list[Unknown]:
    taken: set[tuple[str, str]] = set()
    clean = []
    for each in unknown:
        place = (each.sheet, each.proposal)
        is_taken = place in taken
        clean.append(replace(each, proposal="") if is_taken else each)
        taken.add(place) if each.proposal else None
    return clean
