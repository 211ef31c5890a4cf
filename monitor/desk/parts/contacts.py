"""Contacts in words: the list, the last one, and the clock after a no-show (R20, S68)."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from benchmark.standard.contacts import INITIATORS, KINDS, OUT_OF_VIEW_DAYS
from benchmark.standard.text import label
from monitor.caseload.contacts import View, view_of

LATELY = timedelta(days=30)
SHOWN = 8


@dataclass(frozen=True)
class Contacts:
    """`last` and `lately` are sentences; `clock` too, "" when none runs. `rows` are newest first,
    the first SHOWN of them apart."""

    last: str
    lately: str
    clock: str
    is_out_of_view: bool
    rows: list[dict]
    earlier: list[dict]


def contacts_of(found, people: dict, today, *, ended: bool) -> Contacts:
    """Of the contacts of one trajectory, newest first."""
    view = view_of(found, today)
    rows = [
        {
            "pk": contact.pk,
            "what": what(contact),
            "on": contact.on,
            "by": people.get(contact.recorded_by, ""),
            "who": _("op initiatief van: %(who)s")
            % {"who": label(INITIATORS, contact.initiated_by).lower()}
            if contact.initiated_by
            else "",
            "no_show": contact.no_show,
            "note": contact.note,
        }
        for contact in found
    ]
    number = sum(not c.no_show and today - LATELY < c.on <= today for c in found)
    return Contacts(
        last=last_in_words(view),
        lately=ngettext(
            "In de laatste 30 dagen %(n)d keer contact.",
            "In de laatste 30 dagen %(n)d keer contact.",
            number,
        )
        % {"n": number},
        clock="" if ended else clock_in_words(view),
        is_out_of_view=view.is_out_of_view and not ended,
        rows=rows[:SHOWN],
        earlier=rows[SHOWN:],
    )


def what(contact) -> str:
    """The kind, and whether nobody came."""
    kind = label(KINDS, contact.kind)
    return _("Niet verschenen: %(kind)s") % {"kind": kind.lower()} if contact.no_show else kind


def last_in_words(view: View) -> str:
    """The last contact and how many days ago it was."""
    if view.last is None:
        return _("Er is nog geen contact opgeschreven.")
    if view.days_since == 0:
        return _("Laatste contact: vandaag.")
    return ngettext(
        "Laatste contact: %(day)s, %(n)d dag geleden.",
        "Laatste contact: %(day)s, %(n)d dagen geleden.",
        view.days_since,
    ) % {"day": _day(view.last), "n": view.days_since}


def clock_in_words(view: View) -> str:
    """What the clock after a no-show says; "" when none runs."""
    if view.missed is None:
        return ""
    values = {"day": _day(view.missed), "over": _day(view.out_of_view_on), "n": OUT_OF_VIEW_DAYS}
    if view.is_out_of_view:
        return _(
            "Niet verschenen op %(day)s, en daarna %(n)d dagen of langer geen contact: uit beeld. "
            "Je kunt het traject afsluiten met de reden “No show”. Jij beslist."
        ) % (values)
    return _(
        "Niet verschenen op %(day)s, en daarna geen contact. Blijft dat zo, dan is deze cliënt op "
        "%(over)s uit beeld (%(n)d dagen)."
    ) % (values)


def _day(day) -> str:
    return date_format(day, _("j b Y"))
