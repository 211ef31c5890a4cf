"""What every host has, and what no response lacks."""

import re
from datetime import UTC, datetime, timedelta

import pytest


@pytest.fixture(params=["programme", "municipality"])
def visitor(request, client_on, waterveen):
    """Somebody without an account, on either kind of host."""
    return client_on(waterveen if request.param == "municipality" else None)


@pytest.mark.parametrize("path", ["/toegankelijkheid/", "/privacy/", "/accounts/login/"])
def test_the_page_is_there_in_dutch_and_english(visitor, path):
    assert 'lang="nl"' in visitor.get(path).text
    visitor.cookies["language"] = "en"
    assert 'lang="en"' in visitor.get(path).text


def test_security_txt_is_valid_for_months_but_less_than_a_year(visitor):
    text = visitor.get("/.well-known/security.txt").text
    expires = datetime.fromisoformat(re.search(r"Expires: (\S+)", text)[1])
    assert timedelta(days=30) < expires - datetime.now(UTC) < timedelta(days=365)
    assert "Contact: mailto:" in text


def test_an_unknown_host_is_not_found_and_shows_nothing(client_on, db):
    browser = client_on(None)
    for host in ("nowhere.localhost", "template.localhost", "public.localhost"):
        answer = browser.get("/", headers={"host": host})
        assert answer.status_code == 404


@pytest.mark.parametrize("path", ["/privacy/", "/accounts/login/", "/nergens/"])
def test_every_answer_carries_the_strict_policy(visitor, path):
    headers = visitor.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy and "object-src 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] in {"same-origin", "no-referrer"}


def test_a_municipalitys_pages_are_not_kept_by_caches(client_on, waterveen):
    assert client_on(waterveen).get("/privacy/").headers["Cache-Control"] == "no-store"


def test_log_lines_hold_no_address_number_or_link():
    from tenants.logs import scrubbed

    line = scrubbed("mail to anna@example.org, +31612345678, link /v/AbCdEfGhJkLm, bsn 123456782")
    for secret in ("anna", "31612345678", "AbCdEfGhJkLm", "123456782"):
        assert secret not in line
