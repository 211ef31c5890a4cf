"""What the plots of staircases share: axes, the measuring point and the curves themselves."""

from dataclasses import dataclass

from .lettering import LINE, SIZE, wrapped
from .lettering import width as text_width
from .numbers import PERCENT, show
from .series import Group, Series
from .sheet import MARGIN, Sheet
from .svg import path, tag, titled, write, write_lines

# A dash that no own curve has.
AVERAGE_DASH = "2 3"


@dataclass(frozen=True)
class Style:
    """What tells the curve of one group apart: colour, dash and the shape of its mark."""

    role: str
    dash: str | None
    shape: str


STYLES = (
    Style("own", None, "disc"),
    Style("third", "12 5", "square"),
    Style("text", "7 4", "diamond"),
    Style("fourth", "12 4 3 4", "triangle"),
)


@dataclass(frozen=True)
class Plot:
    sheet: Sheet
    weeks: int
    week_axis: str
    mark_week: int | None
    mark_label: str
    bands: bool

    def value(self, one: Series) -> float | None:
        """The value at the measuring point."""
        if self.mark_week is None or self.mark_week >= len(one.values):
            return None
        return one.values[self.mark_week]


def frame(plot, across, up, shares) -> list[str]:
    palette = plot.sheet.palette
    left, right = across.start, across.start + across.length
    drawn = []
    for share in shares:
        y = up.at(share)
        text = show(share, PERCENT, plot.sheet.lang)
        drawn.append(
            tag("line", x1=float(left), y1=y, x2=float(right), y2=y, stroke=palette.grid)
            + write(left - 8, y + 4.5, text, palette.muted, anchor="end")
        )
    y = up.at(0)
    drawn.append(tag("line", x1=float(left), y1=y, x2=float(right), y2=y, stroke=palette.axis))
    return drawn


def measuring_line(plot, across, up, labelled) -> list[str]:
    if plot.mark_week is None:
        return []
    sheet = plot.sheet
    x, top = across.at(plot.mark_week), up.at(1) - 8
    drawn = [vertical(sheet, x, top, up.at(0))]
    if labelled and plot.mark_label:
        half = text_width(plot.mark_label) / 2
        middle = min(max(x, MARGIN + half), sheet.width - MARGIN - half)
        drawn.append(write(middle, top - 8, plot.mark_label, sheet.palette.muted, anchor="middle"))
    return drawn


def vertical(sheet, x, top, bottom) -> str:
    return tag(
        "line",
        x1=float(x),
        y1=float(top),
        x2=float(x),
        y2=float(bottom),
        stroke=sheet.palette.axis,
        stroke_width=1.5,
        stroke_dasharray="3 3",
    )


def staircase(points, across, up) -> list[tuple[float, float]]:
    """Points of a line that stays level until the end of each week."""
    found: list[tuple[float, float]] = []
    for week, share in points:
        if found:
            found.append((across.at(week), found[-1][1]))
        found.append((across.at(week), up.at(share)))
    return found


def stroke(d, colour, dash, thick) -> str:
    return tag(
        "path",
        d=d,
        fill="none",
        stroke=colour,
        stroke_width=2.5 if thick else 1.5,
        stroke_dasharray=dash,
    )


def curves(plot: Plot, group: Group, style: Style, across, up) -> list[str]:
    palette = plot.sheet.palette
    colour = palette.colour(style.role)
    drawn = []
    for one in sorted(group.series, key=lambda one: one.role == "own"):
        own = one.role == "own"
        limited = [(w, one.interval(w)) for w in range(len(one.values)) if one.interval(w)]
        if plot.bands and own and len(limited) > 1:
            low = staircase([(w, limits[0]) for w, limits in limited], across, up)
            high = staircase([(w, limits[1]) for w, limits in limited], across, up)
            drawn.append(
                tag("path", d=path(high + low[::-1], closed=True), fill=colour, fill_opacity=0.2)
            )
        for run in one.runs():
            points = staircase([(w, one.values[w]) for w in run], across, up)
            dash = style.dash if own else AVERAGE_DASH
            curve = stroke(path(points), colour, dash, own)
            last = show(one.values[run[-1]], PERCENT, plot.sheet.lang)
            where = f"{group.label}, {one.label}" if one.label else group.label
            drawn.append(titled(f"{where}: {last} ({plot.week_axis}: {run[-1]})", curve))
    return drawn


def week_axis_below(plot: Plot, across, up, bottom, with_name=True) -> tuple[str, float]:
    """Week numbers below the plot and what they count; returns it and where it ends."""
    palette = plot.sheet.palette
    every = next(
        step for step in (1, 2, 4, 8, 13, 26, 52, 104) if across.length * step / plot.weeks >= 34
    )
    shown = set(range(0, plot.weeks + 1, every))
    if plot.mark_week is not None:
        apart = 28 * plot.weeks / across.length
        shown = {week for week in shown if abs(week - plot.mark_week) >= apart} | {plot.mark_week}
    drawn = [
        write(across.at(week), bottom + 18, str(week), palette.muted, anchor="middle")
        for week in sorted(shown)
    ]
    if not with_name:
        return "".join(drawn), bottom + 24
    words = wrapped(plot.week_axis, across.length)
    drawn.append(
        write_lines(
            across.start + across.length / 2, bottom + 40, words, palette.muted, anchor="middle"
        )
    )
    return "".join(drawn), bottom + 40 + (len(words) - 1) * SIZE * LINE + 8
