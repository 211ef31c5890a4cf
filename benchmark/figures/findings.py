"""The conclusion of a figure, made from its numbers.

The numbers in the sentence are the readings of the table, so text and table cannot differ. A
difference is called one only when its interval excludes zero.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from benchmark.standard.indicators import ALL, Indicator
from benchmark.statistics import Adjusted, Difference
from benchmark.statistics.interval import LEVEL

from .readings import Reading, Row, Side, cell_rows, is_adjusted, is_divided
from .words import in_language, listed, say, sentence, spoken

NOBODY = Side("", {}, {})
# Breakdowns whose two cells are the question: the finding sets them beside each other.
CONTRASTS = (("outcome",), ("help",))
# From here on a rise after a step is called a peak (S93).
PEAK = 0.3
NAMED = 3


@dataclass(frozen=True)
class Found:
    """The sentence, the cell that it is about and the difference that it names, if it does."""

    text: str
    cell: str = ALL.code
    difference: Difference | None = None


def finding(
    indicator: Indicator,
    rows: tuple[Row, ...],
    own: Side,
    average: Side,
    place: str,
    lang: str,
) -> Found:
    """One sentence about what stands out, and one about chance where two sides are compared."""
    first, other = (average, NOBODY) if own.is_empty else (own, average)
    alone = own.is_empty
    if alone:
        place = say("on_average", lang)
    if is_adjusted(indicator):
        return _similar(indicator, first, lang)
    if indicator.chart == "changes":
        return _peaks(indicator, rows, first, place, lang)
    if indicator.breakdowns in CONTRASTS and not indicator.own_only:
        return _contrast(indicator, first, place, lang)
    if indicator.cells == (ALL,):
        if indicator.kind == "curve" or indicator.headline:
            return _headline(indicator, first, other, alone, lang)
        if indicator.kind == "proportion":
            return _share(indicator, first.readings, other.readings, first, other, alone, lang)
        if indicator.kind == "mean":
            return _mean(indicator, first, other, alone, place, lang)
        return _extreme(indicator, rows, first.readings, other.readings, first, other, place, lang)
    if is_divided(indicator):
        rows = cell_rows(indicator, lang)
        if not first.headlines:
            return Found(say("no_measuring_point", lang, week=indicator.measuring_point))
        return _extreme(
            indicator, rows, first.headlines, other.headlines, first, other, place, lang
        )
    return _extreme(indicator, rows, first.readings, other.readings, first, other, place, lang)


def _headline(indicator, first, other, alone, lang) -> Found:
    """A curve at its measuring point, or the share of a few categories together."""
    if first.headline is None:
        return Found(say("no_measuring_point", lang, week=indicator.measuring_point))
    return _share(indicator, first.headlines, other.headlines, first, other, alone, lang)


def _share(indicator, mine, theirs, first, other, alone, lang) -> Found:
    own, average = mine[ALL.code].label, theirs.get(ALL.code)
    parts = {"own": spoken(own, lang), "phrase": in_language(indicator.phrase, lang)}
    if average is None:
        return Found(sentence(say("share_average_only" if alone else "share", lang, **parts)))
    difference = between(indicator, ALL.code, first, other)
    if own == average.label:
        said = say("share_same", lang, average=spoken(average.label, lang), **parts)
        return Found(sentence(said), difference=difference)
    said = sentence(say("share_average", lang, average=spoken(average.label, lang), **parts))
    return Found(f"{said} {_chance(difference, lang)}", difference=difference)


def _mean(indicator, first, other, alone, place, lang) -> Found:
    """One mean over all clients."""
    own, average = first.readings[ALL.code].label, other.readings.get(ALL.code)
    parts = {"place": place, "phrase": in_language(indicator.phrase, lang), "own": own}
    said = say("mean_average_only" if alone else "mean", lang, **parts)
    if average is None:
        return Found(sentence(said))
    difference = between(indicator, ALL.code, first, other)
    if average.label == own:
        said += say("there_same", lang, average=average.label)
        return Found(sentence(said), difference=difference)
    said = sentence(said + say("there", lang, average=average.label))
    return Found(f"{said} {_chance(difference, lang)}", difference=difference)


def _extreme(indicator, rows, mine: Mapping[str, Reading], theirs, first, other, place, lang):
    """Where it is worst: the highest of what should be low, the lowest of what should be high; of
    reasons the most named."""
    shown = [row for row in rows if row.code in mine]
    lowest = indicator.direction == "higher"
    best = (min if lowest else max)(mine[row.code].drawn for row in shown)
    label = next(mine[row.code].label for row in shown if mine[row.code].drawn == best)
    # What reads the same is the same: two steps with 3,6 share the place.
    tied = [row for row in shown if mine[row.code].label == label]
    parts = {
        "place": place,
        "phrase": in_language(indicator.phrase, lang),
        "most": say("low" if lowest else "high", lang),
        "cells": _named([row.label for row in tied], lang),
        "own": spoken(label, lang),
    }
    if indicator.kind == "distribution" and indicator.cells == (ALL,):
        named = indicator.measure.code in ("drop_out_reason", "answers")
        said = say("most_named" if named else "most_common", lang, **parts)
    elif len(shown) == 1:
        said = say("single", lang, **parts)
    elif len(tied) == len(shown):
        return Found(sentence(say("even", lang, **parts)), tied[0].cell)
    else:
        said = say("extreme", lang, **parts)
    row = tied[0]
    if len(tied) > 1 or row.code not in theirs:
        return Found(sentence(said), row.cell)
    average = theirs[row.code].label
    # The worst of several cells is picked by its value: each of them gets its share of the doubt
    # (Bonferroni), or equal cells would be called different one time in four.
    difference = between(indicator, row.code, first, other, 1 - (1 - LEVEL) / len(shown))
    if average == label:
        same = sentence(said + say("there_same", lang, average=spoken(average, lang)))
        return Found(same, row.cell, difference)
    said = sentence(said + say("there", lang, average=spoken(average, lang)))
    return Found(f"{said} {_chance(difference, lang)}", row.cell, difference)


def _named(labels: list[str], lang: str) -> str:
    """The cells that share a place, or how many when they are too many for a sentence."""
    if len(labels) > NAMED:
        return say("several_groups", lang, count=len(labels))
    return listed(labels, lang)


def _contrast(indicator, first, place, lang) -> Found:
    """The two cells beside each other: who succeeded against who stopped, with against without."""
    values = first.headlines if is_divided(indicator) else first.readings
    found = [row for row in cell_rows(indicator, lang) if row.code in values]
    whom = {row.code: say(f"clients_{row.code}", lang) for row in found}
    parts = {"place": place, "phrase": in_language(indicator.phrase, lang)}
    if len(found) < 2:
        row = found[0]
        own = spoken(values[row.code].label, lang)
        return Found(
            sentence(say("single", lang, cells=whom[row.code], own=own, **parts)), row.code
        )
    one, two = found
    readings = [spoken(values[row.code].label, lang) for row in found]
    said = sentence(
        say(
            "contrast",
            lang,
            one=whom[one.code],
            two=whom[two.code],
            first=readings[0],
            second=readings[1],
            **parts,
        )
    )
    difference = _pair(indicator, first.stats[one.code], first.stats[two.code])
    return Found(f"{said} {_chance(difference, lang)}", one.code, difference)


def _similar(indicator, first: Side, lang) -> Found:
    """What is left of the difference between with and without help among like clients."""
    phrase = in_language(indicator.phrase, lang)
    one, two = (first.readings.get(f"adjusted.{arm}") for arm in ("with", "without"))
    if one is None or two is None:
        return Found(say("no_similar", lang))
    difference = Adjusted.of(first.stats[ALL.code]).difference()
    said = say(
        "similar", lang, phrase=phrase, one=spoken(one.label, lang), two=spoken(two.label, lang)
    )
    return Found(f"{sentence(said)} {_chance(difference, lang)}", difference=difference)


def is_peak(stat) -> bool:
    """Whether a mean change is a rise that is worth the name (S93)."""
    interval = stat.interval()
    return stat.value is not None and stat.value >= PEAK and bool(interval) and interval.low > 0


def _peaks(indicator, rows, first, place, lang) -> Found:
    """After which steps it clearly rises."""
    peaks = [row for row in rows if row.code in first.readings and is_peak(first.stats[row.code])]
    parts = {"place": place, "phrase": in_language(indicator.phrase, lang)}
    if not peaks:
        # As sure as the step of which least is known.
        shown = [row.code for row in rows if row.code in first.stats]
        weakest = min(shown, key=lambda code: first.stats[code].people)
        return Found(sentence(say("no_peak", lang, **parts)), weakest)
    cells = listed([f"{row.label} ({first.readings[row.code].label})" for row in peaks], lang)
    return Found(sentence(say("peak", lang, cells=cells, **parts)), peaks[0].code)


def between(
    indicator: Indicator, row: str, first: Side, other: Side, level: float = LEVEL
) -> Difference:
    """First minus other in one cell, or in one category of a figure that is not divided."""
    cell = row if row in first.stats else ALL.code
    one, two = first.stats[cell], other.stats[cell]
    if indicator.kind == "distribution" and not indicator.headline:
        return Difference.between_shares(one, two, row, level=level)
    return _pair(indicator, one, two, level)


def _pair(indicator: Indicator, one, two, level: float = LEVEL) -> Difference:
    if indicator.kind == "curve":
        return Difference.between_curves(one, two, indicator.measuring_point, level)
    if indicator.kind == "distribution":
        return Difference.between_shares(one, two, *indicator.headline, level=level)
    return Difference.between(one, two, level)


def _chance(difference: Difference, lang: str) -> str:
    return say("real" if difference.is_real else "chance", lang)
