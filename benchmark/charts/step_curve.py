"""The share of clients that has reached a result by each week, as a rising staircase."""

from collections.abc import Sequence

from .lettering import LINE, SIZE, wrapped
from .lettering import width as text_width
from .numbers import PERCENT
from .placing import Box, Room
from .series import DASHES, Series, key, marker
from .sheet import Sheet, drawing
from .svg import path, tag, write, write_lines

TICKS = (0, 0.25, 0.5, 0.75, 1)


@drawing
def step_curve(
    sheet: Sheet,
    series: Sequence[Series],
    *,
    weeks: int,
    week_axis: str,
    mark_week: int | None = None,
    mark_label: str = "",
) -> tuple[str, float]:
    """Shares (0..1) per week 0..`weeks`; a series may end earlier.

    `mark_week` draws the measuring point: a vertical line with the value of each series on it.
    `week_axis` names the axis of weeks, with the clock they are counted from.
    """
    wide, lang, palette, total = sheet.is_wide, sheet.lang, sheet.palette, sheet.width
    names = {id(one): wrapped(one.label, 110, SIZE, True) for one in series}
    right = 22
    if wide:
        right += max(
            (text_width(w, SIZE, True) for words in names.values() for w in words), default=0
        )
    left = 50
    drawn_key, key_height = ("", 0) if wide else key(series, 8, 16, total - 16, palette)
    top = 34 + key_height + (0 if wide else 10)
    plot_width, plot_height = total - left - right, 250 if wide else 230
    bottom = top + plot_height

    def at(week, share):
        return left + plot_width * week / weeks, bottom - plot_height * share

    def staircase(values):
        """Points of a line that stays level until the end of each week."""
        found, level = [], None
        for week, share in values:
            if level is not None:
                found.append(at(week, level))
            found.append(at(week, share))
            level = share
        return found

    drawn = [drawn_key]
    for share in TICKS:
        y = at(0, share)[1]
        drawn.append(
            tag("line", x1=left, y1=y, x2=left + plot_width, y2=y, stroke=palette.grid)
            + write(left - 10, y + 4.5, f"{share * 100:.0f}%", palette.muted, anchor="end")
        )
    for one in series:
        band = palette.own_band if one.role == "own" else palette.average_band
        limited = [(w, one.interval(w)) for w in range(len(one.values)) if one.interval(w)]
        if len(limited) > 1:
            low = staircase([(w, limits[0]) for w, limits in limited])
            high = staircase([(w, limits[1]) for w, limits in limited])
            drawn.append(tag("path", d=path(high + low[::-1], closed=True), fill=band))
    if mark_week is not None:
        x = at(mark_week, 0)[0]
        drawn.append(
            tag(
                "line",
                x1=x,
                y1=float(top - 10),
                x2=x,
                y2=float(bottom),
                stroke=palette.axis,
                stroke_width=1.5,
                stroke_dasharray="3 3",
            )
        )
        half = text_width(mark_label) / 2
        middle = min(max(x, 8 + half), total - 8 - half)
        drawn.append(write(middle, top - 16, mark_label, palette.muted, anchor="middle"))
    room = Room(Box(left, top - 8, left + plot_width, bottom))
    for one in sorted(series, key=lambda s: s.role == "own"):
        for run in one.runs():
            points = staircase([(w, one.values[w]) for w in run])
            room.line(points)
            drawn.append(
                tag(
                    "path",
                    d=path(points),
                    fill="none",
                    stroke=palette.colour(one.role),
                    stroke_width=2.5,
                    stroke_dasharray=DASHES[one.role],
                )
            )
    if mark_week is not None:
        drawn += _marked(series, mark_week, mark_label, at, room, lang, palette)
    every = 4 if wide or weeks <= 12 else 8
    shown = list(range(0, weeks + 1, every))
    if mark_week is not None:
        shown = sorted({w for w in shown if abs(w - mark_week) > every / 3} | {mark_week})
    for week in shown:
        drawn.append(write(at(week, 0)[0], bottom + 20, str(week), palette.muted, anchor="middle"))
    drawn.append(
        tag("line", x1=left, y1=bottom, x2=left + plot_width, y2=bottom, stroke=palette.axis)
    )
    axis = wrapped(week_axis, total - 16)
    drawn.append(
        write_lines(left + plot_width / 2, bottom + 42, axis, palette.muted, anchor="middle")
    )
    if wide:
        drawn += _names(series, names, at, palette)
    return "".join(drawn), bottom + 42 + (len(axis) - 1) * SIZE * LINE + 12


def _marked(series, week, label, at, room, lang, palette):
    """A mark and its value where each series crosses the measuring point."""
    present = [one for one in series if week < len(one.values) and one.values[week] is not None]
    room.boxes += [
        Box(x - 7, y - 7, x + 7, y + 7) for x, y in (at(week, o.values[week]) for o in present)
    ]
    drawn = []
    for one in sorted(present, key=lambda s: -s.values[week]):
        x, y = at(week, one.values[week])
        text = one.text(week, PERCENT, lang)
        size = 16 if one.role == "own" else SIZE
        wide = text_width(text, size, True)
        highest = one is max(present, key=lambda s: s.values[week])
        up = [
            Box(x - 10 - wide, y - 10 - size, x - 10, y - 10),
            Box(x - 10 - wide, y - 18 - size, x - 10, y - 18),
            Box(x + 10, y - 10 - size, x + 10 + wide, y - 10),
        ]
        down = [
            Box(x + 10, y + 8, x + 10 + wide, y + 8 + size),
            Box(x + 10, y + 18, x + 10 + wide, y + 18 + size),
            Box(x - 10 - wide, y + 8, x - 10, y + 8 + size),
        ]
        box = room.place(up + down if highest else down + up)
        drawn.append(
            marker(one.role, x, y, palette, one.tip(week, label, PERCENT, lang))
            + write(box.left, box.bottom - 2, text, palette.colour(one.role), bold=True, size=size)
        )
    return drawn


def _names(series, names, at, palette):
    """Each series' name where its line ends, pushed apart where they would touch."""
    ends = []
    for one in series:
        present = [w for w, value in enumerate(one.values) if value is not None]
        if present:
            ends.append((*at(present[-1], one.values[present[-1]]), one))
    drawn, free = [], 0.0
    for x, y, one in sorted(ends, key=lambda end: end[1]):
        words = names[id(one)]
        tall = len(words) * SIZE * LINE
        top = max(y - tall / 2, free)
        free = top + tall + 2
        drawn.append(write_lines(x + 10, top + SIZE, words, palette.colour(one.role), bold=True))
    return drawn
