"""A new municipality: the template's SQL applied in one transaction, with its role and grants.

The dump of the empty template schema is kept per state of the migrations. It is honest about what
was migrated (it carries the template's own migration rows) and refused when the template is behind
the code (reference tenancy, section 3).
"""

import os
import re
import subprocess
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django_tenants.utils import schema_context

from tenants.models import Domain, Municipality
from tenants.vault.models import SchemaKey

from .names import TEMPLATE_SCHEMA, schema_of
from .roles import grant_municipality


class TemplateBehind(RuntimeError):
    """The template schema lacks migrations that the code has."""


def make_template() -> None:
    """Create the template schema or bring it up to date (owner only; takes seconds)."""
    Municipality.objects.get_or_create(
        schema_name=TEMPLATE_SCHEMA,
        defaults={"slug": "template", "name": "Template", "is_active": False},
    )
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE SCHEMA IF NOT EXISTS "{TEMPLATE_SCHEMA}"')  # a constant
    call_command("migrate_schemas", schema_name=TEMPLATE_SCHEMA, interactive=False, verbosity=0)
    connection.set_schema_to_public()


def provision(*, name: str, slug: str, gemeentecode: str, host: str, **profile) -> Municipality:
    """Create a municipality that is ready for use; all of it or nothing.

    Raises ValidationError for bad or taken values and TemplateBehind when migrations are pending.
    """
    schema = schema_of(slug)
    municipality = Municipality(
        schema_name=schema, slug=slug, name=name, gemeentecode=gemeentecode, **profile
    )
    municipality.full_clean()
    if Domain.objects.filter(domain=host).exists():
        raise ValidationError({"host": [f"{host} is already in use."]})
    statements = template_sql().replace(TEMPLATE_SCHEMA, schema)
    with transaction.atomic():
        municipality.save()
        Domain.objects.create(domain=host, tenant=municipality, is_primary=True)
        with connection.cursor() as cursor:
            cursor.execute(statements)
        # The dump empties the search path for itself; the backend sets it anew per cursor.
        grant_municipality(schema)
        with schema_context(schema):
            SchemaKey.objects.create()
    connection.set_schema_to_public()
    return municipality


def template_sql() -> str:
    """The SQL that builds the template schema, from the file kept for this state of migrations."""
    kept = _kept_dump()
    if not kept.exists():
        _refuse_stale_template()
        kept.parent.mkdir(parents=True, exist_ok=True)
        draft = kept.with_suffix(f".{os.getpid()}")
        draft.write_text(_dump())
        draft.replace(kept)
    return kept.read_text()


def _kept_dump() -> Path:
    """Where the dump of the current migrations is kept, named after the template's last ones."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT md5(string_agg(app || '.' || name || applied, ',' ORDER BY id)) "  # noqa: S608
            f'FROM "{TEMPLATE_SCHEMA}".django_migrations'
        )
        (state,) = cursor.fetchone()
    return Path(settings.VAR_DIR) / "template" / f"{state}-{_code_state()}.sql"


def _code_state() -> str:
    """A short digest of the migrations the code knows."""
    import hashlib

    known = sorted(f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations)
    return hashlib.sha256("\n".join(known).encode()).hexdigest()[:16]


def _refuse_stale_template() -> None:
    with schema_context(TEMPLATE_SCHEMA):
        loader = MigrationLoader(connection)
        missing = set(loader.disk_migrations) - set(loader.applied_migrations)
    connection.set_schema_to_public()
    if missing:
        names = ", ".join(sorted(f"{app}.{name}" for app, name in missing)[:5])
        raise TemplateBehind(f"Run `manage.py make_template` first: {names} not applied.")


def _dump() -> str:
    """pg_dump of the template: structure, and the rows of django_migrations."""
    database = connection.settings_dict
    command = [
        settings.PG_DUMP,
        "--no-owner",
        "--no-privileges",
        "-n",
        TEMPLATE_SCHEMA,
        "-U",
        database["USER"],
        "-d",
        database["NAME"],
    ]
    if database.get("HOST"):
        command += ["-h", str(database["HOST"])]
    if database.get("PORT"):
        command += ["-p", str(database["PORT"])]
    environment = dict(os.environ)
    if database.get("PASSWORD"):
        environment["PGPASSWORD"] = database["PASSWORD"]
    structure = _run([*command, "--schema-only"], environment)
    rows = _run(
        [*command, "--data-only", "--inserts", "-t", f"{TEMPLATE_SCHEMA}.django_migrations"],
        environment,
    )
    return _plain_sql(structure) + _plain_sql(rows)


def _run(command: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(  # noqa: S603 - our own command, no shell
        command, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"pg_dump failed: {done.stderr.strip()[:500]}")
    return done.stdout


def _plain_sql(dump: str) -> str:
    """Without psql's own commands and session settings, which a driver does not understand."""
    lines = [
        line
        for line in dump.splitlines()
        if not line.startswith(("--", "\\", "SET ", "SELECT pg_catalog.set_config"))
    ]
    return re.sub(r"\n{2,}", "\n", "\n".join(lines)) + "\n"
