"""One number as it is read: rounded once, for its owner exactly and for others by the rules.

What is drawn is never finer than what is written: a published value is drawn at its rounded place,
so that nobody measures in the picture what the table does not tell.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from benchmark.charts import numbers
from benchmark.disclosure import round_people, share_label
from benchmark.standard.indicators import ALL, Indicator
from benchmark.standard.text import Term
from benchmark.statistics import Curve, Distribution, Interval, Statistic

from .adjusting import ARMS, estimates
from .words import in_language

SEPARATOR = "/"


@dataclass(frozen=True)
class Reading:
    """A value, the words for it, and the people behind it. Only made for what may be shown."""

    drawn: float
    label: str
    people: str
    limits: tuple[float, float] | None = None
    limits_label: str = ""


@dataclass(frozen=True)
class Row:
    """A line of the table and a place in the drawing: a cell, a category or a week.

    With several cells of several categories or weeks `code` is "cell/category"; `cell` and `group`
    are then the cell's code and its name.
    """

    code: str
    label: str
    cell: str = ALL.code
    group: str = ""

    @property
    def week(self) -> int:
        """The week of a row of a curve."""
        return int(self.code.rpartition(SEPARATOR)[2])


@dataclass(frozen=True)
class Side:
    """One party of a figure, own or average: its name and a reading per row or None.

    `stats` holds only the statistics that may be shown, by cell. `headlines` has the number of
    each cell that the finding is about: the share of the categories that it adds up, or a curve at
    its measuring point.
    """

    label: str
    stats: Mapping[str, Statistic]
    readings: Mapping[str, Reading]
    headlines: Mapping[str, Reading] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not self.readings

    @property
    def headline(self) -> Reading | None:
        """That of a figure that is not divided."""
        return self.headlines.get(ALL.code)


def is_adjusted(indicator: Indicator) -> bool:
    """Whether the figure is a comparison of like with like, read through its strata."""
    return indicator.measure.code == "adjusted"


def is_divided(indicator: Indicator) -> bool:
    """Whether each of several cells has categories or weeks of its own."""
    return indicator.kind in ("distribution", "curve") and indicator.cells != (ALL,)


def rows_of(indicator: Indicator, lang: str) -> tuple[Row, ...]:
    """The rows of a figure: weeks for a curve, categories for a distribution, else cells."""
    if is_adjusted(indicator):
        return tuple(Row(arm.code, in_language(arm.label, lang)) for arm in ARMS)
    inner = _inner(indicator, lang)
    if not inner:
        return cell_rows(indicator, lang)
    if not is_divided(indicator):
        return tuple(Row(code, label) for code, label in inner)
    return tuple(
        Row(cell.code + SEPARATOR + code, label, cell.code, in_language(cell.label, lang))
        for cell in indicator.cells
        for code, label in inner
    )


def cell_rows(indicator: Indicator, lang: str) -> tuple[Row, ...]:
    """A row per cell."""
    return tuple(Row(c.code, in_language(c.label, lang), c.code) for c in indicator.cells)


def _inner(indicator: Indicator, lang: str) -> list[tuple[str, str]]:
    """What each cell is divided into: weeks, categories or nothing."""
    if indicator.kind == "curve":
        return [(str(week), str(week)) for week in range(indicator.weeks + 1)]
    terms: tuple[Term, ...] = indicator.categories if indicator.kind == "distribution" else ()
    return [(term.code, in_language(term.label, lang)) for term in terms]


def side_of(
    indicator: Indicator,
    label: str,
    stats: Mapping[str, Statistic] | None,
    minimum: int,
    exact: bool,
    lang: str,
) -> Side:
    """What may be shown of `stats`: cells below `minimum` people leave no trace in the result."""
    shown = {
        cell.code: stats[cell.code]
        for cell in indicator.cells
        if stats and stats.get(cell.code) is not None and stats[cell.code].people >= max(minimum, 1)
    }
    writer = _Writer(indicator, exact, lang)
    readings, headlines = {}, {}
    for code, stat in shown.items():
        prefix = code + SEPARATOR if is_divided(indicator) else ""
        found = dict(writer.readings(code, stat, max(minimum, 1)))
        readings |= {prefix + key: reading for key, reading in found.items()}
        if headline := writer.headline(stat, found):
            headlines[code] = headline
    return Side(label, shown, readings, headlines)


@dataclass(frozen=True)
class _Writer:
    indicator: Indicator
    exact: bool
    lang: str

    def readings(self, code: str, stat: Statistic, minimum: int) -> Iterator[tuple[str, Reading]]:
        """The readings of one cell, by category or week, or under its own code."""
        if is_adjusted(self.indicator):
            for arm, value, interval, people in estimates(stat):
                if people >= minimum:
                    yield arm, self.reading(value, interval, people)
            return
        match stat:
            case Curve():
                last = stat.last_week(minimum)
                for week in range(min(last, self.indicator.weeks) + 1):
                    interval = stat.interval_at(week)
                    yield (
                        str(week),
                        self.reading(stat.at(week), interval, stat.known(week), start=0.0),
                    )
            case Distribution():
                for category in stat.codes:
                    share = stat.share(category).exact
                    yield category, self.reading(share, stat.interval(category), stat.people)
            case _:
                yield code, self.reading(stat.exact, stat.interval(), stat.people)

    def headline(self, stat: Statistic, found: Mapping[str, Reading]) -> Reading | None:
        """The number of this cell that the finding is about."""
        if isinstance(stat, Curve):
            return found.get(str(self.indicator.measuring_point))
        if not isinstance(stat, Distribution) or not self.indicator.headline:
            return None
        codes = self.indicator.headline
        return self.reading(stat.share(*codes).exact, stat.interval(*codes), stat.people)

    def reading(
        self, value: Fraction | float, interval: Interval | None, people: int, start: float = 0.025
    ) -> Reading:
        """`start` is where a share below 5% is drawn: a curve starts at nothing."""
        unit, lang = self.indicator.unit, self.lang
        limits = (interval.low, interval.high) if interval else None
        if self.exact:
            label, drawn, n = numbers.show(value, unit, lang), float(value), people
        else:
            n = round_people(people)
            label, drawn = numbers.show(value, unit, lang), _as_shown(value, unit)
            limits = limits and tuple(_as_shown(limit, unit) for limit in limits)
            if unit == numbers.PERCENT:
                label = share_label(value, people)
                if label[0] in "<>":
                    drawn = start if label[0] == "<" else 0.975
                    limits = None  # a limit of exactly zero would tell that there was nobody
        shown = numbers.show_range(*limits, unit, lang) if limits else ""
        return Reading(drawn, label, numbers.show_count(n, lang), limits, shown)


def _as_shown(value: Fraction | float, unit: str) -> float:
    """The number behind the rounded words: 0.69 for 69%, 3.4 for 3,4."""
    shown = float(numbers.rounded(value, unit))
    return shown / 100 if unit == numbers.PERCENT else shown
