"""What the last questionnaires were like for this client, which the next message takes up (R41).

Words by history are from u-can-act (app/logic/student_invitation_texts.rb): thanks after an
answer, no reproach after a missed one, a welcome to who is back.
"""

from collections.abc import Iterable

from .models import Wave, WaveKind, WaveStatus

FIRST, REGULAR, THANKS, MISSED, BACK = "first", "regular", "thanks", "missed", "back"
END, AFTERCARE, REMINDER = "end", "aftercare", "reminder"
OCCASIONS = (FIRST, REGULAR, THANKS, MISSED, BACK, END, AFTERCARE)

_SERIES = (WaveKind.BASELINE, WaveKind.REGULAR)
_OVER = (WaveStatus.SUBMITTED, WaveStatus.EXPIRED)


def occasion(kind: str, earlier: list[bool]) -> str:
    """The occasion of a wave of this kind; `earlier`: whether each of the questionnaires before it
    was answered, the oldest first (the last two are enough)."""
    if kind == WaveKind.END:
        return END
    if kind == WaveKind.AFTERCARE:
        return AFTERCARE
    if kind == WaveKind.MOMENT:
        return REGULAR
    if not earlier:
        return FIRST if kind == WaveKind.BASELINE else REGULAR
    if not earlier[-1]:
        return MISSED
    return BACK if earlier[-2:-1] == [False] else THANKS


def occasions(waves: Iterable[Wave]) -> dict:
    """The occasion of each of these waves by its key, in one query for all of them.

    A questionnaire that was begun counts as answered: what was given is thanked for.
    """
    waves = list(waves)
    rows = (
        Wave.objects.filter(
            trajectory_id__in={wave.trajectory_id for wave in waves},
            kind__in=_SERIES,
            status__in=_OVER,
        )
        .order_by("open_from", "sequence")
        .values_list("trajectory_id", "client_id", "open_from", "status", "started_at")
    )
    past: dict = {}
    for trajectory, client, opened, status, started in rows:
        answered = status == WaveStatus.SUBMITTED or started is not None
        past.setdefault((trajectory, client), []).append((opened, answered))
    return {
        wave.pk: occasion(
            wave.kind,
            [
                answered
                for opened, answered in past.get((wave.trajectory_id, wave.client_id), [])
                if opened < wave.open_from
            ],
        )
        for wave in waves
    }
