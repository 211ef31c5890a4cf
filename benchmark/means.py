"""The mean of municipality values, in which every municipality weighs the same (A-21).

What is frozen is the mean as it is shown and nothing finer: an exact fraction has the bases of the
municipalities in its denominator, and a spread would tell who is at the ends
(docs/decisions/0007-unweighted-means-and-points.md).
"""

from collections.abc import Iterable
from fractions import Fraction

from .charts import numbers
from .standard.indicators import Indicator
from .statistics import Curve, Statistic

KIND = "mean_of_municipalities"


def has_mean(indicator: Indicator) -> bool:
    """Shares and means have one, and a curve its value at the measuring point."""
    if indicator.kind == "curve":
        return indicator.measuring_point is not None
    return indicator.kind in ("proportion", "mean")


def value_of(indicator: Indicator, statistic: Statistic) -> Fraction | None:
    """One municipality's value, exactly; None over nobody."""
    if isinstance(statistic, Curve):
        return _incidence(statistic, indicator.measuring_point)
    return statistic.exact


def base_of(indicator: Indicator, statistic: Statistic) -> int:
    """The clients that value stands on."""
    if isinstance(statistic, Curve):
        return statistic.known(indicator.measuring_point)
    return statistic.people


def mean_of(indicator: Indicator, statistics: Iterable[Statistic]) -> Fraction:
    """The mean over municipalities as it is shown: whole percents, or one decimal.

    ValueError when nobody has a value.
    """
    values = [value_of(indicator, statistic) for statistic in statistics]
    values = [value for value in values if value is not None]
    if not values:
        raise ValueError(f"No municipality has a value of {indicator.id}")
    shown = Fraction(numbers.rounded(_sum(values) / len(values), indicator.unit))
    return shown / 100 if indicator.unit == numbers.PERCENT else shown


def mean_to_json(value: Fraction) -> dict:
    """As it is stored in a released statistic."""
    return {"kind": KIND, "value": f"{value.numerator}/{value.denominator}"}


def mean_from_json(data: dict) -> Fraction:
    """The value written by `mean_to_json`; ValueError for another kind."""
    if data.get("kind") != KIND:
        raise ValueError(f"Not a mean of municipalities: kind {data.get('kind')!r}")
    return Fraction(data["value"])


def _incidence(curve: Curve, week: int) -> Fraction | None:
    """The Aalen-Johansen incidence of `Curve.incidence`, without its rounding."""
    if curve.is_empty:
        return None
    going, reached = Fraction(1), Fraction(0)
    for at_risk, events, competing in zip(
        curve.at_risk[: week + 1], curve.events, curve.competing, strict=False
    ):
        if at_risk:
            reached += going * Fraction(events, at_risk)
            going *= Fraction(at_risk - events - competing, at_risk)
    return reached


def _sum(values: list[Fraction]) -> Fraction:
    """Halves first: fractions of many bases grow, and so few of them grow large."""
    while len(values) > 1:
        values = [sum(values[i : i + 2], Fraction(0)) for i in range(0, len(values), 2)]
    return values[0]
