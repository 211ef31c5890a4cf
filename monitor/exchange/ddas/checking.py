"""Whether one value is as the standard says; the code of what is wrong with it otherwise."""

import re
from datetime import date, datetime

from .shapes import Kind, Value

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-].+)")


def fault(value, shape: Value) -> str:
    """ "" when the value is sound, else null, wrong_kind, no_date, unknown_code or wrong_form."""
    if value is None:
        return "null"
    if shape.kind == Kind.YES_NO:
        return "" if isinstance(value, bool) else "wrong_kind"
    if shape.kind == Kind.WHOLE:
        whole = isinstance(value, int) and not isinstance(value, bool)
        return "" if whole else "wrong_kind"
    if not isinstance(value, str):
        return "wrong_kind"
    if shape.kind == Kind.DATE:
        return "" if as_date(value) else "no_date"
    if shape.kind == Kind.MOMENT:
        return "" if _is_moment(value) else "no_date"
    if shape.kind == Kind.CODE:
        return "" if value in shape.codes else "unknown_code"
    if shape.kind == Kind.EMAIL:
        return "" if value.count("@") == 1 and value.isprintable() else "wrong_form"
    if shape.pattern and not re.fullmatch(shape.pattern, value, re.ASCII):
        return "wrong_form"
    return ""


def as_date(text: str) -> date | None:
    """The day, or None when it is none."""
    if not DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _is_moment(text: str) -> bool:
    if not MOMENT.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
