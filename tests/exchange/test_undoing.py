"""An import is taken back as a whole, or not at all."""

import pghistory
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from monitor.caseload import clients, milestones
from monitor.caseload.acts import act
from monitor.caseload.models import Client, Ending, Milestone, Trajectory
from monitor.desk.worklist import acts as worklist
from monitor.desk.worklist import following
from monitor.desk.worklist.models import Signal
from monitor.exchange import undoing
from monitor.exchange.applying import bring_in
from monitor.exchange.ddas.matching import remember
from monitor.exchange.models import DdasMatch, Import
from monitor.exchange.reading import read_bytes
from monitor.surveys.models import Answer, Wave
from tests.caseload.people import a_trajectory
from tests.exchange.test_import import ANNA, WHOLE, bring, many
from tests.exchange.test_import_page import desk  # noqa: F401
from tests.exchange.workbooks import xlsx

TABLES = (
    "caseload_client",
    "caseload_participation",
    "caseload_trajectory",
    "caseload_trajectoryclient",
    "caseload_milestone",
    "caseload_deployment",
    "caseload_pause",
    "caseload_ending",
    "surveys_wave",
    "surveys_answer",
    "surveys_invitation",
)


def everything() -> dict[str, list]:
    """Every row of every table an import can touch."""
    found = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT * FROM {table} ORDER BY id")
            rows = cursor.fetchall()
            found[table] = [
                tuple(bytes(cell) if isinstance(cell, memoryview) else cell for cell in row)
                for row in rows
            ]
    return found


def test_a_first_import_leaves_nothing(robert, in_waterveen):
    before = everything()
    outcome = bring(robert, **WHOLE)
    assert everything() != before
    undoing.take_back(Import.objects.get(pk=outcome.import_id), by=robert)
    assert everything() == before


def test_an_update_is_as_it_was_to_the_letter(robert, in_waterveen):
    """Changed, cleared, revoked, reopened, added: all comes back, dates of writing included."""
    bring(robert, **WHOLE)
    running = ANNA | {"external_id": "W-8", "email": "b@example.org"}
    bring(robert, caseload=[running])
    before = everything()
    outcome = bring(
        robert,
        caseload=[
            {"external_id": "W-7", "client_type": "-", "email": "new@example.org", "path": "Snel"},
            {"external_id": "W-9", "intake_date": "2026-02-01"},
        ],
        milestones=[
            {"external_id": "W-7", "milestone": "iu_in_view", "reached_on": "-"},
            {"external_id": "W-7", "milestone": "intake_done", "reached_on": "2026-01-13"},
            {"external_id": "W-8", "milestone": "intake_done", "reached_on": "2026-01-13"},
        ],
        endings=[
            {"external_id": "W-7", "ended_on": "-"},
            {"external_id": "W-8", "ended_on": "2026-06-01", "status": "success"}
            | {"reason": "debt_rest"},
        ],
        answers=[
            {"external_id": "W-7", "submitted_at": "2026-01-19 10:30", "stress": "-", "belief": 5}
        ],
    )
    assert not Ending.objects.filter(trajectory__external_id="W-7").exists()
    assert Wave.objects.filter(kind="end").exists()
    made = Import.objects.get(pk=outcome.import_id)
    assert undoing.look(made).is_possible
    undoing.take_back(made, by=robert)
    assert everything() == before
    made.refresh_from_db()
    assert made.undone_by == robert.pk
    assert made.events.count() == 2


def test_what_somebody_changed_since_stands_in_the_way(robert, in_waterveen):
    outcome = bring(robert, **WHOLE)
    clients.change_contact(by=robert, client=Client.objects.get(), email="zelf@example.org")
    before = everything()
    made = Import.objects.get(pk=outcome.import_id)
    seen = undoing.look(made)
    assert (seen.is_possible, seen.blocked, seen.since) == (False, 1, ["W-7"])
    with pytest.raises(undoing.Changed):
        undoing.take_back(made, by=robert)
    assert everything() == before


def test_what_somebody_added_to_an_added_trajectory_stands_in_the_way(robert, in_waterveen):
    outcome = bring(robert, caseload=[ANNA])
    milestones.tick(by=robert, trajectory=Trajectory.objects.get(), kind="intake_done")
    assert undoing.look(Import.objects.get(pk=outcome.import_id)).since == ["W-7"]
    assert Milestone.objects.count() == 1


def test_a_later_import_stands_in_the_way_until_it_is_undone(robert, in_waterveen):
    first = Import.objects.get(pk=bring(robert, **WHOLE).import_id)
    moved = WHOLE["milestones"][1] | {"reached_on": "2026-02-18"}
    second = Import.objects.get(pk=bring(robert, milestones=[moved]).import_id)
    assert not undoing.look(first).is_possible
    undoing.take_back(second, by=robert)
    assert Milestone.objects.get(kind="iu_in_view").reached_on.day == 16


def test_a_signal_that_a_rule_found_goes_with_the_import(robert, in_waterveen):
    before = everything()
    made = Import.objects.get(pk=bring(robert, caseload=[ANNA]).import_id)
    following.refresh()
    assert Signal.objects.filter(rule="no_contact").exists()
    assert undoing.look(made).is_possible
    undoing.take_back(made, by=robert)
    assert everything() == before and not Signal.objects.exists()


def test_a_signal_that_somebody_decided_on_stands_in_the_way(robert, in_waterveen):
    made = Import.objects.get(pk=bring(robert, caseload=[ANNA]).import_id)
    following.refresh()
    signal = Signal.objects.get(rule="no_contact")
    worklist.snooze(by=robert, signal=signal, days=3)
    seen = undoing.look(made)
    assert (seen.is_possible, seen.since, seen.reasons) == (False, ["W-7"], {"worklist.signal"})
    assert "melding op de werklijst" in seen.why[0]
    with pytest.raises(undoing.Changed):
        undoing.take_back(made, by=robert)
    assert Signal.objects.filter(pk=signal.pk).exists()
    worklist.put_back(by=robert, signal=signal)
    assert undoing.look(made).is_possible


def test_what_a_client_asked_for_stands_in_the_way(robert, in_waterveen):
    made = Import.objects.get(pk=bring(robert, caseload=[ANNA]).import_id)
    trajectory = Trajectory.objects.get()
    worklist.ask(rule="call_me", trajectory=trajectory, client=Client.objects.get())
    assert undoing.look(made).reasons == {"worklist.signal"}


def test_a_decision_about_a_trajectory_that_was_there_before_does_not(robert, in_waterveen):
    """The trajectory stays, and the decision with it."""
    a_trajectory(robert, "W-7", first_name="Anna")
    made = Import.objects.get(pk=bring(robert, milestones=WHOLE["milestones"]).import_id)
    following.refresh()
    worklist.dismiss(by=robert, signal=Signal.objects.get(rule="no_contact"), reason="known")
    undoing.take_back(made, by=robert)
    assert Signal.objects.get(rule="no_contact").state == "dismissed"


def test_a_ddas_match_of_later_stands_in_the_way(robert, in_waterveen):
    made = Import.objects.get(pk=bring(robert, caseload=[ANNA]).import_id)
    with act(robert, source="import"):
        remember(Trajectory.objects.get(), ["ab" * 32])
    seen = undoing.look(made)
    assert (seen.is_possible, seen.reasons) == (False, {"exchange.ddasmatch"})
    assert "DDAS" in seen.why[0]


def test_a_ddas_match_of_the_import_itself_goes_with_it(robert, in_waterveen):
    with pghistory.context(source="import"):
        made = Import.objects.get(pk=bring(robert, caseload=[ANNA]).import_id)
        remember(Trajectory.objects.get(), ["ab" * 32])
    assert undoing.look(made).is_possible
    undoing.take_back(made, by=robert)
    assert not DdasMatch.objects.exists()


def test_other_trajectories_do_not_stand_in_the_way(robert, in_waterveen):
    outcome = bring(robert, **WHOLE)
    a_trajectory(robert, "W-99", first_name="Ander")
    assert undoing.look(Import.objects.get(pk=outcome.import_id)).is_possible


def test_the_same_file_can_come_in_again_after_an_undo(robert, in_waterveen):
    for _turn in range(2):
        outcome = bring(robert, **WHOLE)
        assert outcome.is_clean and Answer.objects.count() == 3
        undoing.take_back(Import.objects.get(pk=outcome.import_id), by=robert)


def test_undoing_twice_does_it_once(robert, in_waterveen):
    made = Import.objects.get(pk=bring(robert, **WHOLE).import_id)
    undoing.take_back(made, by=robert)
    assert undoing.take_back(made, by=robert).size == 0
    assert made.events.count() == 2


def test_looking_and_undoing_take_no_query_more_for_more_rows(robert, in_waterveen):
    counted = {}
    for size in (3, 30):
        made = Import.objects.get(pk=bring_in(many(size), by=robert).import_id)
        with CaptureQueriesContext(connection) as queries:
            undoing.take_back(made, by=robert)
        counted[size] = len(queries)
    assert counted[3] == counted[30]


def test_the_pages_show_it_and_do_it(desk, inside, robert):  # noqa: F811
    outcome = inside(bring_in, read_bytes(xlsx(**WHOLE)), by=robert)
    address = f"/import/eerder/{outcome.import_id}/"
    assert address in desk.get("/import/eerder/").content.decode()
    assert "Draai deze import terug" in desk.get(address).content.decode()
    done = desk.post(address, follow=True).content.decode()
    assert "Deze import is teruggedraaid" in done
    assert not inside(Trajectory.objects.exists)


def test_the_page_names_what_stands_in_the_way(desk, inside, robert):  # noqa: F811
    outcome = inside(bring_in, read_bytes(xlsx(**WHOLE)), by=robert)
    address = f"/import/eerder/{outcome.import_id}/"
    change = {"client": inside(Client.objects.get), "email": "zelf@example.org"}
    inside(clients.change_contact, by=robert, **change)
    answer = desk.post(address)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "kan niet meer terug" in page and "W-7" in page and "Draai deze import" not in page


def test_a_large_import_is_undone_by_a_worker(desk, inside, robert, monkeypatch):  # noqa: F811
    from monitor.exchange import tasks
    from monitor.exchange.views import history

    monkeypatch.setattr(history, "AT_ONCE", 0)
    sent = []
    monkeypatch.setattr(tasks.take_back, "delay_on_commit", lambda *keys: sent.append(keys))
    outcome = inside(bring_in, read_bytes(xlsx(**WHOLE)), by=robert)
    address = f"/import/eerder/{outcome.import_id}/"
    page = desk.post(address, follow=True).content.decode()
    assert "We draaien de import terug" in page
    inside(tasks.take_back, *sent.pop())
    assert "Deze import is teruggedraaid" in desk.get(address).content.decode()


def test_a_caseworker_does_not_undo_a_colleagues_import(
    inside,  # noqa: F811
    robert,
    client_on,
    waterveen,
    make_account,
):
    outcome = inside(bring_in, read_bytes(xlsx(**WHOLE)), by=robert)
    address = f"/import/eerder/{outcome.import_id}/"
    fatma = make_account("fatma@waterveen.example", waterveen)
    lead = make_account("lead@waterveen.example", waterveen, "team_lead")
    assert client_on(waterveen, fatma).post(address).status_code == 404
    assert client_on(waterveen, lead).get(address).status_code == 200
