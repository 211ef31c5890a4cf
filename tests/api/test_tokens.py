"""Tokens: what they open, how they end, what is kept of them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from django_tenants.utils import tenant_context

from monitor.api import tokens
from monitor.api.models import AccessToken, Scope
from monitor.caseload.acts import Refused
from tests.api.test_access import problem

# Scope -> an address it opens for reading; one scope opens none of the others.
READING = {
    "caseload:read": "trajectories",
    "answers:read": "answers",
    "indicators:read": "indicators",
    "webhooks": "webhooks",
}


@pytest.mark.parametrize("scope", Scope.values)
def test_a_scope_opens_its_own_addresses_and_no_others(program, scope):
    ask = program(scope)
    for needed, path in READING.items():
        answer = ask.get(path)
        if needed == scope:
            assert answer.status_code == 200, path
        else:
            problem(answer, 403)


def test_reading_is_no_writing(program, samira):
    body = {"external_id": "W-9", "intake_date": "2026-03-01"}
    ask = program("caseload:read")
    problem(ask.post("trajectories", body), 403)
    path = f"trajectories/{samira.pk}/milestones"
    problem(ask.post(path, {"kind": "iu_in_view"}), 403)
    assert ask.get(path).json() == {"milestones": []}


def test_a_token_is_nothing_on_another_host(token_for, client_on, waterveen, lindehaven):
    headers = {"authorization": f"Bearer {token_for(*Scope.values)}"}
    for path in (*READING.values(), "indicators/success"):
        problem(client_on(lindehaven).get(f"/api/v1/{path}", headers=headers), 401)
    assert client_on(waterveen).get("/api/v1/webhooks", headers=headers).status_code == 200
    on_the_programmes = client_on(None).get("/api/v1/webhooks", headers=headers, follow=True)
    assert on_the_programmes.status_code == 404


def test_an_object_of_another_municipality_is_not_there(program, samira, lindehaven):
    ask = program(municipality=lindehaven)
    for path in ("", "/milestones", "/deployments", "/ending"):
        problem(ask.get(f"trajectories/{samira.pk}{path}"), 404)
    problem(ask.post(f"trajectories/{samira.pk}/milestones", {"kind": "iu_in_view"}), 404)
    assert ask.get("answers", trajectory=samira.pk).json() == {"answers": []}


@pytest.mark.parametrize(
    "header",
    ["Bearer", "Bearer ", "Bearer kmt_x", "Bearer x y", "Bearer kmt_\xe9", "Basic a2E6Yg=="],
)
def test_what_is_no_token_gets_401(client_on, waterveen, header):
    answer = client_on(waterveen).get("/api/v1/trajectories", headers={"authorization": header})
    problem(answer, 401)


def test_of_a_token_only_the_hash_is_kept(token_for, waterveen):
    secret = token_for("caseload:read")
    with tenant_context(waterveen), connection.cursor() as cursor:
        for table in ("api_accesstoken", "api_accesstokenevent", "pghistory_context"):
            cursor.execute(f"SELECT t::text FROM {table} t")
            assert secret not in str(cursor.fetchall())
        assert secret.startswith(AccessToken.objects.get().beginning)


def test_the_day_of_the_last_use_is_noted_without_a_history(program, waterveen):
    ask = program("caseload:read")
    ask.get("trajectories")
    ask.get("trajectories")
    with tenant_context(waterveen):
        token = AccessToken.objects.get()
        assert token.last_used_on == timezone.localdate()
        assert [event.pgh_label for event in token.events.all()] == ["insert"]


def test_a_revoked_token_and_one_past_its_last_day_open_nothing(program, waterveen, administrator):
    ask = program("caseload:read")
    today = timezone.localdate()
    for expires_on, status in ((today, 200), (today - timedelta(days=1), 401)):
        with tenant_context(waterveen):
            AccessToken.objects.update(expires_on=expires_on)
        assert ask.get("trajectories").status_code == status
    with tenant_context(waterveen):
        AccessToken.objects.update(expires_on=today)
        revoked = tokens.revoke(by=administrator, token=AccessToken.objects.get())
        assert tokens.revoke(by=None, token=revoked).revoked_by == administrator.pk
        event = revoked.events.latest("pgh_id")
        assert event.pgh_context.metadata["account"] == str(administrator.pk)
    problem(ask.get("trajectories"), 401)


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "},
        {"name": "x" * 61},
        {"scopes": []},
        {"scopes": ["everything"]},
        {"expires_on": timezone.localdate() - timedelta(days=1)},
        {"expires_on": timezone.localdate() + timedelta(days=400)},
    ],
)
def test_a_token_without_bounds_is_refused(in_waterveen, wrong):
    with pytest.raises(Refused):
        tokens.issue(by=None, **({"name": "Koppeling", "scopes": ["webhooks"]} | wrong))


# --- Limits -------------------------------------------------------------------------------------


def test_who_asks_too_often_waits(program, settings):
    settings.API_RATE = "3/min"
    ask, other = program("caseload:read"), program("caseload:read")
    assert [ask.get("trajectories").status_code for _ in range(4)] == [200, 200, 200, 429]
    answer = ask.get("trajectories")
    problem(answer, 429)
    assert 0 < int(answer["Retry-After"]) <= 60
    assert other.get("trajectories").status_code == 200


def test_a_large_body_and_another_kind_are_refused(program, settings):
    ask = program()
    settings.API_BODY_LIMIT = 1000
    problem(ask.post("trajectories", {"external_id": "x" * 1000}), 413)
    answer = ask.browser.post(
        "/api/v1/trajectories",
        "a=1",
        content_type="application/x-www-form-urlencoded",
        headers={"authorization": f"Bearer {ask.secret}"},
    )
    problem(answer, 415)


@pytest.mark.parametrize(
    "text", ["{", "[]", "1", "null", "NaN", "[" * 20_000, '{"a": 1e999}', "\xff"]
)
def test_what_is_no_json_object_is_refused(program, text):
    problem(program().post("trajectories", text), 400)


# --- Idempotency keys ---------------------------------------------------------------------------


def test_the_same_request_twice_is_done_once(program, waterveen):
    ask, body = program(), {"external_id": "W-9", "intake_date": "2026-03-01"}
    headers = {"idempotency-key": "a1"}
    first = ask.post("trajectories", body, headers=headers)
    again = ask.post("trajectories", body, headers=headers)
    assert first.status_code == again.status_code == 201 and first.json() == again.json()
    assert again["Idempotent-Replayed"] == "true" and "Idempotent-Replayed" not in first
    assert (again["ETag"], again["Location"]) == (first["ETag"], first["Location"])
    other = ask.post("trajectories", body | {"external_id": "W-8"}, headers=headers)
    assert "Idempotency-Key" in problem(other, 422)["detail"]
    # Somebody else's key of the same name is another key.
    problem(program().post("trajectories", body, headers=headers), 409)


def test_a_refused_request_is_not_remembered(program, samira):
    ask, headers = program(), {"idempotency-key": "a1"}
    wrong = {"external_id": "W-1", "intake_date": "2026-03-01"}
    problem(ask.post("trajectories", wrong, headers=headers), 409)
    right = wrong | {"external_id": "W-2"}
    assert ask.post("trajectories", right, headers=headers).status_code == 201


def test_a_key_is_forgotten_after_a_day_and_its_answer_is_sealed(program, waterveen):
    from monitor.api.models import RememberedRequest

    ask, headers = program(), {"idempotency-key": "a1"}
    ask.post("trajectories", {"external_id": "W-9", "intake_date": "2026-03-01"}, headers=headers)
    with tenant_context(waterveen):
        kept = RememberedRequest.objects.get()
        assert b"W-9" not in bytes(kept.answer_sealed) and "W-9" in kept.answer
        RememberedRequest.objects.update(created_at=timezone.now() - timedelta(hours=25))
    again = {"external_id": "W-10", "intake_date": "2026-03-01"}
    assert ask.post("trajectories", again, headers=headers).status_code == 201


@pytest.mark.parametrize("key", ["", "met spatie", "x" * 201])
def test_a_key_that_is_none_is_refused(program, key):
    body = {"external_id": "W-9", "intake_date": "2026-03-01"}
    problem(program().post("trajectories", body, headers={"idempotency-key": key}), 400)


# --- Answers ------------------------------------------------------------------------------------


def test_answers_are_numbers_and_codes(program, samira, waterveen):
    from monitor.surveys.models import Answer, Wave

    now = timezone.now()
    with tenant_context(waterveen):
        wave = Wave.objects.create(
            trajectory=samira, client=samira.clients.get(), kind="imported", sequence=1,
            status="submitted", open_from=now, submitted_at=now,
        )  # fmt: skip
        Answer.objects.create(wave=wave, item="stress", value=4, answered_at=now)
        Answer.objects.create(wave=wave, item="feeling", choice="hopeful", answered_at=now)
        # What is no question of the standard, a text among them, does not go out.
        Answer.objects.create(wave=wave, item="free_text", choice="geheim", answered_at=now)
    ask = program("answers:read")
    answer = ask.get("answers")
    rows = {row["item"]: row for row in answer.json()["answers"]}
    assert set(rows) == {"stress", "feeling"} and "geheim" not in answer.content.decode()
    assert rows["stress"]["value"] == 4 and rows["feeling"]["choice"] == "hopeful"
    assert rows["stress"]["trajectory"] == str(samira.pk)
    later = (now + timedelta(minutes=1)).isoformat()
    assert ask.get("answers", since=later).json() == {"answers": []}
    assert len(ask.get("answers", trajectory=samira.pk).json()["answers"]) == 2
    problem(ask.post("answers", {}), 405)
