"""Numbers as people read them: rounded once, half up, with the comma of the language.

Every figure on a page, in a table and in a drawing is written here and nowhere else, so the same
number never appears as 47% in one place and 48% in another (requirements A-1).
"""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

PERCENT, SCALE, SCORE, CHANGE = "percent", "scale_1_5", "score_1_3", "scale_change"
COUNT, DAYS, WEEKS = "count", "days", "weeks"
DECIMALS = {PERCENT: 0, SCALE: 1, SCORE: 1, CHANGE: 1, COUNT: 1, DAYS: 0, WEEKS: 0}
_TO = {"nl": "tot", "en": "to"}
# Ten digits are plenty; beyond them binary arithmetic would decide which way a half goes.
_DIGITS = 10


def half_up(value: Fraction | float, decimals: int) -> Decimal:
    """`value` rounded to `decimals`, a half away from zero."""
    if isinstance(value, Fraction):
        scaled = abs(value) * 10**decimals
        whole = Decimal((2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator))
        result = whole.scaleb(-decimals)
        return -result if value < 0 and result else result
    exact = Decimal(repr(round(float(value), _DIGITS)))
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return rounded if rounded else abs(rounded)


def rounded(value: Fraction | float, unit: str) -> Decimal:
    """The number as it is shown: whole percents (0.685 → 69), days and weeks, or one decimal
    (3.35 → 3.4)."""
    return half_up(value * 100 if unit == PERCENT else value, DECIMALS[unit])


def show(value: Fraction | float, unit: str, lang: str) -> str:
    """ "69%", "3,4", a change as "+0,4" or "−0,3"; days and weeks without their word."""
    number = rounded(value, unit)
    text = _localised(number, lang)
    if unit == CHANGE and number > 0:
        return f"+{text}"
    return f"{text}%" if unit == PERCENT else text


def show_range(low: float, high: float, unit: str, lang: str) -> str:
    """ "61–75%", "3,2–4,0"; of a change "−0,1 tot +0,4", where a dash would read as a sign."""
    if unit == CHANGE:
        return f"{show(low, unit, lang)} {_TO[lang]} {show(high, unit, lang)}"
    ends = "–".join(_localised(rounded(end, unit), lang) for end in (low, high))
    return f"{ends}%" if unit == PERCENT else ends


def show_count(n: int, lang: str) -> str:
    """ "1.240" in Dutch, "1,240" in English."""
    return f"{n:,}" if lang == "en" else f"{n:,}".replace(",", ".")


def _localised(number: Decimal, lang: str) -> str:
    text = f"{number:f}".replace("-", "−")
    return text if lang == "en" else text.replace(".", ",")
