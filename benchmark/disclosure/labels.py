"""How published numbers are written: rounded people, bands, and shares without their ends."""

from fractions import Fraction

from .floors import INTERNAL_FLOOR, MEMBERS, POINT_FLOOR, ROUNDING


def round_people(n: int) -> int:
    """People as they are published: to the nearest five."""
    return ROUNDING * ((2 * n + ROUNDING) // (2 * ROUNDING))


def base_band(n: int) -> str:
    """How many clients stand behind a point, as a band; ValueError below POINT_FLOOR."""
    if n < POINT_FLOOR:
        raise ValueError(f"{n} clients are too few for a point")
    for low, high in ((POINT_FLOOR, 24), (25, 49), (50, 99)):
        if n <= high:
            return f"{low}-{high}"
    return "100+"


def contributor_band(n: int) -> str:
    """How many municipalities contributed, as a band; ValueError below five: never published."""
    if n < MEMBERS:
        raise ValueError(f"{n} municipalities are too few to publish")
    for low, high in ((5, 9), (10, 24), (25, 49), (50, 99)):
        if n <= high:
            return f"{low}-{high}"
    return "100+"


def share_label(value: Fraction | float, people: int | None = None) -> str:
    """A published share (0 to 1): whole percents, and "<5%" or ">95%" at the ends.

    Not only 0 and 100% get the label: if "<5%" were written for zero alone, it would say that
    there was nobody. With the number of `people` known it covers fewer than five of them, so that
    2% of a thousand is still a figure; without, every share beyond the ends.
    """
    few = 1 if people is None else Fraction(INTERNAL_FLOOR, max(people, 1))
    if value < min(Fraction(5, 100), few):
        return "<5%"
    if value > 1 - min(Fraction(5, 100), few):
        return ">95%"
    return f"{(100 * _tidy(value) + Fraction(1, 2)) // 1}%"


def _tidy(value: Fraction | float) -> Fraction:
    """A float as the decimal fraction it stands for, so that a half rounds up."""
    return value if isinstance(value, Fraction) else Fraction(str(round(value, 12)))
