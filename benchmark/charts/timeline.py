"""What happened, on one axis of days: a lane per kind, above each other.

A kind is told apart by its place and its shape, never by colour alone. On a narrow page the name of
a lane stands above it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from .lettering import SIZE
from .lettering import width as text_width
from .palette import Palette
from .sheet import MARGIN, Sheet, drawing
from .svg import path, tag, titled, write

ROW = 20
HALF = 6
NAMES = 116
_SMALL = 12


@dataclass(frozen=True)
class Mark:
    """Something on a day, or from `on` to `until`. `title` says what, in words. A hollow mark did
    not happen as it was meant."""

    on: date
    title: str
    until: date | None = None
    is_hollow: bool = False


@dataclass(frozen=True)
class Lane:
    """The marks of one kind. `shape`: "square", "bar", "circle" or "diamond"."""

    name: str
    shape: str
    marks: Sequence[Mark]


@drawing
def timeline(
    sheet: Sheet,
    lanes: Sequence[Lane],
    *,
    first: date,
    last: date,
    ticks: Sequence[tuple[date, str]],
) -> tuple[str, float]:
    """Lanes from `first` to `last`; `ticks` are days with their words. Marks outside are left out.

    Marks that would cover each other stand below each other.
    """
    left = MARGIN + (NAMES if sheet.is_wide else HALF)
    room = sheet.width - MARGIN - HALF - left
    days = max((last - first).days, 1)

    def at(day: date) -> float:
        return left + room * (min(max(day, first), last) - first).days / days

    y = float(MARGIN)
    drawn = []
    for lane in lanes:
        if not sheet.is_wide:
            drawn.append(write(MARGIN, y + SIZE, lane.name, sheet.palette.text, bold=True))
            y += ROW
        rows = _rows([m for m in lane.marks if m.on <= last and (m.until or m.on) >= first], at)
        if sheet.is_wide:
            drawn.append(write(MARGIN, y + ROW / 2 + 5, lane.name, sheet.palette.text, bold=True))
        for number, marks in enumerate(rows):
            centre = y + ROW * number + ROW / 2
            drawn += [_mark(mark, lane.shape, at, centre, sheet.palette) for mark in marks]
        y += ROW * max(len(rows), 1) + HALF
        drawn.append(_level(left, sheet.width - MARGIN, y - HALF / 2, sheet.palette.grid))
    return _axis(ticks, at, y, sheet) + "".join(drawn), y + ROW + MARGIN


def _rows(marks: Sequence[Mark], at) -> list[list[Mark]]:
    """Marks in as few rows as keep them apart, each in the first one that has room."""
    rows: list[tuple[float, list[Mark]]] = []
    for mark in sorted(marks, key=lambda m: (m.on, m.title)):
        start, end = at(mark.on) - HALF, at(mark.until or mark.on) + HALF
        for number, (taken, row) in enumerate(rows):
            if start > taken:
                row.append(mark)
                rows[number] = (end, row)
                break
        else:
            rows.append((end, [mark]))
    return [row for _end, row in rows]


def _mark(mark: Mark, shape: str, at, y: float, palette: Palette) -> str:
    ink = palette.own
    look = {
        "fill": palette.surface if mark.is_hollow else ink,
        "stroke": ink,
        "stroke_width": 2 if mark.is_hollow else 1,
    }
    x = at(mark.on)
    if shape == "bar":
        width = max(at(mark.until or mark.on) - x, HALF)
        return titled(
            mark.title, tag("rect", x=x, y=y - HALF, width=width, height=2 * HALF, rx=2, **look)
        )
    if shape == "circle":
        return titled(mark.title, tag("circle", cx=x, cy=y, r=HALF, **look))
    if shape == "diamond":
        around = [(x, y - HALF), (x + HALF, y), (x, y + HALF), (x - HALF, y)]
        return titled(mark.title, tag("path", d=path(around, closed=True), **look))
    side = 2 * HALF - 1
    box = tag("rect", x=x - side / 2, y=y - side / 2, width=side, height=side, **look)
    return titled(mark.title, box)


def _axis(ticks, at, bottom: float, sheet: Sheet) -> str:
    """Upright lines at the ticks, and their words below where they have room."""
    drawn = []
    taken = float("-inf")
    for day, words in ticks:
        x = at(day)
        ends = {"x1": x, "x2": x, "y1": float(MARGIN), "y2": bottom}
        drawn.append(tag("line", **ends, stroke=sheet.palette.grid))
        wide = text_width(words, _SMALL)
        start = min(max(x - wide / 2, MARGIN), sheet.width - MARGIN - wide)
        if start > taken + 6:
            drawn.append(write(start, bottom + 14, words, sheet.palette.muted, size=_SMALL))
            taken = start + wide
    return "".join(drawn)


def _level(left: float, right: float, y: float, colour: str) -> str:
    return tag("line", x1=left, x2=right, y1=y, y2=y, stroke=colour)
