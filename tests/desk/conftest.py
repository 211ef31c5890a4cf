"""The day and the people of the caseload tests, at the desk."""

from datetime import timedelta

import pytest
from django.utils import timezone

from monitor.surveys.models import Answer, Invitation, Wave
from tests.caseload.conftest import _today, robert, samira  # noqa: F401 - fixtures
from tests.caseload.people import a_trajectory


@pytest.fixture
def desk(client_on, waterveen, robert):  # noqa: F811
    """Robert's browser on Waterveen's host."""
    return client_on(waterveen, robert)


@pytest.fixture
def anna(robert, inside):  # noqa: F811
    """Anna's trajectory W-7 with Robert, in Waterveen."""
    return inside(a_trajectory, robert, "W-7", first_name="Anna", email="anna@example.org")


def answered(trajectory, moment, **answers):
    """A wave that was filled in at `moment`."""
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


def invited(trajectory, status):
    """An open wave whose invitation is `status`."""
    now = timezone.now()
    wave = Wave.objects.create(
        trajectory=trajectory,
        client=trajectory.clients.first(),
        kind="regular",
        status="open",
        sequence=1,
        open_from=now,
        closes_at=now + timedelta(days=10),
    )
    return Invitation.objects.create(
        wave=wave,
        kind="invitation",
        channel="email",
        status=status,
        sent_at=now,
        failure="" if status == "sent" else "address_refused",
    )
