"""Shares, means, counts or changes side by side: one group of horizontal bars per category."""

from collections.abc import Sequence

from .lettering import LINE, SIZE, wrapped
from .lettering import width as text_width
from .scales import Axis, scale_for
from .series import Series
from .sheet import MARGIN, Sheet, drawing
from .svg import path, tag, titled, write, write_lines

BAR = 20
GAP = 5
BETWEEN = 22
# Room after the longest bar for its value: ">95%".
VALUE = 44


@drawing
def bars(
    sheet: Sheet,
    categories: Sequence[str],
    series: Sequence[Series],
    *,
    unit: str,
    scale: tuple[float, float] | None = None,
) -> tuple[str, float]:
    """Bars with whiskers from limit to limit.

    `scale` is the value at both ends, by default what `scales.scale_for` finds. Bars stand on zero
    when it lies on the scale, else on its low end.

    The own bars are filled, the others hollow. With one category the names of the series stand
    before their bars; with more there is a key above, and an empty name needs no line of its own.
    """
    low, high = scale or scale_for(unit, series)
    draw = _single if len(categories) == 1 else _grouped

    def axis(left: float) -> Axis:
        before = VALUE if low < 0 else 0
        return Axis(low, high, left + before, sheet.width - left - 20 - VALUE - before)

    return draw(sheet, categories, series, unit, axis)


def _single(sheet, categories, series, unit, axis_from):
    """One category: a bar per series, named in front."""
    axis = axis_from(150 if sheet.is_wide else 104)
    room = (150 if sheet.is_wide else 104) - 16
    names = [wrapped(one.label, room, SIZE, one.role == "own") for one in series]
    drawn, y = [], 14.0
    for one, words in zip(series, names, strict=True):
        tall = max(BAR + 8, len(words) * SIZE * LINE)
        first = y + tall / 2 - (len(words) - 1) * SIZE * LINE / 2 + 4.5
        colour = sheet.palette.colour(one.role)
        drawn.append(write_lines(8, first, words, colour, bold=one.role == "own"))
        top = y + (tall - BAR - 8) / 2
        drawn.append(bar(sheet, one, 0, categories[0], axis, top, BAR + 8, unit))
        y += tall + 14
    drawn.append(foot(sheet, axis, 4, y - 8))
    return "".join(drawn), y


def _grouped(sheet, categories, series, unit, axis_from):
    """Several categories: names at the left on a wide page, above the bars on a narrow one."""
    drawn_key, key_height = swatches(series, MARGIN, 14, sheet.room, sheet.palette)
    wide = sheet.is_wide
    left = min(196, 24 + max(text_width(name) for name in categories)) if wide else MARGIN
    axis = axis_from(left)
    drawn, y = [], 14 + key_height + (4 if wide else 0)
    for index, name in enumerate(categories):
        words = wrapped(name, left - 24 if wide else sheet.room)
        tall = len(series) * (BAR + GAP) - GAP
        if wide:
            tall_name = len(words) * SIZE * LINE
            block = max(tall, tall_name)
            first = y + (block - tall_name) / 2 + SIZE
            drawn.append(write_lines(MARGIN, first, words, sheet.palette.text))
            bar_top = y + (block - tall) / 2
        else:
            drawn.append(write_lines(MARGIN, y + SIZE, words, sheet.palette.text))
            bar_top = y + len(words) * SIZE * LINE + 4
            block = bar_top - y + tall
        stand = bar_top
        for one in series:
            drawn.append(bar(sheet, one, index, name, axis, bar_top, BAR, unit))
            bar_top += BAR + GAP
        drawn.append(foot(sheet, axis, stand - 4, bar_top - GAP + 4))
        y += block + (BETWEEN if wide else BETWEEN - 4)
    return drawn_key + "".join(drawn), y - BETWEEN + 14


def bar(
    sheet: Sheet,
    one: Series,
    index: int,
    name: str,
    axis: Axis,
    top: float,
    tall: float,
    unit: str,
) -> str:
    """A bar, its whisker and its value; only the word of absence where the value is withheld."""
    palette = sheet.palette
    value = one.values[index]
    if value is None:
        return _absent(one, index, axis.foot, top, tall, palette)
    colour = palette.colour(one.role)
    filled = one.role == "own"
    inset = 0 if filled else 1
    end = axis.at(value)
    left, right = sorted((axis.foot, end))
    shapes = [
        tag(
            "rect",
            x=float(left + inset),
            y=float(top + inset),
            width=float(max(2.0, right - left - 2 * inset)),
            height=float(tall - 2 * inset),
            fill=colour if filled else palette.average_band,
            stroke=None if filled else colour,
            stroke_width=None if filled else 2,
        )
    ]
    reach = [end]
    if limits := one.interval(index):
        shapes += _whisker(axis, limits, end, top + tall / 2, filled, palette)
        reach += map(axis.at, limits)
    falls = end < axis.foot
    shapes.append(
        write(
            min(reach) - 8 if falls else max(reach) + 8,
            top + tall / 2 + 4.5,
            one.text(index, unit, sheet.lang),
            colour,
            anchor="end" if falls else "start",
            bold=filled,
        )
    )
    return titled(one.tip(index, name, unit, sheet.lang), *shapes)


def _absent(one, index, x, top, tall, palette):
    """The words a series gives for a value that is not shown, in the place of its bar."""
    words = one.labels[index] if index < len(one.labels) else None
    return write(x + 8, top + tall / 2 + 4.5, words, palette.muted) if words else ""


def _whisker(axis, limits, end, middle, filled, palette):
    """The line from limit to limit: dark on the page, light where it lies on a filled bar."""
    low, high = (axis.at(limit) for limit in limits)
    left, right = sorted((axis.foot, end))
    inside = palette.surface if filled else palette.text
    stretches = (
        (palette.text, low, min(high, left)),
        (inside, max(low, left), min(high, right)),
        (palette.text, max(low, right), high),
    )
    pieces = [(ink, [(x1, middle), (x2, middle)]) for ink, x1, x2 in stretches if x1 < x2]
    for x in (low, high):
        ink = inside if left < x <= right else palette.text
        pieces.append((ink, [(x, middle - 5), (x, middle + 5)]))
    return [
        tag("path", d=path(ends), fill="none", stroke=ink, stroke_width=1.5) for ink, ends in pieces
    ]


def foot(sheet: Sheet, axis: Axis, top: float, bottom: float) -> str:
    """The line the bars stand on."""
    x = float(axis.foot)
    return tag("line", x1=x, y1=float(top), x2=x, y2=float(bottom), stroke=sheet.palette.axis)


def swatches(series, x, y, room, palette) -> tuple[str, float]:
    """The key to filled and hollow bars, wrapping within `room`; returns it and its height."""
    drawn, at, row, step = [], x, 0, SIZE * 1.8
    for one in series:
        if not one.label:
            continue
        needed = 24 + text_width(one.label, SIZE, True) + 22
        if at > x and at + needed - 22 > x + room:
            at, row = x, row + 1
        middle = y + row * step
        filled = one.role == "own"
        inset = 0 if filled else 1
        drawn.append(
            tag(
                "rect",
                x=float(at + inset),
                y=float(middle - 8 + inset),
                width=16 - 2 * inset,
                height=16 - 2 * inset,
                fill=palette.colour(one.role) if filled else palette.average_band,
                stroke=None if filled else palette.colour(one.role),
                stroke_width=None if filled else 2,
            )
            + write(at + 24, middle + 4.5, one.label, palette.colour(one.role), bold=True)
        )
        at += needed
    return "".join(drawn), (row + 1) * step if drawn else 0.0
