"""What every bench runs on: the demo's six municipalities in a private PostgreSQL that is as
durable as a real one."""

import os
import shutil
import warnings
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg

os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
DURABILITY = ("fsync", "synchronous_commit", "full_page_writes")


@dataclass(frozen=True)
class World:
    """The municipalities by slug, the edition their records are of, and the server's socket."""

    municipalities: dict
    edition: object
    socket: str

    @classmethod
    @contextmanager
    def started(cls):
        """A server on a copy of the tests' cluster, filled as the demo is; gone afterwards."""
        import django
        from django.conf import settings

        from config.demo import cluster
        from tests.cluster import copy_of_prepared

        place = copy_of_prepared()
        server, socket = cluster.start(place / "pg")
        try:
            with psycopg.connect(host=socket, user="postgres", autocommit=True) as admin:
                for setting in DURABILITY:  # the tests' cluster does without
                    admin.execute(f"ALTER SYSTEM RESET {setting}")
                admin.execute("SELECT pg_reload_conf()")
            settings.DATABASES["default"] |= {"HOST": socket, "CONN_MAX_AGE": None}
            settings.DATABASES["plain"] = settings.DATABASES["default"] | {
                "ENGINE": "django.db.backends.postgresql"
            }
            settings.PG_DUMP = cluster.PG_DUMP
            settings.LOGGING["root"]["level"] = "ERROR"
            settings.CELERY_TASK_ALWAYS_EAGER = False
            warnings.simplefilter("ignore")
            django.setup()
            yield cls._filled(socket)
        finally:
            from django.db import connections

            connections.close_all()
            server.cleanup()
            shutil.rmtree(place, ignore_errors=True)

    @staticmethod
    def leave() -> None:
        """Back to the programme's side, whatever ran before."""
        from django.db import connection
        from django.urls import set_urlconf

        set_urlconf(None)
        connection.set_schema_to_public()

    @classmethod
    def _filled(cls, socket: str) -> "World":
        from django.db import connection

        from config.demo import seed
        from tenants.models import Edition, Municipality

        with as_owner():
            seed.make_municipalities()
        municipalities = Municipality.objects.exclude(schema_name__in=["public", "m_template"])
        municipalities.update(is_demo=True)
        seed.fill()
        connection.set_schema_to_public()
        found = {municipality.slug: municipality for municipality in municipalities.all()}
        return cls(found, Edition.objects.get(slug=seed.EDITION), socket)


@contextmanager
def as_owner():
    """Log in as the role that makes schemas, for the block."""
    from django.conf import settings
    from django.db import connection

    web = connection.settings_dict["USER"]
    connection.close()
    connection.settings_dict["USER"] = settings.DATABASE_OWNER
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["USER"] = web


class Undo(Exception):
    """Takes back what a turn wrote, so that every turn finds the same."""


@contextmanager
def undone():
    """A transaction that is rolled back at the end of the block."""
    from django.db import transaction

    try:
        with transaction.atomic():
            yield
            raise Undo
    except Undo:
        pass


def raw():
    """The bare psycopg connection below Django's, in the world Django is in now."""
    from django.db import connection

    with connection.cursor() as cursor:  # connects, and enters that world
        cursor.execute("SELECT 1")
    return connection.connection
