"""What an administrator sees of payouts: what waits, the lists, and who is on one."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from . import ledger
from .models import Payout, PayoutList
from .statement import in_euros


@dataclass(frozen=True)
class Row:
    """One payout of one client. Without a client they have been erased since."""

    pk: UUID
    client_id: UUID | None
    numbers: str
    name: str
    way: str
    points: int
    cents: int
    asked_on: date
    reversed_on: date | None

    @property
    def amount(self) -> str:
        """In euros."""
        return in_euros(self.cents)


def rows_of(payouts: QuerySet[Payout]) -> list[Row]:
    """The payouts with whom they are for; three queries for all of them."""
    found = payouts.select_related("client").prefetch_related("client__trajectories")
    return [_row(payout) for payout in found]


def waiting() -> dict:
    """How many payouts wait for a list, and their sum."""
    sums = ledger.waiting_payouts().aggregate(n=Count("pk"), cents=Sum("cents"))
    return {"n": sums["n"], "amount": in_euros(sums["cents"] or 0)}


def lists() -> list[dict]:
    """The lists, newest first: the list, how many payouts stand on it and their sum."""
    standing = Q(payouts__reversed_at__isnull=True)
    found = PayoutList.objects.annotate(
        n=Count("payouts", filter=standing), cents=Sum("payouts__cents", filter=standing)
    )
    return [
        {"list": one, "n": one.n, "amount": in_euros(one.cents or 0)}
        for one in found.order_by("-number")
    ]


def _row(payout: Payout) -> Row:
    client = payout.client
    trajectories = list(client.trajectories.all()) if client else []
    return Row(
        pk=payout.pk,
        client_id=payout.client_id,
        numbers=", ".join(sorted(t.external_id for t in trajectories)),
        name=client.first_name if client else _("Weggehaald"),
        way=payout.get_way_display(),
        points=payout.points,
        cents=payout.cents,
        asked_on=timezone.localdate(payout.asked_at),
        reversed_on=timezone.localdate(payout.reversed_at) if payout.reversed_at else None,
    )
