"""Who opened a client's page (M-11): when, and from which role and team."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.utils.translation import gettext as _

from monitor.caseload.models import Client
from tenants.audit.models import ReadEvent
from tenants.models import Account, Membership

SHOWN = 50


@dataclass(frozen=True)
class Look:
    """Somebody looked. `who` is their role and team; the client's own caseworker by name."""

    at: datetime
    who: str
    what: str


def looks_at(client: Client, most: int | None = SHOWN) -> list[Look]:
    """Newest first; six queries for all of them. Nothing here is of another client: the events are
    found by the keys of this one's own records."""
    trajectories = dict(client.trajectories.values_list("pk", "caseworker_id"))
    keys = [client.pk, *trajectories, *client.waves.values_list("pk", flat=True)]
    keys += client.free_texts.values_list("pk", flat=True)
    events = ReadEvent.objects.filter(object_id__in=keys).order_by("-at")[:most]
    found = list(events)
    names = _names({event.account_id for event in found}, set(trajectories.values()))
    # One opening of a page by one person writes several events: one line is enough.
    lines: dict[tuple, Look] = {}
    for event in found:
        moment = event.at.replace(second=0, microsecond=0)
        what = _what(event)
        lines.setdefault((moment, event.account_id, what), Look(event.at, _who(event, names), what))
    return list(lines.values())


def _names(accounts: set, own_caseworkers: set) -> dict:
    accounts.discard(None)
    own = accounts & own_caseworkers
    called = dict.fromkeys(own, "")
    for account in Account.objects.filter(pk__in=own):
        called[account.pk] = account.get_full_name()
    names = {}
    for member in Membership.objects.filter(
        account_id__in=accounts, municipality=connection.tenant
    ):
        parts = [called.get(member.account_id), member.get_role_display(), member.team]
        names[member.account_id] = ", ".join(part for part in parts if part)
    return names


def _who(event: ReadEvent, names: dict) -> str:
    if event.account_id is None:
        return _("Een computersysteem van de gemeente")
    return names.get(event.account_id) or _("Een medewerker die hier niet meer werkt")


def _what(event: ReadEvent) -> str:
    if event.what == "answers":
        return _("Je antwoorden")
    if event.what == "free_text":
        return _("Wat je schreef")
    if event.what == "savings":
        return _("Je spaartegoed")
    return _("Je pagina")
