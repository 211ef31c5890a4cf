"""What is followed all at once gives the same questionnaires as one by one."""

from contextlib import contextmanager, nullcontext
from datetime import timedelta
from unittest import mock

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone

from monitor.caseload import participation, pauses
from monitor.caseload.models import Trajectory
from monitor.exchange import applying
from monitor.surveys import sending
from monitor.surveys.models import Invitation, Wave
from tests.caseload.people import a_trajectory
from tests.exchange.test_import import ANNA, bring
from tests.exchange.test_undoing import TABLES

NUMBERS = [f"T-{n}" for n in range(8)]
DAY = "2026-06-14"
UPDATES = {
    "ended": {
        "endings": [
            {"external_id": number, "ended_on": DAY, "status": "success", "reason": "debt_rest"}
            for number in NUMBERS
        ]
    },
    "stopped": {
        "endings": [
            {"external_id": number, "ended_on": DAY, "status": "stopped", "reason": "no_show"}
            for number in NUMBERS
        ]
    },
    "paused now": {
        "pauses": [
            {"external_id": number, "from": "2026-06-10", "until": "2026-07-10"}
            for number in NUMBERS
        ]
    },
    "paused later": {
        "pauses": [
            {"external_id": number, "from": "2026-06-25", "until": "2026-07-10"}
            for number in NUMBERS
        ]
    },
    "paused for ever": {"pauses": [{"external_id": n, "from": "2026-06-10"} for n in NUMBERS]},
    "another channel": {
        "caseload": [{"external_id": n, "channel": "sms", "phone": "0612345678"} for n in NUMBERS]
    },
    "together with somebody": {
        "caseload": [{"external_id": n, "channel": "assisted"} for n in NUMBERS]
    },
    "another address": {
        "caseload": [{"external_id": n, "email": f"{n}@example.com"} for n in NUMBERS]
    },
    "says no": {"caseload": [{"external_id": n, "participates": "no"} for n in NUMBERS]},
    "says yes": {"caseload": [{"external_id": n, "participates": "yes"} for n in NUMBERS]},
}


@pytest.fixture
def eight(robert, in_waterveen):
    """Eight trajectories by import: questionnaires planned, opened and invited for, cancelled,
    expired; some paused, one with a blocked address, one who never said anything."""
    rows = [
        ANNA
        | {"external_id": number, "channel": "email", "email": f"{number}@example.org"}
        | {"participates": "" if number == "T-7" else "yes"}
        for number in NUMBERS
    ]
    bring(robert, caseload=rows)
    trajectories = {each.external_id: each for each in Trajectory.objects.all()}
    now = timezone.now()
    sending.open_due(now, any_time=True)
    Invitation.objects.filter(wave__trajectory=trajectories["T-1"]).update(
        status="sent", sent_at=now
    )
    Wave.objects.filter(trajectory=trajectories["T-2"]).update(status="expired")
    Wave.objects.filter(trajectory=trajectories["T-3"]).update(status="planned")
    Invitation.objects.filter(wave__trajectory=trajectories["T-3"]).delete()
    Invitation.objects.filter(wave__trajectory=trajectories["T-4"]).update(status="failed")
    trajectories["T-5"].clients.update(contact_blocked="wrong_person")
    pauses.start(by=robert, trajectory=trajectories["T-6"], from_date=now.date() + timedelta(9))
    return trajectories


def state() -> list:
    """Waves and messages as far as chance has no part in them."""
    waves = Wave.objects.values_list(
        "trajectory__external_id", "kind", "sequence", "status", "cancelled_reason"
    )
    opens = [(w.trajectory_id, w.sequence, w.open_from.date()) for w in Wave.objects.all()]
    messages = Invitation.objects.values_list(
        "wave__trajectory__external_id", "wave__sequence", "kind", "channel", "status", "failure"
    )
    return [sorted(waves), sorted(opens), sorted(messages)]


@pytest.mark.parametrize("name", UPDATES)
def test_an_import_plans_what_single_acts_would_have_planned(robert, eight, name):
    from monitor.exchange.reading import read_bytes
    from tests.exchange.workbooks import xlsx

    found = []
    for context in (applying.together, nullcontext):
        workbook = read_bytes(xlsx(**UPDATES[name]))
        with undone(), mock.patch.object(applying, "together", context):
            applying.bring_in(workbook, by=robert)
            found.append(state())
    assert found[0] == found[1]


def test_reopening_plans_what_single_acts_would_have_planned(robert, eight):
    from monitor.exchange.reading import read_bytes
    from tests.exchange.workbooks import xlsx

    bring(robert, **UPDATES["ended"])
    rows = [{"external_id": number, "ended_on": "-"} for number in NUMBERS]
    found = []
    for context in (applying.together, nullcontext):
        later = time_machine.travel(timezone.now() + timedelta(days=3))
        with undone(), later, mock.patch.object(applying, "together", context):
            applying.bring_in(read_bytes(xlsx(endings=rows)), by=robert)
            found.append(state())
    assert found[0] == found[1]
    assert found[0][0] != []


def test_nothing_is_followed_when_the_block_raises(robert, in_waterveen):
    trajectory = a_trajectory(robert, "T-1", first_name="Anna", email="a@example.org")
    with pytest.raises(ZeroDivisionError), applying.together():
        participation.record(by=robert, client=trajectory.clients.get(), monitor=True)
        raise ZeroDivisionError
    assert not Wave.objects.exists()


@contextmanager
def undone():
    """What happens in the block is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_the_tables_of_an_undo_are_all_there(in_waterveen):
    assert set(TABLES) <= set(connection.introspection.table_names())
