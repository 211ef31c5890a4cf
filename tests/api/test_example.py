"""The Python example of docs/api.md, run as it stands there against a live server."""

import re
from pathlib import Path

import pytest
from django.db import connection
from django_tenants.utils import tenant_context

from monitor.api.models import Scope
from monitor.caseload.models import Trajectory
from tests.api.serving import serving

DOCS = Path(__file__).resolve().parents[2] / "docs" / "api.md"


@pytest.fixture
def base(waterveen):
    """The address of Waterveen's API on a server that runs for the test."""
    with serving(f"{waterveen.slug}.localhost") as address:
        yield f"{address}/api/v1"


def test_the_example_does_what_it_says(base, token_for, waterveen, capsys):
    (code,) = re.findall(r"```python\n(.*?)```", DOCS.read_text(), re.DOTALL)
    names = {"BASE": base, "TOKEN": token_for(Scope.CASELOAD_READ, Scope.CASELOAD_WRITE)}
    exec(compile(code, str(DOCS), "exec"), names)  # noqa: S102 - the text of our own docs
    assert capsys.readouterr().out == "debts_in_view Noord\n"
    with tenant_context(waterveen):
        made = Trajectory.objects.get(external_id="2026-0042")
        assert made.team == "Noord" and made.client_type == "vulnerable"
    connection.set_schema_to_public()
