"""Municipalities beside each other: a bar or a point each, under numbers and by consent (S111,
S115). Whose is whose nobody can read but the municipality itself, of its own.

What goes together between municipalities is no effect, and every sentence here says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from benchmark.charts import NARROW, WIDE, Palette, Series, bars, scatter
from benchmark.charts import Point as Mark
from benchmark.disclosure import share_label
from benchmark.standard.indicators import Indicator

from .figure import Figure, Table
from .words import in_language, lowered, say, sentence, spoken

# With fewer points a line through them says nothing.
LEAST = 5


@dataclass(frozen=True)
class Place:
    """One municipality: its number, whether it is the reader's, and its share or two."""

    number: int
    is_own: bool
    x: Fraction
    y: Fraction | None = None

    def label(self, own_name: str, lang: str) -> str:
        """ "Gemeente 3", or with the reader's own name behind it."""
        name = say("municipality", lang, number=self.number)
        return f"{name} ({own_name})" if self.is_own and own_name else name


def build_bars(
    indicator: Indicator,
    cell: str,
    places: Sequence[Place],
    *,
    own_name: str,
    id_prefix: str,
    lang: str = "nl",
    palette: Palette | None = None,
    measured_on: date | None = None,
) -> Figure:
    """A bar per municipality in the order of the numbers, which were drawn by lot."""
    lang = "en" if lang.startswith("en") else "nl"
    title = _title(indicator, cell, lang)
    own = next((place for place in places if place.is_own), None)
    labels = [place.label(own_name, lang) for place in places]
    values = [_label(place.x) for place in places]
    found = say("not_enough", lang)
    if places:
        parts = {"title": title, "count": len(places), "name": own_name}
        key = "between_own" if own else "between"
        value = spoken(_label(own.x), lang) if own else ""
        found = sentence(say(key, lang, value=value, **parts))
    series = Series(title, tuple(float(p.x) for p in places), (), tuple(values), "own")

    def drawn(width: int, suffix: str) -> str:
        if not places:
            return ""
        return bars(
            labels,
            [series],
            unit=indicator.unit,
            title=found,
            description="; ".join(map(" ".join, zip(labels, values, strict=True))),
            id_prefix=f"{id_prefix}-{suffix}",
            lang=lang,
            palette=palette,
            width=width,
        )

    return Figure(
        indicator=indicator,
        title=say("per_municipality", lang, title=title),
        finding=found,
        svg=drawn(WIDE, "wide"),
        svg_narrow=drawn(NARROW, "narrow"),
        table=Table(title, (say("place", lang), title), tuple(zip(labels, values, strict=True))),
        notes=_notes(places, lang),
        method=in_language(indicator.method, lang),
        direction=in_language(indicator.direction_text, lang) if indicator.direction else "",
        is_empty=not places,
    )


def build_scatter(
    x: tuple[Indicator, str],
    y: tuple[Indicator, str],
    places: Sequence[Place],
    *,
    own_name: str,
    id_prefix: str,
    lang: str = "nl",
    palette: Palette | None = None,
) -> Figure:
    """A point per municipality: help against result."""
    lang = "en" if lang.startswith("en") else "nl"
    across, up = _title(*x, lang), _title(*y, lang)
    places = [place for place in places if place.y is not None]
    labels = [place.label(own_name, lang) for place in places]
    tie = tie_of([(float(p.x), float(p.y)) for p in places])
    key = {None: "no_tie_yet", 1: "more_with_more", -1: "less_with_more", 0: "no_tie"}
    found = say(
        key[tie.sign if tie else None],
        lang,
        x=lowered(across),
        y=lowered(up),
        count=len(places),
    )
    marks = [
        Mark(label, float(p.x), float(p.y), p.is_own)
        for label, p in zip(labels, places, strict=True)
    ]

    def drawn(width: int, suffix: str) -> str:
        if not tie:
            return ""
        return scatter(
            marks,
            x_title=across,
            y_title=up,
            line=tie.line,
            line_label=say("tie_line", lang),
            title=found,
            description="; ".join(
                f"{label}: {_label(p.x)}, {_label(p.y)}"
                for label, p in zip(labels, places, strict=True)
            ),
            id_prefix=f"{id_prefix}-{suffix}",
            lang=lang,
            palette=palette,
            width=width,
        )

    rows = tuple((label, _label(p.x), _label(p.y)) for label, p in zip(labels, places, strict=True))
    return Figure(
        indicator=y[0],
        title=say("tie_title", lang, x=across, y=lowered(up)),
        finding=found,
        svg=drawn(WIDE, "wide"),
        svg_narrow=drawn(NARROW, "narrow"),
        table=Table(up, (say("place", lang), across, up), rows if tie else ()),
        notes=_notes(places, lang),
        method=f"{in_language(x[0].method, lang)} {in_language(y[0].method, lang)}",
        direction="",
        is_empty=not tie,
    )


@dataclass(frozen=True)
class Tie:
    """How two shares go together: 1 or -1 when it is more than chance (Pearson's correlation with
    Fisher's 95% interval), 0 when it may be chance; and the least-squares line."""

    sign: int
    line: tuple[tuple[float, float], tuple[float, float]] | None


def tie_of(points: Sequence[tuple[float, float]]) -> Tie | None:
    """None for fewer than LEAST points. Without spread on a side there is no line and no tie."""
    if len(points) < LEAST:
        return None
    xs, ys = zip(*points, strict=True)
    if len(set(xs)) == 1 or len(set(ys)) == 1:
        return Tie(0, None)
    from scipy import stats

    fit = stats.linregress(xs, ys)
    interval = stats.pearsonr(xs, ys).confidence_interval()
    ends = tuple((end, float(fit.intercept + fit.slope * end)) for end in (min(xs), max(xs)))
    sign = 1 if interval.low > 0 else -1 if interval.high < 0 else 0
    return Tie(sign, ends)


def _title(indicator: Indicator, cell: str, lang: str) -> str:
    if not indicator.breakdowns:
        return in_language(indicator.title, lang)
    return in_language(indicator.cell(cell).label, lang)


def _label(share: Fraction) -> str:
    return share_label(share)


def _notes(places, lang: str) -> tuple[str, ...]:
    return (say("pseudonyms", lang),) if places else (say("no_points", lang),)
