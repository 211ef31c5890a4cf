"""The numbers of a comparison: per row a value on each side and the difference, new minus old."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from benchmark.disclosure import INTERNAL_FLOOR
from benchmark.standard.indicators import ALL, Indicator
from benchmark.standard.indicators.model import lowered
from benchmark.standard.text import Text
from benchmark.statistics import Curve, Difference, Distribution, Interval, Statistic
from monitor.insights.compute import compute

from .sides import Sides
from .words import LANGUAGES

# The row that adds up the categories of the headline.
HEADLINE = "+"


@dataclass(frozen=True)
class Value:
    """One side of a row, over `people` clients."""

    exact: Fraction | float
    interval: Interval | None
    people: int


@dataclass(frozen=True)
class Line:
    """A cell, or a category of one. A side is None when nothing may be shown of it."""

    cell: str
    category: str
    label: Text
    one: Value | None
    other: Value | None
    difference: Difference | None

    @property
    def is_compared(self) -> bool:
        return self.difference is not None and self.difference.value is not None


@dataclass(frozen=True)
class Comparison:
    """An indicator over two sides. `stats` holds per cell what may be shown of each side."""

    indicator: Indicator
    sides: Sides
    stats: Mapping[str, tuple[Statistic | None, Statistic | None]]
    lines: tuple[Line, ...]

    @classmethod
    def of(cls, indicator: Indicator, sides: Sides) -> "Comparison":
        """A cell is withheld on both sides when one to four clients are in it on either, or among
        the rest: it could be worked out from a figure of the whole."""
        one, other = (compute(indicator, side.frames) for side in (sides.one, sides.other))
        rest = [compute(indicator, frames) for frames in sides.rest]
        shown = {}
        for term in indicator.cells:
            pair = one[term.code], other[term.code]
            beside = (everyone[term.code] for everyone in rest)
            few = any(0 < people_of(indicator, stat) < INTERNAL_FLOOR for stat in (*pair, *beside))
            shown[term.code] = tuple(
                None if few or not people_of(indicator, stat) else stat for stat in pair
            )
        return cls(indicator, sides, shown, tuple(_lines(indicator, shown)))

    @property
    def compared(self) -> list[Line]:
        return [line for line in self.lines if line.is_compared]

    @property
    def is_empty(self) -> bool:
        """Whether there is no row with both sides."""
        return not self.compared

    @property
    def main(self) -> Line | None:
        """The row that the finding is about: the headline of the whole, or else the largest of the
        differences beyond chance, or else the largest."""
        compared = self.compared
        for line in compared:
            if line.cell == ALL.code and line.category in ("", HEADLINE):
                return line
        headlines = [line for line in compared if line.category == HEADLINE] or compared
        beyond = [line for line in headlines if line.difference.is_real]
        return max(beyond or headlines, key=lambda line: abs(line.difference.value), default=None)


def people_of(indicator: Indicator, stat: Statistic) -> int:
    """The clients behind a figure; of a curve those who are known at the measuring point."""
    return stat.known(indicator.measuring_point) if isinstance(stat, Curve) else stat.people


def _lines(indicator: Indicator, shown) -> Iterable[Line]:
    for term in indicator.cells:
        one, other = shown[term.code]
        if indicator.kind != "distribution":
            yield _line(indicator, term.code, "", term.label, one, other)
            continue
        for category, label in _rows(indicator):
            if len(indicator.cells) > 1:
                label = _within(term.label, label)
            yield _line(indicator, term.code, category, label, one, other)


def _rows(indicator: Indicator) -> Iterable[tuple[str, Text]]:
    """The categories, after the few of them that the finding adds up."""
    labels = {term.code: term.label for term in indicator.categories}
    if len(indicator.headline) > 1:
        names = [labels[code] for code in indicator.headline]
        yield HEADLINE, Text(*(" + ".join(getattr(n, lang) for n in names) for lang in LANGUAGES))
    for code, label in labels.items():
        yield (HEADLINE if (code,) == indicator.headline else code), label


def _within(outer: Text, inner: Text) -> Text:
    return Text(*(f"{getattr(outer, lang)}: {lowered(getattr(inner, lang))}" for lang in LANGUAGES))


def _line(indicator, cell, category, label, one, other) -> Line:
    difference = None
    if one is not None and other is not None:
        difference = _difference(indicator, category, other, one)
    sides = (stat and _value(indicator, category, stat) for stat in (one, other))
    return Line(cell, category, label, *sides, difference)


def _codes(indicator: Indicator, category: str) -> tuple[str, ...]:
    return indicator.headline if category == HEADLINE else (category,)


def _difference(indicator, category, new, old) -> Difference:
    if isinstance(new, Distribution):
        return Difference.between_shares(new, old, *_codes(indicator, category))
    if isinstance(new, Curve):
        return Difference.between_curves(new, old, indicator.measuring_point)
    return Difference.between(new, old)


def _value(indicator: Indicator, category: str, stat: Statistic) -> Value:
    people = people_of(indicator, stat)
    if isinstance(stat, Distribution):
        codes = _codes(indicator, category)
        return Value(stat.share(*codes).exact, stat.interval(*codes), people)
    if isinstance(stat, Curve):
        week = indicator.measuring_point
        return Value(stat.at(week), stat.interval_at(week), people)
    return Value(stat.exact, stat.interval(), people)
