"""A large file goes through the workers: it can be left, lost, taken up again, and saved once."""

from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tenants.utils import tenant_context
from openpyxl import load_workbook

from monitor.caseload.models import Trajectory
from monitor.exchange import jobs, progress, tasks
from monitor.exchange.applying import bring_in
from monitor.exchange.models import ATTEMPTS, Import, ImportDraft, Stage
from monitor.exchange.outcome import Outcome
from monitor.exchange.planning import plan
from monitor.exchange.reading import read_bytes
from monitor.exchange.report import refused_workbook
from tests.exchange.test_import import ANNA, WHOLE, many
from tests.exchange.test_import_page import desk, fingerprint_in, send  # noqa: F401
from tests.exchange.workbooks import csv_zip, xlsx


@pytest.fixture
def queue(monkeypatch):
    """Every file is large; what is sent to the workers is gathered here and runs when asked."""
    monkeypatch.setattr(jobs, "AT_ONCE_BYTES", 0)
    sent = []
    monkeypatch.setattr(tasks.work, "delay_on_commit", sent.append)
    return sent


def stage_of(address):
    return ImportDraft.objects.get(pk=address.strip("/").rpartition("/")[2]).stage


@pytest.fixture
def ready(desk, queue, waterveen):  # noqa: F811
    """The address of a file that a worker has read, and its page."""
    address = send(desk, xlsx(**WHOLE))["Location"]
    with tenant_context(waterveen):
        tasks.work(queue.pop())
    return address, desk.get(address)


def test_a_large_file_is_read_and_saved_by_a_worker(desk, inside, queue, ready):  # noqa: F811
    address, page = ready
    assert "Er is nog niets opgeslagen" in page.content.decode()
    desk.post(address, {"act": "confirm", "fingerprint": fingerprint_in(page)})
    assert "We slaan je bestand op" in desk.get(address).content.decode()
    assert not inside(Trajectory.objects.exists)
    inside(tasks.work, queue.pop())
    assert "Het bestand is ingelezen" in desk.get(address).content.decode()
    assert inside(Trajectory.objects.count) == 1


def test_the_page_of_a_waiting_file_works_with_and_without_javascript(desk, queue):  # noqa: F811
    address = send(desk, xlsx(**WHOLE))["Location"]
    page = desk.get(address).content.decode()
    assert '<noscript><meta http-equiv="refresh"' in page and "hx-get" in page
    part = desk.get(address, headers={"hx-request": "true"})
    assert "<html" not in part.content.decode() and "hx-get" in part.content.decode()
    assert "Je bent al met een bestand bezig" in desk.get("/import/").content.decode()


def test_htmx_is_sent_to_the_whole_page_when_the_file_is_ready(desk, ready):  # noqa: F811
    answer = desk.get(ready[0], headers={"hx-request": "true"})
    assert answer["HX-Refresh"] == "true"


def test_the_page_says_how_many_rows_were_compared(desk, inside, queue):  # noqa: F811
    address = send(desk, xlsx(**WHOLE))["Location"]
    key = address.strip("/").rpartition("/")[2]
    inside(lambda: ImportDraft.objects.update(stage=Stage.READING))
    told = progress.Progress(key, compare=7)
    inside(told.tell, "compare", 3)
    assert "3 van 7 rijen" in desk.get(address).content.decode()


def test_confirming_twice_starts_one_job(desk, inside, queue, ready):  # noqa: F811
    address, page = ready
    form = {"act": "confirm", "fingerprint": fingerprint_in(page)}
    desk.post(address, form)
    desk.post(address, form)
    assert len(queue) == 1
    inside(tasks.work, queue[0])
    inside(tasks.work, queue[0])  # the broker delivers a message again
    assert inside(Import.objects.count) == 1


def test_a_lost_worker_leaves_nothing_and_one_button_resumes(
    desk,  # noqa: F811
    inside,  # noqa: F811
    queue,
    ready,
    monkeypatch,
):
    address, page = ready
    desk.post(address, {"act": "confirm", "fingerprint": fingerprint_in(page)})

    def killed(*_args, **_kwargs):
        raise SystemExit("the machine went down")

    with monkeypatch.context() as broken:
        # After everything was written, before it was committed.
        broken.setattr(Import.objects, "create", killed)
        with pytest.raises(SystemExit):
            inside(tasks.work, queue.pop())
    assert not inside(Trajectory.objects.exists)
    assert inside(stage_of, address) == Stage.APPLYING
    with time_machine.travel(timezone.now() + timedelta(seconds=10)):
        lost = desk.get(address).content.decode()
        assert "Het inlezen is gestopt" in lost and lost.count('value="resume"') == 1
        desk.post(address, {"act": "resume"})
    inside(tasks.work, queue.pop())
    assert "Het bestand is ingelezen" in desk.get(address).content.decode()
    assert inside(Trajectory.objects.count) == 1


def test_a_file_that_kills_its_worker_does_so_three_times(desk, inside, queue, monkeypatch):  # noqa: F811
    send(desk, xlsx(**WHOLE))
    (key,) = queue
    tried = []

    def killed(*_args, **_kwargs):
        tried.append(1)
        raise MemoryError

    monkeypatch.setattr(jobs, "_read", killed)
    for _turn in range(ATTEMPTS):
        with pytest.raises(MemoryError):
            inside(tasks.work, key)
    inside(tasks.work, key)
    assert len(tried) == ATTEMPTS


def test_a_file_that_another_worker_has_in_hand_is_left_alone(desk, inside, queue, monkeypatch):  # noqa: F811
    address = send(desk, xlsx(**WHOLE))["Location"]
    monkeypatch.setattr(type(ImportDraft.objects.all()), "free", lambda drafts: drafts.none())
    inside(tasks.work, queue.pop())
    assert inside(stage_of, address) == Stage.WAITING


def test_an_unreadable_large_file_says_so_on_its_page_and_is_not_kept(desk, inside, queue):  # noqa: F811
    address = send(desk, xlsx(caseload=[ANNA])[:-100])["Location"]
    inside(tasks.work, queue.pop())
    assert "We konden dit bestand niet lezen" in desk.get(address).content.decode()
    assert inside(ImportDraft.objects.get).content_sealed is None


def test_expired_drafts_are_purged_by_the_clock(desk, inside, queue):  # noqa: F811
    send(desk, xlsx(**WHOLE))
    inside(tasks.purge)
    assert inside(ImportDraft.objects.count) == 1
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert inside(tasks.purge) == 1
    assert not inside(ImportDraft.objects.exists)


def test_the_clock_knows_the_purge():
    from config.celery import app

    names = {entry["task"] for entry in app.conf.beat_schedule.values()}
    assert tasks.tick.name in names and tasks.tick.name in app.tasks


# --- What the overview shows ---------------------------------------------------------------------


def test_every_row_of_a_long_list_can_be_reached(desk):  # noqa: F811
    rows = [ANNA | {"external_id": f"W-{n:03}"} for n in range(60)]
    address = send(desk, xlsx(caseload=rows))["Location"]
    page = desk.get(address).content.decode()
    assert "Bekijk alle 60" in page
    first = desk.get(f"{address}caseload/new/").content.decode()
    last = desk.get(f"{address}caseload/new/?page=2").content.decode()
    assert "W-000" in first and "W-059" not in first and "W-059" in last
    assert desk.get(f"{address}caseload/other/").status_code == 404


def test_what_runs_here_and_is_not_in_the_file_is_shown_and_left(desk, inside, robert):  # noqa: F811
    inside(bring_in, read_bytes(xlsx(caseload=[ANNA, ANNA | {"external_id": "W-8"}])), by=robert)
    address = send(desk, xlsx(caseload=[ANNA | {"path": "Snel"}]))["Location"]
    page = desk.get(address)
    assert "niet in het bestand (1)" in page.content.decode()
    assert "W-8" in desk.get(f"{address}caseload/missing/").content.decode()
    desk.post(address, {"act": "confirm", "fingerprint": fingerprint_in(page)})
    assert inside(Trajectory.objects.running().count) == 2


def test_a_refused_row_is_not_taken_for_a_missing_one(robert, in_waterveen):
    bring_in(read_bytes(xlsx(caseload=[ANNA])), by=robert)
    planned = plan(read_bytes(xlsx(caseload=[ANNA | {"phone": "12"}])))
    assert planned.missing == []


def test_a_file_without_a_caseload_says_nothing_of_who_is_missing(robert, in_waterveen):
    bring_in(read_bytes(xlsx(**WHOLE)), by=robert)
    assert plan(read_bytes(xlsx(milestones=WHOLE["milestones"]))).missing == []


def test_what_stood_and_what_comes_is_shown(desk, inside, robert):  # noqa: F811
    inside(bring_in, read_bytes(xlsx(**WHOLE)), by=robert)
    moved = WHOLE["milestones"][1] | {"reached_on": "2026-02-18"}
    page = desk.get(send(desk, xlsx(milestones=[moved]))["Location"]).content.decode()
    assert "<del>2026-02-16</del>" in page and "<ins>2026-02-18</ins>" in page


def test_an_outcome_can_be_kept_and_read(in_waterveen):
    outcome = Outcome.of(plan(read_bytes(xlsx(**WHOLE | {"pauses": [{"external_id": "W-9"}]}))))
    again = Outcome.read(outcome.to_bytes())
    assert (again.counts, again.fingerprint, again.missing) == (
        outcome.counts,
        outcome.fingerprint,
        outcome.missing,
    )
    assert again.refused() == outcome.refused() != []


# --- The refused rows as a file ------------------------------------------------------------------


def test_every_broken_row_is_named_in_the_report(desk):  # noqa: F811
    rows = [ANNA | {"external_id": f"W-{n}", "phone": f"0{n}"} for n in range(120)]
    milestone = {"external_id": "W-404", "milestone": "debt_rest", "reached_on": "31-02-2026"}
    address = send(desk, xlsx(caseload=rows, milestones=[milestone]))["Location"]
    answer = desk.get(f"{address}niet-ingelezen.xlsx")
    header, *lines = load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True)
    assert header == ("blad", "rij", "kolom", "waarde", "waarom")
    assert [line[1] for line in lines if line[0] == "caseload"] == list(range(2, 122))
    assert lines[5][:4] == ("caseload", 7, "phone", "05")
    assert lines[-1][:4] == ("milestones", 2, "reached_on", "31-02-2026")
    assert all(line[4].endswith(".") for line in lines)


def test_the_report_speaks_the_users_language(desk):  # noqa: F811
    desk.cookies["django_language"] = "en"
    desk.post("/taal/setlang/", {"language": "en"})
    address = send(desk, xlsx(caseload=[ANNA | {"phone": "12"}]))["Location"]
    content = desk.get(f"{address}niet-ingelezen.xlsx").content
    reason = load_workbook(BytesIO(content)).active["E2"].value
    assert "telefoonnummer" not in reason


def test_no_value_becomes_a_formula_and_long_ones_are_shortened(in_waterveen):
    row = ANNA | {"client_type": "=1+1", "phone": "1" * 90}
    (outcome,) = plan(read_bytes(csv_zip(caseload=[row]))).sheets.values()
    page = load_workbook(BytesIO(refused_workbook(outcome.refused))).active
    values = {line[2].value: line[3] for line in page.iter_rows(min_row=2)}
    assert (values["client_type"].value, values["client_type"].data_type) == ("=1+1", "s")
    assert len(values["phone"].value) == 40 and values["phone"].value.endswith("…")


# --- Cost ----------------------------------------------------------------------------------------


def test_the_whole_road_takes_no_query_more_for_more_rows(robert, in_waterveen):
    """Until a batch is full: every kind of record, read and saved, with questionnaires planned."""
    counted = {}
    for size in (2, 5, 40):  # the first reads what is remembered from then on
        running = [ANNA | {"external_id": f"R{size}-{n}"} for n in range(size)]
        workbook = many(size)
        workbook.sheets["caseload"].rows += (
            read_bytes(xlsx(caseload=running)).sheets["caseload"].rows
        )
        for place, (_row, cells) in enumerate(workbook.sheets["caseload"].rows):
            cells[0] = cells[0] if place >= size else f"E{size}-{place}"
        for name, sheet in workbook.sheets.items():
            if name != "caseload":
                for _row, cells in sheet.rows:
                    cells[0] = cells[0].replace("W-", f"E{size}-")
        with CaptureQueriesContext(connection) as queries:
            bring_in(workbook, by=robert)
        ended = [
            {"external_id": f"R{size}-{n}", "ended_on": "2026-06-01", "status": "success"}
            | {"reason": "debt_rest"}
            for n in range(size)
        ]
        mail = [
            {"external_id": f"R{size}-{n}", "email": f"n{n}@example.org", "channel": "email"}
            for n in range(size)
        ]
        with CaptureQueriesContext(connection) as update:
            bring_in(read_bytes(xlsx(endings=ended, caseload=mail)), by=robert)
        counted[size] = (len(queries), len(update))
    assert counted[5] == counted[40]
