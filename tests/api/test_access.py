"""Who may ask, what is refused, and how refusals read."""

import pytest
from drf_spectacular.validation import validate_schema

from monitor.api import views
from tenants.access import INSIGHT
from tenants.models import Membership, Role

PATHS = ["indicators", "indicators/success", "indicators/nooit", "elders/nergens"]


def problem(answer, status):
    """The body, after checking that it is a problem with this status."""
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == status and body["title"] and body["instance"]
    return body


@pytest.mark.parametrize("path", PATHS)
def test_an_anonymous_asker_gets_401_and_is_led_nowhere(client_on, waterveen, path):
    answer = client_on(waterveen).get(f"/api/v1/{path}")
    problem(answer, 401)
    assert answer["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("role", sorted(INSIGHT))
def test_every_role_with_insight_may_ask(client_on, waterveen, edition, make_account, role):
    browser = client_on(waterveen, make_account("r@waterveen.example.org", waterveen, role))
    assert browser.get("/api/v1/indicators").status_code == 200
    assert browser.get("/api/v1/indicators/success").status_code == 200


def test_a_role_without_insight_gets_403(client_on, waterveen, make_account, monkeypatch):
    monkeypatch.setattr(views.InsightView, "roles", INSIGHT - {Role.CASEWORKER})
    browser = client_on(waterveen, make_account("r@waterveen.example.org", waterveen, "caseworker"))
    problem(browser.get("/api/v1/indicators/success"), 403)


def test_a_membership_that_has_ended_gets_403_and_then_401(client_on, waterveen, adviser):
    browser = client_on(waterveen, adviser)
    Membership.objects.filter(account=adviser).update(is_active=False)
    refused = browser.get("/api/v1/indicators")
    assert "hoort niet" in problem(refused, 403)["detail"]
    assert refused["API-Version"] == views.VERSION
    problem(browser.get("/api/v1/indicators"), 401)


def test_an_account_of_another_municipality_cannot_sign_in_and_gets_401(
    client_on, lindehaven, adviser
):
    there = client_on(lindehaven)
    there.post("/accounts/login/", {"login": adviser.email, "password": "geheim-wachtwoord"})
    problem(there.get("/api/v1/indicators"), 401)


def test_a_session_of_another_host_is_no_session_here(client_on, waterveen, lindehaven, adviser):
    there = client_on(lindehaven)
    there.cookies = client_on(waterveen, adviser).cookies
    problem(there.get("/api/v1/indicators"), 401)


def test_every_view_carries_its_audience():
    for view in (views.Indicators, views.Indicator, views.Unknown):
        assert view.as_view().audience == INSIGHT


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_changed(client_on, waterveen, adviser, method):
    answer = getattr(client_on(waterveen, adviser), method)("/api/v1/indicators/success")
    problem(answer, 405)


def test_an_unknown_indicator_is_not_found(api, edition):
    assert "bestaat niet" in problem(api("indicators/nooit"), 404)["detail"]


@pytest.mark.parametrize("path", ["indicators/", "indicators/success/", "clients"])
def test_other_addresses_are_not_found(api, edition, path):
    problem(api(path), 404)


@pytest.mark.parametrize(
    "name, value",
    [
        ("type", "rijk"),
        ("instroom", "x"),
        ("looptijd", "1066"),
        ("pad", "nergens"),
        ("team", "9"),
        ("kwartaal", "2021-Q5"),
        ("samen", "misschien"),
        ("client_type", "vulnerable"),
    ],
)
def test_a_wrong_parameter_is_named(api, edition, name, value):
    body = problem(api("indicators/success", **{name: value}), 400)
    assert [error["parameter"] for error in body["errors"]] == [name]
    assert "Kies uit" in body["errors"][0]["detail"] and value not in str(body)


def test_all_wrong_parameters_are_named_at_once(api, edition):
    body = problem(api("indicators/success", type="x", instroom="y"), 400)
    assert {error["parameter"] for error in body["errors"]} == {"type", "instroom"}


def test_without_an_edition_there_are_indicators_but_no_numbers(api, db):
    assert len(api("indicators").json()["indicators"]) == 92
    assert "nog geen editie" in problem(api("indicators/success"), 404)["detail"]


def test_every_answer_has_the_version_and_is_kept_by_no_cache(api, edition):
    for path in ("indicators", "indicators/success", "indicators/nooit"):
        answer = api(path)
        assert answer["API-Version"] == views.VERSION
        assert answer["Cache-Control"] == "private, no-store"


def test_the_document_describes_the_addresses_and_is_for_anyone(client_on, waterveen, capsys):
    answer = client_on(waterveen).get("/api/v1/openapi.json")
    assert answer.status_code == 200 and answer["API-Version"] == views.VERSION
    document = answer.json()
    validate_schema(document)
    assert set(document["paths"]) == {
        *("/indicators", "/indicators/{indicator}", "/answers", "/webhooks", "/webhooks/{webhook}"),
        *("/trajectories", "/trajectories/{trajectory}", "/trajectories/{trajectory}/ending"),
        "/trajectories/{trajectory}/milestones",
        "/trajectories/{trajectory}/milestones/{milestone}",
        "/trajectories/{trajectory}/milestones/{milestone}/revocation",
        "/trajectories/{trajectory}/deployments",
        "/trajectories/{trajectory}/deployments/{deployment}",
    }
    assert answer["Access-Control-Allow-Origin"] == "*"
    names = {p["name"] for p in document["paths"]["/indicators/{indicator}"]["get"]["parameters"]}
    assert {"looptijd", "type", "instroom", "indicator"} <= names
    assert not capsys.readouterr().err, "drf-spectacular could not describe something"
