"""Questionnaires beside the series: aftercare, and those around a moment of stress."""

from datetime import UTC, date, datetime, timedelta

import pytest

from monitor.insights.frames import Cohort, fetch
from monitor.insights.representation import representation_of
from monitor.insights.response import response_of
from monitor.surveys import reading
from monitor.surveys.models import EXTRA, Answer, Wave

COHORT = Cohort(date(2026, 1, 1), date(2026, 12, 31), date(2026, 12, 31))
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.fixture
def answered(join):
    """answered("W-1", kind, day, stress): a questionnaire of that kind, gone through."""
    known = {}

    def make(name, kind, day, stress):
        if name not in known:
            known[name] = join(name)
        trajectory = known[name]
        moment = NOON + timedelta(days=day)
        wave = Wave.objects.create(
            trajectory=trajectory,
            client=trajectory.clients.get(),
            kind=kind,
            occasion="3" if kind in EXTRA else "",
            sequence=100 + trajectory.waves.count(),
            status="submitted",
            open_from=moment,
            submitted_at=moment,
        )
        Answer.objects.create(wave=wave, item="stress", value=stress, answered_at=moment)
        return trajectory

    return make


def figures():
    """What the cohort's pages and the contribution are computed from."""
    return (
        fetch(COHORT).answers.to_dict(),
        response_of(COHORT),
        representation_of(COHORT),
    )


@pytest.mark.parametrize("kind", EXTRA)
def test_what_is_asked_beside_the_series_is_in_no_figure(answered, kind):
    trajectories = [answered(f"W-{number}", "regular", 1, 2) for number in range(6)]
    before = figures()
    assert before[1].received == 6 and len(before[0]["value"]) == 6
    last = reading.last_answers([t.pk for t in trajectories])
    for number in range(6):
        answered(f"W-{number}", kind, 2, 5)
    assert Wave.objects.filter(kind=kind).count() == 6
    assert figures() == before
    assert reading.last_answers([t.pk for t in trajectories]) == last
    assert reading.response(trajectories).n == 6
