"""The work for a municipality's figures does not follow its clients: as many queries, and as many
calls of Python's functions, whether there are ten or two hundred."""

import sys
from collections import Counter
from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tenants.utils import tenant_context

from benchmark.standard.clients import CLIENT_TYPES, DEBT_DURATION, INFLOW, PROBLEM_SEVERITY
from benchmark.standard.deployments import CATEGORIES, INTENSITY, MODES
from benchmark.standard.indicators import POOLED
from benchmark.standard.milestones import MILESTONES
from benchmark.standard.questionnaire import ITEMS
from monitor.caseload.models import (
    Client,
    Deployment,
    Ending,
    Milestone,
    Trajectory,
    TrajectoryClient,
)
from monitor.insights.compute import compute_all
from monitor.insights.frames import Cohort, fetch
from monitor.surveys import protocol
from monitor.surveys.models import Answer, Wave, WaveKind, WaveStatus

FEW, MANY = 10, 200


@pytest.fixture
def grown(edition, waterveen):
    """grown(number): that many clients more, each like one of the ten before."""

    def grow(number):
        done = Trajectory.objects.count()
        for n in range(done, done + number):
            _enter(edition, n)

    with tenant_context(waterveen):
        yield grow


def _enter(edition, n: int) -> None:
    """The n-th client; every tenth one is the same but for the name."""
    kind = n % 10
    intake = edition.starts_on + timedelta(days=kind)
    trajectory = Trajectory.objects.create(
        external_id=f"V-{n}",
        intake_date=intake,
        client_type=CLIENT_TYPES[kind % 3].code,
        inflow=INFLOW[kind % 3].code,
        debt_duration=DEBT_DURATION[kind % 4].code,
        problem_severity=PROBLEM_SEVERITY[kind % 3].code,
    )
    client = Client.objects.create()
    TrajectoryClient.objects.create(trajectory=trajectory, client=client, position=1)
    Milestone.objects.bulk_create(
        Milestone(
            trajectory=trajectory, kind=term.code, reached_on=intake + timedelta(days=9 * place)
        )
        for place, term in enumerate(MILESTONES[:kind])
    )
    Deployment.objects.create(
        trajectory=trajectory,
        category=CATEGORIES[kind % 5].code,
        intensity=INTENSITY[kind % 3].code,
        mode=MODES[kind % 4].code,
        started_on=intake,
    )
    if kind % 3 == 0:
        Ending.objects.create(
            trajectory=trajectory,
            ended_on=intake + timedelta(days=80),
            status="stopped",
            reason="no_show",
        )
    for sequence in range(4):
        moment = datetime.combine(
            intake + timedelta(days=14 * sequence), time(10), tzinfo=protocol.ZONE
        )
        wave = Wave.objects.create(
            trajectory=trajectory,
            client=client,
            kind=WaveKind.REGULAR,
            sequence=sequence,
            status=WaveStatus.SUBMITTED,
            open_from=moment,
            submitted_at=moment,
        )
        Answer.objects.bulk_create(
            Answer(
                wave=wave,
                item=item.code,
                value=1 + (kind + sequence) % 5 if item.is_scale else None,
                choice="" if item.is_scale else item.options[kind % 8].code,
                answered_at=moment,
            )
            for item in ITEMS
        )


def _queries(edition) -> int:
    with CaptureQueriesContext(connection) as captured:
        fetch(Cohort.of(edition, for_benchmark=True))
    return len([query for query in captured if "set_config" not in query["sql"]])


def _calls(work) -> Counter:
    """How often Python functions, also those written in C, are called by `work`."""
    calls = Counter()

    def count(frame, event, argument):
        if event == "call":
            calls[frame.f_code.co_qualname] += 1
        elif event == "c_call":
            calls[argument.__qualname__] += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return calls


def test_a_cohort_is_read_in_as_many_queries_however_many_clients(grown, edition):
    grown(FEW)
    few = _queries(edition)
    grown(MANY - FEW)
    assert _queries(edition) == few == 5


def test_no_indicator_goes_past_the_clients_one_by_one(grown, edition):
    grown(FEW)
    few = fetch(Cohort.of(edition))
    grown(MANY - FEW)
    many = fetch(Cohort.of(edition))
    assert (few.clients, many.clients) == (FEW, MANY)
    compute_all(few)  # what is made on first use does not count
    few = replace(few)  # without what was worked out
    before, after = _calls(lambda: compute_all(few)), _calls(lambda: compute_all(many))
    assert before.total() > 10 * len(POOLED)
    grew = {name: (before[name], n) for name, n in after.items() if n > before[name] + FEW}
    assert after.total() <= 1.02 * before.total(), grew
