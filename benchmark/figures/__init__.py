"""Figures: one indicator as a finding, a drawing, a table and notes, in two languages.

Pages, the PDF and reports all render what `build_figure` returns, so a number is the same
everywhere and what is withheld is withheld everywhere.
"""

from .between import Place, build_bars, build_scatter
from .build import build_figure
from .figure import Figure, Table

__all__ = ["Figure", "Place", "Table", "build_bars", "build_figure", "build_scatter"]
