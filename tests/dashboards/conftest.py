"""Waterveen with two teams, an edition, and clients with answers."""

from datetime import date, datetime, time, timedelta

import pytest

from monitor.caseload.models import Client, Trajectory, TrajectoryClient
from monitor.surveys import protocol
from monitor.surveys.models import Answer, Wave
from tenants.models import Edition, Membership
from tests.caseload.conftest import _today, robert  # noqa: F401 - fixtures
from tests.messaging.conftest import post  # noqa: F401 - fixture

TODAY = date(2026, 6, 15)


@pytest.fixture
def edition(db):
    """All of 2026."""
    return Edition.objects.create(
        slug="2026",
        name="Editie 2026",
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 12, 31),
        reference_date=date(2026, 12, 31),
    )


@pytest.fixture
def member(make_account, waterveen):
    """member("noor", team="Noord", role="caseworker") -> an account of Waterveen."""

    def make(name, team="", role="caseworker"):
        account = make_account(
            f"{name}@waterveen.example", waterveen, role, first_name=name.title()
        )
        Membership.objects.filter(account=account).update(team=team)
        return account

    return make


@pytest.fixture
def noor(member):
    """Caseworker of team Noord."""
    return member("noor", "Noord")


@pytest.fixture
def fatma(member):
    """Another one of team Noord."""
    return member("fatma", "Noord")


@pytest.fixture
def sven(member):
    """Caseworker of team Zuid."""
    return member("sven", "Zuid")


@pytest.fixture
def tess(member):
    """Leads team Noord."""
    return member("tess", "Noord", "team_lead")


@pytest.fixture
def clients_of(inside):
    """clients_of(noor, 6, team="Noord", listened=4) -> six trajectories with an answer each."""

    def make(by, count, *, team="", **answers):
        return inside(some_clients, by, count, team, answers)

    return make


def some_clients(by, count, team, answers, *, number=0, intake=date(2026, 3, 1)):
    """Trajectories of one client each, with a questionnaire filled in two weeks ago when there are
    answers; in bulk, since no act is under test. `number` is the first one's."""
    name = by.email.partition("@")[0]
    clients = Client.objects.bulk_create(Client() for _number in range(count))
    found = Trajectory.objects.bulk_create(
        Trajectory(
            external_id=f"{name}-{number + place}",
            intake_date=intake,
            team=team,
            caseworker_id=by.pk,
        )
        for place in range(count)
    )
    places = zip(found, clients, strict=True)
    TrajectoryClient.objects.bulk_create(
        TrajectoryClient(trajectory=t, client=c) for t, c in places
    )
    if answers:
        for trajectory in found:
            answered(trajectory, 14, **answers)
    return found


def answered(trajectory, days_ago, **answers):
    """A questionnaire of the first client that was sent and filled in so many days ago."""
    moment = at(days_ago)
    wave = a_wave(trajectory, moment, status="submitted", submitted_at=moment)
    for item, value in answers.items():
        Answer.objects.create(wave=wave, item=item, value=value, answered_at=moment)
    return wave


def missed(trajectory, days_ago, **fields):
    """A questionnaire of the first client that was sent and not filled in."""
    return a_wave(trajectory, at(days_ago), status="expired", **fields)


def a_wave(trajectory, moment, **fields):
    """One questionnaire of the first client."""
    return Wave.objects.create(
        trajectory=trajectory,
        client=trajectory.clients.first(),
        sequence=Wave.objects.filter(trajectory=trajectory).count() + 1,
        open_from=moment,
        closes_at=moment + timedelta(days=10),
        **{"kind": "regular"} | fields,
    )


def at(days_ago: int) -> datetime:
    """Noon, so many days before today."""
    return datetime.combine(TODAY - timedelta(days=days_ago), time(12), tzinfo=protocol.ZONE)
