"""Shares or means side by side: one group of horizontal bars per category."""

from collections.abc import Sequence

from .lettering import LINE, SIZE, wrapped
from .lettering import width as text_width
from .palette import Palette
from .series import Series
from .svg import WIDE, document, path, tag, titled, write, write_lines

BAR = 20
GAP = 5
BETWEEN = 22
# Room after the longest bar for its value: ">95%".
VALUE = 44


def bars(
    categories: Sequence[str],
    series: Sequence[Series],
    *,
    unit: str,
    scale: tuple[float, float],
    title: str,
    description: str,
    id_prefix: str,
    lang: str = "nl",
    palette: Palette | None = None,
    width: int = WIDE,
) -> str:
    """An SVG of bars with whiskers from limit to limit; `scale` is the value at both ends.

    The own bars are filled, the others hollow. With one category the names of the series stand
    before their bars; with more there is a key above, and an empty name needs no line of its own.
    """
    palette = palette or Palette()
    draw = _single if len(categories) == 1 else _grouped
    content, height = draw(categories, series, unit, scale, lang, palette, width)
    return document(
        content,
        width=width,
        height=height,
        title=title,
        description=description,
        id_prefix=id_prefix,
        palette=palette,
        lang=lang,
    )


def _single(categories, series, unit, scale, lang, palette, total):
    """One category: a bar per series, named in front."""
    room = 150 if total >= 520 else 104
    names = [wrapped(one.label, room - 16, SIZE, one.role == "own") for one in series]
    drawn, y = [], 14.0
    for one, words in zip(series, names, strict=True):
        tall = max(BAR + 8, len(words) * SIZE * LINE)
        first = y + tall / 2 - (len(words) - 1) * SIZE * LINE / 2 + 4.5
        bold = one.role == "own"
        drawn.append(write_lines(8, first, words, palette.colour(one.role), bold=bold))
        top = y + (tall - BAR - 8) / 2
        drawn.append(
            _bar(one, 0, categories[0], room, top, BAR + 8, scale, unit, lang, palette, total)
        )
        y += tall + 14
    drawn.append(_foot(room, 4, y - 8, palette))
    return "".join(drawn), y


def _grouped(categories, series, unit, scale, lang, palette, total):
    """Several categories: names at the left on a wide page, above the bars on a narrow one."""
    drawn_key, key_height = swatches(series, 8, 14, total - 16, palette)
    wide = total >= 520
    left = min(196, 24 + max(text_width(name) for name in categories)) if wide else 8
    drawn, y = [], 14 + key_height + (4 if wide else 0)
    for index, name in enumerate(categories):
        words = wrapped(name, left - 24 if wide else total - 16)
        tall = len(series) * (BAR + GAP) - GAP
        if wide:
            tall_name = len(words) * SIZE * LINE
            block = max(tall, tall_name)
            first = y + (block - tall_name) / 2 + SIZE
            drawn.append(write_lines(8, first, words, palette.text))
            bar_top = y + (block - tall) / 2
        else:
            drawn.append(write_lines(8, y + SIZE, words, palette.text))
            bar_top = y + len(words) * SIZE * LINE + 4
            block = bar_top - y + tall
        stand = bar_top
        for one in series:
            drawn.append(
                _bar(one, index, name, left, bar_top, BAR, scale, unit, lang, palette, total)
            )
            bar_top += BAR + GAP
        drawn.append(_foot(left, stand - 4, bar_top - GAP + 4, palette))
        y += block + (BETWEEN if wide else BETWEEN - 4)
    return drawn_key + "".join(drawn), y - BETWEEN + 14


def _bar(one, index, name, left, top, tall, scale, unit, lang, palette, total):
    """A bar, its whisker and its value; nothing where the value is withheld."""
    value = one.values[index]
    if value is None:
        return _absent(one, index, left, top, tall, palette)
    low, high = scale
    text = one.text(index, unit, lang)
    bold = one.role == "own"
    plot = total - left - 20 - VALUE

    def at(number):
        return left + plot * (min(max(number, low), high) - low) / (high - low)

    colour = palette.colour(one.role)
    filled = one.role == "own"
    inset = 0 if filled else 1
    shapes = [
        tag(
            "rect",
            x=left + inset,
            y=float(top + inset),
            width=float(max(2.0, at(value) - left - 2 * inset)),
            height=float(tall - 2 * inset),
            fill=colour if filled else palette.average_band,
            stroke=None if filled else colour,
            stroke_width=None if filled else 2,
        )
    ]
    end = at(value)
    if limits := one.interval(index):
        shapes += _whisker(at, limits, end, top + tall / 2, filled, palette)
        end = max(end, at(limits[1]))
    shapes.append(write(end + 8, top + tall / 2 + 4.5, text, colour, bold=bold))
    return titled(one.tip(index, name, unit, lang), *shapes)


def _absent(one, index, left, top, tall, palette):
    """The words a series gives for a value that is not shown, in the place of its bar."""
    words = one.labels[index] if index < len(one.labels) else None
    return write(left + 8, top + tall / 2 + 4.5, words, palette.muted) if words else ""


def _whisker(at, limits, end, middle, filled, palette):
    """The line from limit to limit: dark on the page, light where it lies on a filled bar."""
    low, high = (at(limit) for limit in limits)
    inside = palette.surface if filled else palette.text
    pieces = [
        (inside, path([(low, middle), (min(high, end), middle)]), low <= end),
        (palette.text, path([(max(low, end), middle), (high, middle)]), high >= end),
    ]
    for x in (low, high):
        ink = inside if x <= end else palette.text
        pieces.append((ink, path([(x, middle - 5), (x, middle + 5)]), True))
    return [
        tag("path", d=d, fill="none", stroke=ink, stroke_width=1.5)
        for ink, d, drawn in pieces
        if drawn
    ]


def _foot(x, top, bottom, palette):
    """The line the bars stand on."""
    return tag(
        "line", x1=float(x), y1=float(top), x2=float(x), y2=float(bottom), stroke=palette.axis
    )


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
