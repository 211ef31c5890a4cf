"""Acts on savings: put points by, take them out, list and pay what was taken out, take it back.

The ledger is only added to. A missed questionnaire adds nothing and costs nothing.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Max, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from monitor.caseload.acts import Refused, act, check_values
from monitor.caseload.models import Client
from monitor.surveys.models import Wave

from .models import THE_SCHEME, Entry, Kind, Payout, PayoutList, Scheme, Way

FIELDS = ("is_on", "points", "cents", "payout_from", "paid_as", "donated_to", "budget")


@dataclass(frozen=True)
class Balance:
    """What somebody has: points, and what they are worth in cents."""

    points: int
    cents: int


def scheme() -> Scheme:
    """What this municipality gives; off where it never said anything. One query."""
    return Scheme.objects.filter(pk=THE_SCHEME).first() or Scheme(pk=THE_SCHEME)


def change_scheme(*, by, **values) -> Scheme:
    """Another scheme from now on; what was earned keeps its worth. TypeError for another name than
    FIELDS has. Refused while it is on without a way to take savings out."""
    if unknown := set(values) - set(FIELDS):
        raise TypeError(f"not fields of a scheme: {sorted(unknown)}")
    with act(by):
        current, _new = Scheme.objects.select_for_update().get_or_create(pk=THE_SCHEME)
        for name, value in values.items():
            setattr(current, name, value)
        check_values(current, "points", "cents", "payout_from", "paid_as", "donated_to")
        if current.is_on and not ways_out(current):
            raise Refused("no_way_out", _("Vul in hoe je uitbetaalt, of noem een goed doel."))
        current.save()
    return current


def ways_out(of: Scheme) -> list[Way]:
    """How savings can be taken out under this scheme."""
    return [w for w, text in ((Way.PAID, of.paid_as), (Way.DONATED, of.donated_to)) if text]


def earn(waves: Collection[Wave]) -> int:
    """Points for questionnaires that were filled in, the first handed in first; how many earned
    some. Each once, whatever happens; none while savings are off or for what no longer fits in the
    municipality's pot. Call in a transaction."""
    current = scheme()
    if not current.is_on:
        return 0
    if current.budget is not None:
        # One after the other, or two at once would both fit in what is left.
        current = Scheme.objects.select_for_update().get(pk=THE_SCHEME)
    known = set(
        Entry.objects.filter(wave_id__in=[wave.pk for wave in waves]).values_list(
            "wave_id", flat=True
        )
    )
    new = [wave for wave in waves if wave.pk not in known]
    new.sort(key=lambda wave: (wave.submitted_at, wave.pk))
    if current.budget is not None:
        room = max(0, current.budget - _earned_in_all()) // current.points
        new = new[:room]
    now = timezone.now()
    entries = [
        Entry(
            wave_id=wave.pk,
            client_id=wave.client_id,
            kind=Kind.EARNED,
            points=current.points,
            cents=current.points * current.cents,
            at=now,
        )
        for wave in new
    ]
    Entry.objects.bulk_create(entries, ignore_conflicts=True)
    return len(entries)


def is_pot_empty(of: Scheme) -> bool:
    """Whether the next questionnaire no longer fits in the budget."""
    return of.budget is not None and _earned_in_all() + of.points > of.budget


def is_shown_to(client: Client) -> bool:
    """Whether this client has anything to do with savings: they are on, or there were some."""
    return scheme().is_on or Entry.objects.filter(client=client).exists()


def balance(client: Client) -> Balance:
    """What this client has now; one query."""
    sums = Entry.objects.filter(client=client).aggregate(points=Sum("points"), cents=Sum("cents"))
    return Balance(sums["points"] or 0, sums["cents"] or 0)


def take_out(*, client: Client, way: str) -> Payout:
    """The client takes everything out, or gives it away; it stands on the municipality's next list.

    Refused below the least amount, and for a way that the municipality does not have. Pressed twice
    the second one finds nothing left, and is refused.
    """
    with act(None, through="portal"):
        Client.objects.select_for_update(no_key=True).get(pk=client.pk)
        current, has = scheme(), balance(client)
        if way not in ways_out(current):
            raise Refused("way", _("Dit kan niet bij jouw gemeente."))
        if has.points < current.payout_from:
            raise Refused("too_little", _("Je hebt nog niet genoeg punten."))
        now = timezone.now()
        payout = Payout.objects.create(
            client=client, way=way, points=has.points, cents=has.cents, asked_at=now
        )
        Entry.objects.create(
            client=client,
            kind=Kind.TAKEN_OUT,
            points=-has.points,
            cents=-has.cents,
            payout=payout,
            at=now,
        )
    return payout


def reverse(*, by, entry: Entry) -> Entry:
    """Take an entry back by its opposite; a second time gives back the first. Refused for an entry
    that itself takes one back, and where what was earned has been taken out already."""
    with act(by):
        Client.objects.select_for_update(no_key=True).get(pk=entry.client_id)
        if entry.kind == Kind.REVERSED:
            raise Refused("reversal", _("Een terugboeking kan niet worden teruggeboekt."))
        standing = Entry.objects.filter(reverses=entry).first()
        if standing is not None:
            return standing
        if balance(entry.client).points < entry.points:
            raise Refused("taken_out", _("Deze punten zijn al opgenomen."))
        now = timezone.now()
        if entry.payout_id:
            Payout.objects.filter(pk=entry.payout_id).update(
                reversed_at=now, reversed_by=getattr(by, "pk", None)
            )
        return Entry.objects.create(
            client_id=entry.client_id,
            kind=Kind.REVERSED,
            points=-entry.points,
            cents=-entry.cents,
            payout_id=entry.payout_id,
            reverses=entry,
            at=now,
        )


def reverse_payout(*, by, payout: Payout) -> None:
    """A payout that could not be made: the points are the client's again."""
    entry = Entry.objects.filter(payout=payout, kind=Kind.TAKEN_OUT).first()
    if entry is None:
        raise Refused("erased", _("De gegevens van deze cliënt zijn weggehaald."))
    reverse(by=by, entry=entry)


def make_list(*, by) -> PayoutList | None:
    """Put everything that waits on one new list; None when nothing waits. Each payout stands on one
    list, once: two people who press at the same moment get one list and nothing."""
    with act(by):
        waiting = list(waiting_payouts().select_for_update().values_list("pk", flat=True))
        if not waiting:
            return None
        last = PayoutList.objects.aggregate(last=Max("number"))["last"] or 0
        made = PayoutList.objects.create(number=last + 1, made_by=getattr(by, "pk", None))
        Payout.objects.filter(pk__in=waiting).update(on_list=made)
    return made


def mark_paid(*, by, payout_list: PayoutList) -> bool:
    """The list has been paid; whether this was the first time it was said."""
    with act(by):
        return bool(
            PayoutList.objects.filter(pk=payout_list.pk, paid_at__isnull=True).update(
                paid_at=timezone.now(), paid_by=getattr(by, "pk", None)
            )
        )


def waiting_payouts():
    """Payouts that stand on no list yet."""
    return Payout.objects.filter(on_list__isnull=True, reversed_at__isnull=True)


def _earned_in_all() -> int:
    # Reversals of what was earned make room again; those of payouts do not.
    earned = Entry.objects.filter(payout__isnull=True)
    return earned.aggregate(points=Sum("points"))["points"] or 0
