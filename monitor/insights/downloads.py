"""A figure as a file: CSV, JSON, SVG and PNG.

All are made of what the page shows, so they withhold what the page withholds.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict

from django.urls import reverse

from benchmark.charts.png import to_png
from benchmark.disclosure import INTERNAL_FLOOR
from benchmark.figures import Figure
from benchmark.figures.readings import is_adjusted
from benchmark.standard.indicators import Indicator
from benchmark.standard.indicators.counting import denominator, numerator
from benchmark.statistics import Adjusted, Curve, Statistic, to_json

from .dashboard import Dashboard
from .forms import FILTERS
from .numbers import numbers_of
from .quality.sheet import FORMULA

RANGE = re.compile(r"[+-][\d.,]+( (tot|to) [+−][\d.,]+)?")


class NothingToDraw(LookupError):
    """The figure has too few clients for a drawing."""


def as_csv(figure: Figure) -> str:
    """The figure's table with its finding, notes and method; semicolons, as Dutch sheets read."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, delimiter=";", lineterminator="\r\n")
    writer.writerow([figure.table.caption])
    writer.writerow([figure.finding])
    writer.writerow([])
    if not figure.is_empty:
        writer.writerow(figure.table.header)
        writer.writerows([_as_text(cell) for cell in row] for row in figure.table.rows)
        writer.writerow([])
    writer.writerows(_texts(figure))
    return sheet.getvalue()


def _as_text(cell: str) -> str:
    """Paths are named by people: no name becomes a formula. "+0,1 tot +0,4" stays as it is."""
    return f"'{cell}" if cell.startswith(FORMULA) and not RANGE.fullmatch(cell) else cell


def _texts(figure: Figure) -> Iterable[list[str]]:
    return (
        [text] for text in (*figure.notes, *figure.aids, figure.method, figure.direction) if text
    )


def as_svg(figure: Figure) -> str:
    """The wide drawing as a file of its own; NothingToDraw."""
    if figure.is_empty:
        raise NothingToDraw(figure.indicator.id)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{figure.svg}\n'


def as_png(figure: Figure) -> bytes:
    """The wide drawing as a picture; NothingToDraw."""
    if figure.is_empty:
        raise NothingToDraw(figure.indicator.id)
    return to_png(str(figure.svg))


def description(indicator: Indicator) -> dict:
    """What the indicator is, in the active language, as plain JSON."""
    return {
        "id": indicator.id,
        "version": indicator.version,
        "title": str(indicator.title),
        "chapter": indicator.chapter,
        "section": indicator.section,
        "kind": indicator.kind,
        "unit": indicator.unit,
        "direction": indicator.direction,
        "breakdown": indicator.breakdown,
        "clock": str(indicator.clock),
        "moment": indicator.moment,
        "window_days": indicator.window_days,
        "publication_floor": indicator.publication_floor,
        "method": str(indicator.method),
        "numerator": str(numerator(indicator)),
        "denominator": str(denominator(indicator)),
        "sources": list(indicator.sources),
        "link": reverse("api:indicator", args=[indicator.id]),
    }


def as_json(dashboard: Dashboard, indicator: Indicator) -> dict:
    """One figure with all its numbers, in the active language: the API's detail as plain JSON.

    `indicator` is one of the dashboard's own.
    """
    own, unanswered = dashboard.own(indicator), dashboard.unanswered(indicator)
    average, includes_own = dashboard.average(indicator)
    figure = dashboard.figure(indicator)
    edition = dashboard.edition
    found = numbers_of(
        indicator,
        own,
        average,
        includes_own,
        dashboard.withheld(indicator) or {},
        unanswered,
    )
    return description(indicator) | {
        "municipality": dashboard.municipality.slug,
        "edition": {
            "slug": edition.slug,
            "name": edition.name,
            "starts_on": edition.starts_on.isoformat(),
            "ends_on": edition.ends_on.isoformat(),
        },
        "reference_date": dashboard.cohort.reference_date.isoformat(),
        "filters": filters_of(dashboard),
        "compared_with": dashboard.grouping,
        "finding": figure.finding,
        "evidence": figure.evidence,
        "notes": [*figure.notes, *figure.aids],
        "cells": [asdict(number) for number in found],
        "inputs": {} if unanswered else inputs_of(indicator, own),
    }


def filters_of(dashboard: Dashboard) -> dict[str, str]:
    """The filters of the figures, under their names in the address."""
    chosen = dict(dashboard.cohort.filters)
    return {name: chosen[filter] for name, filter in FILTERS.items() if filter in chosen}


def inputs_of(indicator: Indicator, own: Mapping[str, Statistic]) -> dict[str, dict]:
    """Cell -> the counts and sums that the own figure is worked out from (statistics.wire), of the
    cells that may be shown.

    What is finer than the page shows is left out: a curve ends at its last week that is shown, and
    a comparison of like with like has the clients with and without help and not their strata.
    """
    found: dict[str, dict] = {}
    for term in indicator.cells:
        stat = own.get(term.code)
        if stat is None or stat.people < INTERNAL_FLOOR:
            continue
        if is_adjusted(indicator):
            adjusted = Adjusted.of(stat)
            arms = {"crude.with": adjusted.crude_helped, "crude.without": adjusted.crude_others}
            found |= {
                code: to_json(share) for code, share in arms.items() if share.n >= INTERNAL_FLOOR
            }
        else:
            found[term.code] = to_json(_until_last(stat) if isinstance(stat, Curve) else stat)
    return found


def _until_last(curve: Curve) -> Curve:
    """The same curve up to the last week of which enough clients are known; who is still followed
    then leaves in that week."""
    last = curve.last_week(INTERNAL_FLOOR)
    end = last + 1
    events, competing = curve.events[:end], curve.competing[:end]
    leaving = curve.at_risk[last] - events[last] - competing[last]
    return Curve(curve.at_risk[:end], events, competing, (*curve.censored[:last], leaving))
