"""A questionnaire that waits keeps the version it was planned with; later ones get the new one."""

import pytest
from django_tenants.utils import tenant_context

from benchmark.questionnaires import publishing
from monitor.caseload import participation
from monitor.surveys.models import Wave
from tests.caseload.people import a_trajectory


@pytest.fixture
def joins(make_account, waterveen):
    """joins("W-1") -> the wave of a client who says yes now."""
    robert = make_account("robert@waterveen.example", waterveen)

    def join(external_id):
        with tenant_context(waterveen):
            trajectory = a_trajectory(robert, external_id, email="samira@example.org")
            client = trajectory.clients.get()
            participation.record(by=robert, client=client, monitor=True, benchmark=True)
            return Wave.objects.get(trajectory=trajectory)

    return join


def test_a_wave_has_the_version_of_when_it_was_planned(
    joins, draft, sam, waterveen, django_capture_on_commit_callbacks
):
    before = joins("W-1")
    with django_capture_on_commit_callbacks(execute=True):
        publishing.publish(draft, by=sam)
    after = joins("W-2")
    with tenant_context(waterveen):
        before.refresh_from_db()
    assert (before.questionnaire_version, after.questionnaire_version) == (1, 2)
