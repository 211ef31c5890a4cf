"""Rows by columns with the number in every cell: where something happens most."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from . import numbers
from .hatching import hatch
from .keys import numbered
from .lettering import LINE, SIZE, fits, wrapped
from .lettering import width as text_width
from .scales import scale_for
from .series import Series
from .sheet import MARGIN, Sheet, drawing
from .svg import tag, titled, write, write_lines

CELL = 30
NO_VALUE = "–"
# The least width of a cell: "100%" with air around it.
NARROWEST = 37
# From darkest to lightest the key shows this many cells.
STEPS = 5


@dataclass(frozen=True)
class _Grid:
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[float | None, ...], ...]
    row_title: str
    column_title: str

    def turned(self) -> "_Grid":
        cells = tuple(tuple(row[i] for row in self.cells) for i in range(len(self.columns)))
        return _Grid(self.columns, self.rows, cells, self.column_title, self.row_title)


@drawing
def heat_grid(
    sheet: Sheet,
    rows: Sequence[str],
    columns: Sequence[str],
    cells: Sequence[Sequence[float | None]],
    *,
    unit: str,
    value_label: str,
    absent: str,
    row_title: str = "",
    column_title: str = "",
    scale: tuple[float, float] | None = None,
) -> tuple[str, float]:
    """A grid of `cells[row][column]`; None is withheld: hatched, with a dash, as the key says.

    `value_label` says what the numbers are, `absent` what the hatch means. `scale` is the value of
    the lightest and the darkest fill, by default what `scales.scale_for` finds. Column names that
    do not fit become numbers with a list below. Where the columns do not fit at all, the grid is
    turned, or when that does not help, cut in blocks under each other. ValueError when `cells` has
    another shape than rows by columns.
    """
    if len(cells) != len(rows) or any(len(row) != len(columns) for row in cells):
        raise ValueError("cells must be rows by columns")
    grid = _Grid(
        tuple(rows), tuple(columns), tuple(tuple(row) for row in cells), row_title, column_title
    )
    low, high = scale or scale_for(unit, [Series("", row) for row in grid.cells])
    left = _left(sheet, grid)
    if len(grid.columns) > _fitting(sheet, left):
        turned = grid.turned()
        if len(turned.columns) <= _fitting(sheet, _left(sheet, turned)):
            grid, left = turned, _left(sheet, turned)
    has_gaps = any(value is None for row in grid.cells for value in row)
    drawn_key, y = _key(sheet, unit, (low, high), value_label, absent if has_gaps else "")

    blocks = ceil(len(grid.columns) / _fitting(sheet, left))
    per_block = ceil(len(grid.columns) / blocks)
    cell = min((sheet.width - MARGIN - left) / per_block, 120)
    heads = [wrapped(name, cell - 6) for name in grid.columns]
    are_numbers = any(
        len(words) > 4 or not fits(name, cell - 6)
        for name, words in zip(grid.columns, heads, strict=True)
    )
    if are_numbers:
        heads = [[str(number + 1)] for number in range(len(heads))]
    drawn = [drawn_key]
    for first in range(0, len(grid.columns), per_block):
        block = range(first, min(first + per_block, len(grid.columns)))
        markup, y = _block(sheet, grid, block, heads, (low, high), unit, left, cell, y, absent)
        drawn.append(markup)
    if are_numbers:
        if grid.column_title:
            drawn.append(write(MARGIN, y + SIZE, grid.column_title, sheet.palette.muted, bold=True))
            y += SIZE * LINE + 6
        listed, tall = numbered(sheet, grid.columns, y)
        drawn.append(listed)
        y += tall
    return "".join(drawn), y + 4


def _left(sheet: Sheet, grid: _Grid) -> float:
    """Where the cells begin: after the names of the rows."""
    most = 190 if sheet.is_wide else 92
    lines = [line for name in (*grid.rows, grid.row_title) for line in wrapped(name, most)]
    return MARGIN + max((text_width(line) for line in lines), default=0) + 12


def _fitting(sheet: Sheet, left: float) -> int:
    return max(1, int((sheet.width - MARGIN - left) / NARROWEST))


def _key(sheet, unit, ends, value_label, absent) -> tuple[str, float]:
    """What the numbers are, the shades with the values at both ends, and what a hatch means."""
    palette = sheet.palette
    words = wrapped(value_label, sheet.room, SIZE, True)
    drawn = [write_lines(MARGIN, MARGIN + SIZE, words, palette.text, bold=True)]
    y = MARGIN + len(words) * SIZE * LINE + 6
    low, high = (numbers.show(end, unit, sheet.lang) for end in ends)
    x = float(MARGIN)
    drawn.append(write(x, y + 12.5, low, palette.muted))
    x += text_width(low) + 8
    for step in range(STEPS):
        shade = palette.shade(step / (STEPS - 1))
        drawn.append(tag("rect", x=x, y=y, width=24, height=16, fill=shade, stroke=palette.outline))
        x += 24
    drawn.append(write(x + 8, y + 12.5, high, palette.muted))
    x += 8 + text_width(high) + 28
    if absent:
        lines = wrapped(absent, sheet.room - 40)
        if x + 40 + text_width(absent) > sheet.width - MARGIN:
            x, y = float(MARGIN), y + 24
        drawn.append(
            _withheld(sheet, x, y, 32, 16) + write_lines(x + 40, y + 12.5, lines, palette.muted)
        )
        y += (len(lines) - 1) * SIZE * LINE
    return "".join(drawn), y + 32


def _block(sheet, grid, block, heads, ends, unit, left, cell, y, absent):
    """The rows for some of the columns, with the names of both; returns it and where it ends."""
    palette = sheet.palette
    tallest = max(len(heads[column]) for column in block)
    drawn = []
    if grid.column_title:
        title = wrapped(grid.column_title, sheet.width - MARGIN - left)
        drawn.append(write_lines(left + 2, y + SIZE, title, palette.muted, bold=True))
        y += len(title) * SIZE * LINE + 4
    if grid.row_title:
        bottom = y + tallest * SIZE * LINE - 4
        title = wrapped(grid.row_title, left - MARGIN - 12, SIZE, True)
        drawn.append(
            write_lines(
                MARGIN, bottom - (len(title) - 1) * SIZE * LINE, title, palette.muted, bold=True
            )
        )
    for place, column in enumerate(block):
        words = heads[column]
        base = y + (tallest - len(words)) * SIZE * LINE + SIZE
        middle = left + cell * (place + 0.5)
        drawn.append(write_lines(middle, base, words, palette.text, anchor="middle"))
    y += tallest * SIZE * LINE + 4
    for name, values in zip(grid.rows, grid.cells, strict=True):
        words = wrapped(name, left - MARGIN - 12)
        tall = max(CELL, len(words) * SIZE * LINE + 4)
        first = y + tall / 2 - (len(words) - 1) * SIZE * LINE / 2 + 4.5
        drawn.append(write_lines(MARGIN, first, words, palette.text))
        for place, column in enumerate(block):
            where = f"{name}, {grid.columns[column]}"
            x = left + cell * place
            drawn.append(_cell(sheet, where, values[column], ends, unit, x, y, cell, tall, absent))
        y += tall
    return "".join(drawn), y + 14


def _cell(sheet, where, value, ends, unit, x, y, wide, tall, absent) -> str:
    middle, base = x + wide / 2, y + tall / 2 + 4.5
    if value is None:
        return titled(f"{where}: {absent}", _withheld(sheet, x + 1, y + 1, wide - 2, tall - 2))
    low, high = ends
    shade = sheet.palette.shade((value - low) / (high - low))
    text = numbers.show(value, unit, sheet.lang)
    return titled(
        f"{where}: {text}",
        tag(
            "rect",
            x=float(x + 1),
            y=float(y + 1),
            width=float(wide - 2),
            height=float(tall - 2),
            fill=shade,
            stroke=sheet.palette.grid,
        ),
        write(middle, base, text, sheet.palette.ink_on(shade), anchor="middle"),
    )


def _withheld(sheet, x, y, wide, tall) -> str:
    """A hatched cell with a dash on a plate, so that neither hides the other."""
    palette = sheet.palette
    middle = x + wide / 2
    size = {"x": float(x), "y": float(y), "width": float(wide), "height": float(tall)}
    plate = {"x": middle - 7, "y": y + tall / 2 - 6, "width": 14, "height": 12}
    return (
        tag("rect", **size, fill=palette.surface)
        + hatch("rising", x, y, wide, tall, palette.axis, 1.0)
        + tag("rect", **size, fill="none", stroke=palette.grid)
        + tag("rect", **plate, fill=palette.surface)
        + write(middle, y + tall / 2 + 4.5, NO_VALUE, palette.muted, anchor="middle")
    )
