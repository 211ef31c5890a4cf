"""Accessible SVG from plain values: one drawing for the page, the PDF and the PNG.

No statistics and no database here: a chart draws the numbers it is given, and what it is not given
it cannot show.
"""

from .bars import bars
from .changes import changes
from .funnel import funnel
from .heat_grid import heat_grid
from .lines import lines
from .palette import Palette
from .panels import panels
from .scatter import Point, scatter
from .series import Group, Series
from .stacked import stacked
from .stacked_groups import stacked_groups
from .step_curve import step_curve
from .step_curves import step_curves
from .svg import NARROW, WIDE

__all__ = [
    "NARROW",
    "WIDE",
    "Group",
    "Palette",
    "Point",
    "Series",
    "bars",
    "changes",
    "funnel",
    "heat_grid",
    "lines",
    "panels",
    "scatter",
    "stacked",
    "stacked_groups",
    "step_curve",
    "step_curves",
]
