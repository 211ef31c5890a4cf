"""Savings of the demo: on, with points for the questionnaires since a day, and a list to pay."""

from datetime import date, datetime, time

from django.db.models import Sum

from monitor.caseload.models import Client
from monitor.surveys import protocol
from monitor.surveys.models import Wave
from monitor.surveys.savings import ledger
from monitor.surveys.savings.models import Entry, Kind, Way

SCHEME = {
    "points": 10,
    "cents": 10,
    "payout_from": 30,
    "paid_as": "een cadeaubon",
    "donated_to": "de voedselbank",
}
# Who has most takes it out; after the list was made one more does, who waits for the next.
ON_THE_LIST = (Way.PAID, Way.DONATED, Way.PAID)


def add(since: date, by) -> int:
    """Switch savings on by the account `by`; how many questionnaires since that day gave points."""
    scheme = ledger.change_scheme(by=by, is_on=True, **SCHEME)
    start = datetime.combine(since, time(0), tzinfo=protocol.ZONE)
    earned = [
        # The ledger writes today's moment and never changes a line; these are of then.
        Entry(
            client_id=wave.client_id,
            kind=Kind.EARNED,
            points=scheme.points,
            cents=scheme.points * scheme.cents,
            wave_id=wave.pk,
            at=wave.submitted_at,
        )
        for wave in Wave.objects.filter(submitted_at__gte=start).order_by("submitted_at")
    ]
    Entry.objects.bulk_create(earned)
    _take_out(by)
    return len(earned)


def _take_out(by) -> None:
    rich = list(
        Client.objects.annotate(has=Sum("savings__points"))
        .filter(has__gte=SCHEME["payout_from"])
        .order_by("-has", "trajectories__external_id")[: len(ON_THE_LIST) + 1]
    )
    for client, way in zip(rich, ON_THE_LIST, strict=False):
        ledger.take_out(client=client, way=way)
    ledger.make_list(by=by)
    for client in rich[len(ON_THE_LIST) :]:
        ledger.take_out(client=client, way=Way.PAID)
