"""A caseworker and a trajectory to act on."""

from datetime import date, datetime

import pytest
import time_machine
from django.utils import timezone

from tests.caseload.people import a_trajectory


@pytest.fixture(autouse=True)
def _today():
    """It is 15 June 2026, noon."""
    noon = datetime(2026, 6, 15, 12, tzinfo=timezone.get_default_timezone())
    with time_machine.travel(noon):
        yield date(2026, 6, 15)


@pytest.fixture
def robert(make_account, waterveen):
    """Caseworker of Waterveen."""
    return make_account("robert@waterveen.example", waterveen, first_name="Robert")


@pytest.fixture
def samira(robert, in_waterveen):
    """Samira's trajectory, which started on 1 March 2026 with Robert."""
    return a_trajectory(robert, "W-1", first_name="Samira")
