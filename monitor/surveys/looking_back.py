"""What a client gets back: their own answers beside those of the time before, in words.

Words and no scores: nobody is told that they do worse, and a harder time is named as what it is.
"""

from dataclasses import dataclass

from django.utils import formats
from django.utils.translation import gettext as _

from .answering import answers_of
from .models import Wave
from .protocol import day_of
from .questions import questions_for

ITEMS = ("stress", "belief")


@dataclass(frozen=True)
class Line:
    """One question with the answer of last time and of now."""

    label: str
    before: str
    now: str


@dataclass(frozen=True)
class Comparison:
    """Last time and now; `lines` is empty after the first questionnaire."""

    since: str
    lines: tuple[Line, ...]
    sentence: str


def in_words(wave: Wave, language: str) -> Comparison:
    """This wave beside the client's one before it in the same trajectory, in this language of the
    clients."""
    before = (
        Wave.objects.filter(
            trajectory=wave.trajectory_id,
            client=wave.client_id,
            submitted_at__lt=wave.submitted_at,
        )
        .order_by("-submitted_at")
        .first()
    )
    if before is None:
        return Comparison("", (), "")
    then, now = answers_of(before), answers_of(wave)
    both = [code for code in ITEMS if code in then and code in now]
    asked = {question.code: question for question in questions_for(wave, language)}
    lines = []
    for code in both:
        words = dict(asked[code].options)
        lines.append(Line(asked[code].text, words[then[code]], words[now[code]]))
    sentence = _sentence(int(then["stress"]), int(now["stress"])) if "stress" in both else ""
    return Comparison(
        formats.date_format(day_of(before.submitted_at), "j F"), tuple(lines), sentence
    )


def _sentence(before: int, now: int) -> str:
    if now < before:
        return _("Je hebt minder stress dan de vorige keer. Fijn.")
    if now > before:
        return _(
            "Je hebt meer stress dan de vorige keer. Dat kan gebeuren. Praat erover met je "
            "hulpverlener of met iemand die je vertrouwt."
        )
    return _("Je stress is hetzelfde als de vorige keer.")
