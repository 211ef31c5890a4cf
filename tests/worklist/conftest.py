"""The day and the people of the worklist tests: 15 June 2026, Robert and his clients."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from monitor.caseload import participation
from monitor.caseload.models import Contact
from monitor.surveys import protocol
from monitor.surveys.models import Answer, Wave
from tests.caseload.conftest import _today, robert, samira  # noqa: F401 - fixtures
from tests.caseload.people import a_trajectory

TODAY = date(2026, 6, 15)


@pytest.fixture
def desk(client_on, waterveen, robert):  # noqa: F811
    """Robert's browser on Waterveen's host."""
    return client_on(waterveen, robert)


@pytest.fixture
def calm(robert, inside):  # noqa: F811
    """calm("W-7", …): a trajectory of Robert's that no rule hits: seen yesterday."""

    def make(number, **fields):
        fields.setdefault("first_name", "Anna")
        trajectory = inside(a_trajectory, robert, number, **fields)
        inside(seen, trajectory, TODAY - timedelta(days=1))
        return trajectory

    return make


def seen(trajectory, on, *, no_show=False):
    """A contact on a day."""
    return Contact.objects.create(trajectory=trajectory, on=on, kind="phone", no_show=no_show)


def at(days_ago: int) -> datetime:
    """Noon, so many days before today."""
    day = TODAY - timedelta(days=days_ago)
    return datetime.combine(day, time(12), tzinfo=protocol.ZONE)


def answered(trajectory, days_ago, **answers):
    """A questionnaire of the first client that was filled in so many days ago."""
    moment = at(days_ago)
    wave = Wave.objects.create(
        trajectory=trajectory,
        client=trajectory.clients.first(),
        kind="imported",
        status="submitted",
        sequence=0,
        open_from=moment,
        submitted_at=moment,
    )
    for item, value in answers.items():
        Answer.objects.create(wave=wave, item=item, value=value, answered_at=moment)
    return wave


def missed(trajectory, days_ago):
    """A questionnaire of the first client that was not filled in."""
    moment = at(days_ago)
    return Wave.objects.create(
        trajectory=trajectory,
        client=trajectory.clients.first(),
        kind="regular",
        status="expired",
        sequence=Wave.objects.filter(trajectory=trajectory).count() + 1,
        open_from=moment,
        closes_at=moment + timedelta(days=10),
    )


def takes_part(by, trajectory):
    """The first client says yes; what that plans is taken away, to plan by hand in tests."""
    client = trajectory.clients.first()
    participation.record(by=by, client=client, monitor=True)
    Wave.objects.filter(trajectory=trajectory).delete()


def now():
    """This moment."""
    return timezone.now()
