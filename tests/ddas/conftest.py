"""The official files, which are not part of the project, and the people of the caseload tests."""

import json
from pathlib import Path

import pytest

from tests.caseload.conftest import _today, robert, samira  # noqa: F401 - fixtures

OFFICIAL = Path(__file__).resolve().parents[3] / "shared" / "reference" / "ddas"


def _official(name):
    path = OFFICIAL / name
    if not path.is_file():
        pytest.skip("the official DDAS files are not part of the project and not on this machine")
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def schema():
    """The official JSON Schema of version 1.0."""
    return _official("ddas-v1.0.schema.json")


@pytest.fixture
def official():
    """The official example of one delivery."""
    return _official("example-single.json")


@pytest.fixture(scope="session")
def valid(schema):
    """valid(document): fails with every fault that the official schema sees, formats included."""
    from jsonschema import Draft202012Validator

    checker = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)

    def check(document):
        faults = [
            f"{error.json_path}: {error.validator}" for error in checker.iter_errors(document)
        ]
        assert faults == []

    return check
