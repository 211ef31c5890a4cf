"""A client of Waterveen who takes part, on a Wednesday at noon, and her questionnaire."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django_tenants.utils import tenant_context

from monitor.caseload import participation
from monitor.surveys import links, sending
from monitor.surveys.models import Wave
from monitor.surveys.protocol import ZONE
from tests.caseload.people import a_trajectory


@pytest.fixture(autouse=True)
def clock():
    """It is Wednesday 10 June 2026, noon; clock.move_to(…) changes that."""
    with time_machine.travel(datetime(2026, 6, 10, 12, tzinfo=ZONE), tick=False) as traveller:
        yield traveller


@pytest.fixture
def later(clock):
    """later(6, 13, 11) -> it is that month, day and hour of 2026 in Amsterdam."""

    def move(month, day, hour=12, minute=0):
        moment = datetime(2026, month, day, hour, minute, tzinfo=ZONE)
        clock.move_to(moment)
        return moment

    return move


@pytest.fixture
def robert(make_account, waterveen):
    """Caseworker of Waterveen."""
    return make_account("robert@waterveen.example", waterveen, first_name="Robert")


@pytest.fixture
def join(robert, in_waterveen, clock):
    """join("W-1", first_name="Samira", …) -> a trajectory whose client said yes."""

    def make(external_id, *, says=True, **fields):
        fields = {"first_name": "Samira", "email": "samira@example.org"} | fields
        trajectory = a_trajectory(robert, external_id, **fields)
        for client in trajectory.clients.all():
            participation.record(by=robert, client=client, monitor=says, benchmark=True)
        clock.shift(timedelta(seconds=1))  # the latest word holds, so words differ in time
        return trajectory

    return make


@pytest.fixture
def samira(join):
    """Samira's trajectory; her first questionnaire is planned for now."""
    return join("W-1")


@pytest.fixture
def wave(samira):
    """Samira's open questionnaire, its message not yet sent."""
    from django.utils import timezone

    sending.open_due(timezone.now())
    return Wave.objects.get(trajectory=samira)


@pytest.fixture
def phone(client_on, waterveen, wave):
    """Samira's browser after she opened her link."""
    token = links.token_of(wave)
    connection.set_schema_to_public()
    browser = client_on(waterveen)
    answer = browser.get(f"/v/{token}")
    assert answer.status_code == 303
    connection.set_tenant(waterveen)
    return browser


@pytest.fixture
def state_of_everything():
    """state_of_everything(waterveen) -> every row of every table of the schema, events included."""

    def rows(municipality):
        with tenant_context(municipality), connection.cursor() as cursor:
            cursor.execute(
                "SELECT table_name FROM information_schema.tables "
                "WHERE table_schema = current_schema() ORDER BY 1"
            )
            tables = [name for (name,) in cursor.fetchall()]
            state = {}
            for table in tables:
                cursor.execute(f'SELECT t::text FROM "{table}" t ORDER BY 1')
                state[table] = cursor.fetchall()
        return state

    return rows
