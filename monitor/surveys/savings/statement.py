"""Savings as a client reads them: what there is, what is coming and what went out."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from monitor.caseload.models import Client

from . import ledger
from .models import Entry, Kind, Payout, Scheme, Way


@dataclass(frozen=True)
class Line:
    """One line of the statement, in words."""

    on: date
    text: str
    points: int


@dataclass(frozen=True)
class Statement:
    """All of one client's savings. `ways` are (code, what the button says)."""

    scheme: Scheme
    points: int
    worth: str
    next_points: int
    lines: list[Line]
    ways: list[tuple[str, str]]
    is_enough: bool


def statement_of(client: Client) -> Statement:
    """In a fixed number of queries."""
    scheme = ledger.scheme()
    entries = list(
        Entry.objects.filter(client=client)
        .select_related("payout__on_list", "reverses__payout")
        .order_by("-at", "-id")
    )
    points = sum(entry.points for entry in entries)
    cents = sum(entry.cents for entry in entries)
    next_points = scheme.points if scheme.is_on and not ledger.is_pot_empty(scheme) else 0
    return Statement(
        scheme=scheme,
        points=points,
        worth=in_euros(cents),
        next_points=next_points,
        lines=[
            Line(timezone.localdate(entry.at), _in_words(entry), entry.points) for entry in entries
        ],
        ways=[(way.value, _asks(way, scheme)) for way in ledger.ways_out(scheme)],
        is_enough=points >= scheme.payout_from,
    )


def in_euros(cents: int) -> str:
    """ "€ 4,50" in the active language."""
    return f"€ {number_format(cents / 100, decimal_pos=2, force_grouping=True)}"


def _asks(way: Way, scheme: Scheme) -> str:
    if way == Way.PAID:
        return _("Uitbetalen: %(how)s") % {"how": scheme.paid_as}
    return _("Weggeven aan %(whom)s") % {"whom": scheme.donated_to}


def _in_words(entry: Entry) -> str:
    if entry.kind == Kind.EARNED:
        return _("Vragenlijst ingevuld")
    if entry.kind == Kind.REVERSED:
        return _("Terug op je spaartegoed") if entry.payout_id else _("Verbeterd door de gemeente")
    return _state(entry.payout)


def _state(payout: Payout) -> str:
    given = payout.way == Way.DONATED
    if payout.reversed_at:
        return _("Weggeven is niet gelukt") if given else _("Uitbetalen is niet gelukt")
    if payout.on_list and payout.on_list.paid_at:
        return _("Weggegeven") if given else _("Uitbetaald")
    return _("Weggeven, gevraagd") if given else _("Uitbetalen, gevraagd")
