"""Small multiples: the same line chart for every group of clients, on one scale."""

from collections.abc import Sequence

from .keys import numbered
from .lettering import LINE, SIZE, wrapped
from .lettering import width as text_width
from .lines import needed_ticks, strokes, value_labels
from .placing import Box, Room
from .scales import Axis
from .series import Group, Series, key, marker
from .sheet import MARGIN, Sheet, drawing
from .svg import tag, write, write_lines

PLOT_HEIGHT = 112
BETWEEN = 20
# From this width per category on, every value of the own line is written beside its mark.
ROOMY = 40


@drawing
def panels(
    sheet: Sheet,
    categories: Sequence[str],
    groups: Sequence[Group],
    *,
    unit: str,
    ticks: Sequence[tuple[float, str]],
) -> tuple[str, float]:
    """A panel per group with a line per series over the categories, which have numbers.

    `ticks` are (value, words) along the axis of values: its numbers stand in the panels, its words
    below. All panels share the part of the axis that any of them needs. Up to three panels beside
    each other on a wide page, one on a narrow one.
    """
    everything = [one for group in groups for one in group.series]
    ticks = needed_ticks(ticks, everything)
    columns = min(3, len(groups)) if sheet.is_wide else 1
    wide = (sheet.room - BETWEEN * (columns - 1)) / columns
    drawn_key, y = _key(sheet, everything)
    drawn = [drawn_key]
    for first in range(0, len(groups), columns):
        row = groups[first : first + columns]
        names = [wrapped(group.label, wide, SIZE, True) for group in row]
        tallest = max(map(len, names)) * SIZE * LINE
        for place, (group, words) in enumerate(zip(row, names, strict=True)):
            x = MARGIN + place * (wide + BETWEEN)
            top = y + tallest - len(words) * SIZE * LINE + SIZE
            drawn.append(write_lines(x, top, words, sheet.palette.text, bold=True))
            drawn += _panel(sheet, categories, group, unit, ticks, x, y + tallest + 12, wide)
        y += tallest + 12 + PLOT_HEIGHT + 24 + BETWEEN
    listed, tall = numbered(sheet, categories, y)
    drawn.append(listed)
    y += tall
    if any(" " in words for _, words in ticks):
        words = wrapped(", ".join(_explained(words) for _, words in ticks), sheet.room)
        drawn.append(write_lines(MARGIN, y + 8 + SIZE, words, sheet.palette.muted))
        y += 8 + len(words) * SIZE * LINE
    return "".join(drawn), y + MARGIN


def _explained(words: str) -> str:
    """ "3 gemiddeld" as "3 = gemiddeld"."""
    number, _, rest = words.partition(" ")
    return f"{number} = {rest}" if rest else number


def _key(sheet: Sheet, everything: Sequence[Series]) -> tuple[str, float]:
    """One mark per role and name; none where a single nameless line needs no key."""
    found = {(one.role, one.label): one for one in everything if one.label}
    if not found:
        return "", float(MARGIN)
    drawn, tall = key(found.values(), MARGIN, 16, sheet.room, sheet.palette)
    return drawn, 16 + tall + 2


def _panel(sheet, categories, group, unit, ticks, x, top, wide):
    palette = sheet.palette
    short = [(value, words.split()[0]) for value, words in ticks]
    gutter = max(text_width(words) for _, words in short) + 8
    left, plot = x + gutter, wide - gutter
    column = plot / len(categories)
    bottom = top + PLOT_HEIGHT
    axis = Axis(ticks[0][0], ticks[-1][0], bottom, -PLOT_HEIGHT)

    def points(index, value):
        return left + column * (index + 0.5), axis.at(value)

    drawn = []
    for value, words in short:
        level = axis.at(value)
        drawn.append(
            tag("line", x1=left, y1=level, x2=left + plot, y2=level, stroke=palette.grid)
            + write(left - 8, level + 4.5, words, palette.muted, anchor="end")
        )
    for index in range(len(categories)):
        middle = points(index, ticks[0][0])[0]
        drawn.append(write(middle, bottom + 20, str(index + 1), palette.text, anchor="middle"))
    if group.is_empty:
        word = group.absent or next((one.absence for one in group.series if one.absence), "")
        words = wrapped(word, plot - 8)
        middle = top + PLOT_HEIGHT / 2 - len(words) * SIZE * LINE / 2 + SIZE
        plate = max((text_width(line) for line in words), default=0) + 12
        centre = left + plot / 2
        drawn.append(
            tag(
                "rect",
                x=centre - plate / 2,
                y=middle - SIZE - 3,
                width=plate,
                height=len(words) * SIZE * LINE + 6,
                fill=palette.surface,
            )
            + write_lines(centre, middle, words, palette.muted, anchor="middle")
        )
        return drawn
    drawn += strokes(group.series, points, palette)
    for one in sorted(group.series, key=lambda s: s.role == "own"):
        for index, value in enumerate(one.values):
            if value is not None:
                tip = f"{group.label}: {one.tip(index, categories[index], unit, sheet.lang)}"
                drawn.append(marker(one.role, *points(index, value), palette, tip))
    room = Room(Box(left - 4, top - 12, left + plot + 4, bottom + 6))
    for one in group.series:
        for run in one.runs():
            room.line([points(i, one.values[i]) for i in run])
        for i, value in enumerate(one.values):
            if value is not None:
                at_x, at_y = points(i, value)
                room.boxes.append(Box(at_x - 6, at_y - 6, at_x + 6, at_y + 6))
    labelled = [_labelled(one, column >= ROOMY) for one in group.series if one.role == "own"]
    drawn += value_labels(labelled, points, room, unit, sheet.lang, palette, sideways=False)
    return drawn


def _labelled(one: Series, every: bool) -> Series:
    """The values that get a label: all, or the first and the last."""
    if every:
        return one
    present = [i for i, value in enumerate(one.values) if value is not None]
    kept = {*present[:1], *present[-1:]}
    values = tuple(value if i in kept else None for i, value in enumerate(one.values))
    return Series(one.label, values, (), one.labels, one.role)
