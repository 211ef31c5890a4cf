"""What a drawing's fills and numbers stand for, written above or below it."""

from collections.abc import Sequence

from .hatching import hatch
from .lettering import LINE, SIZE, wrapped
from .lettering import width as text_width
from .palette import Fill
from .sheet import MARGIN, Sheet
from .svg import tag, write, write_lines

SWATCH = 16


def swatch(sheet: Sheet, fill: Fill, x: float, y: float, wide: float = SWATCH) -> str:
    """A filled and hatched square with its outline; its left top is at (x, y)."""
    return filled(sheet, fill, x, y, wide, SWATCH)


def filled(sheet: Sheet, fill: Fill, x: float, y: float, wide: float, tall: float) -> str:
    """A rectangle in a category's fill."""
    size = {"x": float(x), "y": float(y), "width": float(wide), "height": float(tall)}
    return (
        tag("rect", **size, fill=fill.colour)
        + hatch(fill.hatch, x, y, wide, tall, fill.line, 1.0)
        + tag("rect", **size, fill="none", stroke=sheet.palette.outline, stroke_width=1)
    )


def key_to_fills(
    sheet: Sheet, names: Sequence[str], fills: Sequence[Fill], top: float
) -> tuple[str, float]:
    """Every category in order with its fill, wrapping; returns it and its height."""
    drawn, at, y = [], float(MARGIN), top
    for name, fill in zip(names, fills, strict=True):
        words = wrapped(name, sheet.room - SWATCH - 8)
        needed = SWATCH + 7 + max(text_width(line) for line in words)
        if at > MARGIN and at + needed > sheet.width - MARGIN:
            at, y = float(MARGIN), y + SIZE * 1.8
        drawn.append(swatch(sheet, fill, at, y) + _beside(sheet, words, at + SWATCH + 7, y))
        y += (len(words) - 1) * SIZE * LINE
        at += needed + 18
    return "".join(drawn), y - top + SIZE * 1.8


def _beside(sheet, words, x, y) -> str:
    return write_lines(x, y + SWATCH / 2 + 4.5, words, sheet.palette.text)


def numbered(sheet: Sheet, names: Sequence[str], top: float) -> tuple[str, float]:
    """The names behind the numbers 1, 2, 3 ..., in two columns on a wide page."""
    columns = 2 if sheet.is_wide and len(names) > 3 else 1
    indent = text_width(str(len(names)), SIZE, True) + 8
    room = sheet.room / columns - indent - 12
    per_column = -(-len(names) // columns)
    drawn, lowest = [], top
    for column in range(columns):
        y = top
        x = MARGIN + column * sheet.room / columns
        for number in range(column * per_column, min(len(names), (column + 1) * per_column)):
            words = wrapped(names[number], room)
            drawn.append(
                write(x, y + SIZE, str(number + 1), sheet.palette.text, bold=True)
                + write_lines(x + indent, y + SIZE, words, sheet.palette.text)
            )
            y += len(words) * SIZE * LINE + 3
        lowest = max(lowest, y)
    return "".join(drawn), lowest - top
