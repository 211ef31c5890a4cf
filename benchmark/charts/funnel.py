"""Who enters each step of the process, and who drops out there."""

from collections.abc import Sequence

from .bars import BAR, GAP, VALUE, bar, foot, swatches
from .lettering import LINE, SIZE, wrapped
from .lettering import width as text_width
from .numbers import PERCENT
from .scales import Axis, scale_for
from .series import Series
from .sheet import MARGIN, Sheet, drawing
from .svg import write_lines

BETWEEN = 20


@drawing
def funnel(
    sheet: Sheet,
    steps: Sequence[str],
    entered: Sequence[Series],
    dropped: Sequence[Series],
    *,
    entered_label: str,
    dropped_label: str,
) -> tuple[str, float]:
    """Per step a bar with the share (0..1) that entered, and beside it the share that dropped out.

    `entered` and `dropped` hold the same sides in the same order. Both columns have as many pixels
    per percent, so that their bars compare. None shows the side's word of absence.
    """
    palette = sheet.palette
    top_share = scale_for(PERCENT, dropped)[1]
    left = MARGIN
    if sheet.is_wide:
        lines = [line for name in steps for line in wrapped(name, 160)]
        left = MARGIN + max(text_width(line) for line in lines) + 16
    per_share = (sheet.width - MARGIN - left - 2 * VALUE - 8) / (1 + top_share)
    first = Axis(0, 1, left, per_share)
    second = Axis(0, top_share, left + per_share + VALUE + 8, per_share * top_share)

    drawn_key, y = swatches(entered, MARGIN, 16, sheet.room, palette)
    y += MARGIN + 6
    heads = [
        wrapped(entered_label, per_share + VALUE - 10, SIZE, True),
        wrapped(dropped_label, sheet.width - MARGIN - second.start, SIZE, True),
    ]
    tallest = max(map(len, heads))
    drawn = [drawn_key]
    for axis, words in zip((first, second), heads, strict=True):
        base = y + SIZE + (tallest - len(words)) * SIZE * LINE
        drawn.append(write_lines(axis.start, base, words, palette.text, bold=True))
    y += tallest * SIZE * LINE + 10

    tall = len(entered) * (BAR + GAP) - GAP
    for index, name in enumerate(steps):
        words = wrapped(name, left - MARGIN - 16 if sheet.is_wide else sheet.room)
        block, top = tall, y
        if sheet.is_wide:
            tall_name = len(words) * SIZE * LINE
            block = max(tall, tall_name)
            top = y + (block - tall) / 2
            drawn.append(
                write_lines(MARGIN, y + (block - tall_name) / 2 + SIZE, words, palette.text)
            )
        else:
            drawn.append(write_lines(MARGIN, y + SIZE, words, palette.text))
            top = y + len(words) * SIZE * LINE + 4
            block = top - y + tall
        for axis, series, label in (
            (first, entered, entered_label),
            (second, dropped, dropped_label),
        ):
            where = f"{name}, {label.lower()}"
            for place, one in enumerate(series):
                at = top + place * (BAR + GAP)
                drawn.append(bar(sheet, one, index, where, axis, at, BAR, PERCENT))
            drawn.append(foot(sheet, axis, top - 4, top + tall + 4))
        y += block + BETWEEN
    return "".join(drawn), y - BETWEEN + 12
