"""Who the clients of both groups are, and whether that differs by more than chance.

Categories with fewer than INTERNAL_FLOOR clients on a side, or too few expected for the chi-square
test, are shown and tested together, so that no small number can be read or worked out.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from benchmark.charts import numbers
from benchmark.disclosure import INTERNAL_FLOOR
from benchmark.figures import Table
from benchmark.standard.clients import (
    CLIENT_TYPES,
    DEBT_DURATION,
    HINDRANCE,
    INFLOW,
    PROBLEM_SEVERITY,
    SELF_DIRECTION,
)
from benchmark.standard.indicators.model import lowered
from benchmark.standard.text import Term, Text

from .sides import Sides
from .words import LANGUAGES, both, joined, said

ATTRIBUTES = (
    (Term("client_type", Text("Klanttype", "Client type")), CLIENT_TYPES),
    (Term("inflow", Text("Instroom", "Inflow")), INFLOW),
    (Term("problem_severity", Text("Ernst van de problemen", "Severity of problems")),
     PROBLEM_SEVERITY),
    (Term("debt_duration", Text("Duur van de schulden", "Duration of the debts")), DEBT_DURATION),
    (Term("hindrance", Text("Belemmering", "Hindrance")), HINDRANCE),
    (Term("self_direction", Text("Zelfregie", "Self-direction")), SELF_DIRECTION),
)  # fmt: skip
# Below this a difference between the groups is called larger than chance.
P_VALUE = 0.05
# The chi-square test holds from this many expected in a cell (Cochran 1954).
LEAST_EXPECTED = 5
# From this share not filled in, that is said.
OFTEN = 0.2


@dataclass(frozen=True)
class Row:
    """Categories that are counted together, and how many of each side are in them."""

    terms: tuple[Term, ...]
    one: int
    other: int


@dataclass(frozen=True)
class Attribute:
    """What both sides are of one attribute, of those of whom it is known. `p` is that of the
    chi-square test; None with fewer than two rows."""

    term: Term
    rows: tuple[Row, ...]
    p: float | None
    unknown: tuple[tuple[Text, float], ...] = ()

    @property
    def differs(self) -> bool:
        return self.p is not None and self.p < P_VALUE

    @property
    def verdict(self) -> Text:
        if self.p is None:
            return said("attribute_few")
        return said("attribute_differs" if self.differs else "attribute_alike")

    def table(self, sides: Sides, lang: str) -> Table:
        """Shares per row; without rows an empty table."""
        caption = getattr(self.term.label, lang)
        if self.p is None:
            return Table(caption)
        known = [sum(row.one for row in self.rows), sum(row.other for row in self.rows)]
        body = [
            (
                getattr(_name(row), lang),
                *(
                    numbers.show(n / base, numbers.PERCENT, lang)
                    for n, base in zip((row.one, row.other), known, strict=True)
                ),
            )
            for row in self.rows
        ]
        labels = (getattr(side.short, lang) for side in (sides.one, sides.other))
        return Table(caption, (caption, *labels), tuple(body))


@dataclass(frozen=True)
class Clients:
    """All attributes but the one that the groups are made by."""

    attributes: tuple[Attribute, ...]

    @classmethod
    def of(cls, sides: Sides, by: str = "") -> "Clients":
        return cls(
            tuple(_attribute(sides, term, terms) for term, terms in ATTRIBUTES if term.code != by)
        )

    @property
    def differs(self) -> bool:
        return any(attribute.differs for attribute in self.attributes)

    @property
    def conclusion(self) -> Text:
        """One sentence: alike, or in what they differ."""
        if all(attribute.p is None for attribute in self.attributes):
            return said("cannot_tell")
        names = [a.term.label for a in self.attributes if a.differs]
        if not names:
            return said("alike")
        lower = [Text(*(lowered(getattr(name, lang)) for lang in LANGUAGES)) for name in names]
        return said("differ", what=joined(lower))

    @property
    def notes(self) -> list[Text]:
        """Where much is not filled in."""
        return [
            said(
                "often_unknown",
                name=both(Text("{a}, {b}", "{a}, {b}"), a=attribute.term.label, b=label),
                share=Text(*(numbers.show(share, numbers.PERCENT, lang) for lang in LANGUAGES)),
            )
            for attribute in self.attributes
            for label, share in attribute.unknown
        ]


def _attribute(sides: Sides, term: Term, terms: Iterable[Term]) -> Attribute:
    found = [side.frames.trajectories[term.code].to_numpy() for side in (sides.one, sides.other)]
    rows = merged([Row((t,), *(int((codes == t.code).sum()) for codes in found)) for t in terms])
    unknown = []
    for side, codes in zip((sides.one, sides.other), found, strict=True):
        empty = int((codes == "").sum())
        if empty >= INTERNAL_FLOOR and empty / len(codes) >= OFTEN:
            unknown.append((side.label, empty / len(codes)))
    return Attribute(term, tuple(rows), _p_value(rows), tuple(unknown))


def merged(rows: list[Row]) -> list[Row]:
    """Rows without anybody left out, the small ones together; a sum that is still small takes in
    the smallest of the others."""
    rows = [row for row in rows if row.one + row.other]
    all_one, all_other = sum(row.one for row in rows), sum(row.other for row in rows)

    def is_small(row: Row) -> bool:
        expected = min(all_one, all_other) * (row.one + row.other) / (all_one + all_other)
        few = any(0 < n < INTERNAL_FLOOR for n in (row.one, row.other))
        return few or expected < LEAST_EXPECTED

    small = [row for row in rows if is_small(row)]
    large = [row for row in rows if not is_small(row)]
    while small:
        together = Row(
            tuple(term for row in small for term in row.terms),
            sum(row.one for row in small),
            sum(row.other for row in small),
        )
        if not large or not is_small(together):
            return [*large, together]
        large.sort(key=lambda row: row.one + row.other, reverse=True)
        small = [together, large.pop()]
    return rows


def _p_value(rows: list[Row]) -> float | None:
    if len(rows) < 2:
        return None
    from scipy.stats import chi2_contingency

    counts = np.array([[row.one, row.other] for row in rows])
    return float(chi2_contingency(counts, correction=False).pvalue)


def _name(row: Row) -> Text:
    if len(row.terms) == 1:
        return row.terms[0].label
    names = [row.terms[0].label, *(
        Text(*(lowered(getattr(term.label, lang)) for lang in LANGUAGES)) for term in row.terms[1:]
    )]  # fmt: skip
    return said("together", names=joined(names))
