"""Statements that are asked all day: planned once for each municipality, and asked in one trip with
the entering of its world.

PostgreSQL keeps the plan of a statement for one search path, so each municipality has plans of its
own on a connection, as many as KEPT; the one that was not asked for longest goes first. psycopg
would keep plans too, but not in one trip with the entering, or only in its pipeline mode, which
takes twice the processor time (docs/decisions/0013). It is not to do so beside these: at a rollback
it drops all plans of the connection, these too.
"""

import re
from collections import OrderedDict
from functools import lru_cache

from django.db import OperationalError

KEPT = 128  # some 80 kB each in the server, per connection
PLACE = re.compile(r"%\((\w+)\)s")


class Plans:
    """The statements that one connection has prepared. All of it ends with the connection."""

    def __init__(self):
        self._names: OrderedDict[tuple[str, str], str] = OrderedDict()
        self._given = 0

    def ask(self, world: str, statement: str) -> str:
        """SQL that runs this statement, with places for the same values; the first time in this
        world it is prepared on the way."""
        text, places = numbered(statement)
        name = self._names.get((world, statement))
        if name:
            self._names.move_to_end((world, statement))
            return f"EXECUTE {name}{places}"
        self._given += 1
        name = self._names[world, statement] = f"asked_{self._given}"
        leaving = f"DEALLOCATE {self._names.popitem(last=False)[1]};" if self._is_full else ""
        return f"{leaving}PREPARE {name} AS {text};EXECUTE {name}{places}"

    @property
    def _is_full(self) -> bool:
        return len(self._names) > KEPT

    def forget(self, world: str, statement: str) -> None:
        """Prepare it anew next time, by another name: it may never have come to it."""
        self._names.pop((world, statement), None)


@lru_cache
def numbered(statement: str) -> tuple[str, str]:
    """(`… id = $1 …`, `(%(wave)s)`) of a statement with named places: as PREPARE takes it, and what
    EXECUTE gives it."""
    names = list(dict.fromkeys(PLACE.findall(statement)))
    text = PLACE.sub(lambda place: f"${names.index(place[1]) + 1}", statement)
    places = ", ".join(f"%({name})s" for name in names)
    return text, f"({places})" if places else ""


def first_row(wrapper, statement: str, values: dict) -> tuple | None:
    """The first row of a statement (None without one) in the world of this DatabaseWrapper, which
    is entered in the same trip when it was not yet. To the server all of it is one transaction: a
    statement that fails leaves the world not entered.

    A kept connection may have died since the last request. Where nothing asked after it yet, the
    statement is run again on a new one: so it must be one that may be run twice, or stand behind
    another of the same request.
    """
    may_be_dead = wrapper.connection is not None and not wrapper.health_check_done
    try:
        return _first_row(wrapper, statement, values)
    except OperationalError:
        is_dead = wrapper.connection is None or wrapper.connection.closed
        if not may_be_dead or wrapper.in_atomic_block or not is_dead:
            raise
        wrapper.close()
        return _first_row(wrapper, statement, values)


def _first_row(wrapper, statement: str, values: dict) -> tuple | None:
    wrapper.ensure_connection()
    plans, world = wrapper.plans, wrapper.schema_name
    if wrapper.execute_wrappers:  # they add to a statement by how it begins (the history's context)
        wrapper.enter()
    sql, paths = plans.ask(world, statement), wrapper.search_path_set_schemas
    if not paths:
        entering, paths = wrapper.entering()
        sql = entering.replace("%", "%%") + sql
    try:
        with wrapper.cursor_as_it_is() as cursor:
            cursor.execute(sql, values)
            while cursor.nextset():
                pass
            row = cursor.fetchone() if cursor.description else None
    except BaseException:
        plans.forget(world, statement)
        wrapper.search_path_set_schemas = None
        raise
    wrapper.search_path_set_schemas = paths
    wrapper.health_check_done = True
    return row
