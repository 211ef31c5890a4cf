"""Samira on her phone, with the code that was mailed to her."""

import re

import pytest
from django.core import mail

from tests.surveys.conftest import (  # noqa: F401 - fixtures
    clock,
    join,
    later,
    phone,
    robert,
    samira,
    state_of_everything,
    wave,
)

CODE = re.compile(r"\b(\d{3}) (\d{3})\b")


@pytest.fixture(autouse=True)
def _outbox():
    """Nothing was mailed yet."""
    mail.outbox = []


@pytest.fixture
def sends(django_capture_on_commit_callbacks):
    """with sends(): … what is to be sent after the transaction is sent at the end of the block."""

    def block():
        return django_capture_on_commit_callbacks(execute=True)

    return block


@pytest.fixture
def ask(sends):
    """ask(phone) -> the answer to asking for a code, which is mailed."""

    def press(browser):
        with sends():
            return browser.post("/vragenlijst/mijn/")

    return press


@pytest.fixture
def enter(ask):
    """enter(phone): ask for a code and type it."""

    def go(browser):
        assert ask(browser).status_code == 303
        answer = browser.post("/mijn/code/", {"code": code_in(mail.outbox[-1])})
        assert (answer.status_code, answer.headers["Location"]) == (303, "/mijn/")
        return browser

    return go


@pytest.fixture
def inside_portal(phone, enter):  # noqa: F811
    """Samira's browser after the code."""
    return enter(phone)


def code_in(message) -> str:
    """The digits in a mail, as somebody types them over."""
    return "".join(CODE.search(message.body).groups())


def a_wrong(code: str) -> str:
    """Other digits."""
    return f"{(int(code) + 1) % 10**6:06}"
