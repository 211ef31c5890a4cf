"""The demo's records as rows."""

from collections import Counter

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django_tenants.utils import tenant_context

from monitor.caseload.models import (
    Client,
    Deployment,
    Ending,
    Milestone,
    Participation,
    Pause,
    Trajectory,
    TrajectoryClient,
)
from monitor.demo.load import load
from monitor.surveys.models import Answer, Wave, WaveKind, WaveStatus


@pytest.fixture
def records(loaded_waterveen, demo):
    """Waterveen's records, and its world for the rest of the test."""
    with tenant_context(loaded_waterveen):
        yield demo.of("waterveen")


def test_every_record_became_its_rows(records):
    wanted = {
        Client: len(records),
        Participation: len(records),
        Trajectory: len(records),
        TrajectoryClient: len(records),
        Milestone: sum(len(r.milestones) for r in records),
        Deployment: sum(len(r.deployments) for r in records),
        Pause: sum(len(r.pauses) for r in records),
        Ending: sum(r.ending is not None for r in records),
        Answer: sum(len(w.answers) for r in records for w in r.waves),
    }
    assert {model: model.objects.count() for model in wanted} == wanted


def test_a_client_reads_as_the_record_and_is_stored_sealed(records):
    record = records[0]
    trajectory = Trajectory.objects.get(external_id=record.external_id)
    client = trajectory.clients.get()
    assert (client.first_name, client.email, client.phone) == (
        record.first_name,
        record.email,
        record.phone,
    )
    assert record.first_name.encode() not in bytes(client.first_name_sealed)
    assert client.events.get().pgh_label == "insert"


def test_waves_are_as_if_they_had_been_sent(records, demo):
    made = Counter(Wave.objects.exclude(status=WaveStatus.PLANNED).values_list("status", flat=True))
    waves = [w for r in records for w in r.waves]
    answered = sum(w.submitted_at is not None for w in waves)
    assert made == {WaveStatus.SUBMITTED: answered, WaveStatus.EXPIRED: len(waves) - answered}
    for wave in Wave.objects.filter(status=WaveStatus.SUBMITTED):
        assert wave.open_from < wave.started_at < wave.submitted_at < wave.closes_at
    assert (
        not Wave.objects.filter(status=WaveStatus.EXPIRED, closes_at__date__gt=demo.reference_date)
        .filter(closes_at__hour__gt=0)
        .exists()
    )


def test_whoever_is_running_and_takes_part_gets_one_next_questionnaire(records):
    paused = [r for r in records if any(p.until is None for p in r.pauses)]
    wanted = {
        r.external_id for r in records if r.ending is None and r.participates and r not in paused
    }
    planned = Wave.objects.filter(status=WaveStatus.PLANNED)
    assert Counter(planned.values_list("trajectory__external_id", flat=True)) == dict.fromkeys(
        wanted, 1
    )
    assert set(planned.values_list("kind", flat=True)) <= {WaveKind.REGULAR, WaveKind.BASELINE}


def test_trajectories_belong_to_the_accounts_of_their_caseworkers(
    demo, edition, waterveen, make_account
):
    email = demo.of("waterveen")[0].caseworker
    account = make_account(email, waterveen)
    with tenant_context(waterveen):
        load(demo, waterveen, {email: account})
        own = Trajectory.objects.of_caseworker(account.pk).count()
    assert own == sum(r.caseworker == email for r in demo.of("waterveen")) > 0


def test_loading_twice_is_refused_as_a_whole(records, demo, loaded_waterveen):
    with pytest.raises(IntegrityError), transaction.atomic():
        load(demo, loaded_waterveen, {})
    assert Trajectory.objects.count() == len(records)


def test_as_many_statements_whatever_the_number_of_records(demo, edition, waterveen, lindehaven):
    """In bulk: seconds for the six, where a statement per record took minutes."""
    made = {}
    for municipality in (waterveen, lindehaven):
        with tenant_context(municipality), CaptureQueriesContext(connection) as captured:
            load(demo, municipality, {})
        made[municipality.slug] = len(captured)
    sizes = [len(demo.of(slug)) for slug in made]
    assert len(set(sizes)) == 2
    # A kind of row that only one of both has may be a statement more.
    assert max(made.values()) - min(made.values()) <= 2
    assert max(made.values()) < min(sizes)
