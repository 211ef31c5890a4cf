"""Building a figure from an indicator and its statistics."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from benchmark.charts import NARROW, WIDE, Palette
from benchmark.disclosure import INTERNAL_FLOOR
from benchmark.standard.indicators import Indicator, by_id
from benchmark.statistics import Statistic

from .drawings import drawing
from .figure import Figure
from .findings import Found, finding
from .notes import aids, notes
from .readings import rows_of, side_of
from .tables import spoken_table, table
from .weight import weight_of
from .words import in_language, say


def build_figure(
    indicator: Indicator,
    own: Mapping[str, Statistic] | None,
    average: Mapping[str, Statistic] | None,
    *,
    own_label: str,
    average_label: str,
    id_prefix: str,
    lang: str = "nl",
    palette: Palette | None = None,
    minimum: int = INTERNAL_FLOOR,
    exact_people: bool = False,
    measured_on: date | None = None,
    own_place: str | None = None,
    own_reason: str = "",
    average_reasons: Mapping[str, str] | None = None,
    unweighted: Mapping[str, Fraction] | None = None,
    weighted: Mapping[str, Fraction] | None = None,
    companions: tuple[Mapping[str, Statistic] | None, Mapping[str, Statistic] | None] | None = None,
) -> Figure:
    """The figure of one indicator, in Dutch or English (any `lang` but "en..." is Dutch).

    `own` and `average` are statistics per cell code; a cell that is missing or None is not shown,
    and neither is one of fewer than `minimum` people, on either side: it leaves no trace in the
    drawing, the table or the text. `average` holds only what the rules of disclosure let out; a
    code per cell in `average_reasons` says why something is missing or of an earlier date.

    Beside an own figure the average is the pool *without* the own clients: the two are tested
    against each other as independent groups (A-21).

    The own side is always exact. The average is shown as published (people rounded to five, "<5%"
    and ">95%", drawn at its rounded place) unless `exact_people`, which is for its owner and for
    synthetic records only. `own_place` opens the finding where "In {own_label}" does not read
    ("Bij jouw cliënten"). `id_prefix` is unique on the page. `own_reason` is a sentence that
    replaces the own side: too few answered to say anything. `unweighted` is the mean of
    municipality values per cell (A-21), `weighted` the own means with each client type weighing as
    in the whole cohort (M-16). `companions` are the own and average statistics of the
    indicator's companion, for a drawing that shows both.
    """
    lang = "en" if lang.startswith("en") else "nl"
    palette = palette or Palette()
    rows = rows_of(indicator, lang)
    mine = side_of(indicator, own_label, {} if own_reason else own, minimum, True, lang)
    theirs = side_of(indicator, average_label, average, minimum, exact_people, lang)
    is_empty = mine.is_empty and theirs.is_empty
    place = own_place or say("in_place", lang, name=own_label)
    found = (
        Found(say("not_enough", lang))
        if is_empty
        else finding(indicator, rows, mine, theirs, place, lang)
    )
    weight = weight_of(indicator, found, theirs if mine.is_empty else mine, lang)
    beside = companions and tuple(
        side_of(by_id(indicator.companion), "", stats, minimum, exact, lang)
        for stats, exact in zip(companions, (True, exact_people), strict=True)
    )

    def drawn(width: int, suffix: str) -> str:
        if is_empty:
            return ""
        return drawing(
            indicator,
            rows,
            mine,
            theirs,
            has_own=own is not None,
            finding=found.text,
            companions=beside,
            description=spoken_table(rows, [s for s in (mine, theirs) if not s.is_empty]),
            palette=palette,
            id_prefix=f"{id_prefix}-{suffix}",
            lang=lang,
            width=width,
        )

    direction = indicator.direction_text
    return Figure(
        indicator=indicator,
        title=in_language(indicator.title, lang),
        finding=found.text,
        svg=drawn(WIDE, "wide"),
        svg_narrow=drawn(NARROW, "narrow"),
        table=table(indicator, rows, mine, theirs, measured_on, lang),
        notes=notes(
            indicator,
            rows,
            mine,
            theirs,
            has_own=own is not None,
            own_reason=own_reason,
            has_average=average is not None,
            minimum=minimum,
            reasons=average_reasons or {},
            lang=lang,
        ),
        aids=aids(
            indicator,
            mine,
            theirs,
            rounded=not exact_people,
            unweighted=unweighted or {},
            weighted=weighted or {},
            lang=lang,
        ),
        method=in_language(indicator.method, lang),
        direction=in_language(direction, lang) if direction else "",
        is_empty=is_empty,
        base=weight.base,
        evidence=weight.word,
        evidence_means=weight.meaning,
    )
