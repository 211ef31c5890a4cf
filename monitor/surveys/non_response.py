"""Saying why a questionnaire was not answered (R46), by the client or by who helps them."""

from contextlib import contextmanager

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from monitor.caseload.acts import Refused, act

from .models import Answer, NonResponse, SaidBy, Wave, WaveStatus
from .non_response_terms import CODES


def unanswered(waves: QuerySet[Wave]) -> QuerySet[Wave]:
    """Those of these that closed without a single answer."""
    given = Answer.objects.filter(wave=OuterRef("pk"))
    return waves.filter(~Exists(given), status=WaveStatus.EXPIRED)


def say(*, by, wave: Wave, reason: str) -> NonResponse:
    """Write down why; in place of an earlier reason. `by` is the account of who says it, None for
    the client in the portal.

    Refused for a reason that is none of NON_RESPONSE, for a questionnaire that was answered or can
    still be, and for staff where the client said it.
    """
    if reason not in CODES:
        raise Refused("reason", _("Kies een reden."))
    with _on(by, wave) as held:
        if not unanswered(Wave.objects.filter(pk=held.pk)).exists():
            raise Refused("not_unanswered", _("Deze vragenlijst is ingevuld of staat nog open."))
        _own_word_stands(by, held)
        said = {
            "reason": reason,
            "said_by": SaidBy.CLIENT if by is None else SaidBy.STAFF,
            "recorded_by": None if by is None else by.pk,
            "recorded_at": timezone.now(),
        }
        return NonResponse.objects.update_or_create(wave=held, defaults=said)[0]


def take_back(*, by, wave: Wave) -> bool:
    """No reason stands there any more; False when none did. Refused for staff where the client
    said it."""
    with _on(by, wave) as held:
        _own_word_stands(by, held)
        return bool(NonResponse.objects.filter(wave=held).delete()[0])


@contextmanager
def _on(by, wave: Wave):
    """One act on this wave, held so that two taps follow each other."""
    about = {"through": "portal"} if by is None else {}
    with act(by, **about):
        yield Wave.objects.select_for_update(no_key=True).get(pk=wave.pk)


def _own_word_stands(by, wave: Wave) -> None:
    said_by_client = NonResponse.objects.filter(wave=wave, said_by=SaidBy.CLIENT)
    if by is not None and said_by_client.exists():
        raise Refused("said_by_client", _("De cliënt zei dit zelf. Dat blijft zo staan."))
