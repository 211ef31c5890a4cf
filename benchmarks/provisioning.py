"""A new municipality from the kept template, beside the bare SQL of it and beside migrating one."""

from itertools import count

from .measure import Line, medians
from .world import as_owner, raw


def run(world):
    """Two lines: what our care costs above the SQL itself, and what the template saves."""
    from django.core.management import call_command
    from django.db import connection, transaction

    from tenants.database.names import TEMPLATE_SCHEMA
    from tenants.database.provisioning import provision, template_sql
    from tenants.models import Municipality

    numbers = count(1)
    connection.set_schema_to_public()

    def ours():
        slug = f"proef{next(numbers)}"
        provision(name=slug, slug=slug, gemeentecode="", host=f"{slug}.localhost")

    def bare():
        sql = template_sql().replace(TEMPLATE_SCHEMA, f"m_kaal{next(numbers)}")
        with transaction.atomic():
            raw().execute(sql)

    def migrated():
        name = f"m_traag{next(numbers)}"
        Municipality.objects.create(schema_name=name, slug=name[2:], name=name, is_active=False)
        raw().execute(f'CREATE SCHEMA IF NOT EXISTS "{name}"')
        call_command("migrate_schemas", schema_name=name, interactive=False, verbosity=0)
        connection.set_schema_to_public()

    with as_owner():
        mine, sql = medians(ours, bare, rounds=5)
        yield Line("municipality: provision / its SQL alone", mine, sql)
        (slow,) = medians(migrated, rounds=1)
        yield Line("municipality: provision / migrate", mine, slow, "30 ms, 0.01")
