"""Creates the cluster's roles and hands out exactly the reviewed rights.

Run by the owner after every migration and for every new municipality; running it again changes
nothing. Source of the arrangement: reference tenancy, section 2.1.
"""

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.utils.module_loading import import_string
from psycopg import sql

from .names import PUBLIC_ROLE, PUBLISHER_ROLE, TENANT_ROLE, WEB_LOGIN, role_of

DML = ("SELECT", "INSERT", "UPDATE", "DELETE")
EXISTS = "SELECT 1 FROM pg_roles WHERE rolname = %s"


def cluster_statements(database: str, owner: str) -> list[sql.Composable]:
    """What a database administrator runs once, as superuser: logins, group roles, ownership."""
    name = sql.Identifier
    group_roles = (PUBLIC_ROLE, TENANT_ROLE, PUBLISHER_ROLE)
    statements = [
        sql.SQL("CREATE ROLE {} LOGIN CREATEROLE").format(name(owner)),
        sql.SQL("CREATE ROLE {} LOGIN NOINHERIT").format(name(WEB_LOGIN)),
        *(sql.SQL("CREATE ROLE {} NOLOGIN").format(name(role)) for role in group_roles),
        *(
            sql.SQL("GRANT {} TO {} WITH ADMIN TRUE, INHERIT FALSE, SET FALSE").format(
                name(role), name(owner)
            )
            for role in (*group_roles, WEB_LOGIN)
        ),
        *(
            sql.SQL("GRANT {} TO {} WITH INHERIT FALSE, SET TRUE").format(
                name(role), name(WEB_LOGIN)
            )
            for role in (PUBLIC_ROLE, PUBLISHER_ROLE)
        ),
        sql.SQL("CREATE DATABASE {} OWNER {}").format(name(database), name(owner)),
    ]
    return statements


def lock_down_public() -> None:
    """Take from everybody what PostgreSQL gives by default, then grant the reviewed lists; in one
    transaction, so that nobody at work meets the moment in between."""
    with transaction.atomic(), connection.cursor() as cursor:
        database = connection.settings_dict["NAME"]
        cursor.execute(
            sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(database))
        )
        cursor.execute(
            sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO {}").format(
                sql.Identifier(database), sql.Identifier(WEB_LOGIN)
            )
        )
        cursor.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
        for role in (PUBLIC_ROLE, TENANT_ROLE, PUBLISHER_ROLE):
            cursor.execute(
                sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(sql.Identifier(role))
            )
            cursor.execute(
                sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}").format(
                    sql.Identifier(role)
                )
            )
        for role, table, privileges in reviewed_grants():
            cursor.execute(
                sql.SQL("GRANT {} ON public.{} TO {}").format(
                    sql.SQL(privileges), sql.Identifier(table), sql.Identifier(role)
                )
            )
        for statement in row_security():
            cursor.execute(statement)


def reviewed_grants() -> list[tuple[str, str, str]]:
    """(role, table, privileges) from each app's `database_grants.GRANTS`; a table that no app
    lists is reachable by nobody."""
    grants: list[tuple[str, str, str]] = []
    for config in apps.get_app_configs():
        try:
            declared = import_string(f"{config.name}.database_grants.GRANTS")
        except ImportError:
            continue
        for role, tables in declared.items():
            grants += [(role, table, privileges) for table, privileges in tables.items()]
    return grants


def row_security() -> list[str]:
    """Policies on shared tables, from each app's `database_grants.ROW_SECURITY`."""
    statements: list[str] = []
    for config in apps.get_app_configs():
        try:
            statements += import_string(f"{config.name}.database_grants.ROW_SECURITY")
        except ImportError:
            continue
    return statements


def tables_of(*labels: str) -> list[str]:
    """The tables of these apps that stand in `public`, link tables and history included."""
    shared = set(settings.SHARED_APPS)
    names = []
    for label in labels:
        config = apps.get_app_config(label)
        if config.name in shared or f"{config.module.__name__}" in shared:
            names += [
                m._meta.db_table
                for m in config.get_models(include_auto_created=True)
                if m._meta.managed and not m._meta.proxy
            ]
    return names


def grant_municipality(schema: str) -> None:
    """Make (or repair) the role of one municipality: rights on its own schema and no other."""
    role = role_of(schema)
    names = {
        "role": sql.Identifier(role),
        "schema": sql.Identifier(schema),
        "tenant": sql.Identifier(TENANT_ROLE),
        "web": sql.Identifier(WEB_LOGIN),
    }
    with connection.cursor() as cursor:
        cursor.execute(EXISTS, [role])
        if cursor.fetchone() is None:
            cursor.execute(sql.SQL("CREATE ROLE {role} NOLOGIN").format(**names))
        for statement in (
            "GRANT {tenant} TO {role} WITH INHERIT TRUE, SET FALSE",
            "GRANT {role} TO {web} WITH INHERIT FALSE, SET TRUE",
            "GRANT USAGE ON SCHEMA {schema} TO {role}",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {role}",
            "ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} "
            "GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role}",
            "REVOKE ALL ON {schema}.django_migrations FROM {role}",
            # Whoever overwrites the key shreds what was sealed with it.
            "REVOKE INSERT, UPDATE, DELETE ON {schema}.vault_schemakey FROM {role}",
            # History adds to a context within one act (UPDATE); nobody takes one away.
            "REVOKE DELETE ON {schema}.pghistory_context FROM {role}",
        ):
            cursor.execute(sql.SQL(statement).format(**names))
        # History and read events are append-only for whoever works in the municipality.
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = %s AND "
            "(tablename LIKE '%%event' OR tablename = 'audit_readevent')",
            [schema],
        )
        for (table,) in cursor.fetchall():
            cursor.execute(
                sql.SQL("REVOKE UPDATE, DELETE ON {schema}.{table} FROM {role}").format(
                    **names, table=sql.Identifier(table)
                )
            )
