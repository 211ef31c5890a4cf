"""Statements whose plan the server keeps: in whose world they run, and what is left of a failure.

On connections of their own: the one of the tests is always within a transaction."""

import psycopg
import pytest
from django.db import OperationalError, connection
from django.db.utils import DataError, ProgrammingError

from tenants.database import prepared

WHO = "SELECT current_user::text, current_schema()::text, %(said)s::text"
COUNT = "SELECT count(*) FROM pg_prepared_statements WHERE name LIKE %(like)s::text"


@pytest.fixture
def kept(db):
    """A connection that a web process keeps, in no municipality yet."""
    made = connection.copy()
    made.health_check_enabled = True
    yield made
    made.close()


def ask(kept, municipality, statement=WHO, **values):
    """As the first statement of a request on this municipality's host."""
    kept.health_check_done = False
    kept.set_tenant(municipality)
    return kept.first_row(statement, values)


def test_it_runs_in_the_world_of_the_request_whichever_was_before(kept, waterveen, lindehaven):
    for municipality in (waterveen, lindehaven, waterveen, waterveen, lindehaven):
        schema = municipality.schema_name
        assert ask(kept, municipality, said="a 'b' %") == (f"t_{schema}", schema, "a 'b' %")
        with kept.cursor() as cursor:
            cursor.execute("SELECT current_user::text")
            assert cursor.fetchone() == (f"t_{schema}",)


def test_a_municipality_reads_nothing_of_another_by_it(kept, waterveen, lindehaven):
    there = "SELECT count(*) FROM m_lindehaven.surveys_answer"
    assert ask(kept, lindehaven, there) == (0,)
    for _ in range(2):
        with pytest.raises(ProgrammingError, match="permission denied"):
            ask(kept, waterveen, there)
    assert ask(kept, waterveen, said="")[0] == "t_m_waterveen"
    assert ask(kept, lindehaven, there) == (0,)


def test_an_unknown_municipality_is_in_no_world(kept, waterveen):
    ask(kept, waterveen, said="")
    kept.set_schema("m_nowhere")
    with pytest.raises(DataError, match="t_m_nowhere"):
        kept.first_row(WHO, {"said": ""})
    assert kept.search_path_set_schemas is None


def test_it_is_planned_once_per_municipality_and_no_more_are_kept_than_fit(
    kept, waterveen, lindehaven, oosterduin, monkeypatch
):
    def prepared_statements():
        return ask(kept, waterveen, COUNT, like="asked%")[0]

    for municipality in (waterveen, lindehaven) * 3:
        ask(kept, municipality, said="")
    assert prepared_statements() == 3, "one for each of two, and the one that counts"
    monkeypatch.setattr(prepared, "KEPT", 2)
    for municipality in (oosterduin, waterveen, lindehaven) * 2:
        assert ask(kept, municipality, said="")[1] == municipality.schema_name
    # Those that went one at a time: three were kept when the limit became two.
    assert prepared_statements() == 3


def test_a_connection_that_died_meanwhile_is_replaced_and_nobody_notices(kept, waterveen):
    ask(kept, waterveen, said="")
    _end(kept)
    assert ask(kept, waterveen, said="again")[2] == "again"


def test_one_that_dies_within_a_request_is_not(kept, waterveen):
    ask(kept, waterveen, said="")
    _end(kept)
    with pytest.raises(OperationalError):
        kept.first_row(WHO, {"said": ""})


def _end(kept):
    """The server ends the connection; this side does not know it yet."""
    pid = kept.connection.info.backend_pid
    other = {**kept.get_connection_params(), "autocommit": True}
    with psycopg.connect(**other) as another:
        another.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])


def test_after_a_failure_the_same_statement_works(kept, waterveen):
    ratio = "SELECT 1 / %(by)s::int"
    for by, found in ((0, None), (1, (1,)), (0, None), (1, (1,))):
        if found:
            assert ask(kept, waterveen, ratio, by=by) == found
        else:
            with pytest.raises(DataError, match="division by zero"):
                ask(kept, waterveen, ratio, by=by)


def test_who_adds_to_statements_finds_the_world_entered(kept, waterveen):
    """The context of the history is put before a statement, by how the statement begins."""
    seen = []

    def look(execute, sql, params, many, context):
        seen.append(sql.split()[0])
        return execute(sql, params, many, context)

    with kept.execute_wrapper(look):
        assert ask(kept, waterveen, said="")[0] == "t_m_waterveen"
        assert ask(kept, waterveen, said="")[0] == "t_m_waterveen"
    assert seen == ["PREPARE", "EXECUTE"]


def test_places_are_numbered_by_name():
    text, places = prepared.numbered("UPDATE x SET a = %(b)s, c = %(a)s WHERE b = %(b)s")
    assert text == "UPDATE x SET a = $1, c = $2 WHERE b = $1"
    assert places == "(%(b)s, %(a)s)"


@pytest.mark.django_db
def test_a_statement_of_web_ends_after_its_time_and_the_connection_goes_on(settings):
    """The web server sets the time (config/web.py); workers have none."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("0",)
    settings.STATEMENT_SECONDS = 1
    another = connection.copy()
    try:
        with another.cursor() as cursor, pytest.raises(OperationalError, match="timeout"):
            cursor.execute("SELECT pg_sleep(60)")
        with another.cursor() as cursor:
            cursor.execute("SHOW statement_timeout")
            assert cursor.fetchone() == ("1s",)
    finally:
        another.close()
