"""How many questionnaires were answered, and why others were not: beside every figure about
experience (A-26, R46)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from benchmark.disclosure import INTERNAL_FLOOR
from benchmark.standard.text import Term
from monitor.surveys import non_response
from monitor.surveys.models import Answer, Wave, WaveKind, WaveStatus
from monitor.surveys.non_response_terms import NON_RESPONSE

from .frames import Cohort

NEVER_ASKED = (WaveStatus.PLANNED, WaveStatus.CANCELLED)


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
    """The cohort's questionnaires: two queries, and one more for each of `wider`, the choices that
    this one could be subtracted from, where there is a reason to show."""
    given = Answer.objects.filter(wave=OuterRef("pk"), answered_at__date__lte=cohort.reference_date)
    counts = (
        _asked(cohort)
        .alias(is_given=Exists(given))
        .aggregate(
            asked=Count("pk"),
            received=Count("pk", filter=Q(is_given=True)),
            imported=Count("pk", filter=Q(kind=WaveKind.IMPORTED)),
            clients=Count("client", distinct=True),
        )
    )
    if counts["clients"] < INTERNAL_FLOOR:
        return Response(None, None)
    asked = None if counts["imported"] else counts["asked"]
    return Response(asked, counts["received"], _reasons(cohort, wider))


def _asked(cohort: Cohort) -> QuerySet[Wave]:
    return (
        Wave.objects.in_series()
        .filter(open_from__date__lte=cohort.reference_date, **cohort.within("trajectory__"))
        .exclude(status__in=NEVER_ASKED)
    )


def _reasons(cohort: Cohort, wider: Iterable[Cohort]) -> tuple[Reason, ...]:
    """Those of five clients or more, and not of a few fewer than in a wider choice."""
    counted = _counted(cohort)
    clients = {code: people for code, (_n, people) in counted.items()}
    shown = {code for code, people in clients.items() if code and people >= INTERNAL_FLOOR}
    for more in wider if shown else ():
        others = _counted(more)
        shown -= {
            code
            for code in shown
            if 0 < others.get(code, counted[code])[1] - clients[code] < INTERNAL_FLOOR
        }
    # How many were not answered at all can be read elsewhere: what is left of it, with those that
    # nobody gave a reason for, is not of a few clients either.
    while shown and 0 < sum(clients[code] for code in clients.keys() - shown) < INTERNAL_FLOOR:
        shown.discard(min(shown, key=lambda code: (clients[code], code)))
    found = [Reason(term, counted[term.code][0]) for term in NON_RESPONSE if term.code in shown]
    return tuple(sorted(found, key=lambda reason: -reason.n))


def _counted(cohort: Cohort) -> dict[str, tuple[int, int]]:
    """Reason ("" where nobody gave one) -> questionnaires that closed without an answer, and the
    clients they were of; one query."""
    rows = (
        non_response.unanswered(_asked(cohort))
        .order_by()
        .values("non_response__reason")
        .annotate(n=Count("pk"), clients=Count("client", distinct=True))
    )
    return {row["non_response__reason"] or "": (row["n"], row["clients"]) for row in rows}
