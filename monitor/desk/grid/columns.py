"""The milestones that the grid has a column for."""

from dataclasses import dataclass

from benchmark.standard.milestones import MILESTONES
from monitor.caseload.labels import Names
from monitor.caseload.steps import SETTLEMENT

# Where a long word of a column's head may break.
SOFT = {"schuldregeling": "schuld\u00adregeling", "Belemmeringen": "Belemme\u00adringen"}
LONGEST_WORD = 14
PROCESS = tuple(term for term in MILESTONES if term.code not in SETTLEMENT)


@dataclass(frozen=True, slots=True)
class Column:
    """One milestone in the head of the grid; `breaks` when an own name has a word too long for a
    column."""

    kind: str
    label: str
    breaks: bool = False

    @property
    def head(self) -> str:
        """The label for a narrow column: long words may break where they should."""
        text = self.label
        for word, broken in SOFT.items():
            text = text.replace(word, broken)
        return text


def columns_of(names: Names, *, settlement: bool = False) -> list[Column]:
    """By what they are called here, without those of a step that is not used."""
    return [
        Column(term.code, names.milestone(term.code), _is_wide(names.own_milestone(term.code)))
        for term in (MILESTONES if settlement else PROCESS)
        if not names.hides(term.code)
    ]


def _is_wide(text: str) -> bool:
    return any(len(word) > LONGEST_WORD for word in text.split())
