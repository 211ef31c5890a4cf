"""An ordered answer divided over its options: one bar of 100% per group."""

from collections.abc import Sequence

from .lettering import LINE, SIZE, wrapped
from .lettering import width as text_width
from .series import Series
from .sheet import Sheet, drawing
from .svg import path, tag, titled, write, write_lines

BAR = 40


@drawing
def stacked(
    sheet: Sheet,
    categories: Sequence[str],
    series: Sequence[Series],
    *,
    highlight: tuple[int, int] | None = None,
    highlight_labels: Sequence[str] = (),
) -> tuple[str, float]:
    """One bar per series; a series' values are the shares (0..1) of the categories.

    `highlight` is the first and last category that belong together (4 and 5 of a scale of five);
    a bracket over them carries one of `highlight_labels` per series. ValueError for more
    categories than the palette's scale has colours.
    """
    palette, total = sheet.palette, sheet.width
    if len(categories) > len(palette.scale):
        raise ValueError(f"{len(categories)} categories, {len(palette.scale)} colours")
    drawn_key, key_height = _key(categories, palette, total)
    wide = sheet.is_wide
    left = 8.0
    if wide:
        names = [wrapped(one.label, 120, SIZE, True) for one in series]
        left += max((text_width(w, SIZE, True) for words in names for w in words), default=0) + 16
    plot = total - left - 8
    drawn, y = [drawn_key], 10 + key_height
    for number, one in enumerate(series):
        colour = palette.colour(one.role)
        bold = one.role == "own"
        if not wide:
            words = wrapped(one.label, total - 16, SIZE, bold)
            drawn.append(write_lines(8, y + SIZE, words, colour, bold=bold))
            y += len(words) * SIZE * LINE + 4
        if highlight:
            y += 26
        if wide:
            words = names[number]
            first = y + BAR / 2 - (len(words) - 1) * SIZE * LINE / 2 + 4.5
            drawn.append(write_lines(8, first, words, colour, bold=bold))
        drawn.append(_row(categories, one, left, y, plot, sheet.lang, palette))
        if highlight and number < len(highlight_labels):
            drawn.append(
                _bracket(one, highlight, highlight_labels[number], left, y, plot, colour, palette)
            )
        y += BAR + 18
    return "".join(drawn), y - 8


def edges_of(one: Series) -> list[float]:
    """Where segments begin and end, as shares of the whole."""
    values = [value or 0.0 for value in one.values]
    whole = sum(values) or 1.0
    edges = [0.0]
    for value in values:
        edges.append(edges[-1] + value / whole)
    return edges


def _row(categories, one, left, y, plot, lang, palette):
    drawn = []
    edges = edges_of(one)
    for index, name in enumerate(categories):
        x1, x2 = (left + plot * edge for edge in edges[index : index + 2])
        if x2 - x1 < 0.5:
            continue
        fill = palette.scale[index]
        # Each segment keeps a gap to the next, so that shape and not only shade divides them.
        segment = tag(
            "rect",
            x=float(x1 + 1),
            y=float(y + 0.5),
            width=float(max(0.6, x2 - x1 - 2)),
            height=BAR - 1,
            fill=fill,
            stroke=palette.outline,
            stroke_width=1,
        )
        text = one.text(index, "percent", lang)
        if text_width(text) + 6 <= x2 - x1:
            segment += write(
                (x1 + x2) / 2, y + BAR / 2 + 4.5, text, palette.ink_on(fill), anchor="middle"
            )
        drawn.append(titled(one.tip(index, name, "percent", lang), segment))
    return "".join(drawn)


def _bracket(one, highlight, text, left, y, plot, colour, palette):
    edges = edges_of(one)
    x1, x2 = left + plot * edges[highlight[0]] + 1, left + plot * edges[highlight[1] + 1] - 1
    d = path([(x1, y - 3), (x1, y - 8), (x2, y - 8), (x2, y - 3)])
    bold = one.role == "own"
    half = text_width(text, SIZE, bold) / 2
    middle = min(max((x1 + x2) / 2, left + half), left + plot - half)
    return tag("path", d=d, fill="none", stroke=colour, stroke_width=1.5) + write(
        middle, y - 13, text, colour, anchor="middle", bold=bold
    )


def _key(categories, palette, total):
    """The options in their order, each with its shade."""
    drawn, at, row, step = [], 8.0, 0, SIZE * 1.75
    for name, fill in zip(categories, palette.scale, strict=False):
        needed = 22 + text_width(name) + 18
        if at > 8 and at + needed - 18 > total - 8:
            at, row = 8.0, row + 1
        middle = 14 + row * step
        drawn.append(
            tag(
                "rect",
                x=at + 0.5,
                y=float(middle - 7),
                width=14,
                height=14,
                fill=fill,
                stroke=palette.outline,
            )
            + write(at + 22, middle + 4.5, name, palette.text)
        )
        at += needed
    return "".join(drawn), (row + 1) * step + 6
