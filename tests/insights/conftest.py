"""Six municipalities with the generated clients of one edition."""

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from django_tenants.utils import tenant_context
from psycopg import sql

from config.demo.cluster import DATABASE
from monitor.demo.generator import generate
from monitor.demo.load import load
from monitor.demo.municipalities import SLUGS
from tenants.models import Edition, Municipality

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = date(2026, 3, 1)
MORE = ("heidestein", "rietmeer", "zandbergen")


@pytest.fixture(scope="session")
def demo():
    """The generated records."""
    return generate(REFERENCE)


@pytest.fixture
def edition(db):
    """The edition that the records are of."""
    return Edition.objects.create(
        slug="2021",
        name="Editie 2021",
        starts_on=REFERENCE - timedelta(days=273),
        ends_on=REFERENCE,
        reference_date=REFERENCE,
    )


@pytest.fixture
def loaded_waterveen(demo, edition, waterveen):
    """Waterveen with its records."""
    with tenant_context(waterveen):
        load(demo, waterveen, {})
    return waterveen


@pytest.fixture(scope="module")
def six_schemas(django_db_setup):
    """The other three municipalities, made by the owner and taken away again."""
    socket = connection.settings_dict["HOST"]
    subprocess.run([sys.executable, "-m", "tests.insights.six", socket], cwd=ROOT, check=True)
    yield
    with psycopg.connect(host=socket, user="postgres", dbname=DATABASE, autocommit=True) as admin:
        for slug in MORE:
            schema = sql.Identifier(f"m_{slug}")
            role = sql.Identifier(f"t_m_{slug}")
            admin.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(schema))
            admin.execute(sql.SQL("DROP ROLE {}").format(role))
            key = admin.execute(
                "SELECT id FROM tenants_municipality WHERE slug = %s", [slug]
            ).fetchone()
            admin.execute("DELETE FROM tenants_domain WHERE tenant_id = %s", key)
            admin.execute("DELETE FROM tenants_municipality WHERE id = %s", key)


@pytest.fixture
def six(six_schemas, demo, edition):
    """The six by slug, each with its records; the edition and they are all of the demo."""
    Municipality.objects.filter(slug__in=SLUGS).update(is_demo=True)
    Edition.objects.filter(pk=edition.pk).update(is_demo=True)
    edition.refresh_from_db()
    found = {m.slug: m for m in Municipality.objects.filter(slug__in=SLUGS)}
    for municipality in found.values():
        with tenant_context(municipality):
            load(demo, municipality, {})
    return found


@pytest.fixture
def handed_over(six, edition):
    """The six, after each has handed over."""
    from monitor.insights.contribution import hand_over_for

    for municipality in six.values():
        with tenant_context(municipality):
            hand_over_for(municipality, edition)
    return six
