"""The comparison as a table: every row with both sides, the difference and what to think of it."""

from benchmark.charts import numbers
from benchmark.figures import Table

from . import written
from .lines import Comparison, Line, Value
from .words import WORDS


def table(comparison: Comparison, lang: str) -> Table:
    """A row per cell or category; words and no number where nothing may be shown."""

    def say(key):
        return getattr(WORDS[key], lang)

    names = (getattr(side.short, lang) for side in (comparison.sides.one, comparison.sides.other))
    header = (say("row"), *names, say("difference"), say("verdict"))
    return Table(
        getattr(comparison.indicator.title, lang),
        header,
        tuple(_row(comparison, line, lang) for line in comparison.lines),
    )


def _row(comparison: Comparison, line: Line, lang: str) -> tuple[str, ...]:
    sides = (_side(comparison, side, lang) for side in (line.one, line.other))
    cells = (getattr(line.label, lang), *sides)
    if not line.is_compared:
        return (*cells, "–", "–")
    found = written.difference(comparison.indicator, line.difference, lang)
    verdict = getattr(WORDS[f"{written.verdict(line.difference)}_short"], lang)
    return (*cells, found, verdict)


def _side(comparison: Comparison, side: Value | None, lang: str) -> str:
    if side is None:
        return getattr(WORDS["withheld"], lang)
    shown = written.value_with_margin(comparison.indicator, side, lang)
    count = numbers.show_count(side.people, lang)
    return getattr(WORDS["value_of"], lang).format(value=shown, count=count)


def spoken(comparison: Comparison, lang: str) -> str:
    """The numbers as one line of text: the description inside a drawing."""
    parts = []
    for name in ("one", "other"):
        label = getattr(getattr(comparison.sides, name).label, lang)
        values = [
            f"{getattr(line.label, lang)} "
            f"{written.value(comparison.indicator, getattr(line, name), lang)}"
            for line in comparison.lines
            if getattr(line, name) is not None
        ]
        parts.append(f"{label}: {'; '.join(values)}.")
    return " ".join(parts)
