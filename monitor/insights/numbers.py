"""The numbers of a figure one by one, for machines: the API, the command and the JSON file.

They are the readings that the page's table and drawing are made of (benchmark.figures.readings), so
what is withheld there is withheld here, and what is rounded there is rounded here. Only the own
value and its limits are given unrounded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import get_language

from benchmark.charts import numbers
from benchmark.disclosure import EARLIER_RELEASE, INTERNAL_FLOOR, WITHHELD, round_people
from benchmark.figures.adjusting import estimates
from benchmark.figures.readings import Row, Side, is_adjusted, rows_of, side_of
from benchmark.figures.words import in_language, say
from benchmark.standard.indicators import ALL, Indicator
from benchmark.standard.text import Term, Text
from benchmark.statistics import Adjusted, Curve, Distribution, Statistic
from benchmark.statistics.standardised import ARMS

REASONS = {term.code: term.label for term in (*WITHHELD, EARLIER_RELEASE)}
# A comparison of like with like ends in what its arms differ.
DIFFERENCES = (
    Term("crude.difference", Text("Verschil, zoals het is", "Difference, as it is")),
    Term(
        "adjusted.difference", Text("Verschil, bij gelijke cliënten", "Difference, similar clients")
    ),
)
_POINTS = Text("procentpunt", "percentage points")


@dataclass(frozen=True)
class Benchmark:
    """A number of the average as it is published.

    `value` is rounded as shown (a share as 0.69); None where the label is "<5%" or ">95%". `n` is
    rounded to five. `includes_own`: whether the own clients are in it.
    """

    value: float | None
    label: str
    n: int
    includes_own: bool


@dataclass(frozen=True)
class Number:
    """One number of a figure: a cell, or a category or week of a cell.

    `key` is the cell's code; of a distribution or curve "cell/category" or "cell/week". `value`,
    `low` and `high` (95%) are in the indicator's unit, shares from 0 to 1; `low` and `high` are
    None where there is no interval. A `suppressed` number has none of these and no `n`, and
    `reason` says why; `benchmark_reason` does that for an average that is missing or earlier.
    """

    key: str
    label: str
    n: int | None
    value: float | None
    low: float | None
    high: float | None
    benchmark: Benchmark | None
    suppressed: bool
    reason: str
    benchmark_reason: str


def numbers_of(
    indicator: Indicator,
    own: Mapping[str, Statistic],
    average: Mapping[str, Statistic],
    includes_own: bool,
    reasons: Mapping[str, str],
    own_reason: str = "",
) -> list[Number]:
    """Every number of the figure in the order of its table, in the active language.

    `own` and `average` are statistics per cell, as `Dashboard.own` and `Dashboard.average` give
    them; `reasons` are codes of the rules of disclosure per cell of the average. `own_reason` is
    the sentence that replaces all own figures (`Dashboard.unanswered`).
    """
    lang = "en" if (get_language() or "nl").startswith("en") else "nl"
    writer = _Writer(
        indicator,
        own=side_of(indicator, "", {} if own_reason else own, INTERNAL_FLOOR, True, lang),
        average=side_of(indicator, "", average, INTERNAL_FLOOR, False, lang),
        includes_own=includes_own,
        reasons=reasons,
        withheld=own_reason or say("withheld", lang),
        lang=lang,
    )
    found = [writer.number(row) for row in rows_of(indicator, lang)]
    if is_adjusted(indicator):
        found += [writer.difference(kind) for kind in DIFFERENCES]
    return found


@dataclass(frozen=True)
class _Value:
    """What is read on one side: only made for what may be shown."""

    value: float
    label: str
    people: int
    limits: tuple[float, float] | None


@dataclass(frozen=True)
class _Writer:
    indicator: Indicator
    own: Side
    average: Side
    includes_own: bool
    reasons: Mapping[str, str]
    withheld: str
    lang: str

    def number(self, row: Row) -> Number:
        """A row of the figure."""
        label = f"{row.group}, {row.label}" if row.group else row.label
        key = row.code
        if self.indicator.kind in ("distribution", "curve") and not row.group:
            # What is divided has its cell in front, also where the only cell is all.
            key = row.code if is_adjusted(self.indicator) else f"{row.cell}/{row.code}"
        mine, theirs = self._value(row, self.own), self._value(row, self.average)
        return self._number(key, label, row.cell, mine, theirs)

    def difference(self, kind: Term) -> Number:
        """With minus without, as it is or adjusted; only where both can be read."""
        mine = self._difference(kind.code, self.own)
        theirs = self._difference(kind.code, self.average)
        if theirs is not None:
            # In whole points, as the shares that it is between.
            points = numbers.rounded(theirs.value, numbers.PERCENT)
            sign = "+" if points > 0 else "−" if points < 0 else ""
            words = f"{sign}{abs(points)} {in_language(_POINTS, self.lang)}"
            theirs = replace(theirs, value=float(points) / 100, label=words)
        label = in_language(kind.label, self.lang)
        return self._number(kind.code, label, ALL.code, mine, theirs)

    def _number(
        self, key: str, label: str, cell: str, mine: _Value | None, theirs: _Value | None
    ) -> Number:
        low, high = (mine and mine.limits) or (None, None)
        return Number(
            key=key,
            label=label,
            n=mine and mine.people,
            value=mine and mine.value,
            low=low,
            high=high,
            benchmark=theirs and self._benchmark(theirs),
            suppressed=mine is None,
            reason=self.withheld if mine is None else "",
            benchmark_reason=self._why(cell, theirs is not None),
        )

    def _benchmark(self, found: _Value) -> Benchmark:
        at_an_end = found.label[0] in "<>"
        return Benchmark(
            value=None if at_an_end else found.value,
            label=found.label,
            n=round_people(found.people),
            includes_own=self.includes_own,
        )

    def _why(self, cell: str, is_shown: bool) -> str:
        if cell in self.reasons:
            return in_language(REASONS[self.reasons[cell]], self.lang)
        return "" if is_shown else say("no_average", self.lang)

    def _value(self, row: Row, side: Side) -> _Value | None:
        reading = side.readings.get(row.code)
        if reading is None:
            return None
        return _Value(reading.drawn, reading.label, self._people(row, side), reading.limits)

    def _people(self, row: Row, side: Side) -> int:
        """The clients behind one reading."""
        stat = side.stats[row.cell]
        if is_adjusted(self.indicator):
            return _arms(stat)[row.code]
        return stat.known(row.week) if isinstance(stat, Curve) else stat.people

    def _difference(self, code: str, side: Side) -> _Value | None:
        kind = code.partition(".")[0]
        arms = [f"{kind}.{arm}" for arm in ARMS]
        readings = [side.readings.get(arm) for arm in arms]
        # "<5%" and a rounded difference would tell what the label hides.
        if not all(readings) or any(reading.label[0] in "<>" for reading in readings):
            return None
        stat = side.stats[ALL.code]
        adjusted = Adjusted.of(stat)
        found = adjusted.crude_difference() if kind == "crude" else adjusted.difference()
        interval = found.interval
        people = sum(_arms(stat)[arm] for arm in arms)
        return _Value(found.value, "", people, interval and (interval.low, interval.high))


def _arms(stat: Distribution) -> dict[str, int]:
    """Clients behind each arm of a comparison."""
    return {arm: people for arm, _value, _interval, people in estimates(stat)}
