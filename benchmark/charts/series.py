"""One row of values in a drawing, and how it is told apart from the others without its colour."""

from dataclasses import dataclass

from . import numbers
from .lettering import SIZE, width
from .palette import Palette
from .svg import tag, titled, write

# Each role has a dash and a marker of its own besides its colour.
DASHES = {"own": None, "average": "7 4", "third": "2 4"}


@dataclass(frozen=True)
class Series:
    """Values in order of the categories (or weeks); None where there is no figure to show.

    `intervals` are (low, high) per value in the unit of the values. `labels` are written beside
    the values; without them a value is written rounded, in the unit of the chart. The label of a
    value that is None is the word for its absence. `role` is own, average or third.
    """

    label: str
    values: tuple[float | None, ...]
    intervals: tuple[tuple[float, float] | None, ...] = ()
    labels: tuple[str | None, ...] = ()
    role: str = "own"

    @property
    def has_values(self) -> bool:
        return any(value is not None for value in self.values)

    @property
    def absence(self) -> str:
        """The word for a row without values."""
        return next((label for label in self.labels if label), "")

    def interval(self, index: int) -> tuple[float, float] | None:
        if index >= len(self.intervals) or self.values[index] is None:
            return None
        return self.intervals[index]

    def text(self, index: int, unit: str, lang: str) -> str:
        if index < len(self.labels) and self.labels[index] is not None:
            return self.labels[index]
        return numbers.show(self.values[index], unit, lang)

    def tip(self, index: int, where: str, unit: str, lang: str) -> str:
        """What the tooltip of one mark says."""
        of = ", ".join(part for part in (self.label, where) if part)
        text = f"{of}: {self.text(index, unit, lang)}"
        if interval := self.interval(index):
            text += f" ({numbers.show_range(*interval, unit, lang)})"
        return text

    def runs(self) -> list[list[int]]:
        """Indices of values without a gap between them: a line never bridges what is withheld."""
        runs: list[list[int]] = []
        for index, value in enumerate(self.values):
            if value is None:
                continue
            if runs and runs[-1][-1] == index - 1:
                runs[-1].append(index)
            else:
                runs.append([index])
        return runs


@dataclass(frozen=True)
class Group:
    """One part of the clients (a client type, a step, a result) with its own and average values.

    Without `series`, or where none of them has a value, `absent` is written in its place.
    """

    label: str
    series: tuple[Series, ...] = ()
    absent: str = ""

    @property
    def is_empty(self) -> bool:
        return not any(one.has_values for one in self.series)


def marker(role: str, x: float, y: float, palette: Palette, tip: str | None = None) -> str:
    """The mark of a role: a filled disc, a hollow diamond, a filled square."""
    colour = palette.colour(role)
    x, y = float(x), float(y)
    if role == "own":
        shape = tag("circle", cx=x, cy=y, r=5, fill=colour, stroke=palette.surface, stroke_width=1)
    elif role == "average":
        points = f"{x:.1f},{y - 6:.1f} {x + 6:.1f},{y:.1f} {x:.1f},{y + 6:.1f} {x - 6:.1f},{y:.1f}"
        shape = tag("polygon", points=points, fill=palette.surface, stroke=colour, stroke_width=2)
    else:
        shape = tag("rect", x=x - 4.5, y=y - 4.5, width=9, height=9, fill=colour)
    return titled(tip, shape) if tip else shape


def key(series, x: float, y: float, room: float, palette: Palette) -> tuple[str, float]:
    """A line of marks with their names, wrapping within `room`; returns it and its height."""
    drawn, at, row = [], x, 0
    step = SIZE * 1.7
    for one in series:
        needed = 34 + width(one.label, SIZE, True) + 20
        if at > x and at + needed - 20 > x + room:
            at, row = x, row + 1
        middle = y + row * step
        drawn.append(
            tag(
                "line",
                x1=float(at),
                y1=float(middle),
                x2=float(at + 26),
                y2=float(middle),
                stroke=palette.colour(one.role),
                stroke_width=2.5,
                stroke_dasharray=DASHES[one.role],
            )
            + marker(one.role, at + 13, middle, palette)
            + write(at + 34, middle + 4.5, one.label, palette.colour(one.role), bold=True)
        )
        at += needed
    return "".join(drawn), (row + 1) * step
