"""One cell into one value, or a sentence that says why not."""

import re
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl.utils.datetime import from_excel

from monitor.caseload.acts import Refused
from monitor.caseload.clients import NORMAL

from .schema import Column

# Not known: leave what is stored. And a single hyphen: clear what is stored.
EMPTY = object()
CLEAR = object()
YES = {"yes", "ja", "true", "waar"}
NO = {"no", "nee", "false", "onwaar"}
DUTCH_DATE = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[ T](.+))?")
SERIAL = re.compile(r"\d{5}(\.\d+)?")
GEMEENTECODE = re.compile(r"GM\d{4}")


class Bad(Exception):
    """A cell that cannot be taken in; `str()` says why."""


def parse(column: Column, raw):
    """EMPTY, CLEAR or the value in the type of the column. Raises Bad."""
    text = _as_text(raw)
    if not text:
        return EMPTY
    if text == "-":
        if column.required and not column.clears:
            raise Bad(_("Dit moet ingevuld zijn."))
        return CLEAR
    value = _PARSERS[column.kind](column, raw, text)
    if column.past and _is_future(value):
        raise Bad(_("Deze datum ligt in de toekomst."))
    return value


def _as_text(raw) -> str:
    if raw is None:
        return ""
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)  # Excel keeps every number with a point
    return str(raw).replace("\0", "").strip()  # PostgreSQL keeps no such character


def _is_future(value) -> bool:
    if isinstance(value, datetime):
        return value > timezone.now()
    return value > timezone.localdate()


def _plain(column, raw, text):
    if len(text) > column.max_length:
        raise Bad(_("Deze tekst is te lang. Er passen %(n)d tekens in.") % {"n": column.max_length})
    return text


def _gemeentecode(column, raw, text):
    text = text.upper()
    if not GEMEENTECODE.fullmatch(text):
        raise Bad(_("Een gemeentecode is GM met vier cijfers."))
    return text


def _contact(column, raw, text):
    try:
        return NORMAL["first_name" if column.kind == "name" else column.kind](text)
    except Refused as refusal:
        raise Bad(str(refusal)) from refusal


def _code(column, raw, text):
    options = [text.lower()]
    if isinstance(raw, datetime | date):
        # Excel turns the code 2-3 into the second of March, or the third of February.
        options = [f"{raw.day}-{raw.month}", f"{raw.month}-{raw.day}"]
    for option in options:
        if option in column.codes:
            return option
    raise Bad(
        _("Deze code kennen we niet. Kies uit: %(codes)s.") % {"codes": ", ".join(column.codes)}
    )


def _yes_no(column, raw, text):
    if text.lower() in YES:
        return True
    if text.lower() in NO:
        return False
    raise Bad(_("Hier hoort ja of nee te staan (yes of no)."))


def _scale(column, raw, text):
    if text not in ("1", "2", "3", "4", "5"):
        raise Bad(_("Hier hoort een cijfer van 1 tot en met 5 te staan."))
    return int(text)


def _date(column, raw, text):
    moment = _moment_or_none(raw, text)
    if moment is None:
        raise Bad(_("Dit is geen datum. Schrijf 2026-12-31 of 31-12-2026."))
    return moment.date()


def _moment(column, raw, text):
    moment = _moment_or_none(raw, text)
    if moment is None:
        raise Bad(_("Dit is geen datum met tijd. Schrijf 2026-12-31 14:30."))
    # Excel counts in fractions of a day: half a second is noise.
    moment = (moment + timedelta(microseconds=500_000)).replace(microsecond=0)
    return moment if moment.tzinfo else timezone.make_aware(moment)


def _moment_or_none(raw, text: str) -> datetime | None:
    """The date or moment in any of the notations, with a time zone only if one was given."""
    if isinstance(raw, datetime):
        return raw
    if isinstance(raw, date):
        return datetime(raw.year, raw.month, raw.day)  # noqa: DTZ001 - the caller adds the zone
    try:
        if SERIAL.fullmatch(text):
            return from_excel(float(text))
        dutch = DUTCH_DATE.fullmatch(text)
        if dutch:
            day, month, year, time = dutch.groups()
            text = f"{year}-{int(month):02d}-{int(day):02d}"
            if time:
                text += "T" + (f"0{time}" if time[1] == ":" else time)
        return datetime.fromisoformat(text)
    except (ValueError, OverflowError, IndexError):
        return None


_PARSERS = {
    "text": _plain,
    "gemeentecode": _gemeentecode,
    "name": _contact,
    "email": _contact,
    "phone": _contact,
    "account": lambda column, raw, text: text.lower(),
    "code": _code,
    "yes_no": _yes_no,
    "scale": _scale,
    "date": _date,
    "moment": _moment,
}
