"""An answer divided over its options, per group of clients: bars of 100% under each other."""

from collections.abc import Sequence

from .keys import filled, key_to_fills
from .lettering import LINE, SIZE, wrapped
from .lettering import width as text_width
from .numbers import PERCENT
from .palette import Fill
from .series import Group, Series
from .sheet import MARGIN, Sheet, drawing
from .stacked import edges_of
from .svg import tag, titled, write, write_lines

BAR = 24
BETWEEN_SIDES, BETWEEN_GROUPS = 5, 18


@drawing
def stacked_groups(
    sheet: Sheet,
    categories: Sequence[str],
    groups: Sequence[Group],
    *,
    ordered: bool,
) -> tuple[str, float]:
    """A bar per group and side; a series' values are the shares (0..1) of the categories.

    `ordered` answers run from light to dark, others have a hatch each. A side without values shows
    its word of absence, and so does a group without sides. ValueError for more than eight
    categories.
    """
    fills = sheet.palette.categories(len(categories), ordered)
    drawn_key, key_height = key_to_fills(sheet, categories, fills, MARGIN)
    group_room, side_room = _columns(sheet, groups)
    left = MARGIN + group_room + side_room
    drawn, y = [drawn_key], MARGIN + key_height + 8
    for group in groups:
        words = wrapped(group.label, (group_room or sheet.room + 12) - 12, SIZE, True)
        tall_name = len(words) * SIZE * LINE
        rows = [_side_row(sheet, one, side_room) for one in group.series]
        tall = sum(row for _, row in rows) + BETWEEN_SIDES * (len(rows) - 1) if rows else BAR
        if group_room:
            drawn.append(
                write_lines(MARGIN, y + BAR / 2 + 4.5, words, sheet.palette.text, bold=True)
            )
        elif group.label:
            drawn.append(write_lines(MARGIN, y + SIZE, words, sheet.palette.text, bold=True))
            y += tall_name + 3
        at = y
        if not rows:
            drawn.append(_absent(sheet, group.absent, left, at))
        for one, (side_words, row) in zip(group.series, rows, strict=True):
            top = at + (row - BAR) / 2
            drawn.append(_side_name(sheet, one, side_words, MARGIN + group_room, at, row))
            if one.has_values:
                drawn.append(_bar(sheet, categories, fills, group.label, one, left, top))
            else:
                drawn.append(_absent(sheet, one.absence or group.absent, left, top))
            at += row + BETWEEN_SIDES
        y += max(tall, tall_name + BAR / 2 - SIZE / 2 if group_room else 0) + BETWEEN_GROUPS
    return "".join(drawn), y - BETWEEN_GROUPS + MARGIN


def _columns(sheet: Sheet, groups) -> tuple[float, float]:
    """The width of the names of groups (none on a narrow page) and of sides."""
    group_room = 0.0
    if sheet.is_wide and any(group.label for group in groups):
        words = [w for group in groups for w in wrapped(group.label, 140, SIZE, True)]
        group_room = max(text_width(line, SIZE, True) for line in words) + 16
    names = {one.label for group in groups for one in group.series}
    words = [line for name in names for line in wrapped(name, 88, SIZE, True)]
    return group_room, max((text_width(w, SIZE, True) for w in words), default=-10) + 10


def _side_row(sheet, one: Series, room: float) -> tuple[list[str], float]:
    """The lines of a side's name and the height its row needs."""
    words = wrapped(one.label, max(room - 10, 20), SIZE, one.role == "own")
    return words, max(BAR, len(words) * SIZE * LINE)


def _side_name(sheet, one, words, x, top, row) -> str:
    first = top + row / 2 - (len(words) - 1) * SIZE * LINE / 2 + 4.5
    colour = sheet.palette.colour(one.role)
    return write_lines(x, first, words, colour, bold=one.role == "own")


def _absent(sheet, word, x, top) -> str:
    return write(x + 2, top + BAR / 2 + 4.5, word, sheet.palette.muted) if word else ""


def _bar(sheet, categories, fills: Sequence[Fill], where, one: Series, left, top) -> str:
    drawn = []
    room = sheet.width - MARGIN - left
    edges = edges_of(one)
    for index, (name, fill) in enumerate(zip(categories, fills, strict=True)):
        x1, x2 = (left + room * edge for edge in edges[index : index + 2])
        if x2 - x1 < 0.5:
            continue
        segment = filled(sheet, fill, x1 + 1, top, max(0.6, x2 - x1 - 2), BAR)
        text = one.text(index, PERCENT, sheet.lang)
        wide = text_width(text)
        if wide + 8 <= x2 - x1:
            middle = (x1 + x2) / 2
            plate = tag(
                "rect",
                x=middle - wide / 2 - 2,
                y=float(top + 4),
                width=wide + 4,
                height=BAR - 8,
                fill=fill.colour,
            )
            segment += plate if fill.hatch else ""
            segment += write(middle, top + BAR / 2 + 4.5, text, fill.ink, anchor="middle")
        place = f"{where}, {name}" if where else name
        drawn.append(titled(one.tip(index, place, PERCENT, sheet.lang), segment))
    return "".join(drawn)
