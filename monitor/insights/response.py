"""How many questionnaires were answered, and why others were not: beside every figure about
experience (A-26, R46)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Exists, OuterRef, Q, Value

from benchmark.disclosure import INTERNAL_FLOOR
from benchmark.standard.text import Term
from monitor.surveys.models import Answer, Wave, WaveKind, WaveStatus
from monitor.surveys.non_response_terms import NON_RESPONSE

from .frames import Cohort

NEVER_ASKED = (WaveStatus.PLANNED, WaveStatus.CANCELLED)
NOT_SAID = ""
# Reason, or NOT_SAID -> the questionnaires that it was given for: only what closed without an
# answer is given one.
REASONS = {term.code: Q(non_response__reason=term.code) for term in NON_RESPONSE} | {
    NOT_SAID: Q(non_response__isnull=True, status=WaveStatus.EXPIRED, has_answer=False)
}


@dataclass(frozen=True)
class Reason:
    """Why questionnaires were not answered, and how many of them for this reason."""

    term: Term
    n: int


@dataclass(frozen=True)
class Response:
    """Questionnaires asked and received by the reference date.

    A questionnaire is received once it has an answer to any of its questions, of the core or not;
    each figure bears its own n. `asked` is None when answers were read in from elsewhere: nobody
    wrote down how many were asked. Both are None for fewer than five clients. `reasons` are those
    that may be shown of why questionnaires closed without an answer, the most given first.
    """

    asked: int | None
    received: int | None
    reasons: tuple[Reason, ...] = ()

    @property
    def percent(self) -> int | None:
        """The share received, in whole percents."""
        return (200 * self.received + self.asked) // (2 * self.asked) if self.asked else None


def response_of(cohort: Cohort, wider: Iterable[Cohort] = ()) -> Response:
    """One query over the cohort's questionnaires; and one for each of `wider`, the choices that
    this one could be subtracted from, where there is a reason to show."""
    counts = _counted(cohort)
    if counts["clients"] < INTERNAL_FLOOR:
        return Response(None, None)
    asked = None if counts["imported"] else counts["asked"]
    return Response(asked, counts["received"], _reasons(counts, wider))


def _reasons(counts: dict, wider: Iterable[Cohort]) -> tuple[Reason, ...]:
    """Those of five clients or more, and not of a few fewer than in a wider choice."""
    clients = _clients(counts)
    shown = {
        code for code, who in clients.items() if code != NOT_SAID and len(who) >= INTERNAL_FLOOR
    }
    for more in wider if shown else ():
        others = _clients(_counted(more))
        shown -= {code for code in shown if 0 < len(others[code] - clients[code]) < INTERNAL_FLOOR}
    # How many were not answered at all can be read elsewhere: what is left of it, with those that
    # nobody gave a reason for, is not of a few clients either. One client may have several reasons.
    while shown and 0 < len(_together(clients, clients.keys() - shown)) < INTERNAL_FLOOR:
        shown.discard(min(shown, key=lambda code: (len(clients[code]), code)))
    found = [Reason(term, counts[f"n_{term.code}"]) for term in NON_RESPONSE if term.code in shown]
    return tuple(sorted(found, key=lambda reason: -reason.n))


def _together(clients: dict[str, set], codes: Iterable[str]) -> set:
    return set().union(*(clients[code] for code in codes))


def _clients(counts: dict) -> dict[str, set]:
    """Reason -> the keys of the clients whose questionnaires closed without an answer for it."""
    return {code: set(counts[f"clients_{code}"]) for code in REASONS}


def _counted(cohort: Cohort) -> dict:
    """What was asked and received, by how many clients; and per reason how many questionnaires
    closed without an answer ("n_…"), of which clients ("clients_…"). One query."""
    given = Answer.objects.filter(wave=OuterRef("pk"))
    by_reason = {}
    for code, silent in REASONS.items():
        by_reason[f"n_{code}"] = Count("pk", filter=silent)
        by_reason[f"clients_{code}"] = ArrayAgg(
            "client_id", distinct=True, filter=silent, default=Value([])
        )
    return (
        Wave.objects.in_series()
        .filter(open_from__date__lte=cohort.reference_date, **cohort.within("trajectory__"))
        .exclude(status__in=NEVER_ASKED)
        .alias(
            has_answer=Exists(given),
            is_received=Exists(given.filter(answered_at__date__lte=cohort.reference_date)),
        )
        .aggregate(
            asked=Count("pk"),
            received=Count("pk", filter=Q(is_received=True)),
            imported=Count("pk", filter=Q(kind=WaveKind.IMPORTED)),
            clients=Count("client", distinct=True),
            **by_reason,
        )
    )
