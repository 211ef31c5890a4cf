"""What came of each rule: how often it hit, what was done and what followed (M-12).

Of a municipality as a whole, never per caseworker. A number under the floor is not shown, nor is
one of which the rest would be.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, DateTimeField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.db.models.functions import TruncDate
from django.utils import timezone

from benchmark.disclosure import INTERNAL_FLOOR
from benchmark.standard.endings import DROP_OUT
from monitor.caseload.models import Contact, Ending
from monitor.surveys.models import Wave

from . import settings
from .explaining import about
from .models import Signal, State
from .rules import RULES, Rule

CONTACT_DAYS = 14
ANSWER_DAYS = 30
DROP_OUT_DAYS = 60


@dataclass(frozen=True)
class Share:
    """`count` of `base` trajectories; None where that may not be shown."""

    count: int | None
    base: int | None

    @property
    def percent(self) -> int | None:
        """The share in whole percents."""
        return None if self.count is None else round(100 * self.count / self.base)


@dataclass(frozen=True)
class Result:
    """One rule: trajectories it hit, what was done there, and what followed in due time."""

    rule: Rule
    about: str
    is_used: bool
    hits: int | None
    handled: Share
    dismissed: Share
    over: Share
    contact: Share
    answer: Share
    drop_out: Share


def results() -> list[Result]:
    """Every rule in order; two queries. A trajectory counts once per rule, by its latest signal.

    What follows is counted over signals that have been there for as long as is looked ahead.
    """
    today = timezone.now()
    latest = (
        Signal.objects.order_by("rule", "trajectory_id", "-first_seen")
        .distinct("rule", "trajectory_id")
        .values("pk")
    )
    counted = (
        Signal.objects.filter(pk__in=latest)
        .annotate(
            seen_on=TruncDate("first_seen"),
            contact_until=_until(CONTACT_DAYS, as_day=True),
            answer_until=_until(ANSWER_DAYS, as_day=False),
            drop_out_until=_until(DROP_OUT_DAYS, as_day=True),
            had_contact=_between(
                Contact.objects.filter(no_show=False), "on", "seen_on", "contact_until"
            ),
            had_answer=_between(Wave.objects.all(), "submitted_at", "first_seen", "answer_until"),
            dropped_out=_between(
                Ending.objects.filter(status__in=DROP_OUT), "ended_on", "seen_on", "drop_out_until"
            ),
        )
        .order_by()
        .values("rule")
        .annotate(
            hits=Count("pk"),
            handled=Count("pk", filter=Q(state=State.HANDLED)),
            dismissed=Count("pk", filter=Q(state=State.DISMISSED)),
            over=Count("pk", filter=Q(state=State.OVER)),
            **_followed("contact", "had_contact", today - timedelta(days=CONTACT_DAYS)),
            **_followed("answer", "had_answer", today - timedelta(days=ANSWER_DAYS)),
            **_followed("drop_out", "dropped_out", today - timedelta(days=DROP_OUT_DAYS)),
        )
    )
    rows = {row["rule"]: row for row in counted}
    unused = settings.off()
    return [_result(rule, rows.get(rule.code, {}), rule.code not in unused) for rule in RULES]


def shares(parts: Mapping[str, int], base: int) -> dict[str, Share]:
    """The parts of one whole of `base` trajectories. Nothing of fewer than five; a part of one to
    four is withheld, and with it the next ones until what is withheld counts five or more: else it
    would follow from the rest."""
    if base < INTERNAL_FLOOR:
        return dict.fromkeys(parts, Share(None, None))
    rest = base - sum(parts.values())
    order = sorted(
        ((count, name) for name, count in {**parts, "": rest}.items() if count),
    )
    withheld: dict[str, int] = {}
    for count, name in order:
        if count < INTERNAL_FLOOR or 0 < sum(withheld.values()) < INTERNAL_FLOOR:
            withheld[name] = count
    return {name: Share(None if name in withheld else count, base) for name, count in parts.items()}


def _result(rule: Rule, row: dict, is_used: bool) -> Result:
    hits = row.get("hits", 0)
    done = shares({name: row.get(name, 0) for name in ("handled", "dismissed", "over")}, hits)
    followed = {
        name: shares({name: row.get(name, 0)}, row.get(f"{name}_base", 0))[name]
        for name in ("contact", "answer", "drop_out")
    }
    shown = hits if hits >= INTERNAL_FLOOR else None
    return Result(rule, about(rule), is_used, shown, **done, **followed)


def _until(days: int, *, as_day: bool):
    """So many days after the signal was first seen, as a moment or as a day."""
    moment = ExpressionWrapper(F("first_seen") + timedelta(days=days), output_field=DateTimeField())
    return TruncDate(moment) if as_day else moment


def _between(rows, name: str, seen: str, until: str) -> Exists:
    """Whether the column `name` of one of `rows` of the trajectory lies between two of the
    signal's."""
    lookups = {f"{name}__gte": OuterRef(seen), f"{name}__lte": OuterRef(until)}
    return Exists(rows.filter(trajectory=OuterRef("trajectory"), **lookups))


def _followed(name: str, flag: str, seen_before) -> dict:
    old = Q(first_seen__lte=seen_before)
    return {
        name: Count("pk", filter=old & Q(**{flag: True})),
        f"{name}_base": Count("pk", filter=old),
    }
