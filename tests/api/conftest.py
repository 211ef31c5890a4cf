"""Accounts and browsers for asking the API; the records are those of the insights tests."""

from dataclasses import dataclass
from urllib.parse import urlencode

import pytest
from django.db import connection
from django_tenants.utils import tenant_context

from monitor.api import tokens
from monitor.api.models import Scope
from tests.caseload.people import a_trajectory
from tests.insights.conftest import (  # noqa: F401 - fixtures
    _kept,
    computed,
    demo,
    edition,
    handed_over,
    loaded_waterveen,
    six,
    six_schemas,
)


@pytest.fixture
def adviser(make_account, waterveen):
    """A policy adviser of Waterveen."""
    return make_account("bas@waterveen.example.org", waterveen, "policy_adviser")


@pytest.fixture
def api(client_on, waterveen, adviser):
    """api("indicators/success", type="vulnerable") -> the answer on Waterveen's host."""
    browser = client_on(waterveen, adviser)

    def ask(path, headers=None, **query):
        return browser.get(f"/api/v1/{path}", query, headers=headers or {})

    return ask


@pytest.fixture
def robert(make_account, waterveen):
    """A caseworker of Waterveen."""
    return make_account("robert@waterveen.example.org", waterveen, "caseworker")


@pytest.fixture
def administrator(make_account, waterveen):
    """The administrator of Waterveen."""
    return make_account("iris@waterveen.example.org", waterveen, "administrator")


@pytest.fixture
def token_for(waterveen, administrator):
    """token_for("caseload:read", …) -> the secret of a new token of Waterveen."""

    def issue(*scopes, municipality=None, **options):
        with tenant_context(municipality or waterveen):
            _token, secret = tokens.issue(
                by=administrator, name="Koppeling", scopes=scopes, **options
            )
        connection.set_schema_to_public()
        return secret

    return issue


@dataclass
class Program:
    """A program with a token, on a municipality's host."""

    browser: object
    secret: str

    def __call__(self, method, path, body=None, headers=None, **query):
        """The answer to `method` on /api/v1/<path>; the world is left as it was found."""
        headers = {"authorization": f"Bearer {self.secret}"} | (headers or {})
        given = {} if body is None else {"data": body, "content_type": "application/json"}
        if query:
            path += "?" + urlencode(query)
        answer = getattr(self.browser, method)(f"/api/v1/{path}", headers=headers, **given)
        connection.set_schema_to_public()
        return answer

    def get(self, path, **options):
        return self("get", path, **options)

    def post(self, path, body, **options):
        return self("post", path, body, **options)

    def patch(self, path, body, **options):
        return self("patch", path, body, **options)

    def put(self, path, body, **options):
        return self("put", path, body, **options)

    def delete(self, path, **options):
        return self("delete", path, **options)


@pytest.fixture
def program(client_on, waterveen, token_for):
    """program("caseload:read") -> a Program with such a token; all scopes when none is named."""

    def with_scopes(*scopes, municipality=None):
        secret = token_for(*(scopes or Scope.values), municipality=municipality)
        return Program(client_on(municipality or waterveen), secret)

    return with_scopes


@pytest.fixture
def samira(robert, waterveen):
    """A trajectory of Waterveen with number W-1, since 1 March 2026; the test is on the
    programme's side again."""
    with tenant_context(waterveen):
        made = a_trajectory(robert, "W-1", first_name="Samira")
    connection.set_schema_to_public()
    return made
