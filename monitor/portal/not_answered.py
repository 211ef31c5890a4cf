"""The last questionnaire a client did not answer, and why: asked once and never a must (R46)."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from benchmark.standard.text import label
from monitor.caseload.models import Client
from monitor.surveys import non_response
from monitor.surveys.models import Wave
from monitor.surveys.non_response_terms import NON_RESPONSE, to_choose_from

ASKED_FOR = timedelta(days=30)


@dataclass(frozen=True)
class NotAnswered:
    """The questionnaire of a day that closed without an answer. `reason` in words and its code
    `chosen`, both "" when nobody said one."""

    pk: UUID
    on: date
    reason: str
    chosen: str

    @property
    def choices(self) -> list[tuple[str, str]]:
        """(code, words) of what somebody can say, in the active language."""
        return to_choose_from()


def last_not_answered(client: Client) -> NotAnswered | None:
    """The latest of the last weeks; None when the one after it was answered or is open. One
    query."""
    waves = Wave.objects.filter(client=client, open_from__lte=timezone.now())
    last = waves.exclude(status="cancelled").order_by("-open_from", "-sequence").values("pk")[:1]
    since = timezone.now() - ASKED_FOR
    wave = (
        non_response.unanswered(Wave.objects.filter(pk__in=last, closes_at__gt=since))
        .select_related("non_response")
        .first()
    )
    if wave is None:
        return None
    said = getattr(wave, "non_response", None)
    return NotAnswered(
        pk=wave.pk,
        on=timezone.localdate(wave.open_from),
        reason=label(NON_RESPONSE, said.reason) if said else "",
        chosen=said.reason if said else "",
    )
