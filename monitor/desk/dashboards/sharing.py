"""Letting one team lead look at an own dashboard, and taking that back."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from monitor.caseload.acts import Refused, act
from tenants.audit.models import ReadEvent
from tenants.models import Membership, Role

from .models import Share

DAYS = (7, 14, 28)
# What the opening of a share is called among the read events.
WHAT = "own_dashboard"
SHOWN = 30


def leads_of(membership: Membership) -> QuerySet[Membership]:
    """The team leads whom this member may share with: of the same team, or of all teams."""
    leads = Membership.objects.active_in(membership.municipality).filter(role=Role.TEAM_LEAD)
    if membership.team:
        leads = leads.filter(Q(team="") | Q(team=membership.team))
    return leads.exclude(account=membership.account_id).select_related("account")


def give(*, by: Membership, reader_id: str, days: int) -> Share:
    """Share with this team lead from today; an earlier share with them ends. Refused for somebody
    who does not lead this team, and for another number than DAYS has."""
    if days not in DAYS:
        raise Refused("days", _("Kies hoe lang je wilt delen."))
    lead = next((m for m in leads_of(by) if str(m.account_id) == reader_id), None)
    if lead is None:
        raise Refused("reader", _("Kies een teamleider van je eigen team."))
    now = timezone.now()
    with act(by.account):
        same = {"owner_id": by.account_id, "reader_id": lead.account_id}
        Share.objects.filter(**same, stopped_at__isnull=True).update(stopped_at=now)
        until = timezone.localdate(now) + timedelta(days=days)
        return Share.objects.create(**same, until=until)


def stop(*, by, share: Share) -> None:
    """From now on nobody opens it; stopping twice changes nothing."""
    with act(by):
        Share.objects.filter(pk=share.pk, stopped_at__isnull=True).update(stopped_at=timezone.now())


def opened_by(share: Share, reader: Membership) -> Membership | None:
    """The owner's membership when this member may look at this moment; None otherwise: not theirs,
    stopped, past its day, no longer a lead of that team, or the owner left."""
    if not share.is_open or share.reader_id != reader.account_id:
        return None
    owner = (
        Membership.objects.active_in(reader.municipality)
        .filter(account=share.owner_id)
        .select_related("account")
        .first()
    )
    if owner is None or not leads_of(owner).filter(pk=reader.pk).exists():
        return None
    return owner


def shown_to(reader_id) -> frozenset[str]:
    """Whose dashboards this team lead could ever open: what was seen once is known."""
    owners = Share.objects.filter(reader_id=reader_id).values_list("owner_id", flat=True)
    return frozenset(str(owner) for owner in owners.distinct())


def of_owner(account_id) -> list[Share]:
    """What this caseworker shares now."""
    return list(Share.objects.filter(owner_id=account_id).open_on(timezone.localdate()))


def of_reader(reader: Membership) -> list[tuple[Share, Membership]]:
    """What this team lead may open now, with whose it is."""
    shares = Share.objects.filter(reader_id=reader.account_id).open_on(timezone.localdate())
    found = [(share, opened_by(share, reader)) for share in shares]
    return [(share, owner) for share, owner in found if owner is not None]


def looks_at(account_id) -> Iterable[ReadEvent]:
    """Who opened what this caseworker shared, the last first."""
    keys = list(Share.objects.filter(owner_id=account_id).values_list("pk", flat=True))
    return ReadEvent.objects.filter(what=WHAT, object_id__in=keys).order_by("-at")[:SHOWN]
