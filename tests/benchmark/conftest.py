"""Many municipalities that hand over, as plain rows: without records, schemas or roles."""

import json
import uuid
from dataclasses import dataclass
from datetime import date

import psycopg
import pytest
from django.db import connection

from benchmark import releases
from benchmark.standard.indicators import by_id
from benchmark.statistics import to_json
from config.demo.cluster import DATABASE
from tenants.models import Edition, Municipality

PLAIN = 30
DAY = date(2026, 3, 1)
FIELDS = (
    "name, schema_name, slug, gemeentecode, treatment_model, description, theme, sender_name, "
    "sender_address, is_active, is_demo, created_at"
)


@dataclass
class Plain:
    """The rows of one module, written by the server's administrator."""

    admin: psycopg.Connection
    keys: list[int]
    edition: Edition

    def hand_over(self, handed: dict, cohort_size: int = 400, until: int | None = None) -> None:
        """`handed`: (indicator id, cell) -> one statistic per municipality, in order of `keys`;
        None for who has nothing there. Replaces what was handed over of that cell."""
        for (indicator, cell), statistics in handed.items():
            self.admin.execute(
                "DELETE FROM benchmark_contribution WHERE indicator = %s AND cell = %s",
                [indicator, cell],
            )
            rows = [
                [key, self.edition.pk, indicator, by_id(indicator).version, cell]
                + [json.dumps(to_json(statistic)), statistic.people, cohort_size]
                for key, statistic in zip(self.keys, statistics, strict=False)
                if statistic is not None
            ]
            self.admin.cursor().executemany(
                "INSERT INTO benchmark_contribution (municipality_id, tenant_schema, edition_id, "
                "indicator, version, cell, statistic, base, cohort_size, computed_at) SELECT %s, "
                "'', %s, %s, %s, %s, %s, %s, %s, now()",
                rows,
            )

    def consent(self, keys) -> None:
        """Who consents to a point now; whoever else did withdraws."""
        self.admin.execute("UPDATE benchmark_pointconsent SET withdrawn_at = now()")
        for key in keys:
            self.admin.execute(
                "INSERT INTO benchmark_pointconsent (municipality_id, tenant_schema, edition_id, "
                "given_by, given_at) VALUES (%s, '', %s, %s, now())",
                [key, self.edition.pk, uuid.uuid4()],
            )

    def publish(self):
        """A release of what is handed over now."""
        return releases.publish(self.edition)

    def forget(self) -> None:
        """Nobody handed over or consented."""
        self.admin.execute("DELETE FROM benchmark_contribution")
        self.admin.execute("DELETE FROM benchmark_pointconsent")


@pytest.fixture(scope="module")
def _plain(django_db_setup):
    socket = connection.settings_dict["HOST"]
    with psycopg.connect(host=socket, user="postgres", dbname=DATABASE, autocommit=True) as admin:
        keys = [
            admin.execute(
                f"INSERT INTO tenants_municipality ({FIELDS}) VALUES "  # noqa: S608
                "(%s, %s, %s, '', '', '', '', '', '', true, false, now()) RETURNING id",
                [f"Plaats {number}", f"m_plain{number}", f"plain{number}"],
            ).fetchone()[0]
            for number in range(PLAIN)
        ]
        (edition,) = admin.execute(
            "INSERT INTO tenants_edition (slug, name, starts_on, ends_on, reference_date, is_demo) "
            "VALUES ('plain', 'Plain', %s, %s, %s, false) RETURNING id",
            [date(2025, 6, 1), DAY, DAY],
        ).fetchone()
        found = Edition(
            pk=edition, slug="plain", name="Plain", starts_on=date(2025, 6, 1), ends_on=DAY,
            reference_date=DAY,
        )  # fmt: skip
        yield Plain(admin, keys, found)
        admin.execute("DELETE FROM tenants_municipality WHERE id = ANY(%s)", [keys])
        admin.execute("DELETE FROM tenants_edition WHERE id = %s", [edition])


@pytest.fixture
def plain(_plain, db):
    """Thirty municipalities that have not handed over anything, and an edition."""
    yield _plain
    _plain.forget()


@pytest.fixture
def with_waterveen(plain, waterveen):
    """The same with Waterveen, a municipality with a world of its own, as the first."""
    assert isinstance(waterveen, Municipality)
    return Plain(plain.admin, [waterveen.pk, *plain.keys], plain.edition)
