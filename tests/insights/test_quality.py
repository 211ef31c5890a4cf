"""The data-quality board: what each check finds, what it leaves, and who sees which rows."""

import csv
import io
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from monitor.caseload import clients, deployments, milestones, trajectories
from monitor.caseload.models import Client, Ending, Milestone, Pause, Trajectory
from monitor.insights.quality import views
from monitor.insights.quality.board import CHECKS, board_of, rows_of
from monitor.insights.quality.gaps import AFTER_END_DAYS, SILENT_DAYS
from monitor.surveys.models import Answer, Wave
from tenants.access import CASELOAD, INSIGHT
from tenants.models import Edition, Membership

PAGE = "/inzichten/gegevens/"
SHEET = "/inzichten/gegevens/rijen.csv"
FULL = {
    "client_type": "vulnerable",
    "problem_severity": "single",
    "debt_duration": "0-1",
    "inflow": "referral",
}


@pytest.fixture
def robert(make_account, waterveen):
    return make_account("robert@waterveen.example", waterveen)


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def enter(robert, inside, today):
    """enter("A", ago=60) starts a complete trajectory of one client, so many days ago."""

    def make(number, *, ago=60, client=None, **fields):
        client = client or clients.register(by=robert, first_name="Samira")
        fields = FULL | {"caseworker_id": robert.pk} | fields
        return trajectories.start(
            by=robert,
            external_id=number,
            clients=[client],
            intake_date=today - timedelta(ago),
            **fields,
        )

    return lambda *args, **kwargs: inside(make, *args, **kwargs)


@pytest.fixture
def act(robert, inside, today):
    """The acts of a caseworker, with days before today instead of dates."""

    class Acts:
        def tick(self, trajectory, kind, ago):
            return inside(
                milestones.tick,
                by=robert,
                trajectory=trajectory,
                kind=kind,
                on=today - timedelta(ago),
            )

        def end(self, trajectory, ago, status="stopped", reason="no_show"):
            return inside(
                trajectories.end,
                by=robert,
                trajectory=trajectory,
                status=status,
                reason=reason,
                on=today - timedelta(ago),
            )

        def help(self, trajectory, ago, until=None):
            put_in = inside(
                deployments.add,
                by=robert,
                trajectory=trajectory,
                category="legal",
                started_on=today - timedelta(ago),
            )
            if until is not None:
                inside(deployments.end, by=robert, deployment=put_in, on=today - timedelta(until))

        def revoke(self, milestone):
            inside(milestones.revoke, by=robert, milestone=milestone, reason="vergissing")

        def change(self, trajectory, **values):
            inside(trajectories.update, by=robert, trajectory=trajectory, **values)

    return Acts()


def answered(trajectory, day, kind="regular"):
    """A questionnaire filled in at noon of this day."""
    moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    wave = Wave.objects.create(
        trajectory=trajectory,
        client=trajectory.clients.first(),
        kind=kind,
        sequence=trajectory.waves.count() + 1,
        status="submitted",
        open_from=moment,
        submitted_at=moment,
    )
    Answer.objects.create(wave=wave, item="stress", value=4, answered_at=moment)


@pytest.fixture
def found(inside):
    """found() -> {check code: [(trajectory number, what is said)]} over everything."""

    def read():
        seen = {}
        for row in rows_of(Trajectory.objects.all()):
            seen.setdefault(row.check.code, []).append((row.number, row.text))
        return seen

    return lambda: inside(read)


def said(day) -> str:
    """A day as the board writes it."""
    from django.utils.formats import date_format

    return date_format(day, "j b Y")


def test_a_complete_trajectory_in_order_is_found_by_no_check(enter, act, found):
    whole = enter("A", ago=100)
    for number, kind in enumerate(("intake_done", "iu_in_view", "debts_in_view")):
        act.tick(whole, kind, 90 - 10 * number)
    act.help(whole, 80, until=20)
    act.end(whole, 10, "success", "debt_rest")
    assert found() == {}


def test_a_result_before_the_intake_is_found_with_both_dates(enter, act, found, today):
    act.tick(enter("A", ago=30), "debts_in_view", 31)
    act.tick(enter("B", ago=30), "debts_in_view", 30)
    early, intake = said(today - timedelta(31)), said(today - timedelta(30))
    assert found() == {
        "milestone_before_intake": [("A", f"Schulden in beeld op {early}, intake op {intake}.")]
    }


def test_a_result_that_was_taken_back_is_no_concern(enter, act, found):
    act.revoke(act.tick(enter("A", ago=30), "debts_in_view", 31))
    assert found() == {}


def test_a_result_after_the_end_is_found_but_a_settlement_is_not(enter, act, found):
    one, other, same = enter("A"), enter("B"), enter("C")
    for trajectory in (one, other, same):
        act.end(trajectory, 20)
    act.tick(one, "iu_in_view", 19)
    act.tick(other, "settlement_agreed", 19)
    act.tick(same, "iu_in_view", 20)
    assert [number for number, _ in found()["milestone_after_ending"]] == ["A"]


def test_results_out_of_order_name_the_step_that_came_later(enter, act, found, today):
    swapped, tied = enter("A"), enter("B")
    act.tick(swapped, "debts_in_view", 40)
    act.tick(swapped, "iu_in_view", 30)
    act.tick(tied, "debts_in_view", 40)
    act.tick(tied, "iu_in_view", 40)
    late, early = said(today - timedelta(30)), said(today - timedelta(40))
    assert found() == {
        "milestones_out_of_order": [
            ("A", f"Schulden in beeld op {early}, maar I/U in beeld pas op {late}.")
        ]
    }


def test_both_kinds_of_success_close_the_same_step(enter, act, found):
    trajectory = enter("A")
    act.tick(trajectory, "debt_rest", 40)
    act.tick(trajectory, "ready_for_settlement", 30)
    assert found() == {}


def test_help_after_the_end_and_help_that_goes_on_are_told_apart(enter, act, found):
    late, going_on, longer, fine = (enter(number) for number in "ABCD")
    for trajectory in (late, going_on, longer, fine):
        act.end(trajectory, 20)
    act.help(late, 19)
    act.help(going_on, 30)
    act.help(longer, 30, until=10)
    act.help(fine, 30, until=20)
    seen = found()
    assert [number for number, _ in seen["deployment_after_ending"]] == ["A"]
    texts = dict(seen["deployment_open_after_ending"])
    assert set(texts) == {"B", "C"}
    assert "loopt nog" in texts["B"] and "tot" in texts["C"]


def test_an_intake_that_was_moved_past_the_end_is_found(enter, act, found, today):
    trajectory = enter("A", ago=60)
    act.end(trajectory, 50)
    act.change(trajectory, intake_date=today - timedelta(40))
    assert list(found()) == ["ending_before_intake"]


def test_a_success_without_its_result_is_found_however_it_got_there(enter, act, found, inside):
    trajectory, agreed = enter("A"), enter("B")
    act.end(trajectory, 10, "success", "debt_rest")
    act.revoke(inside(Milestone.objects.get, trajectory=trajectory))
    act.end(agreed, 10, "success", "settlement_agreed")  # counts by neither result of success
    assert {number for number, _ in found()["success_without_milestone"]} == {"A", "B"}
    assert "reason_without_its_milestone" not in found()


def test_a_drop_out_with_a_success_result_is_found_with_status_and_reason(enter, act, found):
    dropped, referred, revoked = enter("A"), enter("B"), enter("C")
    act.tick(dropped, "debt_rest", 30)
    act.end(dropped, 20)
    act.tick(referred, "ready_for_settlement", 30)
    act.end(referred, 20, "referred", "")
    act.revoke(act.tick(revoked, "debt_rest", 30))
    act.end(revoked, 20)
    texts = dict(found()["drop_out_with_success"])
    assert set(texts) == {"A", "B"}
    assert texts["A"].endswith("Gestopt, No show.") and texts["B"].endswith("Doorverwezen.")


def test_a_reason_that_names_the_other_success_is_found(enter, act, found, inside):
    trajectory, fine = enter("A"), enter("B")
    act.tick(trajectory, "ready_for_settlement", 30)
    act.end(trajectory, 20, "success", "debt_rest")
    act.revoke(inside(Milestone.objects.get, trajectory=trajectory, kind="debt_rest"))
    act.tick(fine, "ready_for_settlement", 30)
    act.end(fine, 20, "success", "debt_rest")
    assert list(found()) == ["reason_without_its_milestone"]
    assert [number for number, _ in found()["reason_without_its_milestone"]] == ["A"]


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("client_type", "no_client_type"),
        ("problem_severity", "no_problem_severity"),
        ("debt_duration", "no_debt_duration"),
        ("inflow", "no_inflow"),
        ("caseworker_id", "no_caseworker"),
    ],
)
def test_what_is_missing_is_found_by_its_own_check(enter, found, field, code):
    enter("A")
    enter("B", **{field: None if field == "caseworker_id" else ""})
    seen = found()
    assert list(seen) == [code] and [number for number, _ in seen[code]] == ["B"]


def test_silence_is_counted_from_the_last_sign_of_any_kind(enter, act, found, inside, today):
    silent = enter("silent", ago=SILENT_DAYS + 100)
    act.tick(silent, "intake_done", SILENT_DAYS + 1)
    ticked = enter("ticked", ago=SILENT_DAYS + 100)
    act.tick(ticked, "intake_done", SILENT_DAYS)
    helped = enter("helped", ago=SILENT_DAYS + 100)
    act.help(helped, SILENT_DAYS + 50, until=SILENT_DAYS)
    talking = enter("talking", ago=SILENT_DAYS + 100)
    inside(answered, talking, today - timedelta(SILENT_DAYS))
    ended = enter("ended", ago=SILENT_DAYS + 100)
    act.end(ended, SILENT_DAYS + 1)
    enter("new", ago=SILENT_DAYS)
    last = said(today - timedelta(SILENT_DAYS + 1))
    assert found() == {"silent": [("silent", f"Laatste teken op {last}.")]}


def test_answers_outside_the_trajectory_are_found_and_the_closing_ones_are_not(
    enter, act, found, inside, today
):
    early, late, closing, soon = (enter(number, ago=100) for number in "ABCD")
    inside(answered, early, today - timedelta(101))
    inside(answered, early, today - timedelta(100))
    for trajectory in (late, closing, soon):
        act.end(trajectory, 60)
    inside(answered, late, today - timedelta(60 - AFTER_END_DAYS - 1))
    inside(answered, closing, today - timedelta(60 - AFTER_END_DAYS - 1), kind="end")
    inside(answered, soon, today - timedelta(60 - AFTER_END_DAYS))
    texts = found()["answers_outside"]
    assert {number for number, _ in texts} == {"A", "B"} and len(texts) == 2
    assert "intake" in dict(texts)["A"] and "afgesloten" in dict(texts)["B"]


def test_two_running_trajectories_of_one_client_name_each_other(enter, act, found, inside):
    client = inside(Client.objects.create)
    enter("A", client=client)
    enter("B", client=client)
    act.end(enter("C", client=client), 5)
    enter("D")
    assert {number: text.split()[1] for number, text in found()["running_twice"]} == {
        "A": "B",
        "B": "A",
    }


def test_each_row_leads_to_a_place_that_is_on_the_page(
    enter, act, inside, client_on, waterveen, robert
):
    """The anchors stand on the client page: a link that leads nowhere repairs nothing."""
    trajectory = enter("A")
    page = client_on(waterveen, robert).get(f"/traject/{trajectory.pk}/").content.decode()
    for check in CHECKS:
        assert not check.part or f'id="{check.part}"' in page, check.code


def test_every_check_says_in_both_languages_why_and_what_to_do():
    assert len({check.code for check in CHECKS}) == len(CHECKS) == 18
    for check in CHECKS:
        for text in (check.title, check.why, check.repair):
            assert text.nl and text.en and text.nl != text.en


# --- The page ----------------------------------------------------------------------------------


def text(response) -> str:
    assert response.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def adviser(make_account, waterveen):
    return make_account("bas@waterveen.example.org", waterveen, "policy_adviser")


@pytest.fixture
def lead(make_account, waterveen):
    return make_account("tess@waterveen.example.org", waterveen, "team_lead")


def test_the_audiences_are_named():
    assert views.board.audience == INSIGHT and views.rows.audience == CASELOAD


def test_a_visitor_signs_in_first_and_a_neighbour_sees_nothing(
    client_on, waterveen, lindehaven, enter, make_account
):
    enter("W-1", client_type="")
    for path in (PAGE, SHEET):
        assert client_on(waterveen).get(path).status_code == 302
    neighbour = client_on(lindehaven, make_account("n@lindehaven.example", lindehaven, "team_lead"))
    assert "W-1" not in text(neighbour.get(PAGE))
    assert "W-1" not in neighbour.get(SHEET).content.decode()


def test_without_anything_wrong_the_page_says_that_all_is_in_order(
    client_on, waterveen, robert, enter
):
    enter("A")
    page = text(client_on(waterveen, robert).get(PAGE))
    assert "Alles is in orde" in page and "csv" not in page


def test_rows_link_to_where_they_are_repaired(client_on, waterveen, robert, enter, act):
    untyped, early = enter("A", client_type=""), enter("B")
    act.tick(early, "iu_in_view", 61)
    page = client_on(waterveen, robert).get(PAGE).content.decode()
    assert f'href="/traject/{untyped.pk}/kenmerken/"' in page
    assert f'href="/traject/{early.pk}/#resultaten"' in page
    assert "Samira" not in page
    fine = text(client_on(waterveen, robert).get(PAGE)).split("In orde: 16 controles")[1]
    assert "Instroom ontbreekt" in fine and "Klanttype ontbreekt" not in fine


def test_a_caseworker_starts_with_their_own_clients_and_may_see_everybody(
    client_on, waterveen, robert, enter, make_account
):
    other = make_account("noor@waterveen.example", waterveen)
    enter("MINE-1", inflow="")
    enter("OTHER-1", inflow="", caseworker_id=other.pk)
    browser = client_on(waterveen, robert)
    page = text(browser.get(PAGE))
    assert "MINE-1" in page and "OTHER-1" not in page
    page = text(browser.get(PAGE + "?wie=alle"))
    assert "MINE-1" in page and "OTHER-1" in page
    assert browser.get(PAGE + "?wie=iemand").status_code == 404


def test_a_team_lead_can_choose_their_team_when_they_have_one(client_on, waterveen, lead, enter):
    enter("OURS", inflow="", team="Noord")
    enter("THEIRS", inflow="", team="Zuid")
    browser = client_on(waterveen, lead)
    assert "THEIRS" in text(browser.get(PAGE)) and "Mijn team" not in text(browser.get(PAGE))
    assert browser.get(PAGE + "?wie=team").status_code == 404
    connection.set_schema_to_public()
    Membership.objects.filter(account=lead).update(team="Noord")
    page = text(browser.get(PAGE + "?wie=team"))
    assert "OURS" in page and "THEIRS" not in page


def test_a_policy_adviser_gets_numbers_to_the_nearest_five_and_no_row(
    client_on, waterveen, adviser, enter
):
    for number in range(8):
        enter(f"W-{number}", inflow="", client_type="" if number < 4 else "vulnerable")
    browser = client_on(waterveen, adviser)
    response = browser.get(PAGE)
    page = text(response)
    assert "ongeveer 10 keer" in page and "minder dan 5 keer" in page
    assert "W-" not in page and "/traject/" not in response.content.decode()
    assert "8" not in page.split("Instroom ontbreekt")[1].split("In orde")[0]
    assert browser.get(SHEET).status_code == 403
    assert browser.get(PAGE + "?controle=no_inflow").status_code == 403
    assert browser.get(PAGE + "?wie=mijn").status_code == 200


def test_the_edition_narrows_the_rows(client_on, waterveen, lead, enter, today):
    enter("OLD", ago=150, inflow="")
    enter("NEW", ago=10, inflow="")
    Edition.objects.create(
        slug="nu", name="Nu", starts_on=today - timedelta(30), ends_on=today, reference_date=today
    )
    page = text(client_on(waterveen, lead).get(PAGE + "?looptijd=nu"))
    assert "NEW" in page and "OLD" not in page
    assert client_on(waterveen, lead).get(PAGE + "?looptijd=nooit").status_code == 404


def test_more_than_a_few_rows_have_a_page_of_their_own(client_on, waterveen, lead, enter):
    for number in range(7):
        enter(f"W-{number}", ago=60 + number, inflow="")
    browser = client_on(waterveen, lead)
    page = text(browser.get(PAGE))
    assert page.count("W-") == 5 and "Toon alle 7" in page
    whole = text(browser.get(PAGE + "?controle=no_inflow"))
    assert all(f"W-{number}" in whole for number in range(7))
    assert "In orde" in text(browser.get(PAGE + "?controle=no_client_type"))
    assert browser.get(PAGE + "?controle=nooit").status_code == 404


def test_the_file_holds_every_row_and_no_formula(client_on, waterveen, lead, enter, act):
    for number in range(7):
        enter(f"W-{number}", inflow="")
    act.tick(enter("=1+1"), "iu_in_view", 61)
    browser = client_on(waterveen, lead)
    sheet = browser.get(SHEET)
    rows = list(csv.reader(io.StringIO(sheet.content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 1 + 8 and {len(row) for row in rows} == {6}
    assert [row[2] for row in rows if row[0] == "Resultaat voor de intake"] == ["'=1+1"]
    assert "Samira" not in sheet.content.decode()
    one = browser.get(SHEET + "?controle=milestone_before_intake").content.decode("utf-8-sig")
    assert len(one.splitlines()) == 2


def test_the_page_is_english_too(client_on, waterveen, lead, enter):
    enter("A", inflow="")
    browser = client_on(waterveen, lead)
    browser.cookies["language"] = "en"
    with translation.override("nl"):  # a request leaves its language behind
        assert "Inflow is missing" in text(browser.get(PAGE))


def queries(browser, path) -> list[str]:
    browser.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(path).status_code == 200
    return [q["sql"] for q in captured if "set_config" not in q["sql"]]


@pytest.mark.parametrize("path", [PAGE, PAGE + "?controle=no_inflow", SHEET])
def test_the_number_of_queries_does_not_follow_the_number_of_rows(
    client_on, waterveen, lead, enter, path
):
    enter("A", inflow="")
    browser = client_on(waterveen, lead)
    few = queries(browser, path)
    for number in range(12):
        enter(f"W-{number}", inflow="", client_type="")
    many = queries(browser, path)
    assert len(few) == len(many), "\n".join(many)
    # The menu counts the work list, on every page.
    about_clients = [sql for sql in many if "caseload_" in sql and "worklist_" not in sql]
    assert len(about_clients) == (2 if "controle" in path else 1)


def test_counts_and_rows_agree_over_the_generated_caseload(loaded_waterveen, inside):
    def both():
        board = board_of(Trajectory.objects.all(), shown=3)
        rows = list(rows_of(Trajectory.objects.all()))
        return board, rows

    board, rows = inside(both)
    assert board.count == len(rows) > 0
    for result in board.results:
        own = [row for row in rows if row.check == result.check]
        assert result.count == len(own)
        assert [r.number for r in result.rows] == [r.number for r in own][:3]


def test_the_generated_caseload_holds_what_plain_python_counts(loaded_waterveen, inside):
    """An oracle in loops for the checks on dates, over records that no check was written for."""

    def count():
        late = open_still = early = 0
        for trajectory in Trajectory.objects.prefetch_related("milestones", "deployments"):
            ending = Ending.objects.filter(trajectory=trajectory).first()
            for milestone in trajectory.milestones.all():
                if milestone.revoked_at is None:
                    early += milestone.reached_on < trajectory.intake_date
            for put_in in trajectory.deployments.all():
                if ending and put_in.started_on > ending.ended_on:
                    late += 1
                elif ending and (put_in.ended_on is None or put_in.ended_on > ending.ended_on):
                    open_still += 1
        board = board_of(Trajectory.objects.all(), shown=1)
        counts = {result.check.code: result.count for result in board.results}
        return counts, (early, late, open_still)

    counts, by_hand = inside(count)
    assert (
        counts["milestone_before_intake"],
        counts["deployment_after_ending"],
        counts["deployment_open_after_ending"],
    ) == by_hand


def test_a_pause_of_over_half_a_year_is_found_until_it_is_ended(enter, found, inside, today):
    long, short, over = enter("A", ago=400), enter("B", ago=400), enter("C", ago=400)
    for trajectory, began, until in ((long, 184, None), (short, 183, None), (over, 300, 10)):
        inside(
            Pause.objects.create,
            trajectory=trajectory,
            from_date=today - timedelta(began),
            until=until and today - timedelta(until),
        )
    rows = found()["long_pause"]
    assert [number for number, _ in rows] == ["A"]
    assert said(today - timedelta(184)) in rows[0][1]
