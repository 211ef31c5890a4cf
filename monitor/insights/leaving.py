"""What leaves the municipality, in words: every number that is sent, under its own name."""

from collections.abc import Iterable

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from benchmark.disclosure import INTERNAL_FLOOR
from benchmark.models import Contribution
from benchmark.standard.indicators import CHAPTERS, INDICATORS, Indicator, by_id
from benchmark.statistics import Curve, Distribution, Mean, Proportion, from_json


def described(rows: Iterable[Contribution]) -> list[dict]:
    """Per chapter its tables: one per indicator with a line per cell."""
    tables = _tables(rows)
    chapters = []
    for chapter in CHAPTERS:
        own = [tables[i.id] for i in INDICATORS if i.chapter == chapter.code and i.id in tables]
        if own:
            count = sum(len(table["rows"]) for table in own)
            chapters.append({"title": str(chapter), "tables": own, "count": count})
    return chapters


def _tables(rows: Iterable[Contribution]) -> dict[str, dict]:
    """Indicator id -> what each cell is about, its clients, and the sums."""
    tables: dict[str, dict] = {}
    for row in rows:
        indicator = by_id(row.indicator)
        table = tables.setdefault(
            row.indicator,
            {
                "caption": str(indicator.title),
                "header": [_("Groep"), _("Cliënten"), _("Wat we sturen")],
                "rows": [],
            },
        )
        few = row.base < INTERNAL_FLOOR
        sums = "–" if few else _sums(indicator, from_json(row.statistic))
        base = _("minder dan 5") if few else row.base
        table["rows"].append([str(indicator.cell(row.cell)), base, sums])
    return tables


def _sums(indicator: Indicator, statistic) -> str:
    match statistic:
        case Proportion():
            return _("%(hits)s van %(all)s") % {"hits": statistic.hits, "all": statistic.n}
        case Mean():
            return _("som %(total)s, som van kwadraten %(squares)s") % {
                "total": _written(statistic.total),
                "squares": _written(statistic.squares),
            }
        case Distribution():
            names = {term.code: str(term) for term in indicator.categories}
            if indicator.measure.code != "adjusted":
                return ", ".join(f"{names[code]}: {count}" for code, count in statistic.counts)
            # A hundred groups without clients would hide those with some.
            some = [f"{names[code]}: {count}" for code, count in statistic.counts if count]
            return "; ".join([*some, _("alle andere groepen: 0")])
        case Curve():
            weeks = zip(statistic.at_risk, statistic.events, statistic.competing, strict=True)
            return " · ".join(
                _("week %(week)d: %(risk)d gevolgd, %(reached)d gehaald, %(stopped)d gestopt")
                % {"week": week, "risk": risk, "reached": reached, "stopped": stopped}
                for week, (risk, reached, stopped) in enumerate(weeks)
            )
    raise TypeError(f"{type(statistic).__name__} is not a statistic")


def _written(number) -> str:
    """A sum as a person reads it; it travels as an exact fraction."""
    return number_format(float(number), decimal_pos=0 if number.denominator == 1 else 2)
