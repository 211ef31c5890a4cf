"""Why a questionnaire was not answered, as the desk shows it and asks it in one tap."""

from collections.abc import Iterable
from dataclasses import dataclass

from benchmark.standard.text import label
from monitor.surveys.models import SaidBy, Wave, WaveStatus
from monitor.surveys.non_response_terms import NON_RESPONSE, to_choose_from


@dataclass(frozen=True)
class NotAnswered:
    """A wave that closed without an answer. `reason` in words, "" when nobody said one; `chosen`
    its code. `is_theirs`: the client said it, and it stays. `choices`: (code, words)."""

    wave: Wave
    reason: str = ""
    chosen: str = ""
    is_theirs: bool = False

    @property
    def choices(self) -> list[tuple[str, str]]:
        """What can be chosen, in the active language."""
        return to_choose_from()


def not_answered(waves: Iterable[Wave]) -> list[NotAnswered]:
    """Those of these waves that closed without an answer, in the same order. No query, where they
    come with `non_response` and their answers."""
    closed = (w for w in waves if w.status == WaveStatus.EXPIRED and not w.answers.all())
    return [_shown(wave) for wave in closed]


def _shown(wave: Wave) -> NotAnswered:
    said = getattr(wave, "non_response", None)
    if said is None:
        return NotAnswered(wave)
    words = label(NON_RESPONSE, said.reason)
    return NotAnswered(wave, words, said.reason, said.said_by == SaidBy.CLIENT)
