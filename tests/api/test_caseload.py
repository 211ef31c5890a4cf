"""Trajectories, results, help and endings by the API: read, written by the acts of the caseload."""

from datetime import date, timedelta

import pgtrigger
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tenants.utils import tenant_context

from monitor.caseload import milestones, trajectories
from monitor.caseload.models import Client, Milestone, Trajectory
from tenants.audit.models import ReadEvent
from tests.api.test_access import problem
from tests.caseload.people import a_trajectory


@pytest.fixture
def one(samira):
    """The address of Samira's trajectory."""
    return f"trajectories/{samira.pk}"


def test_a_trajectory_is_answered_whole_and_without_names(program, one, samira, robert, waterveen):
    with tenant_context(waterveen):
        milestones.tick(by=robert, trajectory=samira, kind="iu_in_view", on=date(2026, 3, 9))
    answer = program("caseload:read").get(one)
    assert answer.status_code == 200
    body = answer.json()
    assert body["id"] == str(samira.pk) and body["external_id"] == "W-1"
    assert body["intake_date"] == "2026-03-01" and body["step"] == "debts_in_view"
    assert [(m["kind"], m["reached_on"]) for m in body["milestones"]] == [
        ("iu_in_view", "2026-03-09")
    ]
    assert body["ending"] is None and len(body["clients"]) == 1
    assert "Samira" not in answer.content.decode()


def test_pages_have_every_trajectory_once(program, robert, waterveen):
    with tenant_context(waterveen):
        made = {str(a_trajectory(robert, f"W-{n}").pk) for n in range(7)}
        # As after an import: all registered at one moment.
        Trajectory.objects.update(created_at=timezone.now())
    ask, path, found = program("caseload:read"), "trajectories?limit=3", []
    while path:
        answer = ask.get(path)
        found.append([row["id"] for row in answer.json()["trajectories"]])
        link = answer.headers.get("Link", "")
        assert not link or link.endswith('rel="next"')
        path = link.partition("<")[2].partition(">")[0].rpartition("/api/v1/")[2]
    assert [len(page) for page in found] == [3, 3, 1]
    assert {key for page in found for key in page} == made


def test_filters_choose(program, robert, waterveen):
    with tenant_context(waterveen):
        running = a_trajectory(robert, "W-1", client_type="vulnerable")
        ended = a_trajectory(robert, "W-2")
        milestones.tick(by=robert, trajectory=running, kind="intake_done", on=date(2026, 3, 2))
        trajectories.end(by=robert, trajectory=ended, status="stopped", reason="no_show")
    ask = program("caseload:read")

    def found(**query):
        answer = ask.get("trajectories", **query)
        assert answer.status_code == 200, answer.content
        return [row["external_id"] for row in answer.json()["trajectories"]]

    assert found() == ["W-1", "W-2"]
    assert found(running="true") == ["W-1"] and found(running="false") == ["W-2"]
    assert found(client_type="vulnerable") == ["W-1"]
    assert found(step="iu_in_view") == ["W-1"] and found(step="intake") == ["W-2"]


@pytest.mark.parametrize(
    "change",
    [
        lambda by, t: milestones.tick(by=by, trajectory=t, kind="iu_in_view"),
        lambda by, t: trajectories.update(by=by, trajectory=t, team="Noord"),
        lambda by, t: trajectories.end(by=by, trajectory=t, status="referred"),
    ],
)
def test_what_changed_since_is_found_by_its_history(program, robert, waterveen, change):
    ask = program("caseload:read")
    with tenant_context(waterveen):
        with pgtrigger.ignore():  # without a history: as if long ago
            changed, _other = a_trajectory(robert, "W-1"), a_trajectory(robert, "W-2")
        change(robert, changed)

    def found(hours):
        since = (timezone.now() + timedelta(hours=hours)).isoformat()
        rows = ask.get("trajectories", changed_since=since).json()["trajectories"]
        return [row["id"] for row in rows]

    assert found(-1) == [str(changed.pk)] and found(1) == []


def test_an_old_version_is_not_answered_again(program, one):
    ask = program("caseload:read")
    tag = ask.get(one)["ETag"]
    again = ask.get(one, headers={"if-none-match": tag})
    assert again.status_code == 304 and not again.content and again["ETag"] == tag
    assert ask.get(one, headers={"if-none-match": '"other"'}).status_code == 200


# --- Changes ------------------------------------------------------------------------------------


def test_a_trajectory_starts_with_its_client(program, waterveen):
    body = {
        "external_id": "W-9",
        "intake_date": "2026-03-01",
        "client_type": "vulnerable",
        "clients": [{"first_name": "Anna", "email": "anna@example.org", "channel": "email"}],
    }
    answer = program("caseload:write").post("trajectories", body)
    assert answer.status_code == 201, answer.content
    made = answer.json()
    assert answer["Location"] == f"/api/v1/trajectories/{made['id']}"
    assert made["client_type"] == "vulnerable" and "Anna" not in answer.content.decode()
    with tenant_context(waterveen):
        client = Client.objects.get(trajectories=made["id"])
        assert (client.first_name, client.email) == ("Anna", "anna@example.org")


def test_a_number_in_use_is_a_conflict_that_names_the_other(program, samira, waterveen):
    body = {"external_id": "W-1", "intake_date": "2026-03-01"}
    error = problem(program().post("trajectories", body), 409)["errors"][0]
    assert error["code"] == "external_id_taken" and error["pointer"] == "#/external_id"
    assert error["existing"] == str(samira.pk)
    with tenant_context(waterveen):
        assert Client.objects.count() == 1, "the client of the refused one stayed"


@pytest.mark.parametrize("number", ["111222333", "111.222.333", "111 222 333"])
def test_a_bsn_is_refused_and_not_repeated(program, waterveen, number):
    ask = program()
    body = {"external_id": number, "intake_date": "2026-03-01"}
    answer = ask.post("trajectories", body)
    assert problem(answer, 422)["errors"][0]["code"] == "bsn"
    answer_of_text = ask.post("trajectories", body | {"external_id": "W-8", "team": f"T {number}"})
    error = problem(answer_of_text, 400)["errors"][0]
    assert (error["pointer"], error["code"]) == ("#/team", "bsn")
    assert number not in answer.content.decode() + answer_of_text.content.decode()


def test_a_change_names_the_version_it_was_made_to(program, one, samira, waterveen):
    ask = program()
    tag = ask.get(one)["ETag"]
    problem(ask.patch(one, {"team": "Noord"}), 428)
    changed = ask.patch(one, {"team": "Noord"}, headers={"if-match": tag})
    assert changed.status_code == 200 and changed.json()["team"] == "Noord"
    assert changed["ETag"] == ask.get(one)["ETag"] != tag
    problem(ask.patch(one, {"team": "Zuid"}, headers={"if-match": tag}), 412)
    assert ask.get(one).json()["team"] == "Noord"


def test_a_caseworker_is_one_of_here(program, one, robert, make_account, lindehaven):
    elsewhere = make_account("x@lindehaven.example.org", lindehaven)
    ask = program()

    def assign(account):
        headers = {"if-match": ask.get(one)["ETag"]}
        return ask.patch(one, {"caseworker_id": str(account.pk)}, headers=headers)

    assert assign(robert).status_code == 200
    assert problem(assign(elsewhere), 422)["errors"][0]["pointer"] == "#/caseworker_id"


def test_a_result_is_ticked_once_moved_and_taken_back(program, one, samira, waterveen):
    ask, path = program(), f"{one}/milestones"
    ticked = ask.post(path, {"kind": "iu_in_view", "reached_on": "2026-03-20"})
    assert ticked.status_code == 201
    place = ticked["Location"].removeprefix("/api/v1/")
    again = ask.post(path, {"kind": "iu_in_view", "reached_on": "2026-04-01"})
    assert again.status_code == 200 and again.json() == ticked.json()
    moved = ask.patch(place, {"reached_on": "2026-03-21"}, headers={"if-match": ticked["ETag"]})
    assert moved.json()["reached_on"] == "2026-03-21"
    problem(
        ask.patch(place, {"reached_on": "2026-03-22"}, headers={"if-match": ticked["ETag"]}), 412
    )
    revoked = ask.post(f"{place}/revocation", {"reason": "vergissing van Samira"})
    assert revoked.status_code == 200 and revoked.json()["revoked_at"]
    assert "vergissing" not in revoked.content.decode()
    assert ask.get(path).json() == {"milestones": []}
    assert ask.get(place).json()["revoked_at"]
    late = ask.patch(place, {"reached_on": "2026-03-22"}, headers={"if-match": "*"})
    assert problem(late, 409)["errors"][0]["code"] == "revoked"
    with tenant_context(waterveen):
        kept = Milestone.objects.get(trajectory=samira)
        assert kept.revoked_reason == "vergissing van Samira" and kept.recorded_by is None


def test_refusals_say_what_and_where(program, one):
    ask = program()
    ahead = (timezone.localdate() + timedelta(days=3)).isoformat()
    future = ask.post(f"{one}/milestones", {"kind": "iu_in_view", "reached_on": ahead})
    error = problem(future, 422)["errors"][0]
    assert (error["code"], error["pointer"]) == ("in_the_future", "#/reached_on")
    unknown = ask.post(f"{one}/milestones", {"kind": "rich", "on": "2026-03-01"})
    pointers = {e["pointer"] for e in problem(unknown, 400)["errors"]}
    assert pointers == {"#/on"}
    reason = ask.put(f"{one}/ending", {"status": "stopped", "reason": "debt_rest"})
    error = problem(reason, 422)["errors"][0]
    assert (error["code"], error["pointer"]) == ("reason_of_other_status", "#/reason")


def test_help_is_added_once_and_ended(program, one):
    ask, path = program(), f"{one}/deployments"
    body = {"category": "legal", "service": "Rechtswinkel", "started_on": "2026-03-10"}
    added = ask.post(path, body)
    assert added.status_code == 201 and ask.post(path, body).status_code == 200
    place = added["Location"].removeprefix("/api/v1/")
    tag = {"if-match": added["ETag"]}
    early = ask.patch(place, {"ended_on": "2026-03-09"}, headers=tag)
    assert problem(early, 422)["errors"][0]["pointer"] == "#/ended_on"
    assert (
        ask.patch(place, {"ended_on": "2026-04-01"}, headers=tag).json()["ended_on"] == "2026-04-01"
    )
    assert len(ask.get(path).json()["deployments"]) == 1


def test_a_trajectory_ends_and_runs_again(program, one, samira, waterveen):
    ask, path = program(), f"{one}/ending"
    problem(ask.get(path), 404)
    problem(ask.delete(path), 404)
    body = {"status": "success", "reason": "debt_rest", "ended_on": "2026-06-01"}
    ended = ask.put(path, body)
    assert ended.status_code == 201 and ask.put(path, body).status_code == 200
    assert [m["kind"] for m in ask.get(one).json()["milestones"]] == ["debt_rest"]
    other = ask.put(path, {"status": "referred"})
    assert problem(other, 409)["errors"][0]["code"] == "already_ended"
    problem(ask.delete(path, headers={"if-match": '"x"'}), 412)
    assert ask.delete(path, headers={"if-match": ended["ETag"]}).status_code == 204
    assert ask.get(one).json()["ending"] is None


def test_history_and_reading_name_the_token_and_no_person(program, one, samira, waterveen):
    from monitor.api.models import AccessToken

    ask = program()
    ask.get(one)
    ask.get("trajectories")
    ask.post(f"{one}/milestones", {"kind": "iu_in_view"})
    with tenant_context(waterveen):
        token = str(AccessToken.objects.get().pk)
        milestone = Milestone.objects.get()
        history = milestone.events.get()
        assert history.pgh_context.metadata["access_token"] == token
        reads = list(ReadEvent.objects.filter(object_id=samira.pk))
        assert {(read.what, read.account_id) for read in reads} == {("trajectory", None)}
        routes = {read.route for read in reads}
        assert routes == {f"api:trajectory token {token}", f"api:trajectories token {token}"}


def test_reading_by_a_member_names_the_member(client_on, waterveen, robert, samira):
    browser = client_on(waterveen, robert)
    assert browser.get(f"/api/v1/trajectories/{samira.pk}").status_code == 200
    with tenant_context(waterveen):
        assert ReadEvent.objects.get(object_id=samira.pk).account_id == robert.pk


def test_a_page_costs_the_same_number_of_queries_for_any_number_of_rows(program, robert, waterveen):
    ask, counts = program("caseload:read"), []
    ask.get("trajectories")
    for more in (1, 8):
        with tenant_context(waterveen):
            for number in range(more):
                made = a_trajectory(robert, f"W-{more}-{number}")
                milestones.tick(by=robert, trajectory=made, kind="iu_in_view")
        connection.set_schema_to_public()
        with CaptureQueriesContext(connection) as queries:
            assert ask.get("trajectories").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] < 14
