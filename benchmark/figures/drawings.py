"""Which drawing belongs to which kind of statistic."""

from benchmark.charts import Palette, Series, bars, lines, numbers, stacked, step_curve
from benchmark.standard.indicators import Indicator
from benchmark.standard.questionnaire import by_code as item_by_code

from .readings import Row, Side, in_language
from .words import say


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
) -> str:
    """The SVG of a figure with at least one reading; only readings go in."""
    common = {
        "title": finding,
        "description": description,
        "id_prefix": id_prefix,
        "lang": lang,
        "palette": palette,
        "width": width,
    }
    sides = _in_roles(own, average, has_own)
    if indicator.kind == "curve":
        return _curve(indicator, rows, sides, lang, common)
    if indicator.kind == "distribution" and indicator.headline:
        return _answers(indicator, rows, sides, lang, common)
    series = _all_series(rows, sides, lang)
    names = [row.label for row in rows]
    if indicator.kind == "mean":
        ticks = _ticks(indicator, lang)
        return lines(names, series, unit=indicator.unit, ticks=ticks, **common)
    return bars(names, series, unit=indicator.unit, scale=_scale(indicator, sides), **common)


def _in_roles(own: Side, average: Side, has_own: bool) -> list[tuple[Side, str]]:
    """Whose is whose: an average never takes the look of an own figure that cannot be shown. Where
    no own figure belongs (a report), the average is the main thing and drawn as such.
    """
    if own.is_empty:
        return [(average, "average" if has_own else "own")]
    return [(own, "own")] + ([] if average.is_empty else [(average, "average")])


def _all_series(rows, sides, lang: str) -> list[Series]:
    return [_series(rows, side, role, lang, len(sides) == 1) for side, role in sides]


def _series(rows, side: Side, role: str, lang: str, is_alone: bool) -> Series:
    """A side's readings; an average beside an own figure is drawn without margins."""
    is_main = is_alone or role == "own"
    found = [side.readings.get(row.code) for row in rows]
    absent = say("withheld" if is_main else "no_average", lang)
    return Series(
        side.label,
        tuple(reading and reading.drawn for reading in found),
        tuple(reading and reading.limits for reading in found) if is_main else (),
        tuple(reading.label if reading else absent for reading in found),
        role,
    )


def _ticks(indicator: Indicator, lang: str) -> list[tuple[float, str]]:
    """The options of the question as the axis: "3 gemiddeld"."""
    options = item_by_code(indicator.measure.item).options
    return [(int(o.code), f"{o.code} {in_language(o.label, lang).lower()}") for o in options]


def _scale(indicator: Indicator, sides) -> tuple[float, float]:
    """Percents run from 0 to 100, or to 50 or 25 when all bars and margins stay below."""
    if indicator.unit != numbers.PERCENT:
        return (1, 5)
    highest = max(
        (reading.limits or (0, reading.drawn))[1]
        for side, _ in sides
        for reading in side.readings.values()
    )
    return (0, next(top for top in (0.25, 0.5, 1) if highest <= top))


def _curve(indicator, rows, sides, lang, common):
    point = indicator.measuring_point
    label = say("measuring_point", lang, week=point)
    axis = say("weeks_since", lang, clock=in_language(indicator.clock, lang))
    return step_curve(
        _all_series(rows, sides, lang),
        weeks=indicator.weeks,
        week_axis=axis,
        mark_week=point,
        mark_label=label,
        **common,
    )


def _answers(indicator, rows, sides, lang, common):
    """Bars of 100%, with the headline's categories under one bracket."""
    codes = [row.code for row in rows]
    places = sorted(codes.index(code) for code in indicator.headline)
    words = " + ".join(rows[place].label.lower() for place in places)
    series = [
        Series(one.label, one.values, (), one.labels, one.role)
        for one in _all_series(rows, sides, lang)
    ]
    return stacked(
        [row.label for row in rows],
        series,
        highlight=(places[0], places[-1]),
        highlight_labels=[
            f"{side.headline.label} {words}" if first else side.headline.label
            for first, (side, _) in zip((True, False), sides, strict=False)
        ],
        **common,
    )
