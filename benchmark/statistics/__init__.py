"""Pure statistics: values that add up, their intervals and their differences.

No database and no Django here. Every value adds to another of its kind exactly and in any order,
so figures of municipalities pool into national ones and a municipality can be taken out again.
"""

from . import evidence
from .curve import CENSORED, COMPETING, EVENT, Curve
from .difference import Difference
from .distribution import Distribution
from .interval import Interval
from .mean import Mean
from .pool import pool, zero_like
from .proportion import Proportion
from .quantiles import Quantile, quantile_class, quantile_week
from .standardised import Adjusted, stratified, stratified_codes
from .weighted import Weighted
from .wire import Statistic, from_json, to_json

__all__ = [
    "CENSORED",
    "COMPETING",
    "EVENT",
    "Adjusted",
    "Curve",
    "Difference",
    "Distribution",
    "Interval",
    "Mean",
    "Proportion",
    "Quantile",
    "Statistic",
    "Weighted",
    "evidence",
    "from_json",
    "pool",
    "quantile_class",
    "quantile_week",
    "stratified",
    "stratified_codes",
    "to_json",
    "zero_like",
]
