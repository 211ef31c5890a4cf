"""Medians and other quantiles of what adds up: weekly histograms, ordered classes and curves.

A median does not add up over municipalities; counts per week do, and the median is read from
their sum. Its interval is read from the same picture turned on its side (Woodruff 1952; for curves
Brookmeyer and Crowley 1982): from the first week in which the share could already be there to the
first week in which it surely is.
"""

from dataclasses import dataclass
from fractions import Fraction

from .curve import Curve
from .distribution import Distribution
from .interval import LEVEL

DIGITS = 12  # an incidence is a product of floats: a half may stand there as 0.49999999999999994


@dataclass(frozen=True)
class Quantile:
    """Where a share of the clients has been reached: a class code, or a week of a curve.

    `value` is None when it is never reached; `low` and `high` when the interval has no end there.
    """

    value: str | int | None
    low: str | int | None
    high: str | int | None


def quantile_class(
    distribution: Distribution, share: float = 0.5, level: float = LEVEL
) -> Quantile:
    """The first class, in the order of the codes, up to which `share` of the clients fall.

    ValueError unless 0 < share <= 1; all None over nobody.
    """
    wanted = _between_0_and_1(share)
    if distribution.is_empty:
        return Quantile(None, None, None)
    value = low = high = None
    for end, code in enumerate(distribution.codes, 1):
        until = distribution.codes[:end]
        limits = distribution.interval(*until, level=level)
        if value is None and distribution.share(*until).exact >= wanted:
            value = code
        if low is None and limits.high >= share:
            low = code
        # Everybody falls within the last class, whatever the interval says.
        if high is None and (limits.low >= share or end == len(distribution.codes)):
            high = code
    return Quantile(value, low, high)


def quantile_week(curve: Curve, share: float = 0.5, level: float = LEVEL) -> Quantile:
    """The first week by whose end `share` of the clients have reached the result.

    ValueError unless 0 < share <= 1. Clients who drop out never reach it, so the value may be None
    with complete follow-up, too: the median is then beyond every week.
    """
    _between_0_and_1(share)
    reached = [round(value, DIGITS) >= share for value in curve.incidence()]
    band = curve.band(level)
    # Where the band has no width the curve itself is its upper edge; a lower edge it has none.
    could = [limits.high >= share if limits else reached[week] for week, limits in enumerate(band)]
    surely = [limits is not None and limits.low >= share for limits in band]
    return Quantile(_first(reached), _first(could), _first(surely))


def _first(weeks: list[bool]) -> int | None:
    return weeks.index(True) if True in weeks else None


def _between_0_and_1(share: float) -> Fraction:
    """The decimal fraction that `share` stands for: 0.1 is one of ten and not a trace more."""
    if not 0 < share <= 1:
        raise ValueError(f"A quantile lies above 0 and up to 1, not at {share}")
    return Fraction(str(share))
