"""What a page, the PDF and a report render of one indicator."""

from dataclasses import dataclass

from benchmark.standard.indicators import Indicator


@dataclass(frozen=True)
class Table:
    """The same numbers as the drawing, in words. Every row has as many cells as the header."""

    caption: str
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Figure:
    """One indicator, ready to be shown in one language.

    `finding` is the conclusion in a sentence or two and the alternative text of the drawing.
    `svg` is for a wide page and paper, `svg_narrow` for a phone; both are empty when `is_empty`,
    and then `finding` is the text of the designed state ("Nog te weinig gegevens"). `notes` say
    what is left out and why, `aids` how to read the numbers. `base` is the clients behind the
    finding, `evidence` how much weight it bears (R84), and `evidence_means` what that word stands
    for.
    """

    indicator: Indicator
    title: str
    finding: str
    svg: str
    svg_narrow: str
    table: Table
    notes: tuple[str, ...]
    method: str
    direction: str
    is_empty: bool
    aids: tuple[str, ...] = ()
    base: str = ""
    evidence: str = ""
    evidence_means: str = ""
