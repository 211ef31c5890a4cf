"""What belongs to one municipality is refused in another: ORM, SQL, addresses, tasks, links."""

import pytest
from celery import current_app
from django.apps import apps
from django.db import connection
from django.db.utils import ProgrammingError
from django_tenants.utils import tenant_context

from tenants.tasks import HEADER, WrongWorld

from .routes import WORLDS, documented, filled, routes_of

OPEN = {"anyone", "client by link"}
# An import that is not there (any more) leads back to choosing a file, for everybody alike.
LEADS_BACK = {"exchange:preview": "/import/"}


def tenant_models():
    """Our models that live in a municipality's schema."""
    labels = {"caseload", "surveys", "insights", "desk", "exchange", "privacy", "api"}
    labels |= {"vault", "audit", "messaging"}
    labels |= {"worklist", "dashboards"}
    labels |= {"savings", "portal"}
    return [model for model in apps.get_models() if model._meta.app_label in labels]


def test_the_orm_finds_nothing_of_another_municipality(intruder_and_host):
    intruder, host = intruder_and_host
    with tenant_context(intruder.municipality):
        for thing in (host.client, host.trajectory, host.wave):
            assert not type(thing).objects.filter(pk=thing.pk).exists()


def test_raw_sql_into_another_schema_is_refused_by_the_database(intruder_and_host):
    intruder, host = intruder_and_host
    schema = host.municipality.schema_name
    for model in tenant_models():
        for statement in ("SELECT * FROM {}", "DELETE FROM {}", "COPY {} TO STDOUT"):
            with (
                tenant_context(intruder.municipality),
                pytest.raises(ProgrammingError, match="permission denied"),
                _savepoint(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement.format(f'{schema}."{model._meta.db_table}"'))


def test_every_address_refuses_a_session_of_another_host(intruder_and_host, client_on):
    intruder, host = intruder_and_host
    browser = client_on(intruder.municipality, intruder.administrator)
    cookies = browser.cookies
    there = client_on(host.municipality)
    there.cookies = cookies  # the stolen cookie, replayed on the other host
    for name, route in routes_of(WORLDS["municipality"]).items():
        if documented()["municipality", name] in OPEN:
            continue
        for method in ("get", "post"):
            answer = getattr(there, method)(filled(route, host.values()))
            # An API answers a program: it asks for a session and leads nowhere.
            refusal = (401,) if route.startswith("api/") else (302, 405)
            assert answer.status_code in refusal, (name, method, answer.status_code)
            if answer.status_code == 302:
                assert "/accounts/login/" in answer["Location"], (name, answer["Location"])


def test_every_address_with_another_municipalitys_object_is_not_found(intruder_and_host, client_on):
    intruder, host = intruder_and_host
    browser = client_on(intruder.municipality, intruder.administrator)
    tried = 0
    for name, route in routes_of(WORLDS["municipality"]).items():
        if documented()["municipality", name] in OPEN or "<uuid" not in route:
            continue
        tried += 1
        for method in ("get", "post"):
            answer = getattr(browser, method)(filled(route, host.values()))
            if answer.status_code == 302 and name in LEADS_BACK:
                assert answer["Location"] == LEADS_BACK[name]
                continue
            assert answer.status_code in (404, 405), (name, method, answer.status_code)
    assert tried, "no address names an object: the test would prove nothing"


def test_a_survey_link_opens_on_its_own_host_alone(intruder_and_host, client_on):
    intruder, host = intruder_and_host
    assert client_on(host.municipality).get(f"/v/{host.token}").status_code in (302, 303)
    assert client_on(intruder.municipality).get(f"/v/{host.token}").status_code == 404
    assert client_on(None).get(f"/v/{host.token}", follow=True).status_code == 404


def test_an_account_of_another_municipality_cannot_sign_in(intruder_and_host, client_on):
    intruder, host = intruder_and_host
    browser = client_on(host.municipality)
    answer = browser.post(
        "/accounts/login/",
        {"login": intruder.administrator.email, "password": "geheim-wachtwoord"},
    )
    # The same as for an address that nobody has: whether it exists elsewhere is not said here.
    assert answer.status_code == 200
    nobody = browser.post(
        "/accounts/login/", {"login": "nobody@nowhere.example", "password": "geheim-wachtwoord"}
    )
    assert answer.context["form"].errors == nobody.context["form"].errors
    assert browser.get("/").status_code == 302
    own = client_on(intruder.municipality)
    own.post(
        "/accounts/login/",
        {"login": intruder.administrator.email, "password": "geheim-wachtwoord"},
    )
    assert own.get("/").status_code == 200


def own_tasks():
    """Every background task of ours."""
    current_app.loader.import_default_modules()
    rooms = ("monitor.", "tenants.", "benchmark.", "cms.", "learning_community.")
    return sorted(name for name in current_app.tasks if name.startswith(rooms))


def test_every_task_refuses_a_message_without_a_known_municipality(worlds):
    assert own_tasks()
    for name in own_tasks():
        task = current_app.tasks[name]
        if getattr(task, "runs_in_public", False):
            continue
        for headers in ({HEADER: "m_nowhere"}, {HEADER: "m_template"}):
            with pytest.raises(WrongWorld):
                task.apply(headers=headers, throw=True)


def test_every_task_with_another_municipalitys_object_does_nothing(intruder_and_host):
    intruder, host = intruder_and_host
    for name in own_tasks():
        task = current_app.tasks[name]
        parameters = task.run.__code__.co_argcount - hasattr(task.run, "__self__")
        if getattr(task, "runs_in_public", False) or not parameters:
            continue
        before = _contents(host)
        try:
            task.apply(
                args=[str(host.wave.pk)] * parameters,
                headers={HEADER: intruder.municipality.schema_name},
                throw=True,
            )
        except Exception as refused:  # noqa: BLE001 - any refusal will do, silence as well
            assert "DoesNotExist" in type(refused).__name__ or "Http404" in type(refused).__name__
        assert _contents(host) == before, name


def _contents(world) -> dict[str, int]:
    with tenant_context(world.municipality):
        return {model._meta.label: model.objects.count() for model in tenant_models()}


def _savepoint():
    from django.db import transaction

    return transaction.atomic()
