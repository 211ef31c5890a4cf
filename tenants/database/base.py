"""The database backend: entering a tenant sets its role and its search path in one trip.

django-tenants sets the search path alone and ignores errors while doing so. Here the PostgreSQL
role goes along, so that the database itself refuses another municipality's tables, and an unknown
tenant raises instead of falling through to `public` (measured: reference tenancy, section 2.2).
"""

from contextlib import contextmanager

import psycopg
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django_tenants.postgresql_backend import base
from django_tenants.utils import quote_schema_name

from .names import PUBLIC_ROLE, PUBLISHER_ROLE, role_of
from .prepared import Plans, first_row

SET_ROLE_AND_PATH = "SET ROLE {role};SET search_path TO {path};"


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that is always in exactly one world: `public` or one municipality."""

    role_override: str | None = None

    def __init__(self, *args, **kwargs):
        self._entering: dict[tuple, tuple[str, list[str]]] = {}  # one of each municipality
        super().__init__(*args, **kwargs)

    def init_connection_state(self):
        """A new connection is in no world yet, has prepared nothing, and may be to a database that
        was restored meanwhile."""
        self.search_path_set_schemas = None
        self._vault_salt = None
        self.plans = Plans()
        super().init_connection_state()
        if settings.STATEMENT_SECONDS:
            self.connection.execute(f"SET statement_timeout = '{settings.STATEMENT_SECONDS:d}s'")

    def first_row(self, statement: str, values: dict) -> tuple | None:
        """The first row of a statement whose plan the server keeps; see `prepared`."""
        return first_row(self, statement, values)

    def cursor_as_it_is(self):
        """A cursor of a connection that nobody asks after and that enters no world by itself."""
        with self.wrap_database_errors:
            return self._prepare_cursor(self.create_cursor())

    def is_usable(self):
        """The health check of a kept connection enters the world as well: one statement for both,
        at the first query of every request."""
        try:
            self._enter()
        except psycopg.Error:
            return False
        return self.search_path_set_schemas is not None  # None: the transaction is lost

    def enter(self) -> None:
        """Be in the current world from here on, if not yet."""
        self._handle_search_path()

    def _handle_search_path(self, cursor=None):
        # Once per world and not per statement. `search_path_set_schemas` is emptied by whatever
        # can change the world: a switch (so every request), a rollback (which takes the setting
        # back), a new connection.
        if self._setting_search_path or self.search_path_set_schemas:
            return
        self._enter()

    def _enter(self) -> None:
        """Take the role and the search path of the current world."""
        sql, paths = self.entering()
        self._setting_search_path = True
        try:
            with self.connection.cursor() as raw:
                raw.execute(sql)
        except psycopg.errors.InFailedSqlTransaction:
            # The transaction is already lost; its next statement fails in any case.
            self.search_path_set_schemas = None
        except psycopg.Error:
            self.search_path_set_schemas = None
            raise
        else:
            self.search_path_set_schemas = paths
        finally:
            self._setting_search_path = False

    def entering(self) -> tuple[str, list[str]]:
        """(SQL that takes the role and the search path of the current world, its schemas)."""
        if not self.schema_name:
            raise ImproperlyConfigured("No tenant set on this connection.")
        world = (self._role(), self.schema_name, self.include_public_schema)
        known = self._entering.get(world)
        if known is None:
            paths = self._get_cursor_search_paths()
            path = ", ".join(map(quote_schema_name, paths))
            sql = SET_ROLE_AND_PATH.format(role=quote_schema_name(world[0]), path=path)
            known = self._entering[world] = sql, paths
        return known

    def _role(self) -> str:
        """The role to act as. The owner login, which only migrates and provisions, stays itself."""
        if self.settings_dict["USER"] == settings.DATABASE_OWNER:
            return "none"
        if self.role_override:
            return self.role_override
        return PUBLIC_ROLE if self.schema_name == "public" else role_of(self.schema_name)

    @contextmanager
    def as_publisher(self):
        """Act as the role that reads contributions and writes releases; only within `public`."""
        if self.schema_name != "public":
            raise ImproperlyConfigured("The publisher works in the public schema only.")
        self.role_override, before = PUBLISHER_ROLE, self.role_override
        self.search_path_set_schemas = None
        try:
            yield
        finally:
            self.role_override = before
            self.search_path_set_schemas = None

    def set_tenant(self, tenant, include_public=True):
        """Switch worlds. The publisher's role never survives a switch."""
        self.role_override = None
        super().set_tenant(tenant, include_public)
