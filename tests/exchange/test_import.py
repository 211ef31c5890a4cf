"""A caseload comes in from a spreadsheet: what is read, planned, refused and written."""

from datetime import date, datetime
from io import BytesIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tenants.utils import tenant_context
from openpyxl import load_workbook

from monitor.caseload import clients, milestones, participation, signals, trajectories
from monitor.caseload.models import Client, Ending, Milestone, Participation, Trajectory
from monitor.exchange.applying import NotClean, apply, bring_in
from monitor.exchange.example import example_workbook
from monitor.exchange.planning import plan
from monitor.exchange.reading import Unreadable, read_bytes, read_path
from monitor.exchange.schema import SHEETS
from monitor.surveys.models import Answer, Wave
from tests.caseload.test_acts import listening
from tests.exchange.workbooks import csv_text, csv_zip, xlsx

ANNA = {
    "external_id": "W-7",
    "first_name": "Anna",
    "email": "anna@example.org",
    "phone": "06 12345678",
    "channel": "sms",
    "participates": "yes",
    "intake_date": date(2026, 1, 12),
    "caseworker_email": "Robert@waterveen.example",
    "client_type": "dependent",
    "debt_duration": "2-3",
}
ANSWER = {"external_id": "W-7", "submitted_at": "2026-02-01 09:00"}
WHOLE = {
    "caseload": [ANNA],
    "milestones": [
        {"external_id": "W-7", "milestone": "intake_done", "reached_on": "12-01-2026"},
        {"external_id": "W-7", "milestone": "iu_in_view", "reached_on": "2026-02-16"},
    ],
    "deployments": [
        {
            "external_id": "W-7",
            "category": "legal",
            "service": "Sociaal raadslid",
            "started_on": date(2026, 1, 26),
        }
    ],
    "endings": [
        {"external_id": "W-7", "ended_on": "2026-06-01", "status": "stopped", "reason": "no_show"}
    ],
    "pauses": [{"external_id": "W-7", "from": "2026-03-02", "until": "2026-03-15"}],
    "answers": [
        {
            "external_id": "W-7",
            "submitted_at": "2026-01-19 10:30",
            "assisted": "no",
            "stress": 4,
            "belief": 2,
            "feeling": "hopeful",
        }
    ],
}


def bring(by, **sheets):
    return bring_in(read_bytes(xlsx(**sheets)), by=by)


def size_of_everything():
    """Rows per table of this municipality, history included."""
    with connection.cursor() as cursor:
        tables = [
            table
            for table in connection.introspection.table_names(cursor)
            if table.startswith(("caseload_", "surveys_", "pghistory_", "audit_"))
        ]
        sizes = {}
        for table in tables:
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            sizes[table] = cursor.fetchone()[0]
    return sizes


# --- Reading -----------------------------------------------------------------------------------


@pytest.mark.parametrize("separator", [";", ","])
@pytest.mark.parametrize("bom", [True, False])
def test_excel_a_zip_and_a_folder_say_the_same(tmp_path, separator, bom):
    rows = {"milestones": [{"external_id": "W-7", "milestone": "debt_rest", "reached_on": "-"}]}
    (tmp_path / "milestones.csv").write_bytes(csv_text(rows["milestones"], separator, bom))
    expected = read_bytes(xlsx(**rows)).sheets
    assert read_bytes(csv_zip(separator, bom, **rows)).sheets == expected
    assert read_path(tmp_path).sheets == expected


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7",
        b"PK\x03\x04 and then nothing",
        b"\xd0\xcf\x11\xe0 an old Excel",
        xlsx(caseload=[ANNA])[:-200],
        csv_zip(notes=[{"a": 1}]),
        csv_zip(),
        b"x" * (20 * 1024 * 1024 + 1),
    ],
    ids=["empty", "pdf", "cut", "xls", "damaged", "no_sheet", "no_file", "huge"],
)
def test_a_file_that_is_no_workbook_gets_a_clear_word(content):
    with pytest.raises(Unreadable, match=r"\.$"):
        read_bytes(content)


def test_an_entity_bomb_is_not_read():
    import zipfile

    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    source = zipfile.ZipFile(BytesIO(xlsx(caseload=[ANNA])))
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as target:
        for name in source.namelist():
            is_sheet = name.startswith("xl/worksheets/")
            target.writestr(name, bomb if is_sheet else source.read(name))
    with pytest.raises(Unreadable):
        read_bytes(file.getvalue())


def test_the_example_workbook_can_be_imported(robert, in_waterveen):
    book = load_workbook(BytesIO(example_workbook()))
    assert book.sheetnames[1:] == [sheet.name for sheet in SHEETS]
    read = read_bytes(example_workbook())
    outcome = bring_in(read, by=robert, strict=True)
    assert all(counts["new"] == 1 for counts in outcome.counts().values())
    assert outcome.unknown_columns == []


# --- The whole way -----------------------------------------------------------------------------


def test_a_whole_caseload_comes_in(robert, in_waterveen):
    outcome = bring(robert, **WHOLE)
    assert outcome.is_clean
    trajectory = Trajectory.objects.get()
    client = trajectory.clients.get()
    assert (client.first_name, client.phone, client.channel) == ("Anna", "+31612345678", "sms")
    assert trajectory.caseworker_id == robert.pk
    assert (trajectory.client_type, trajectory.debt_duration) == ("dependent", "2-3")
    assert participation.takes_part(client)
    assert {m.kind: m.reached_on for m in trajectory.milestones.all()} == {
        "intake_done": date(2026, 1, 12),
        "iu_in_view": date(2026, 2, 16),
    }
    assert trajectory.deployments.get().service == "Sociaal raadslid"
    assert trajectory.ending.reason == "no_show"
    assert trajectory.pauses.get().until == date(2026, 3, 15)
    wave = Wave.objects.get()
    assert (wave.kind, wave.status) == ("imported", "submitted")
    assert timezone.localtime(wave.submitted_at) == timezone.make_aware(
        datetime(2026, 1, 19, 10, 30)  # noqa: DTZ001 - made aware at once
    )
    assert set(wave.answers.values_list("item", "value", "choice")) == {
        ("stress", 4, ""),
        ("belief", 2, ""),
        ("feeling", None, "hopeful"),
    }
    event = trajectory.events.get()
    assert event.pgh_context.metadata == {"account": str(robert.pk), "source": "import"}


def test_the_same_file_again_writes_nothing_at_all(robert, in_waterveen):
    bring(robert, **WHOLE)
    before = size_of_everything()
    outcome = bring(robert, **WHOLE)
    rows = {name: len(rows) for name, rows in WHOLE.items()}
    assert {name: counts["unchanged"] for name, counts in outcome.counts().items()} == rows
    assert not outcome.has_changes
    assert size_of_everything() == before


def test_planning_writes_nothing(robert, in_waterveen):
    before = size_of_everything()
    outcome = plan(read_bytes(xlsx(**WHOLE)))
    assert outcome.counts()["milestones"]["new"] == 2
    assert size_of_everything() == before


def test_an_empty_cell_leaves_and_a_hyphen_clears(robert, in_waterveen):
    bring(robert, **WHOLE)
    bring(
        robert,
        caseload=[{"external_id": "W-7", "client_type": "-", "debt_duration": None}],
        milestones=[{"external_id": "W-7", "milestone": "iu_in_view", "reached_on": "-"}],
        endings=[{"external_id": "W-7", "ended_on": "-"}],
        answers=[{"external_id": "W-7", "submitted_at": "2026-01-19 10:30", "stress": "-"}],
    )
    trajectory = Trajectory.objects.get()
    assert (trajectory.client_type, trajectory.debt_duration) == ("", "2-3")
    revoked = trajectory.milestones.get(kind="iu_in_view")
    assert (revoked.revoked_reason, revoked.revoked_by) == ("import", robert.pk)
    assert not Ending.objects.exists()
    assert set(Answer.objects.values_list("item", flat=True)) == {"belief", "feeling"}


def test_excel_dates_and_excels_idea_of_a_code_are_understood(robert, in_waterveen):
    bring(
        robert,
        caseload=[
            {
                "external_id": 1001.0,
                "intake_date": datetime(2026, 1, 12),  # noqa: DTZ001 - as Excel has it
                "debt_duration": datetime(2026, 3, 2),  # noqa: DTZ001 - 2-3, says Excel
                "phone": 612345678,
            }
        ],
    )
    trajectory = Trajectory.objects.get(external_id="1001")
    assert trajectory.intake_date == date(2026, 1, 12)
    assert trajectory.debt_duration == "2-3"
    assert trajectory.clients.get().phone == "+31612345678"


@pytest.mark.parametrize("text", ["12-1-2026", "2026-01-12", "12/01/2026", "46034"])
def test_a_date_can_be_written_in_each_usual_way(robert, in_waterveen, text):
    row = {"external_id": "W-7", "intake_date": text}
    bring_in(read_bytes(csv_zip(caseload=[row])), by=robert)
    assert Trajectory.objects.get().intake_date == date(2026, 1, 12)


# --- Refusals ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sheet", "row", "column"),
    [
        ("caseload", {"external_id": "W-8"}, "intake_date"),
        ("caseload", {"external_id": "W-8", "intake_date": "2027-01-01"}, "intake_date"),
        ("caseload", {"external_id": "", "intake_date": "2026-01-01"}, "external_id"),
        ("caseload", ANNA | {"phone": "12"}, "phone"),
        ("caseload", ANNA | {"email": "anna"}, "email"),
        ("caseload", ANNA | {"client_type": "zelfstandig"}, "client_type"),
        ("caseload", ANNA | {"gemeentecode": "1234"}, "gemeentecode"),
        ("caseload", ANNA | {"intake_date": "-"}, "intake_date"),
        ("caseload", ANNA | {"participates": "misschien"}, "participates"),
        ("milestones", {"external_id": "W-99", "milestone": "debt_rest"}, "external_id"),
        (
            "milestones",
            {"external_id": "W-7", "milestone": "debt_rest", "reached_on": "2026-06-16"},
            "reached_on",
        ),
        (
            "milestones",
            {"external_id": "W-7", "milestone": "debt_rest", "reached_on": "31-02-2026"},
            "reached_on",
        ),
        (
            "endings",
            {"external_id": "W-7", "ended_on": "2026-06-01", "status": "stopped"},
            "reason",
        ),
        (
            "endings",
            {"external_id": "W-7", "ended_on": "2026-01-01", "status": "referred"},
            "ended_on",
        ),
        ("endings", {"external_id": "W-7", "status": "referred"}, "ended_on"),
        (
            "deployments",
            {
                "external_id": "W-7",
                "category": "legal",
                "started_on": "2026-02-01",
                "ended_on": "2026-01-01",
            },
            "ended_on",
        ),
        ("pauses", {"external_id": "W-7", "from": "2026-02-01", "until": "2026-01-01"}, "until"),
        (
            "answers",
            {"external_id": "W-7", "submitted_at": "2026-02-01 09:00", "stress": 6},
            "stress",
        ),
        ("answers", {"external_id": "W-7", "submitted_at": "2026-02-01 09:00"}, ""),
        (
            "answers",
            {"external_id": "W-7", "submitted_at": "2026-07-01 09:00", "stress": 1},
            "submitted_at",
        ),
    ],
)
def test_a_row_that_cannot_be_is_refused_by_name(robert, in_waterveen, sheet, row, column):
    good = {"caseload": [ANNA | {"external_id": "W-1"}, ANNA]} | {sheet: [row]}
    if sheet == "caseload":
        good["caseload"] = [ANNA | {"external_id": "W-1"}, row]
    outcome = bring(robert, **good)
    (finding,) = outcome.sheets[sheet].refused
    assert (finding.sheet, finding.column) == (sheet, column)
    assert finding.row == (3 if sheet == "caseload" else 2)
    assert finding.reason.endswith(".")
    assert Trajectory.objects.filter(external_id="W-1").exists()


def test_one_record_stands_on_one_row(robert, in_waterveen):
    outcome = bring(robert, caseload=[ANNA, ANNA])
    assert [finding.row for finding in outcome.sheets["caseload"].refused] == [3]
    assert Trajectory.objects.count() == 1


def test_strict_saves_nothing_when_one_row_is_bad(robert, in_waterveen):
    bad = ANNA | {"external_id": "W-8", "phone": "12"}
    read = read_bytes(xlsx(caseload=[ANNA, bad]))
    with pytest.raises(NotClean):
        apply(plan(read), by=robert, strict=True)
    assert not Trajectory.objects.exists()
    apply(plan(read), by=robert)
    assert Trajectory.objects.get().external_id == "W-7"


def test_what_is_not_known_is_reported_and_ignored(robert, in_waterveen):
    outcome = bring(robert, caseload=[ANNA | {"bsn": "123456782"}], notities=[{"x": 1}])
    assert outcome.unknown_columns == [("caseload", "bsn")]
    assert outcome.unknown_sheets == ["notities"]
    assert outcome.counts()["caseload"]["new"] == 1


# --- Conflicts: an import never undoes what a person did ------------------------------------------


@pytest.fixture
def anna(robert, in_waterveen):
    """Anna's trajectory, imported before."""
    bring(robert, **{name: WHOLE[name] for name in ("caseload", "milestones")})
    return Trajectory.objects.get()


def test_a_date_that_somebody_moved_stays(robert, anna):
    moved = anna.milestones.get(kind="iu_in_view")
    milestones.move(by=robert, milestone=moved, on=date(2026, 2, 20))
    outcome = bring(robert, **WHOLE)
    (finding,) = outcome.sheets["milestones"].conflicts
    assert (finding.row, finding.column) == (3, "reached_on")
    assert Milestone.objects.get(kind="iu_in_view").reached_on == date(2026, 2, 20)


def test_a_date_that_an_earlier_import_brought_is_replaced(robert, anna):
    row = {"external_id": "W-7", "milestone": "iu_in_view", "reached_on": "2026-02-18"}
    outcome = bring(robert, milestones=[row])
    assert len(outcome.sheets["milestones"].changed) == 1
    assert Milestone.objects.get(kind="iu_in_view").reached_on == date(2026, 2, 18)


def test_a_result_that_somebody_revoked_does_not_come_back(robert, anna):
    milestones.revoke(
        by=robert, milestone=anna.milestones.get(kind="iu_in_view"), reason="nog niet klaar"
    )
    outcome = bring(robert, **WHOLE)
    assert len(outcome.sheets["milestones"].conflicts) == 1
    assert Milestone.objects.get(kind="iu_in_view").revoked_at is not None


def test_an_address_that_somebody_changed_stays_and_the_rest_of_the_row_goes_in(robert, anna):
    clients.change_contact(by=robert, client=anna.clients.get(), email="nieuw@example.org")
    outcome = bring(robert, caseload=[ANNA | {"path": "Snel", "email": "oud@example.org"}])
    (finding,) = outcome.sheets["caseload"].conflicts
    assert finding.column == "email"
    assert Client.objects.get().email == "nieuw@example.org"
    assert Trajectory.objects.get().path == "Snel"


def test_an_address_that_somebody_removed_does_not_come_back(robert, anna):
    clients.change_contact(by=robert, client=anna.clients.get(), email="")
    outcome = bring(robert, caseload=[ANNA])
    assert [finding.column for finding in outcome.sheets["caseload"].conflicts] == ["email"]
    assert Client.objects.get().email == ""


def test_what_a_person_left_open_is_filled_in(robert, samira):
    outcome = bring(
        robert, caseload=[{"external_id": "W-1", "path": "Snel", "email": "s@example.org"}]
    )
    assert outcome.is_clean
    assert Trajectory.objects.get().path == "Snel"
    assert Client.objects.get().email == "s@example.org"


def test_a_no_of_the_client_outweighs_a_yes_in_the_file(robert, anna):
    client = anna.clients.get()
    participation.record(by=robert, client=client, monitor=False, recorded_by="client")
    outcome = bring(robert, caseload=[ANNA])
    assert [finding.column for finding in outcome.sheets["caseload"].conflicts] == ["participates"]
    assert not participation.takes_part(client)
    assert Participation.objects.count() == 2


def test_a_trajectory_that_somebody_reopened_stays_open(robert, anna):
    bring(robert, endings=WHOLE["endings"])
    trajectories.reopen(by=robert, trajectory=anna)
    outcome = bring(robert, endings=WHOLE["endings"])
    assert len(outcome.sheets["endings"].conflicts) == 1
    assert not Ending.objects.exists()


def test_an_ending_that_somebody_chose_stays(robert, anna):
    trajectories.end(by=robert, trajectory=anna, status="referred")
    outcome = bring(robert, endings=WHOLE["endings"])
    assert outcome.sheets["endings"].conflicts
    assert Ending.objects.get().status == "referred"


def test_an_unknown_caseworker_is_reported_and_the_row_goes_in(
    robert, lindehaven, make_account, waterveen
):
    make_account("lena@lindehaven.example", lindehaven)
    with tenant_context(waterveen):
        outcome = bring(robert, caseload=[ANNA | {"caseworker_email": "lena@lindehaven.example"}])
        assert [f.column for f in outcome.sheets["caseload"].conflicts] == ["caseworker_email"]
        assert Trajectory.objects.get().caseworker_id is None


def test_a_success_without_its_milestone_gets_it(robert, anna):
    row = {"external_id": "W-7", "ended_on": "2026-06-01", "status": "success"}
    bring(robert, endings=[row | {"reason": "debt_rest"}])
    assert anna.milestones.get(kind="debt_rest").reached_on == date(2026, 6, 1)


# --- What it tells and what it costs --------------------------------------------------------------


def test_a_trajectory_that_arrives_ended_is_history_and_is_not_started(robert, in_waterveen):
    with (
        listening(signals.trajectory_started) as started,
        listening(signals.trajectory_ended) as ended,
    ):
        bring(robert, **WHOLE)
        assert (started, ended) == ([], [])
        running = ANNA | {"external_id": "W-8"}
        bring(robert, caseload=[running])
        assert [said["trajectory"].external_id for said in started] == ["W-8"]
        bring(robert, endings=[WHOLE["endings"][0] | {"external_id": "W-8"}])
        assert [said["trajectory"].external_id for said in ended] == ["W-8"]


def many(count):
    """A whole caseload of `count` ended trajectories."""
    return read_bytes(
        xlsx(
            **{
                name: [row | {"external_id": f"W-{n}"} for n in range(count) for row in rows]
                for name, rows in WHOLE.items()
            }
        )
    )


def test_queries_do_not_grow_with_the_rows(robert, in_waterveen):
    counted = {}
    for size in (5, 40):
        with CaptureQueriesContext(connection) as first:
            bring_in(many(size), by=robert)
        changed = many(size)
        for _number, cells in changed.sheets["milestones"].rows:
            cells[2] = "2026-02-02"
        with CaptureQueriesContext(connection) as update:
            bring_in(changed, by=robert)
        counted[size] = (len(first), len(update))
        Wave.objects.all().delete()
        Trajectory.objects.all().delete()
        Client.objects.all().delete()
    assert counted[5] == counted[40]


# --- The command ---------------------------------------------------------------------------------


def test_the_command_shows_and_then_imports(robert, in_waterveen, tmp_path, capsys):
    connection.set_schema_to_public()
    (tmp_path / "caseload.csv").write_bytes(csv_text([ANNA, ANNA | {"external_id": ""}]))
    call_command("import_caseload", str(tmp_path), municipality="waterveen", dry_run=True)
    assert "caseload: 1 new" in capsys.readouterr().out
    with pytest.raises(CommandError):
        call_command("import_caseload", str(tmp_path), municipality="waterveen", strict=True)
    capsys.readouterr()
    call_command("import_caseload", str(tmp_path), municipality="waterveen")
    said = capsys.readouterr().out
    assert "refused: caseload, row 3, external_id" in said
    assert "Anna" not in said and "anna@" not in said
    with pytest.raises(CommandError):
        call_command("import_caseload", str(tmp_path), municipality="nergenshuizen")
