"""The conclusion of a figure, made from its numbers.

The numbers in the sentence are the readings of the table, so text and table cannot differ. A
difference is called one only when its interval excludes zero.
"""

from benchmark.standard.indicators import ALL, Indicator
from benchmark.statistics import Difference

from .readings import Row, Side, in_language
from .words import listed, say, sentence, spoken


def finding(
    indicator: Indicator,
    rows: tuple[Row, ...],
    own: Side,
    average: Side,
    place: str,
    lang: str,
) -> str:
    """One sentence about what stands out, and one about chance where two sides are compared."""
    first = average if own.is_empty else own
    other = Side("", {}, {}) if own.is_empty else average
    if own.is_empty:
        place = say("on_average", lang)
    if indicator.kind == "curve":
        return _share(indicator, str(indicator.measuring_point), first, other, own.is_empty, lang)
    if indicator.headline:
        return _headline(indicator, first, other, own.is_empty, lang)
    if indicator.kind == "proportion" and indicator.breakdown == "none":
        return _share(indicator, ALL.code, first, other, own.is_empty, lang)
    return _extreme(indicator, rows, first, other, place, lang)


def _share(indicator, row, first, other, average_only, lang):
    if row not in first.readings:
        return say("no_measuring_point", lang, week=row)
    theirs = other.readings.get(row)
    return _compared_share(
        indicator,
        first.readings[row].label,
        theirs and theirs.label,
        theirs and _difference(indicator, row, first, other),
        average_only,
        lang,
    )


def _headline(indicator, first, other, average_only, lang):
    """The share of a few categories together (the top two of a scale)."""
    return _compared_share(
        indicator,
        first.headline.label,
        other.headline and other.headline.label,
        None
        if other.is_empty
        else Difference.between_shares(
            first.stats[ALL.code], other.stats[ALL.code], *indicator.headline
        ),
        average_only,
        lang,
    )


def _compared_share(indicator, mine, theirs, difference, average_only, lang):
    parts = {"own": spoken(mine, lang), "phrase": in_language(indicator.phrase, lang)}
    if theirs is None:
        return sentence(say("share_average_only" if average_only else "share", lang, **parts))
    same = mine == theirs
    key = "share_same" if same else "share_average"
    said = sentence(say(key, lang, average=spoken(theirs, lang), **parts))
    return said if same else f"{said} {_chance(difference, lang)}"


def _extreme(indicator, rows, first, other, place, lang):
    """Where it is worst: the highest of what should be low, the lowest of what should be high; of
    reasons the most named."""
    shown = [row for row in rows if row.code in first.readings]
    lowest = indicator.direction == "higher"
    pick = min if lowest else max
    best = pick(first.readings[row.code].drawn for row in shown)
    label = next(
        first.readings[r.code].label for r in shown if first.readings[r.code].drawn == best
    )
    # What reads the same is the same: two steps with 3,6 share the place.
    tied = [row for row in shown if first.readings[row.code].label == label]
    parts = {
        "place": place,
        "phrase": in_language(indicator.phrase, lang),
        "most": say("low" if lowest else "high", lang),
        "cells": listed([row.label for row in tied], lang),
        "own": spoken(label, lang),
    }
    if indicator.kind == "distribution":
        said = say("most_named", lang, **parts)
    elif len(shown) == 1:
        said = say("single", lang, **parts)
    elif len(tied) == len(shown):
        return sentence(say("even", lang, **parts))
    else:
        said = say("extreme", lang, **parts)
    row = tied[0].code
    if len(tied) > 1 or row not in other.readings:
        return sentence(said)
    theirs = other.readings[row].label
    if theirs == label:
        return sentence(said + say("there_same", lang, average=spoken(theirs, lang)))
    said = sentence(said + say("there", lang, average=spoken(theirs, lang)))
    return f"{said} {_chance(_difference(indicator, row, first, other), lang)}"


def _difference(indicator, row, first, other) -> Difference:
    if indicator.kind == "curve":
        one, two = first.stats[ALL.code], other.stats[ALL.code]
        return Difference.between_curves(one, two, int(row))
    if indicator.kind == "distribution":
        return Difference.between_shares(first.stats[ALL.code], other.stats[ALL.code], row)
    return Difference.between(first.stats[row], other.stats[row])


def _chance(difference: Difference, lang: str) -> str:
    return say("real" if difference.is_real else "chance", lang)
