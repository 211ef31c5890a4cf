"""Six municipalities with the generated clients of one edition."""

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest
from django.db import connection, transaction
from django_tenants.utils import tenant_context
from psycopg import sql

from benchmark import contributions
from config.demo.cluster import DATABASE
from monitor.demo.generator import generate
from monitor.demo.load import load
from monitor.demo.municipalities import SLUGS
from monitor.insights.compute import compute_all
from monitor.insights.frames import Cohort, fetch
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
def six(six_schemas, edition):
    """The six by slug, without records; the edition and they are all of the demo."""
    Municipality.objects.filter(slug__in=SLUGS).update(is_demo=True)
    Edition.objects.filter(pk=edition.pk).update(is_demo=True)
    edition.refresh_from_db()
    return {m.slug: m for m in Municipality.objects.filter(slug__in=SLUGS)}


class Undo(Exception):
    """Takes back what was loaded."""


@pytest.fixture(scope="session")
def _kept():
    return {}


@pytest.fixture
def computed(demo, edition, waterveen, _kept):
    """Slug -> indicator id -> cell -> statistic, from records that were loaded.

    The six are loaded one after the other into one schema, each undone before the next; statistics
    are plain values, so that is done once.
    """
    with tenant_context(waterveen):
        for slug in SLUGS if not _kept else ():
            try:
                with transaction.atomic():
                    load(demo, SimpleNamespace(slug=slug), {})
                    _kept[slug] = compute_all(fetch(Cohort.of(edition)))
                    raise Undo
            except Undo:
                pass
    return _kept


@pytest.fixture
def handed_over(six, computed, demo, edition):
    """The six, after each has handed over; without records in their schemas."""
    for slug, municipality in six.items():
        with tenant_context(municipality):
            contributions.hand_over(
                edition=edition,
                municipality=municipality,
                computed=computed[slug],
                cohort_size=len(demo.of(slug)),
            )
    return six
