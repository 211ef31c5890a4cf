"""The numbers of a figure as a table: what a screen reader, a keyboard and a printer get."""

from datetime import date

from benchmark.standard.indicators import Indicator

from .figure import Table
from .readings import Row, Side, is_adjusted, is_divided
from .words import day, in_language, say

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
    # A distribution has one number of clients for all its categories, given below them.
    shared = indicator.kind == "distribution" and not is_adjusted(indicator)
    divided = is_divided(indicator)
    header = [say(_group_heading(indicator), lang)] if divided else []
    header.append(say(_heading(indicator), lang))
    for side in sides:
        header.append(side.label)
        if _has_margin(side, own):
            header.append(say("margin_of", lang, name=side.label))
        if not shared:
            header.append(say("clients_of", lang, name=side.label))
    body = []
    shown = _shown(indicator, rows, sides)
    for index, row in enumerate(shown):
        name = (row.group, row.label) if divided else (row.label,)
        texts = (text for side in sides for text in _cells(row, side, own, shared, lang))
        body.append((*name, *texts))
        is_last = index + 1 == len(shown) or shown[index + 1].cell != row.cell
        if shared and is_last:
            name = (row.group,) if divided else ()
            total = say("number_of_clients", lang)
            body.append((*name, total, *_totals(shown, row.cell, sides, own)))
    return Table(caption, tuple(header), tuple(body))


def _group_heading(indicator: Indicator) -> str:
    """The breakdown's own word; "category" there is a kind of help."""
    name = indicator.breakdowns[0]
    return "kind_of_help" if name == "category" else name


def _heading(indicator: Indicator) -> str:
    if indicator.kind == "curve":
        return "week"
    if indicator.kind == "distribution":
        if is_adjusted(indicator):
            return "help"
        return "reason" if indicator.measure.code == "drop_out_reason" else "category"
    if len(indicator.breakdowns) != 1:
        return "none"
    return _group_heading(indicator)


def _has_margin(side: Side, own: Side) -> bool:
    return side is own or own.is_empty


def _shown(indicator, rows, sides):
    """All cells and categories; of a curve every fourth week, the measuring point and the last."""
    if indicator.kind != "curve":
        return rows
    known = [row.week for row in rows if any(row.code in side.readings for side in sides)]
    weeks = {week for week in known if week % TABLE_WEEKS == 0}
    weeks |= {max(known), indicator.measuring_point} & set(known)
    return [row for row in rows if row.week in weeks]


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


def _totals(rows, cell, sides, own):
    """The clients behind one distribution, per side."""
    for side in sides:
        found = (side.readings[r.code] for r in rows if r.cell == cell and r.code in side.readings)
        yield next((reading.people for reading in found), "–")
        if _has_margin(side, own):
            yield "–"


def spoken_table(rows: tuple[Row, ...], sides: list[Side]) -> str:
    """The numbers as one line of text: the description inside the drawing."""
    parts = []
    for side in sides:
        values = [
            f"{f'{row.group}, {row.label}' if row.group else row.label} "
            f"{side.readings[row.code].label}"
            for row in rows
            if row.code in side.readings
        ]
        parts.append(f"{side.label}: {'; '.join(values)}.")
    return " ".join(parts)
