"""The numbers of a figure as a table: what a screen reader, a keyboard and a printer get."""

from datetime import date

from benchmark.standard.indicators import Indicator

from .figure import Table
from .readings import Row, Side, in_language
from .words import day, say

TABLE_WEEKS = 4


def table(
    indicator: Indicator,
    rows: tuple[Row, ...],
    own: Side,
    average: Side,
    measured_on: date | None,
    lang: str,
) -> Table:
    """Rows with the value, the people and the margin of each side that has anything to show.

    The average beside an own figure has no margin: it would be read as the spread of
    municipalities. By itself it has one.
    """
    caption = in_language(indicator.title, lang)
    if measured_on:
        caption += f", {say('as_of', lang, day=day(measured_on, lang))}"
    sides = [side for side in (own, average) if not side.is_empty]
    if not sides:
        return Table(caption)
    shared = indicator.kind == "distribution"
    header = [say(_heading(indicator), lang)]
    for side in sides:
        header.append(side.label)
        if _has_margin(side, own):
            header.append(say("margin_of", lang, name=side.label))
        if not shared:
            header.append(say("clients_of", lang, name=side.label))
    body = [
        (row.label, *(text for side in sides for text in _cells(row, side, own, shared, lang)))
        for row in _shown(indicator, rows, sides)
    ]
    if shared:
        body.append((say("number_of_clients", lang), *_totals(sides, own)))
    return Table(caption, tuple(header), tuple(body))


def _heading(indicator: Indicator) -> str:
    if indicator.kind == "curve":
        return "week"
    if indicator.kind == "distribution":
        return "reason" if indicator.measure.code == "drop_out_reason" else "category"
    return indicator.breakdown


def _has_margin(side: Side, own: Side) -> bool:
    return side is own or own.is_empty


def _shown(indicator, rows, sides):
    """All cells and categories; of a curve every fourth week, the measuring point and the last."""
    if indicator.kind != "curve":
        return rows
    known = [int(row.code) for row in rows if any(row.code in side.readings for side in sides)]
    weeks = {week for week in known if week % TABLE_WEEKS == 0}
    weeks |= {max(known), indicator.measuring_point} & set(known)
    return [row for row in rows if int(row.code) in weeks]


def _cells(row, side, own, shared, lang):
    """The texts of one side in one row; words and no number where nothing may be shown."""
    reading = side.readings.get(row.code)
    margin = _has_margin(side, own)
    if reading is None:
        words = say("withheld" if side is own else "no_average", lang)
        return [words] + ["–"] * (margin + (not shared))
    texts = [reading.label]
    if margin:
        texts.append(reading.limits_label or "–")
    if not shared:
        texts.append(reading.people)
    return texts


def _totals(sides, own):
    for side in sides:
        yield next(iter(side.readings.values())).people
        if _has_margin(side, own):
            yield "–"


def spoken_table(rows: tuple[Row, ...], sides: list[Side]) -> str:
    """The numbers as one line of text: the description inside the drawing."""
    parts = []
    for side in sides:
        values = [
            f"{row.label} {side.readings[row.code].label}"
            for row in rows
            if row.code in side.readings
        ]
        parts.append(f"{side.label}: {'; '.join(values)}.")
    return " ".join(parts)
