"""Every published figure as one declaration: what is counted, over whom, by which clock.

Adding an indicator is adding one declaration to a chapter; pages, the report, contributions, the
command line and the API read the rest from it. Source: requirements A8 (the S numbers) and A12
(the resolutions).
"""

from .chapters import CHAPTERS, SECTIONS
from .drop_out import DROP_OUT
from .experience import EXPERIENCE
from .inflow import INFLOW_INDICATORS
from .model import ALL, BREAKDOWNS, CHARTS, KINDS, MEASURES, MOMENTS, UNITS, Indicator, Measure
from .results import RESULTS
from .screening import SCREENING

_IN_ORDER = (*EXPERIENCE, *INFLOW_INDICATORS, *SCREENING, *RESULTS, *DROP_OUT)
_PLACE = {section.code: place for place, section in enumerate(SECTIONS)}

INDICATORS: tuple[Indicator, ...] = tuple(sorted(_IN_ORDER, key=lambda i: _PLACE[i.section]))
# What a municipality hands over: all but what is divided by its own names.
POOLED: tuple[Indicator, ...] = tuple(i for i in INDICATORS if not i.own_only)

_BY_ID = {indicator.id: indicator for indicator in INDICATORS}


def by_id(id: str) -> Indicator:
    """The indicator with this id; KeyError when it is not in the standard."""
    return _BY_ID[id]


__all__ = [
    "ALL",
    "BREAKDOWNS",
    "CHAPTERS",
    "CHARTS",
    "INDICATORS",
    "KINDS",
    "MEASURES",
    "MOMENTS",
    "POOLED",
    "SECTIONS",
    "UNITS",
    "Indicator",
    "Measure",
    "by_id",
]
