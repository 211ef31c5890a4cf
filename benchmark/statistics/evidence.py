"""How much weight a figure bears: signal, indicative or confirmed (R84).

The words for people stand with the standard; here is the rule and the declared thresholds.
"""

from .difference import Difference
from .interval import Interval

SIGNAL, INDICATIVE, CONFIRMED = "signal", "indicative", "confirmed"

# The floor of publication. A share of a half is known to 17 points either way over 30 clients, and
# to less than 10 over 100.
INDICATIVE_BASE = 30
CONFIRMED_BASE = 100
# The widest half of an interval that still confirms, per unit: ten points of a percentage, and a
# quarter of a point on a scale of one to five.
WIDEST = {"share": 0.10, "points": 0.25}
DIGITS = 12  # a half-width is a difference of floats


def level(
    base: int,
    interval: Interval | None,
    *,
    unit_width: float,
    difference: Difference | None = None,
) -> str:
    """The evidence level of a figure over `base` clients.

    Signal: fewer than INDICATIVE_BASE clients, or no interval. Confirmed: CONFIRMED_BASE clients
    or more, an interval of at most `unit_width` (from WIDEST, in the figure's unit) to each side,
    and in a comparison a `difference` whose interval excludes zero. Indicative: between those.
    """
    if base < INDICATIVE_BASE or interval is None:
        return SIGNAL
    sharp = round((interval.high - interval.low) / 2, DIGITS) <= unit_width
    settled = difference is None or difference.is_real
    return CONFIRMED if base >= CONFIRMED_BASE and sharp and settled else INDICATIVE
