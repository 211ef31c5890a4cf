"""Six municipalities with the generated clients of one edition."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django_tenants.utils import tenant_context

from monitor.demo.generator import generate
from monitor.demo.load import load
from monitor.demo.municipalities import SLUGS
from tenants.models import Edition, Municipality

REFERENCE = date(2026, 3, 1)


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
