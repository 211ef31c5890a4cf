"""Hatches: fills that are told apart by their pattern.

Drawn as plain lines inside the rectangle. An SVG pattern would need an id and a reference, which
not every reader of a PDF or a picture follows.
"""

from collections.abc import Iterator

from .svg import path, tag

SPACING = 6.0
_SLANTED = {"rising": (1,), "falling": (-1,), "crossed": (1, -1)}
_STRAIGHT = {"level": ("across",), "upright": ("down",), "squares": ("across", "down")}

Segment = tuple[tuple[float, float], tuple[float, float]]


def hatch(
    kind: str | None, x: float, y: float, wide: float, tall: float, ink: str, width: float = 1.2
) -> str:
    """The lines of one hatch over a rectangle; nothing when `kind` is None.

    Kinds: rising, falling, crossed, level, upright, squares, dots. ValueError for another.
    """
    if kind is None or wide < 2 or tall < 2:
        return ""
    if kind == "dots":
        return _dots(x, y, wide, tall, ink)
    segments: list[Segment] = []
    if kind in _SLANTED:
        for slope in _SLANTED[kind]:
            segments += _slanted(x, y, wide, tall, slope)
    elif kind in _STRAIGHT:
        for way in _STRAIGHT[kind]:
            segments += _straight(x, y, wide, tall, way)
    else:
        raise ValueError(f"No hatch called {kind!r}")
    if not segments:
        return ""
    return tag("path", d=" ".join(path(ends) for ends in segments), stroke=ink, stroke_width=width)


def _slanted(x, y, wide, tall, slope) -> Iterator[Segment]:
    """Lines under 45 degrees: up to the right (1) or down to the right (-1)."""
    reach = SPACING * 1.4 / 2
    while reach < wide + tall:
        start, end = max(0.0, reach - tall), min(wide, reach)
        heights = (reach - start, reach - end)
        if slope < 0:
            heights = (tall - heights[0], tall - heights[1])
        yield (x + start, y + heights[0]), (x + end, y + heights[1])
        reach += SPACING * 1.4


def _straight(x, y, wide, tall, way) -> Iterator[Segment]:
    at = SPACING / 2
    while at < (tall if way == "across" else wide):
        if way == "across":
            yield (x, y + at), (x + wide, y + at)
        else:
            yield (x + at, y), (x + at, y + tall)
        at += SPACING


def _dots(x, y, wide, tall, ink) -> str:
    """Rows of dots, every other row shifted: lines of no length with round ends."""
    rows, down = [], SPACING / 2
    while down < tall:
        across = SPACING / 2 if len(rows) % 2 == 0 else SPACING
        marks = []
        while across < wide - 0.5:
            spot = (x + across, y + down)
            marks.append(path((spot, (spot[0] + 0.1, spot[1]))))
            across += SPACING
        rows.append(" ".join(marks))
        down += SPACING
    d = " ".join(row for row in rows if row)
    return tag("path", d=d, stroke=ink, stroke_width=2, stroke_linecap="round") if d else ""
