"""Samira, who just answered the last question on her phone."""

import pytest

from benchmark.standard.questionnaire import ITEMS
from tests.surveys.conftest import (  # noqa: F401 - fixtures
    clock,
    join,
    later,
    phone,
    robert,
    samira,
    wave,
)

SAY = "/vragenlijst/nog-iets/"


@pytest.fixture
def answered(phone):  # noqa: F811
    """Her browser, after the last question."""
    for number in range(1, len(ITEMS) + 1):
        response = phone.post(f"/vragenlijst/{number}/", {"doe": "overslaan"})
    assert response.headers["Location"] == SAY
    return phone


def said(caseworker="", municipality=""):
    """What is posted; a browser writes a new line as two signs."""
    return {
        "caseworker": caseworker.replace("\n", "\r\n"),
        "municipality": municipality.replace("\n", "\r\n"),
    }
