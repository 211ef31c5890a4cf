"""What a municipality hands over, and a release of six, beside the reading and writing that no
program can leave out."""

import json

import psycopg

from config.demo.cluster import DATABASE

from .measure import Line, medians
from .world import raw, undone

TABLES = (
    "caseload_trajectory",
    "caseload_milestone",
    "caseload_deployment",
    "caseload_ending",
    "surveys_wave",
    "surveys_answer",
)


def run(world):
    """Two lines."""
    from django.db import connection
    from django_tenants.utils import tenant_context

    from benchmark import releases
    from benchmark.models import Release
    from monitor.insights.contribution import Offer

    with tenant_context(world.municipalities["waterveen"]):

        def copy():
            for table in TABLES:
                with raw().cursor().copy(f"COPY {table} TO STDOUT") as rows:
                    sum(len(row) for row in rows.rows())

        offer = Offer.of(world.edition)
        mine, least = medians(lambda: Offer.of(world.edition), copy)
        name = f"contribution: {offer.cohort_size} clients / COPY of the tables"
        yield Line(name, mine, least, "15 ms, 5 s for 342")

    connection.set_schema_to_public()
    made = Release.objects.get(edition=world.edition)
    with connection.as_publisher(), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM benchmark_releasedstatistic WHERE release_id = %s", [made.pk])
        rows = [
            [json.dumps(value) if isinstance(value, dict) else value for value in row[1:]]
            for row in cursor.fetchall()
        ]
        columns = [column.name for column in cursor.description][1:]

    _forget(world)

    def publish():
        with connection.as_publisher(), undone():
            releases.publish(world.edition, slug="bench")

    def bare():
        with connection.as_publisher(), undone():
            cursor = raw().cursor()
            cursor.execute(
                "SELECT * FROM benchmark_contribution WHERE edition_id = %s", [world.edition.pk]
            )
            cursor.fetchall()
            cursor.executemany(  # the key of the release is checked at the end, which never comes
                f"INSERT INTO benchmark_releasedstatistic ({', '.join(columns)}) "  # noqa: S608
                f"VALUES ({', '.join(['%s'] * len(columns))})",
                rows,
            )

    mine, least = medians(publish, bare, rounds=5)
    yield Line(f"release: six, {len(rows)} cells / read and insert", mine, least)


def _forget(world) -> None:
    """Take the demo's own release away: the same contributions publish nothing a second time. No
    role of the product may, so this is the server's administrator."""
    from benchmark.models import Release

    held = [field for field in Release._meta.get_fields(include_hidden=True) if field.one_to_many]
    tables = [field.related_model._meta.db_table for field in held]
    with psycopg.connect(host=world.socket, user="postgres", dbname=DATABASE) as admin:
        for table in (*tables, Release._meta.db_table):
            admin.execute(f"DELETE FROM {table}")  # noqa: S608 - names of our own tables
