"""How much something rises or falls after each step: signed values around zero."""

from collections.abc import Sequence

from .lettering import LINE, SIZE, wrapped
from .lettering import width as text_width
from .numbers import CHANGE
from .palette import Palette
from .scales import Axis, scale_for
from .series import Series, key, marker
from .sheet import MARGIN, Sheet, drawing
from .svg import path, tag, titled, write, write_lines

ROW = 26
BETWEEN = 14


@drawing
def changes(
    sheet: Sheet,
    categories: Sequence[str],
    series: Sequence[Series],
    *,
    zero_label: str,
    unit: str = CHANGE,
    scale: tuple[float, float] | None = None,
    ends: tuple[str, str] = ("", ""),
    flagged: Sequence[Sequence[bool]] = (),
    flag_label: str = "",
) -> tuple[str, float]:
    """A mark with its interval per category and series, left or right of a line at zero.

    `zero_label` names that line ("gelijk"), `ends` both directions ("daalt", "stijgt").
    `flagged[series][category]` gives a mark another shape, a double ring, and `flag_label` after
    its value. None shows the word of absence.
    """
    palette = sheet.palette
    low, high = scale or scale_for(unit, series)
    texts = [
        _text(one, index, unit, sheet.lang, _is_flagged(flagged, place, index), flag_label)
        for place, one in enumerate(series)
        for index, value in enumerate(one.values)
        if value is not None
    ]
    right = max((text_width(text, SIZE, True) for text in texts), default=0) + 14
    left = MARGIN
    if sheet.is_wide:
        lines = [line for name in categories for line in wrapped(name, 160)]
        left = MARGIN + max(text_width(line) for line in lines) + 16
    axis = Axis(low, high, left + 8, sheet.width - MARGIN - left - 16 - right)
    drawn_key, y = key([one for one in series if one.label], MARGIN, 16, sheet.room, palette)
    y += 14
    drawn = [drawn_key]
    heading, y = _heading(sheet, axis, zero_label, ends, y)
    drawn.append(heading)
    rows: list[str] = []
    tall = ROW * len(series)
    for index, name in enumerate(categories):
        words = wrapped(name, left - MARGIN - 16 if sheet.is_wide else sheet.room)
        tall_name = len(words) * SIZE * LINE
        if sheet.is_wide:
            block = max(tall, tall_name)
            first = y + (block - tall_name) / 2 + SIZE
            top = y + (block - tall) / 2
        else:
            first = y + SIZE
            top = y + tall_name + 4
            block = top - y + tall
        rows.append(write_lines(MARGIN, first, words, palette.text))
        drawn.append(_zero(sheet, axis, top - 2, top + tall + 2))
        for place, one in enumerate(series):
            is_flagged = _is_flagged(flagged, place, index)
            middle = top + ROW * (place + 0.5)
            rows.append(_mark(sheet, axis, one, index, name, middle, unit, is_flagged, flag_label))
        y += block + BETWEEN
    return "".join(drawn + rows), y - BETWEEN + MARGIN + 4


def _zero(sheet, axis, top, bottom) -> str:
    """The line at zero beside one category."""
    x = axis.at(0)
    stroke = {"stroke": sheet.palette.axis, "stroke_width": 1.5}
    return tag("line", x1=x, y1=float(top), x2=x, y2=float(bottom), **stroke)


def _is_flagged(flagged, place: int, index: int) -> bool:
    return place < len(flagged) and index < len(flagged[place]) and flagged[place][index]


def _text(one: Series, index, unit, lang, is_flagged, flag_label) -> str:
    text = one.text(index, unit, lang)
    return f"{text} {flag_label}" if is_flagged and flag_label else text


def _heading(sheet, axis, zero_label, ends, y) -> tuple[str, float]:
    """The directions at both ends, each with an arrow, and the name of the line at zero."""
    palette = sheet.palette
    drawn = []
    left, right = axis.start, axis.start + axis.length
    if any(ends):
        for at, word, way in ((left, ends[0], -1), (right, ends[1], 1)):
            if not word:
                continue
            base, tip = at - 12 * way, at
            arrow = [(base, y + 8), (tip, y + 8)]
            point = [(tip - 4 * way, y + 4), (tip, y + 8), (tip - 4 * way, y + 12)]
            drawn.append(
                tag("path", d=f"{path(arrow)} {path(point)}", fill="none", stroke=palette.muted)
                + write(
                    base - 5 * way,
                    y + 12.5,
                    word,
                    palette.muted,
                    anchor="start" if way < 0 else "end",
                )
            )
        y += SIZE * LINE + 4
    half = text_width(zero_label) / 2
    middle = min(max(axis.at(0), MARGIN + half), sheet.width - MARGIN - half)
    drawn.append(write(middle, y + SIZE, zero_label, palette.muted, anchor="middle"))
    return "".join(drawn), y + SIZE * LINE + 10


def _mark(sheet, axis, one, index, name, y, unit, is_flagged, flag_label) -> str:
    palette = sheet.palette
    value = one.values[index]
    if value is None:
        words = one.labels[index] if index < len(one.labels) else None
        return write(axis.at(0) + 8, y + 4.5, words, palette.muted) if words else ""
    colour = palette.colour(one.role)
    shapes = []
    if limits := one.interval(index):
        low, high = (axis.at(limit) for limit in limits)
        d = " ".join(path([(x, y - 5), (x, y + 5)]) for x in (low, high))
        d = f"{path([(low, y), (high, y)])} {d}"
        shapes.append(tag("path", d=d, fill="none", stroke=colour, stroke_width=1.5))
    shapes.append(
        _ring(axis.at(value), y, colour, palette)
        if is_flagged
        else marker(one.role, axis.at(value), y, palette)
    )
    text = _text(one, index, unit, sheet.lang, is_flagged, flag_label)
    at = axis.start + axis.length + 16
    shapes.append(write(at, y + 4.5, text, colour, bold=one.role == "own"))
    tip = one.tip(index, name, unit, sheet.lang)
    return titled(f"{tip}, {flag_label}" if is_flagged and flag_label else tip, *shapes)


def _ring(x, y, colour, palette: Palette) -> str:
    """A ring around a dot: the mark of what stands out, in no other role."""
    return tag(
        "circle", cx=x, cy=float(y), r=8, fill=palette.surface, stroke=colour, stroke_width=2
    ) + tag("circle", cx=x, cy=float(y), r=3.5, fill=colour)
