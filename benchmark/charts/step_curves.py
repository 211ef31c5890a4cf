"""The share that has reached a result by each week, a curve per group of clients.

On a wide page up to four curves share one plot. On a narrow page, or with more groups, each has a
plot of its own: four staircases on a phone cannot be followed.
"""

from collections.abc import Sequence

from .curve_plot import (
    AVERAGE_DASH,
    STYLES,
    Plot,
    curves,
    frame,
    measuring_line,
    stroke,
    vertical,
    week_axis_below,
)
from .curve_values import values_at_mark
from .lettering import LINE, SIZE, wrapped
from .lettering import width as text_width
from .placing import spread
from .scales import Axis
from .series import Group, Series
from .sheet import MARGIN, Sheet, drawing
from .svg import path, tag, write, write_lines

TOGETHER = 4
TALL, TALL_APART = 270, 120
BETWEEN = 22


@drawing
def step_curves(
    sheet: Sheet,
    groups: Sequence[Group],
    *,
    weeks: int,
    week_axis: str,
    mark_week: int | None = None,
    mark_label: str = "",
    bands: bool = False,
) -> tuple[str, float]:
    """Shares (0..1) per week 0..`weeks` per group; a series may end earlier.

    A group has an own series and may have an average, drawn thin and dotted in the same colour
    with a hollow mark. `mark_week` draws the measuring point with the values on it. `bands` shades
    the intervals of the own curves. A group without values shows its word of absence.
    """
    plot = Plot(sheet, weeks, week_axis, mark_week, mark_label, bands)
    if sheet.is_wide and len(groups) <= TOGETHER:
        return _together(plot, groups)
    return _apart(plot, groups)


def _together(plot: Plot, groups) -> tuple[str, float]:
    """All curves in one plot, named at their ends."""
    sheet = plot.sheet
    palette = sheet.palette
    names = [wrapped(group.label, 120, SIZE, True) for group in groups]
    right = 24 + max(text_width(w, SIZE, True) for words in names for w in words)
    drawn, y = _average_key(plot, groups, MARGIN)
    top = y + (34 if plot.mark_week is not None else 12)
    across = Axis(0, plot.weeks, 54, sheet.width - 54 - right)
    up = Axis(0, 1, top + TALL, -TALL)
    drawn += frame(plot, across, up, (0, 0.25, 0.5, 0.75, 1))
    drawn += measuring_line(plot, across, up, labelled=True)
    ends, missing = [], []
    for group, style, words in zip(groups, STYLES, names, strict=False):
        if group.is_empty:
            missing.append(group)
            continue
        drawn += curves(plot, group, style, across, up)
        one = _leading(group)
        last = max(i for i, value in enumerate(one.values) if value is not None)
        ends.append((across.at(last), up.at(one.values[last]), words, style))
    heights = [len(words) * SIZE * LINE + 2 for _, _, words, _ in ends]
    wanted = [y - tall / 2 for (_, y, _, _), tall in zip(ends, heights, strict=True)]
    tops = spread(wanted, heights, top - 10, top + TALL + 4)
    for (x, end, words, style), tall, at in zip(ends, heights, tops, strict=True):
        colour = palette.colour(style.role)
        if abs(at + tall / 2 - end) > 6:
            bend = [(x + 3, end), (x + 10, at + tall / 2)]
            drawn.append(tag("path", d=path(bend), fill="none", stroke=colour))
        drawn.append(write_lines(x + 13, at + SIZE, words, colour, bold=True))
    drawn += values_at_mark(plot, [g for g in groups if not g.is_empty], groups, across, up)
    foot, y = week_axis_below(plot, across, up, top + TALL)
    drawn.append(foot)
    for group in missing:
        words = wrapped(f"{group.label}: {_absence(group)}", sheet.room)
        drawn.append(write_lines(MARGIN, y + SIZE, words, palette.muted))
        y += len(words) * SIZE * LINE
    return "".join(drawn), y + MARGIN


def _apart(plot: Plot, groups) -> tuple[str, float]:
    """A plot per group, all on the same axes."""
    sheet = plot.sheet
    columns = min(2, len(groups)) if sheet.is_wide else 1
    wide = (sheet.room - BETWEEN * (columns - 1)) / columns
    drawn, y = _average_key(plot, groups, MARGIN)
    if plot.mark_week is not None and plot.mark_label:
        words = wrapped(plot.mark_label, sheet.room - 22)
        drawn.append(vertical(sheet, MARGIN + 8, y, y + 16))
        drawn.append(write_lines(MARGIN + 22, y + SIZE, words, sheet.palette.muted))
        y += len(words) * SIZE * LINE + 14
    for first in range(0, len(groups), columns):
        row = groups[first : first + columns]
        names = [wrapped(group.label, wide, SIZE, True) for group in row]
        tallest = max(map(len, names)) * SIZE * LINE
        lowest = y
        for place, (group, words) in enumerate(zip(row, names, strict=True)):
            x = MARGIN + place * (wide + BETWEEN)
            top = y + tallest + 14
            across = Axis(0, plot.weeks, x + 42, wide - 42 - 14)
            up = Axis(0, 1, top + TALL_APART, -TALL_APART)
            style = STYLES[0]
            drawn.append(
                write_lines(x, y + SIZE, words, sheet.palette.colour(style.role), bold=True)
            )
            drawn += frame(plot, across, up, (0, 0.5, 1))
            drawn += measuring_line(plot, across, up, labelled=False)
            if group.is_empty:
                drawn += _word(sheet, _absence(group), across, up)
            else:
                drawn += curves(plot, group, style, across, up)
                drawn += values_at_mark(plot, [group], [group], across, up)
            foot, lowest = week_axis_below(plot, across, up, top + TALL_APART, with_name=False)
            drawn.append(foot)
        y = lowest + BETWEEN - 8
    words = wrapped(plot.week_axis, sheet.room)
    drawn.append(write_lines(MARGIN, y + 4, words, sheet.palette.muted))
    return "".join(drawn), y + 4 + (len(words) - 1) * SIZE * LINE + MARGIN + 2


def _leading(group: Group) -> Series:
    """The own series, or the average where there is no own figure."""
    with_values = [one for one in group.series if one.has_values]
    return next((one for one in with_values if one.role == "own"), with_values[0])


def _absence(group: Group) -> str:
    return group.absent or next((one.absence for one in group.series if one.absence), "")


def _average_key(plot: Plot, groups, top) -> tuple[list[str], float]:
    """What the thick and the thin curves are; nothing when there is one kind."""
    sheet, palette = plot.sheet, plot.sheet.palette
    found = {one.role: one.label for group in groups for one in group.series if one.label}
    if len(found) < 2:
        return [], float(top)
    drawn, x, y = [], float(MARGIN), float(top)
    for role in sorted(found, key=lambda role: role != "own"):
        own = role == "own"
        label = found[role]
        needed = 36 + text_width(label, SIZE, own)
        if x > MARGIN and x + needed > sheet.width - MARGIN:
            x, y = float(MARGIN), y + SIZE * 1.6
        ends = [(x, y + 8), (x + 28, y + 8)]
        drawn.append(
            stroke(path(ends), palette.text, None if own else AVERAGE_DASH, own)
            + write(x + 36, y + 12.5, label, palette.text, bold=own)
        )
        x += needed + 22
    return drawn, y + SIZE * 1.6 + 4


def _word(sheet, word, across, up) -> list[str]:
    middle, y = across.start + across.length / 2, up.at(0.25)
    wide = text_width(word) + 10
    return [
        tag(
            "rect", x=middle - wide / 2, y=y - 11, width=wide, height=22, fill=sheet.palette.surface
        ),
        write(middle, y + 4.5, word, sheet.palette.muted, anchor="middle"),
    ]
