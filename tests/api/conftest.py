"""Accounts and browsers for asking the API; the records are those of the insights tests."""

import pytest

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
