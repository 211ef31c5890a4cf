"""Two shares against each other, one point per municipality under a pseudonym."""

from collections.abc import Sequence
from dataclasses import dataclass

from .lettering import LINE, SIZE, wrapped
from .lettering import width as text_width
from .numbers import PERCENT, show
from .placing import Box, Room
from .scales import Axis, nice_range
from .series import marker
from .sheet import MARGIN, Sheet, drawing
from .svg import path, tag, titled, write, write_lines

SMALL = 12


@dataclass(frozen=True)
class Point:
    """One municipality: shares 0..1, or None where there is no figure to show."""

    label: str
    x: float | None
    y: float | None
    is_own: bool = False


@drawing
def scatter(
    sheet: Sheet,
    points: Sequence[Point],
    *,
    x_title: str,
    y_title: str,
    line: tuple[tuple[float, float], tuple[float, float]] | None = None,
    line_label: str = "",
    absent: str = "",
) -> tuple[str, float]:
    """Points with their names where there is room; every point says its name when pointed at.

    `line` is two (x, y) positions of a straight line, computed by the caller and cut off at the
    plot; `line_label` names it below. Points that lack a value are listed below with `absent`.
    The own point is a filled disc, the others hollow diamonds.
    """
    palette, lang = sheet.palette, sheet.lang
    shown = [p for p in points if p.x is not None and p.y is not None]
    x_ticks, y_ticks = nice_range([p.x for p in shown]), nice_range([p.y for p in shown])
    y_words = wrapped(y_title, sheet.room, SIZE, True)
    drawn = [write_lines(MARGIN, MARGIN + SIZE, y_words, palette.text, bold=True)]
    top = MARGIN + len(y_words) * SIZE * LINE + 16
    left = 8 + max(text_width(show(tick, PERCENT, lang)) for tick in y_ticks) + 12
    tall = 300 if sheet.is_wide else 280
    bottom = top + tall
    across = Axis(x_ticks[0], x_ticks[-1], left, sheet.width - left - 24)
    up = Axis(y_ticks[0], y_ticks[-1], bottom, -tall)
    drawn.append(_grid(sheet, across, up, x_ticks, y_ticks))
    room = Room(Box(left + 2, top - 8, sheet.width - 4, bottom - 2))
    if line and (ends := _clipped(line, across, up)):
        placed = [(across.at(x), up.at(y)) for x, y in ends]
        room.line(placed)
        stroke = _dashed(path(placed), palette)
        drawn.append(titled(line_label, stroke) if line_label else stroke)
    for point in shown:
        x, y = across.at(point.x), up.at(point.y)
        room.boxes.append(Box(x - 6, y - 6, x + 6, y + 6))
    for point in sorted(shown, key=lambda p: p.is_own):
        drawn.append(_mark(sheet, point, across, up, x_title, y_title))
    for point in sorted(shown, key=lambda p: not p.is_own):
        drawn.append(_label(sheet, point, across.at(point.x), up.at(point.y), room))
    x_words = wrapped(x_title, sheet.room, SIZE, True)
    y = bottom + 42
    drawn.append(
        write_lines(sheet.width - MARGIN, y, x_words, palette.text, anchor="end", bold=True)
    )
    y += len(x_words) * SIZE * LINE
    if line and line_label:
        words = wrapped(line_label, sheet.room - 40)
        drawn.append(
            _dashed(path([(MARGIN, y + 4), (MARGIN + 30, y + 4)]), palette)
            + write_lines(MARGIN + 40, y + 8.5, words, palette.muted)
        )
        y += len(words) * SIZE * LINE + 4
    if absent and len(shown) < len(points):
        names = ", ".join(p.label for p in points if p.x is None or p.y is None)
        words = wrapped(f"{names}: {absent}", sheet.room)
        drawn.append(write_lines(MARGIN, y + 8.5, words, palette.muted))
        y += len(words) * SIZE * LINE
    return "".join(drawn), y


def _grid(sheet, across, up, x_ticks, y_ticks) -> str:
    palette = sheet.palette
    left, right = across.start, across.start + across.length
    bottom, top = up.start, up.start + up.length
    drawn = []
    for tick in y_ticks:
        y, text = up.at(tick), show(tick, PERCENT, sheet.lang)
        drawn.append(
            tag("line", x1=float(left), y1=y, x2=float(right), y2=y, stroke=palette.grid)
            + write(left - 8, y + 4.5, text, palette.muted, anchor="end")
        )
    for tick in x_ticks:
        x, text = across.at(tick), show(tick, PERCENT, sheet.lang)
        drawn.append(
            tag("line", x1=x, y1=float(top), x2=x, y2=float(bottom), stroke=palette.grid)
            + write(x, bottom + 20, text, palette.muted, anchor="middle")
        )
    drawn.append(
        tag("path", d=path([(left, top), (left, bottom), (right, bottom)]), fill="none",
            stroke=palette.axis)
    )  # fmt: skip
    return "".join(drawn)


def _dashed(d, palette) -> str:
    return tag(
        "path", d=d, fill="none", stroke=palette.muted, stroke_width=1.5, stroke_dasharray="6 4"
    )


def _clipped(line, across: Axis, up: Axis):
    """The part of a straight line within both axes; None when no part is."""
    (x1, y1), (x2, y2) = line
    first, last = 0.0, 1.0
    for start, end, axis in ((x1, x2, across), (y1, y2, up)):
        if start == end:
            if not axis.low <= start <= axis.high:
                return None
            continue
        inner = sorted(((axis.low - start) / (end - start), (axis.high - start) / (end - start)))
        first, last = max(first, inner[0]), min(last, inner[1])
    if first >= last:
        return None
    return [(x1 + (x2 - x1) * share, y1 + (y2 - y1) * share) for share in (first, last)]


def _mark(sheet, point: Point, across, up, x_title, y_title) -> str:
    x_text, y_text = (show(value, PERCENT, sheet.lang) for value in (point.x, point.y))
    tip = f"{point.label}. {x_title}: {x_text}. {y_title}: {y_text}"
    role = "own" if point.is_own else "average"
    return marker(role, across.at(point.x), up.at(point.y), sheet.palette, tip)


def _label(sheet, point: Point, x, y, room: Room) -> str:
    """The name beside its point; the own one always, another only where it covers nothing."""
    size = SIZE if point.is_own else SMALL
    wide = text_width(point.label, size, point.is_own)
    candidates = [
        Box(x + dx, y + dy, x + dx + wide, y + dy + size)
        for dx, dy in (
            (9, -size / 2),
            (-9 - wide, -size / 2),
            (-wide / 2, -9 - size),
            (-wide / 2, 8),
            (6, -8 - size),
            (6, 7),
            (-6 - wide, -8 - size),
            (-6 - wide, 7),
        )
    ]
    box = room.place(candidates) if point.is_own else room.free(candidates)
    if box is None:
        return ""
    palette = sheet.palette
    return write(
        box.left,
        box.bottom - 2,
        point.label,
        palette.own if point.is_own else palette.muted,
        bold=point.is_own,
        size=size,
    )
