"""One number as it is read: rounded once, for its owner exactly and for others by the rules.

What is drawn is never finer than what is written: a published value is drawn at its rounded place,
so that nobody measures in the picture what the table does not tell.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from benchmark.charts import numbers
from benchmark.disclosure import round_people, share_label
from benchmark.standard.indicators import ALL, Indicator
from benchmark.standard.text import Term
from benchmark.statistics import Curve, Distribution, Interval, Statistic


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
    """A line of the table and a place in the drawing: a cell, a category or a week."""

    code: str
    label: str


@dataclass(frozen=True)
class Side:
    """One party of a figure, own or average: its name and a reading per row or None.

    `stats` holds only the statistics that may be shown, by cell; `headline` is the share of the
    categories that the finding adds up.
    """

    label: str
    stats: Mapping[str, Statistic]
    readings: Mapping[str, Reading]
    headline: Reading | None = None

    @property
    def is_empty(self) -> bool:
        return not self.readings


def in_language(text, lang: str) -> str:
    """A Text of the standard in one language, whatever language is active."""
    return text.en if lang == "en" else text.nl


def rows_of(indicator: Indicator, lang: str) -> tuple[Row, ...]:
    """The rows of a figure: weeks for a curve, categories for a distribution, else cells."""
    if indicator.kind == "curve":
        return tuple(Row(str(week), str(week)) for week in range(indicator.weeks + 1))
    terms: tuple[Term, ...] = (
        indicator.categories if indicator.kind == "distribution" else indicator.cells
    )
    return tuple(Row(term.code, in_language(term.label, lang)) for term in terms)


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
    readings = {}
    for code, stat in shown.items():
        readings.update(writer.readings(code, stat, max(minimum, 1)))
    headline = None
    if indicator.headline and ALL.code in shown:
        stat = shown[ALL.code]
        headline = writer.reading(
            stat.share(*indicator.headline).exact, stat.interval(*indicator.headline), stat.people
        )
    return Side(label, shown, readings, headline)


@dataclass(frozen=True)
class _Writer:
    indicator: Indicator
    exact: bool
    lang: str

    def readings(self, code: str, stat: Statistic, minimum: int) -> dict[str, Reading]:
        match stat:
            case Curve():
                last = stat.last_week(minimum)
                return {
                    str(week): self.reading(
                        stat.at(week), stat.interval_at(week), stat.known(week), start=0.0
                    )
                    for week in range(min(last, self.indicator.weeks) + 1)
                }
            case Distribution():
                return {
                    category: self.reading(
                        stat.share(category).exact, stat.interval(category), stat.people
                    )
                    for category in stat.codes
                }
        return {code: self.reading(stat.exact, stat.interval(), stat.people)}

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
