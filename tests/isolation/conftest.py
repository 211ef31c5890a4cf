"""Three municipalities, each with a caseworker, an administrator and one client of its own."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.db import connection
from django.utils import timezone
from django_tenants.utils import tenant_context

from monitor.caseload.models import Client, Trajectory, TrajectoryClient
from monitor.surveys.models import Answer, Wave
from tenants.models import Account, Municipality


@dataclass
class World:
    """One municipality and who and what belongs to it."""

    municipality: Municipality
    administrator: Account
    client: Client
    trajectory: Trajectory
    wave: Wave
    token: str

    def values(self) -> dict[str, object]:
        """What to fill into addresses: this municipality's own objects."""
        return {
            "uuid": self.trajectory.pk,
            "client": self.client.pk,
            "wave": self.wave.pk,
            "token": self.token,
            "int": 1,
        }


@pytest.fixture
def worlds(municipalities, make_account):
    """Waterveen, Lindehaven and Oosterduin by slug, each with its own people."""
    from monitor.surveys.links import hash_of, token_of

    made = {}
    for slug, municipality in municipalities.items():
        administrator = make_account(f"iris@{slug}.example", municipality, "administrator")
        with tenant_context(municipality):
            person = Client(channel="email")
            person.first_name, person.email = f"Anna{slug}", f"anna@{slug}.example"
            person.save()
            trajectory = Trajectory.objects.create(
                external_id=f"{slug}-1", intake_date=date(2026, 1, 5)
            )
            TrajectoryClient.objects.create(trajectory=trajectory, client=person)
            wave = Wave(
                trajectory=trajectory,
                client=person,
                kind="baseline",
                sequence=1,
                status="open",
                open_from=timezone.now(),
                closes_at=timezone.now() + timezone.timedelta(days=9),
            )
            token = token_of(wave)
            wave.token_hash = hash_of(token)
            wave.save()
            Answer.objects.create(wave=wave, item="stress", value=4, answered_at=timezone.now())
        connection.set_schema_to_public()
        made[slug] = World(municipality, administrator, person, trajectory, wave, token)
    return made


@pytest.fixture(
    params=[("waterveen", "lindehaven"), ("lindehaven", "oosterduin"), ("oosterduin", "waterveen")],
    ids=lambda pair: "-at-".join(pair),
)
def intruder_and_host(request, worlds):
    """(the one who tries, the one who must stay closed), for each municipality in turn."""
    own, other = request.param
    return worlds[own], worlds[other]
