"""Which drawing belongs to which indicator; only readings go in."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from benchmark.charts import (
    Group,
    Palette,
    Series,
    bars,
    changes,
    funnel,
    heat_grid,
    lines,
    panels,
    stacked,
    stacked_groups,
    step_curve,
    step_curves,
)
from benchmark.standard.indicators import Indicator
from benchmark.standard.questionnaire import AMOUNT
from benchmark.standard.questionnaire import by_code as item_by_code

from .findings import is_peak
from .readings import Row, Side, cell_rows, is_divided
from .words import in_language, lowered, say


@dataclass(frozen=True)
class Drawing:
    """All that a drawing is made of. `own` is empty where nothing of it may be shown; `has_own`
    says whether an own figure belongs here at all."""

    indicator: Indicator
    rows: tuple[Row, ...]
    own: Side
    average: Side
    companions: tuple[Side, Side] | None
    has_own: bool
    lang: str
    common: dict

    @property
    def sides(self) -> list[tuple[Side, str]]:
        """Whose is whose: an average never takes the look of an own figure that cannot be shown.

        Where no own figure belongs (a report), the average is the main thing and drawn as such.
        """
        if self.own.is_empty:
            return [(self.average, "average" if self.has_own else "own")]
        rest = [] if self.average.is_empty else [(self.average, "average")]
        return [(self.own, "own"), *rest]

    @property
    def names(self) -> list[str]:
        return [row.label for row in self.rows]

    def series(self, rows=None) -> list[Series]:
        """A series per side over these rows, by default over all."""
        is_alone = len(self.sides) == 1
        return [self.one(side, role, rows or self.rows, is_alone) for side, role in self.sides]

    def one(self, side: Side, role: str, rows, is_alone: bool) -> Series:
        """A side's readings; an average beside an own figure is drawn without margins."""
        is_main = is_alone or role == "own"
        found = [side.readings.get(row.code) for row in rows]
        absent = say("withheld" if is_main else "no_average", self.lang)
        return Series(
            side.label,
            tuple(reading and reading.drawn for reading in found),
            tuple(reading and reading.limits for reading in found) if is_main else (),
            tuple(reading.label if reading else absent for reading in found),
            role,
        )

    def groups(self) -> list[Group]:
        """A group per cell, with a series per side over what the cell is divided into."""
        absent = say("withheld", self.lang)
        return [
            Group(
                cell.label,
                tuple(self.series([row for row in self.rows if row.cell == cell.code])),
                absent,
            )
            for cell in cell_rows(self.indicator, self.lang)
        ]

    def say(self, key: str, **parts) -> str:
        return say(key, self.lang, **parts)


def drawing(
    indicator: Indicator,
    rows: tuple[Row, ...],
    own: Side,
    average: Side,
    *,
    has_own: bool,
    finding: str,
    description: str,
    palette: Palette,
    id_prefix: str,
    lang: str,
    width: int,
    companions: tuple[Side, Side] | None = None,
) -> str:
    """The SVG of a figure with at least one reading."""
    common = {
        "title": finding,
        "description": description,
        "id_prefix": id_prefix,
        "lang": lang,
        "palette": palette,
        "width": width,
    }
    if has_own and own.is_empty and indicator.chart in IN_ONE_COLOUR:
        common["palette"] = in_greys(palette)
    parts = Drawing(indicator, rows, own, average, companions, has_own, lang, common)
    return DRAW[indicator.chart](parts)


# Drawings that tell cells apart by shade, and so cannot show whose figure it is by colour.
IN_ONE_COLOUR = ("heat", "curves")
GREYS = ("#f1f2f4", "#dcdfe3", "#b9bfc6", "#5b6470", "#343b44")


def in_greys(palette: Palette) -> Palette:
    """For an average that stands alone where an own figure cannot be shown."""
    return replace(
        palette,
        own=palette.average,
        own_band=palette.average_band,
        scale=GREYS,
        outline=palette.average,
    )


def _bars(d: Drawing) -> str:
    return bars(d.names, d.series(), unit=d.indicator.unit, **d.common)


def _lines(d: Drawing) -> str:
    return lines(d.names, d.series(), unit=d.indicator.unit, ticks=_ticks(d), **d.common)


def _panels(d: Drawing) -> str:
    """A panel per cell of the first breakdown; the second one runs along the lines."""
    by_outer: dict[str, list[Row]] = {}
    for row in d.rows:
        by_outer.setdefault(row.code.split(".")[0], []).append(row)
    groups = []
    inner: list[str] = []
    for rows in by_outer.values():
        outer, inner = _split_labels(rows)
        groups.append(Group(outer, tuple(d.series(rows)), d.say("withheld")))
    return panels(inner, groups, unit=d.indicator.unit, ticks=_ticks(d), **d.common)


def _changes(d: Drawing) -> str:
    flagged = [
        [row.code in side.readings and is_peak(side.stats[row.code]) for row in d.rows]
        for side, _ in d.sides
    ]
    return changes(
        d.names,
        d.series(),
        zero_label=d.say("same"),
        ends=(d.say("falls"), d.say("rises")),
        flagged=flagged,
        flag_label=d.say("peaks"),
        **d.common,
    )


def _stacked(d: Drawing) -> str:
    """Bars of 100%, with the headline's categories under one bracket."""
    codes = [row.code for row in d.rows]
    places = sorted(codes.index(code) for code in d.indicator.headline)
    words = " + ".join(lowered(d.rows[place].label) for place in places)
    series = [Series(one.label, one.values, (), one.labels, one.role) for one in d.series()]
    return stacked(
        d.names,
        series,
        highlight=(places[0], places[-1]),
        highlight_labels=[
            f"{side.headline.label} {words}" if first else side.headline.label
            for first, (side, _) in zip((True, False), d.sides, strict=False)
        ],
        **d.common,
    )


def _groups(d: Drawing) -> str:
    categories = [in_language(term.label, d.lang) for term in d.indicator.categories]
    ordered = d.indicator.measure.code == "registered"
    return stacked_groups(categories, d.groups(), ordered=ordered, **d.common)


def _curve(d: Drawing) -> str:
    return step_curve(d.series(), **_weeks(d), **d.common)


def _curves(d: Drawing) -> str:
    return step_curves(d.groups(), **_weeks(d), **d.common)


def _weeks(d: Drawing) -> dict:
    point = d.indicator.measuring_point
    return {
        "weeks": d.indicator.weeks,
        "week_axis": d.say("weeks_since", clock=in_language(d.indicator.clock, d.lang)),
        "mark_week": point,
        "mark_label": d.say("measuring_point", week=point),
    }


def _funnel(d: Drawing) -> str:
    """Who entered each step and, from the companion, who dropped out there."""
    beside = d.companions or (Side("", {}, {}), Side("", {}, {}))
    alone = len(d.sides) == 1
    dropped = [
        d.one(Side(side.label, {}, beside[side is d.average].readings), role, d.rows, alone)
        for side, role in d.sides
    ]
    return funnel(
        d.names,
        d.series(),
        dropped,
        entered_label=d.say("entered"),
        dropped_label=d.say("dropped"),
        **d.common,
    )


def _heat(d: Drawing) -> str:
    """The first side alone: two numbers in a cell cannot be read. The table has both."""
    side, _ = d.sides[0]
    if is_divided(d.indicator):
        rows = [cell.label for cell in cell_rows(d.indicator, d.lang)]
        columns = [in_language(term.label, d.lang) for term in d.indicator.categories]
    else:
        by_outer: dict[str, list[Row]] = {}
        for row in d.rows:
            by_outer.setdefault(row.code.split(".")[0], []).append(row)
        rows, columns = [], []
        for some in by_outer.values():
            outer, columns = _split_labels(some)
            rows.append(outer)
    values = [side.readings.get(row.code) for row in d.rows]
    wide = len(columns)
    cells = [
        [reading and reading.drawn for reading in values[i * wide : (i + 1) * wide]]
        for i in range(len(rows))
    ]
    return heat_grid(
        rows,
        [column[:1].upper() + column[1:] for column in columns],
        cells,
        unit=d.indicator.unit,
        value_label=f"{in_language(d.indicator.title, d.lang)} ({side.label})",
        absent=d.say("withheld"),
        **d.common,
    )


def _split_labels(rows: list[Row]) -> tuple[str, list[str]]:
    """ "De Zelfstandige, intake" and its neighbours as "De Zelfstandige" and ["Intake", ...]."""
    outer = rows[0].label.split(", ")[0]
    inner = [row.label.removeprefix(f"{outer}, ") for row in rows]
    return outer, [label[:1].upper() + label[1:] for label in inner]


def _ticks(d: Drawing) -> list[tuple[float, str]]:
    """The options of the question as the axis: "3 gemiddeld"."""
    item = d.indicator.measure.item
    options = item_by_code(item).options if item else AMOUNT
    return [(int(o.code), f"{o.code} {in_language(o.label, d.lang).lower()}") for o in options]


DRAW: dict[str, Callable[[Drawing], str]] = {
    "bars": _bars,
    "lines": _lines,
    "panels": _panels,
    "changes": _changes,
    "stacked": _stacked,
    "groups": _groups,
    "curve": _curve,
    "curves": _curves,
    "funnel": _funnel,
    "heat": _heat,
    "adjusted": _bars,
}
