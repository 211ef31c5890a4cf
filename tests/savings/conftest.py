"""Samira with her questionnaire, in a municipality where savings are on."""

import pytest
from django.db import connection

from monitor.surveys.savings import ledger
from tests.surveys.conftest import (  # noqa: F401 - fixtures
    clock,
    join,
    later,
    phone,
    robert,
    samira,
    wave,
)


@pytest.fixture
def iris(make_account, waterveen):
    """Administrator of Waterveen."""
    world = connection.tenant
    made = make_account("iris@waterveen.example", waterveen, "administrator", first_name="Iris")
    connection.set_tenant(world)
    return made


@pytest.fixture
def savings(in_waterveen, robert, iris):  # noqa: F811
    """Ten points of ten cents for each questionnaire, to take out from twenty on."""
    connection.set_tenant(in_waterveen)  # making an account leaves it
    return ledger.change_scheme(
        by=iris,
        is_on=True,
        points=10,
        cents=10,
        payout_from=20,
        paid_as="een cadeaubon",
        donated_to="de voedselbank",
    )
