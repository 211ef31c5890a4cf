"""Production settings refuse to start on a missing secret, and name it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMPLETE = {
    "SECRET_KEY": "x" * 60,
    "VAULT_KEYS": "k1:" + "ab" * 32,
    "BASE_HOST": "klantmonitor.example",
    "DATABASE_HOST": "postgres",
    "DATABASE_WEB_PASSWORD": "w",
    "BROKER_URL": "redis://redis:6379/0",
    "CACHE_URL": "redis://redis:6379/1",
    "EMAIL_HOST": "mail.example",
}


NAME = "from django.conf import settings; print(settings.SESSION_COOKIE_NAME)"


def start(environment: dict[str, str], code: str = NAME) -> subprocess.CompletedProcess:
    """Load the settings in a process of its own, with nothing else in its environment."""
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "config.settings.production"}
        | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_complete_environment_starts_with_host_bound_cookies():
    started = start(COMPLETE)
    assert started.returncode == 0, started.stderr
    assert started.stdout.strip() == "__Host-sessionid"


@pytest.mark.parametrize("name", sorted(COMPLETE))
def test_a_missing_secret_stops_the_start_and_is_named(name):
    started = start({key: value for key, value in COMPLETE.items() if key != name})
    assert started.returncode != 0
    assert f"{name} is not set" in started.stderr


@pytest.mark.parametrize("keys", ["k1", "k1:zz", "k1:abcd", "k2:" + "ab" * 32])
def test_a_malformed_vault_key_stops_the_start_and_is_not_printed(keys):
    started = start(COMPLETE | {"VAULT_KEYS": keys})
    assert started.returncode != 0
    last_line = started.stderr.strip().splitlines()[-1]
    assert "VAULT_KEYS" in last_line and "abab" not in last_line


@pytest.mark.parametrize("name", ["X-Forwarded-For", "client_address", ""])
def test_a_header_that_a_reader_could_spell_otherwise_stops_the_start(name):
    started = start(COMPLETE | {"CLIENT_ADDRESS_HEADER": name})
    assert started.returncode != 0
    assert "CLIENT_ADDRESS_HEADER" in started.stderr.strip().splitlines()[-1]
