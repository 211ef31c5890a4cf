"""Values per step of the process: how people feel on the way.

On a wide page the steps run from left to right. On a narrow one they run from top to bottom, as
the process does on paper, so that the names of the steps stay readable.
"""

from collections.abc import Sequence

from .lettering import LINE, SIZE, wrapped
from .lettering import width as text_width
from .placing import Box, Room, spread
from .scales import extent
from .series import DASHES, Series, key, marker
from .sheet import Sheet, drawing
from .svg import path, tag, write, write_lines

PLOT_HEIGHT = 232
ROW = 58


@drawing
def lines(
    sheet: Sheet,
    categories: Sequence[str],
    series: Sequence[Series],
    *,
    unit: str,
    ticks: Sequence[tuple[float, str]],
) -> tuple[str, float]:
    """One value per category and series, with a band where intervals are given.

    `ticks` are (value, words) along the axis of values; the axis runs from the first to the last
    tick that is needed, over two ticks at least.
    """
    ticks = needed_ticks(ticks, series)
    draw = _across if sheet.is_wide else _down
    return draw(categories, series, unit, ticks, sheet.lang, sheet.palette, sheet.width)


def needed_ticks(ticks, series):
    """The ticks from just below the lowest to just above the highest value or limit."""
    values = extent(series)
    if not values:
        return list(ticks)
    ticks = list(ticks)
    first = max((i for i, (tick, _) in enumerate(ticks) if tick <= min(values)), default=0)
    last = min(
        (i for i, (tick, _) in enumerate(ticks) if tick >= max(values)), default=len(ticks) - 1
    )
    while last - first < 2 and (first > 0 or last < len(ticks) - 1):
        first, last = (first - 1, last) if first > 0 else (first, last + 1)
    return ticks[first : last + 1]


def _bands(series, points, palette):
    """The shaded area between the limits, per run; `points(index, value)` gives a position."""
    drawn = []
    for one in series:
        band = palette.own_band if one.role == "own" else palette.average_band
        for run in one.runs():
            limited = [i for i in run if one.interval(i)]
            if len(limited) < 2 or limited != list(range(limited[0], limited[-1] + 1)):
                continue
            low = [points(i, one.interval(i)[0]) for i in limited]
            high = [points(i, one.interval(i)[1]) for i in limited]
            drawn.append(tag("path", d=path(high + low[::-1], closed=True), fill=band))
    return drawn


def strokes(series, points, palette):
    """The lines themselves, the average below the own."""
    drawn = []
    for one in sorted(series, key=lambda s: s.role == "own"):
        for run in one.runs():
            if len(run) > 1:
                drawn.append(
                    tag(
                        "path",
                        d=path([points(i, one.values[i]) for i in run]),
                        fill="none",
                        stroke=palette.colour(one.role),
                        stroke_width=2.5,
                        stroke_dasharray=DASHES[one.role],
                        stroke_linejoin="round",
                    )
                )
    return drawn


def _whiskers(series, points, palette):
    """A limit line for a value that stands alone: it has no band."""
    drawn = []
    for one in series:
        for run in one.runs():
            if len(run) == 1 and (limits := one.interval(run[0])):
                d = path([points(run[0], limit) for limit in limits])
                drawn.append(tag("path", d=d, stroke=palette.colour(one.role), stroke_width=1.5))
    return drawn


def _room(series, points, inside):
    room = Room(inside)
    for one in series:
        for run in one.runs():
            room.line([points(i, one.values[i]) for i in run])
        for i, value in enumerate(one.values):
            if value is not None:
                x, y = points(i, value)
                room.boxes.append(Box(x - 6, y - 6, x + 6, y + 6))
        for run in one.runs():
            if len(run) == 1 and (limits := one.interval(run[0])):
                room.line([points(run[0], limit) for limit in limits])
    return room


def value_labels(series, points, room, unit, lang, palette, sideways: bool):
    """A value beside every mark, where it is least in the way."""
    drawn = []
    count = max((len(one.values) for one in series), default=0)
    for index in range(count):
        present = [
            one for one in series if index < len(one.values) and one.values[index] is not None
        ]
        present.sort(key=lambda one: -one.values[index])
        for rank, one in enumerate(present):
            x, y = points(index, one.values[index])
            text = one.text(index, unit, lang)
            bold = one.role == "own"
            wide = text_width(text, SIZE, bold)
            order = _beside(
                Box(x - wide / 2, y - SIZE / 2, x + wide / 2, y + SIZE / 2),
                _reach(one, index, points),
                sideways,
                first=rank == 0,
                last=rank == len(present) - 1,
            )
            box = room.place(order)
            drawn.append(
                write(
                    (box.left + box.right) / 2,
                    box.bottom - 2,
                    text,
                    palette.colour(one.role),
                    anchor="middle",
                    bold=bold,
                )
            )
    return drawn


def _reach(one, index, points):
    """How far a mark extends along the axis of values: to its limits when it stands alone."""
    limits = one.interval(index)
    if not limits or [index] not in one.runs():
        limits = (one.values[index],) * 2
    return [points(index, limit) for limit in limits]


def _beside(box: Box, reach, sideways: bool, first: bool, last: bool) -> list[Box]:
    """Places for a label around a mark, the best first.

    `box` is the label centred on the mark. The highest value keeps to the high side and the lowest
    to the low side, so that two labels never stand the wrong way round.
    """
    (low_x, low_y), (high_x, high_y) = reach
    wide, tall = box.right - box.left, box.bottom - box.top

    def moved(right=0.0, down=0.0):
        return Box(box.left + right, box.top + down, box.right + right, box.bottom + down)

    middle_x, middle_y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    away = 9 + tall / 2
    across = 10 + wide / 2
    if sideways:
        high = [
            moved(right=high_x - middle_x + across),
            *(moved(right=shift, down=-away) for shift in (0, 14)),
            *(moved(right=shift, down=away) for shift in (0, 14)),
        ]
        low = [
            moved(right=low_x - middle_x - across),
            *(moved(right=shift, down=-away) for shift in (0, -14)),
            *(moved(right=shift, down=away) for shift in (0, -14)),
        ]
    else:
        up, down = high_y - middle_y - away, low_y - middle_y + away
        high = [
            *(moved(right=shift, down=up) for shift in (0, 16, -16)),
            *(moved(right=shift, down=-8) for shift in (across, -across)),
        ]
        low = [
            *(moved(right=shift, down=down) for shift in (0, 16, -16)),
            *(moved(right=shift, down=8) for shift in (across, -across)),
        ]
    order = high if first else low
    if first and last:
        order = [high[0], low[0], *high[1:], *low[1:]]
    if low_x != high_x or low_y != high_y:
        # Beside the limits of a lone mark rather than beyond them, or the label would float.
        order = [moved(right=-across), moved(right=across), *order] if not sideways else order
    return order


def _markers(categories, series, points, unit, lang, palette):
    return [
        marker(one.role, *points(i, value), palette, one.tip(i, categories[i], unit, lang))
        for one in sorted(series, key=lambda s: s.role == "own")
        for i, value in enumerate(one.values)
        if value is not None
    ]


def _across(categories, series, unit, ticks, lang, palette, total):
    left = 12 + max(text_width(words) for _, words in ticks) + 12
    names = {id(one): wrapped(one.label, 110, SIZE, True) for one in series}
    right = 18 + max(
        (text_width(line, SIZE, True) for lines_ in names.values() for line in lines_), default=0
    )
    plot = total - left - right
    column = plot / len(categories)
    bottom = 26 + PLOT_HEIGHT
    lowest, highest = ticks[0][0], ticks[-1][0]

    def points(index, value):
        share = (value - lowest) / (highest - lowest)
        return left + column * (index + 0.5), bottom - share * PLOT_HEIGHT

    drawn = []
    for value, words in ticks:
        y = points(0, value)[1]
        drawn.append(
            tag("line", x1=left, y1=y, x2=left + plot, y2=y, stroke=palette.grid)
            + write(left - 12, y + 4.5, words, palette.muted, anchor="end")
        )
    drawn += _bands(series, points, palette) + _whiskers(series, points, palette)
    drawn += strokes(series, points, palette)
    room = _room(series, points, Box(left, 2, left + plot, bottom + 4))
    drawn += _markers(categories, series, points, unit, lang, palette)
    drawn += _names(series, names, points, palette, room)
    drawn += value_labels(series, points, room, unit, lang, palette, sideways=False)
    tallest = 1
    for index, name in enumerate(categories):
        words = wrapped(name, column - 8)
        tallest = max(tallest, len(words))
        middle = left + column * (index + 0.5)
        drawn.append(write_lines(middle, bottom + 26, words, palette.text, anchor="middle"))
    return "".join(drawn), bottom + 26 + tallest * SIZE * LINE


def _names(series, names, points, palette, room):
    """Each series' name beside its last mark, pushed apart where they would touch."""
    ends = []
    for one in series:
        present = [i for i, value in enumerate(one.values) if value is not None]
        if present:
            x, y = points(present[-1], one.values[present[-1]])
            ends.append([y, x, one])
    heights = [len(names[id(one)]) * SIZE * LINE + 2 for _y, _x, one in ends]
    wanted = [y - tall / 2 for (y, _x, _one), tall in zip(ends, heights, strict=True)]
    tops = spread(wanted, heights, 0, room.inside.bottom)  # above the words below the plot
    drawn = []
    for (_y, x, one), tall, at in zip(ends, heights, tops, strict=True):
        room.boxes.append(Box(x + 22, at, x + 160, at + tall))
        words, colour = names[id(one)], palette.colour(one.role)
        drawn.append(write_lines(x + 26, at + SIZE, words, colour, bold=True))
    return drawn


def _down(categories, series, unit, ticks, lang, palette, total):
    left, right = 128, 26
    plot = total - left - right
    drawn_key, key_height = key(series, 8, 16, total - 16, palette)
    top = 16 + key_height + 20
    lowest, highest = ticks[0][0], ticks[-1][0]
    bottom = top + ROW * len(categories)

    def points(index, value):
        share = (value - lowest) / (highest - lowest)
        return left + share * plot, top + ROW * (index + 0.5)

    drawn = [drawn_key]
    for number, (value, words) in enumerate(ticks):
        x = points(0, value)[0]
        drawn.append(tag("line", x1=x, y1=top, x2=x, y2=bottom, stroke=palette.grid))
        ends = number in (0, len(ticks) - 1)
        fits = all(text_width(w) < plot / (len(ticks) - 1) - 6 for _, w in ticks)
        text = words if ends or fits else words.split()[0]
        half = text_width(text) / 2
        middle = min(max(x, left + half - 40), total - 4 - half)
        drawn.append(write(middle, top - 8, text, palette.muted, anchor="middle"))
    drawn += _bands(series, points, palette) + _whiskers(series, points, palette)
    drawn += strokes(series, points, palette)
    room = _room(series, points, Box(left - 20, top, total - 2, bottom))
    drawn += _markers(categories, series, points, unit, lang, palette)
    drawn += value_labels(series, points, room, unit, lang, palette, sideways=True)
    for index, name in enumerate(categories):
        words = wrapped(name, left - 36)
        middle = top + ROW * (index + 0.5)
        first = middle - (len(words) - 1) * SIZE * LINE / 2 + 4.5
        drawn.append(write_lines(8, first, words, palette.text))
    return "".join(drawn), bottom + 8
