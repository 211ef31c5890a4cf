"""The values on the measuring point, each beside the mark of its curve."""

from .curve_plot import STYLES, Plot
from .lettering import SIZE
from .lettering import width as text_width
from .numbers import PERCENT
from .palette import Palette
from .placing import spread
from .series import Group
from .svg import tag, titled, write


def values_at_mark(plot: Plot, groups, all_groups, across, up) -> list[str]:
    """Marks at the measuring point and their values: left of the line and above the curve, or right
    of it and below, where a rising curve leaves room.

    Own values go left and averages right; of a single pair the higher value goes left.
    """
    if plot.mark_week is None:
        return []
    sheet, palette = plot.sheet, plot.sheet.palette
    x = across.at(plot.mark_week)
    drawn, labels = [], []
    pair = [plot.value(one) for one in groups[0].series] if len(groups) == 1 else []
    is_turned = len(pair) == 2 and None not in pair and _own_is_lower(plot, groups[0])
    for own in (False, True):
        is_left = own != is_turned
        found = [
            (group, one, STYLES[list(all_groups).index(group)])
            for group in groups
            for one in group.series
            if (one.role == "own") == own and plot.value(one) is not None
        ]
        size = 14 if own else SIZE
        levels = [up.at(plot.value(one)) for _, one, _ in found]
        tall = size + 4
        tops = spread(
            [y - tall / 2 - (9 if is_left else -9) for y in levels],
            [tall] * len(found),
            up.at(1) - 6,
            up.at(0) - 2,
        )
        for (group, one, style), y, top in zip(found, levels, tops, strict=True):
            colour = palette.colour(style.role)
            text = one.text(plot.mark_week, PERCENT, sheet.lang)
            where = f"{group.label}, {plot.mark_label or plot.mark_week}"
            wide = text_width(text, size, own)
            left = x - 12 - wide if is_left else x + 12
            drawn.append(
                titled(
                    one.tip(plot.mark_week, where, PERCENT, sheet.lang),
                    _mark(style.shape, x, y, colour, palette, hollow=not own),
                )
            )
            plate = {"x": left - 2, "y": top + 1, "width": wide + 4, "height": tall - 1}
            labels.append(
                tag("rect", **plate, fill=palette.surface, fill_opacity=0.8)
                + write(left, top + size - 0.5, text, colour, bold=own, size=size)
            )
    return labels + drawn


def _own_is_lower(plot: Plot, group: Group) -> bool:
    own = [plot.value(one) for one in group.series if one.role == "own"]
    others = [plot.value(one) for one in group.series if one.role != "own"]
    return bool(own and others) and own[0] < others[0]


def _mark(shape: str, x, y, colour, palette: Palette, hollow: bool) -> str:
    fill = palette.surface if hollow else colour
    stroke = {"fill": fill, "stroke": colour, "stroke_width": 1.5}
    if shape == "disc":
        return tag("circle", cx=float(x), cy=float(y), r=5, **stroke)
    if shape == "square":
        return tag("rect", x=x - 4.5, y=y - 4.5, width=9, height=9, **stroke)
    corners = {
        "triangle": ((0, -6), (6, 5), (-6, 5)),
        "diamond": ((0, -6), (6, 0), (0, 6), (-6, 0)),
    }[shape]
    points = " ".join(f"{x + dx:.1f},{y + dy:.1f}" for dx, dy in corners)
    return tag("polygon", points=points, **stroke)
