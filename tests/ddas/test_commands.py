"""ddas_import and ddas_export: what they write, say and refuse."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django_tenants.utils import tenant_context

from monitor.caseload.models import Trajectory
from tests.caseload.people import a_trajectory as stored_trajectory
from tests.ddas.files import a_client, a_file, a_trajectory, as_bytes


@pytest.fixture
def path(tmp_path):
    """A file with one sound and one broken trajectory."""
    broken = a_trajectory(gemeentecode="GM9001", client=[a_client("999990020")], einddatum=None)
    found = tmp_path / "levering van mevrouw De Wit.json"
    found.write_bytes(as_bytes(a_file(a_trajectory(gemeentecode="GM9001"), broken)))
    return found


def run(*arguments):
    out, errors = StringIO(), StringIO()
    call_command(*arguments, stdout=out, stderr=errors)
    return out.getvalue(), errors.getvalue()


def test_a_dry_run_says_what_would_happen_and_writes_nothing(path, waterveen):
    out, _errors = run("ddas_import", path, "--municipality", "waterveen", "--dry-run")
    assert "trajectories: 2 new" in out
    assert "leveringen[0].schuldhulptrajecten[1].einddatum: null" in out
    with tenant_context(waterveen):
        assert not Trajectory.objects.exists()


def test_an_import_writes_and_names_no_one(path, waterveen):
    out, _errors = run("ddas_import", path, "--municipality", "waterveen")
    with tenant_context(waterveen):
        assert Trajectory.objects.count() == 2
    for secret in ("99999", "9999ZZ", "1981", "Wit", "Veer", "Zilvermeeuw", "41234"):
        assert secret not in out
    again, _errors = run("ddas_import", path, "--municipality", "waterveen")
    assert "20 same" in again and "trajectories: 2 matched" in again


def test_what_waits_for_a_person_is_said(path, waterveen, make_account):
    by = make_account("robert@waterveen.example", waterveen)
    with tenant_context(waterveen):
        stored_trajectory(by, "W-1", intake_date="2025-03-01")
    out, _errors = run("ddas_import", path, "--municipality", "waterveen")
    assert "trajectories: 2 waiting" in out and "/import/ddas/" in out


def test_the_export_is_valid_and_its_report_apart(path, waterveen, valid, tmp_path):
    run("ddas_import", path, "--municipality", "waterveen")
    period = ("--from", "2025-01-01", "--to", "2025-12-31")
    out, errors = run("ddas_export", "--municipality", "waterveen", *period)
    valid(json.loads(out))
    assert "help_runs_on: 2" in errors
    target = tmp_path / "uit.json"
    run("ddas_export", "--municipality", "waterveen", *period, "--output", target)
    written = json.loads(target.read_text())
    assert written["leveringen"] == json.loads(out)["leveringen"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("ddas_import", "x.json", "--municipality", "nergens"),
        ("ddas_import", "x.json", "--municipality", "waterveen"),
        ("ddas_import", "/", "--municipality", "waterveen"),
        ("ddas_import", __file__, "--municipality", "waterveen"),
        *(
            ("ddas_export", "--municipality", slug, "--from", start, "--to", end)
            for slug, start, end in (
                ("nergens", "2025-01-01", "2025-12-31"),
                ("waterveen", "2025-12-31", "2025-01-01"),
                ("waterveen", "2025-01-01", "2999-01-01"),
            )
        ),
    ],
)
def test_what_cannot_be_is_refused(municipalities, arguments):
    with pytest.raises(CommandError):
        run(*arguments)


def test_a_delivery_that_would_not_be_valid_is_not_written(path, waterveen):
    run("ddas_import", path, "--municipality", "waterveen")
    with tenant_context(waterveen):
        Trajectory.objects.update(gemeentecode="X")
    with pytest.raises(CommandError, match="not be valid"):
        run(
            "ddas_export",
            "--municipality",
            "waterveen",
            "--from",
            "2025-01-01",
            "--to",
            "2025-12-31",
        )
