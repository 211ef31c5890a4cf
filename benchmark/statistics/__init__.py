"""Pure statistics: values that add up, their intervals and their differences.

No database and no Django here. Every value adds to another of its kind exactly and in any order,
so figures of municipalities pool into national ones and a municipality can be taken out again.
"""

from .curve import CENSORED, COMPETING, EVENT, Curve
from .difference import Difference
from .distribution import Distribution
from .interval import Interval
from .mean import Mean
from .pool import pool, zero_like
from .proportion import Proportion
from .wire import Statistic, from_json, to_json

__all__ = [
    "CENSORED",
    "COMPETING",
    "EVENT",
    "Curve",
    "Difference",
    "Distribution",
    "Interval",
    "Mean",
    "Proportion",
    "Statistic",
    "from_json",
    "pool",
    "to_json",
    "zero_like",
]
