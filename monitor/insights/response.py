"""How many questionnaires were answered: beside every figure about experience (A-26)."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from benchmark.disclosure import INTERNAL_FLOOR
from monitor.surveys.models import Answer, Wave, WaveKind, WaveStatus

from .frames import Cohort

NEVER_ASKED = (WaveStatus.PLANNED, WaveStatus.CANCELLED)


@dataclass(frozen=True)
class Response:
    """Questionnaires asked and received by the reference date.

    `asked` is None when answers were read in from elsewhere: nobody wrote down how many were asked.
    Both are None for fewer than five clients.
    """

    asked: int | None
    received: int | None

    @property
    def percent(self) -> int | None:
        """The share received, in whole percents."""
        return (200 * self.received + self.asked) // (2 * self.asked) if self.asked else None


def response_of(cohort: Cohort) -> Response:
    """One query over the cohort's questionnaires."""
    answered = Q(Exists(Answer.objects.filter(wave=OuterRef("pk"))))
    counts = (
        Wave.objects.in_series()
        .filter(
            open_from__date__lte=cohort.reference_date,
            **cohort.within("trajectory__"),
        )
        .exclude(status__in=NEVER_ASKED)
        .aggregate(
            asked=Count("pk"),
            received=Count("pk", filter=answered),
            imported=Count("pk", filter=Q(kind=WaveKind.IMPORTED)),
            clients=Count("client", distinct=True),
        )
    )
    if counts["clients"] < INTERNAL_FLOOR:
        return Response(None, None)
    return Response(None if counts["imported"] else counts["asked"], counts["received"])
