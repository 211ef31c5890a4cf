"""Prepare a PostgreSQL server for Klantmonitor: `python -m tenants.database.bootstrap`.

Run once as the server's administrator, before the first migration; running it again only sets the
passwords. Reads DATABASE_HOST, DATABASE_NAME, DATABASE_ADMIN_USER, DATABASE_ADMIN_PASSWORD,
DATABASE_OWNER_PASSWORD and DATABASE_WEB_PASSWORD.
"""

import os
import sys

import psycopg
from psycopg import sql

from .names import WEB_LOGIN

OWNER = "km_owner"


def main() -> None:
    """Create roles and database where they are missing, then set both passwords."""
    from .roles import cluster_statements

    missing = [
        name
        for name in (
            "DATABASE_HOST",
            "DATABASE_ADMIN_PASSWORD",
            "DATABASE_OWNER_PASSWORD",
            "DATABASE_WEB_PASSWORD",
        )
        if not os.environ.get(name)
    ]
    if missing:
        raise SystemExit(f"Set {', '.join(missing)} in the environment.")
    database = os.environ.get("DATABASE_NAME", "klantmonitor")
    connect = {
        "host": os.environ["DATABASE_HOST"],
        "port": os.environ.get("DATABASE_PORT", "5432"),
        "user": os.environ.get("DATABASE_ADMIN_USER", "postgres"),
        "password": os.environ["DATABASE_ADMIN_PASSWORD"],
        "autocommit": True,
    }
    with psycopg.connect(dbname="postgres", **connect) as admin:
        known = "SELECT 1 FROM pg_database WHERE datname = %s"
        if admin.execute(known, [database]).fetchone() is None:
            for statement in cluster_statements(database, OWNER):
                admin.execute(statement)
        for login, variable in (
            (OWNER, "DATABASE_OWNER_PASSWORD"),
            (WEB_LOGIN, "DATABASE_WEB_PASSWORD"),
        ):
            admin.execute(
                sql.SQL("ALTER ROLE {} PASSWORD {}").format(
                    sql.Identifier(login), sql.Literal(os.environ[variable])
                )
            )
    with psycopg.connect(dbname=database, **connect) as admin:
        admin.execute(sql.SQL("ALTER SCHEMA public OWNER TO {}").format(sql.Identifier(OWNER)))
    sys.stdout.write(f"Database {database} is ready for its owner.\n")


if __name__ == "__main__":
    main()
