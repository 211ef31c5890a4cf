"""What every test has: a real PostgreSQL, three municipalities with their people, no network."""

import os
import shutil

import pytest
from django.db import connection, connections
from django_tenants.utils import tenant_context

# Playwright keeps an event loop in this thread; Django would take every later query for one made
# inside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_runtest_setup(item):
    """The outside network is blocked; this machine's own addresses are not."""
    from pytest_socket import socket_allow_hosts

    socket_allow_hosts(["127.0.0.1", "::1"], allow_unix_socket=True)


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker):
    """Start this process's server on a copy of the prepared cluster and log in as the web does."""
    from config.demo import cluster
    from tests.cluster import copy_of_prepared

    place = copy_of_prepared()
    server, socket = cluster.start(place / "pg", durable=False)
    for alias in connections:
        connections[alias].settings_dict["HOST"] = socket
    yield
    with django_db_blocker.unblock():
        connections.close_all()
    server.cleanup()
    shutil.rmtree(place, ignore_errors=True)


@pytest.fixture(autouse=True)
def _public_world(request):
    """Every test starts and ends on the programme's side, in Dutch, with nothing remembered of
    hosts: a request leaves its language behind."""
    from django.conf import settings
    from django.core.cache import caches
    from django.utils import translation

    from monitor.surveys import questions
    from tenants import hosts

    translation.activate(settings.LANGUAGE_CODE)
    hosts.forget()
    questions.forget()
    for cache in caches.all(initialized_only=True):
        cache.clear()
    connection.set_schema_to_public()
    yield
    connection.set_schema_to_public()


@pytest.fixture
def municipalities(db):
    """Waterveen, Lindehaven and Oosterduin by slug."""
    from tenants.models import Municipality

    real = Municipality.objects.exclude(schema_name__in=["public", "m_template"])
    return {municipality.slug: municipality for municipality in real}


@pytest.fixture
def waterveen(municipalities):
    """The municipality most tests work in."""
    return municipalities["waterveen"]


@pytest.fixture
def lindehaven(municipalities):
    """The neighbour that must not see Waterveen's."""
    return municipalities["lindehaven"]


@pytest.fixture
def oosterduin(municipalities):
    """A third, so that two of the same role can be told apart."""
    return municipalities["oosterduin"]


@pytest.fixture
def in_waterveen(waterveen):
    """The test's own code runs inside Waterveen's schema, with its PostgreSQL role."""
    with tenant_context(waterveen):
        yield waterveen


@pytest.fixture
def inside(waterveen):
    """inside(function, …) -> its result, run in Waterveen's schema."""

    def run(function, *args, **kwargs):
        with tenant_context(waterveen):
            return function(*args, **kwargs)

    return run


@pytest.fixture
def make_account(db):
    """make_account("anna@example.org", waterveen, "caseworker") -> Account."""
    from tenants.models import Account, Membership

    def make(email, municipality=None, role="caseworker", **fields):
        connection.set_schema_to_public()
        account = Account.objects.create_user(email, "geheim-wachtwoord", **fields)
        if municipality is not None:
            Membership.objects.create(account=account, municipality=municipality, role=role)
        return account

    return make


@pytest.fixture
def client_on(client):
    """client_on(waterveen) -> a Django test client that talks to that municipality's host."""
    from django.test import Client

    def on(municipality=None, account=None):
        host = f"{municipality.slug}.localhost" if municipality else "localhost"
        browser = Client(headers={"host": host})
        if account is not None:
            world = municipality or _programme()
            with tenant_context(world):
                browser.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
            connection.set_schema_to_public()
        return browser

    return on


def _programme():
    from tenants.models import Municipality

    return Municipality.objects.get(schema_name="public")


CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium():
    """Debian's Chromium, one for all tests of this process; they open contexts of their own."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=CHROMIUM_ARGUMENTS
        )
        yield browser
        browser.close()
