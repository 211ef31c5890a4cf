"""Items outside the core and own questions move no figure."""

from datetime import UTC, date, datetime, timedelta

import pytest

from monitor.caseload.models import Client, Trajectory, TrajectoryClient
from monitor.insights.frames import Cohort, fetch
from monitor.surveys.models import Answer, Wave

COHORT = Cohort(date(2025, 6, 1), date(2025, 12, 31), date(2026, 3, 1))
START = datetime(2025, 6, 10, 12, tzinfo=UTC)


@pytest.fixture
def client(in_waterveen):
    """Somebody who answered the stress question in their second questionnaire alone."""
    trajectory = Trajectory.objects.create(external_id="W-1", intake_date=date(2025, 6, 2))
    client = Client.objects.create()
    TrajectoryClient.objects.create(trajectory=trajectory, client=client)
    for sequence, kind in enumerate(("baseline", "regular"), start=1):
        moment = START + timedelta(14 * sequence)
        Wave.objects.create(
            trajectory=trajectory,
            client=client,
            kind=kind,
            sequence=sequence,
            status="expired",
            open_from=moment,
        )
    answer(client, 2, "stress", value=4)
    return client


def answer(client, sequence, item, days=0, **given):
    wave = Wave.objects.get(client=client, sequence=sequence)
    Answer.objects.create(
        wave=wave, item=item, answered_at=wave.open_from + timedelta(days), **given
    )


@pytest.mark.parametrize("item", ["rest", "new_arrears", "own_1"])
def test_what_stands_outside_the_core_changes_no_figure(client, item):
    before = fetch(COHORT).answers
    given = {"choice": "yes"} if item == "new_arrears" else {"value": 1}
    answer(client, 1, item, **given)
    answer(client, 2, item, days=5, **given)
    after = fetch(COHORT).answers
    assert len(before) == 1 and before["first"].all()
    assert after.astype(str).equals(before.astype(str))
