"""Puts what clients said earlier beside the questionnaires after which they said it.

Written in bulk with the moment of then, as the answers are: the acts know only today, and the
worklist would take a text of last spring for news.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from django.utils import timezone

from benchmark.disclosure import INTERNAL_FLOOR
from monitor.surveys.free_texts import coding
from monitor.surveys.free_texts.models import Addressee, FreeText
from monitor.surveys.free_texts.reading import quarter_of
from monitor.surveys.models import Wave

from .sentences import TO_CASEWORKER, TO_MUNICIPALITY

AFTER = timedelta(minutes=2)
IN_A_QUARTER = 12
QUARTERS = 2
TO_ALL_CASEWORKERS = 10
# Of each three texts, an adviser has read and coded two.
LEFT_UNCODED = 3


def add(rng: Random, by=None) -> int:
    """Texts of this municipality, the same for the same `rng`; how many. `by` codes the emotions in
    most of those to the municipality, None: nobody did yet.

    A quarter gets texts of at least INTERNAL_FLOOR clients or none, so that the page on which they
    are read never opens on a quarter that may not be shown.
    """
    answered = list(
        Wave.objects.filter(submitted_at__isnull=False, client__language__startswith="nl")
        .select_related("trajectory__ending")
        .order_by("submitted_at", "trajectory__external_id")
    )
    texts = [*_to_municipality(answered, rng), *_to_caseworkers(answered, rng)]
    FreeText.objects.bulk_create(texts)
    if by is not None:
        _code(texts, by)
    return len(texts)


def _to_municipality(answered: Sequence[Wave], rng: Random) -> Iterator[FreeText]:
    by_quarter: dict[str, dict] = {}
    for wave in answered:
        quarter = quarter_of(_day(wave))
        by_quarter.setdefault(quarter, {}).setdefault(wave.client_id, []).append(wave)
    full = [q for q, clients in sorted(by_quarter.items()) if len(clients) >= INTERNAL_FLOOR]
    sayings = rng.sample(TO_MUNICIPALITY, len(TO_MUNICIPALITY))
    for quarter in reversed(full[-QUARTERS:]):
        clients = list(by_quarter[quarter].values())
        for waves in rng.sample(clients, min(IN_A_QUARTER, len(clients))):
            yield _text(rng.choice(waves), Addressee.MUNICIPALITY, sayings.pop()[0])


def _to_caseworkers(answered: Sequence[Wave], rng: Random) -> Iterator[FreeText]:
    """Of whoever is still in a trajectory first: their pages are looked at."""
    last = {wave.client_id: wave for wave in answered}
    of_now = [w for w in last.values() if not hasattr(w.trajectory, "ending")]
    before = [wave for wave in last.values() if wave not in of_now]
    chosen = (of_now + rng.sample(before, len(before)))[:TO_ALL_CASEWORKERS]
    for wave, saying in zip(chosen, rng.sample(TO_CASEWORKER, len(chosen)), strict=True):
        yield _text(wave, Addressee.CASEWORKER, saying)


def _text(wave: Wave, addressee: str, saying: str) -> FreeText:
    text = FreeText(
        wave=wave, client_id=wave.client_id, addressee=addressee, said_at=wave.submitted_at + AFTER
    )
    text.text = saying
    return text


def _code(texts: Sequence[FreeText], by) -> None:
    emotions = dict(TO_MUNICIPALITY)
    for number, text in enumerate(texts, start=1):
        emotion = emotions.get(text.text)
        if emotion and number % LEFT_UNCODED:
            coding.code(by=by, text=text, emotions=[emotion])


def _day(wave: Wave) -> date:
    return timezone.localdate(wave.submitted_at)
