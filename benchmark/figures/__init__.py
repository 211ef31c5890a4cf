"""Figures: one indicator as a finding, a drawing, a table and notes, in two languages.

Pages, the PDF and reports all render what `build_figure` returns, so a number is the same
everywhere and what is withheld is withheld everywhere.
"""

from .build import build_figure
from .figure import Figure, Table

__all__ = ["Figure", "Table", "build_figure"]
