"""Numbers as people read them: rounded once, half up, with the comma of the language.

Every figure on a page, in a table and in a drawing is written here and nowhere else, so the same
number never appears as 47% in one place and 48% in another (requirements A-1).
"""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

PERCENT, SCALE = "percent", "scale_1_5"
DECIMALS = {PERCENT: 0, SCALE: 1}
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
    """The number as it is shown: whole percents (0.685 → 69) or one decimal (3.35 → 3.4)."""
    return half_up(value * 100 if unit == PERCENT else value, DECIMALS[unit])


def show(value: Fraction | float, unit: str, lang: str) -> str:
    """ "69%" or "3,4"."""
    text = _localised(rounded(value, unit), lang)
    return f"{text}%" if unit == PERCENT else text


def show_range(low: float, high: float, unit: str, lang: str) -> str:
    """ "61–75%" or "3,2–4,0"."""
    ends = "–".join(_localised(rounded(end, unit), lang) for end in (low, high))
    return f"{ends}%" if unit == PERCENT else ends


def show_count(n: int, lang: str) -> str:
    """ "1.240" in Dutch, "1,240" in English."""
    return f"{n:,}" if lang == "en" else f"{n:,}".replace(",", ".")


def _localised(number: Decimal, lang: str) -> str:
    text = f"{number:f}"
    return text if lang == "en" else text.replace(".", ",")
