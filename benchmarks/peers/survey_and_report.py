"""django-survey-and-report (Django, AGPL), the nearest package that asks and keeps surveys.

Measured as it is meant to be used without accounts: once with one question per page, as ours, and
once with all eight on one page, which is less work than ours. Served by the product's server with
two threads instead of four in a worker: of what was tried it was fastest so (docs/performance.md).
"""

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg

from benchmarks.serving.server import web_server
from tests.servers import ROOT

PLACE = ROOT / "var" / "peers" / "survey-and-report"
PACKAGES = (
    "django~=5.2.0", "django-survey-and-report==1.5.0", "psycopg[binary]~=3.3", "granian~=2.8",
)  # fmt: skip
_reason: list[str] = []


def why_not() -> str:
    """Why it could not be measured, in one line."""
    return _reason[-1] if _reason else ""


@dataclass(frozen=True)
class Peer:
    """The running peer: (port, pid), and the keys of the questions of its two surveys."""

    server: tuple[int, int]
    keys: list[list[int]]
    answers: list[str]

    def respondents(self, count: int) -> list:
        """Those who get one question per page; the first page has no number in its address."""
        steps = [
            (f"/1-{n}/" if n else "/1/", f"question_{key}={answer}", 302)
            for n, (key, answer) in enumerate(zip(self.keys[0], self.answers, strict=True))
        ]
        return [("localhost", {}, steps) for _ in range(count)]

    def on_one_page(self, count: int) -> list:
        """Those who get everything on one page."""
        posted = "&".join(
            f"question_{key}={answer}"
            for key, answer in zip(self.keys[1], self.answers, strict=True)
        )
        return [("localhost", {}, [("/2/", posted, 302)]) for _ in range(count)]


@contextmanager
def served(world):
    """The Peer on the bench's server, or None when its packages cannot be had."""
    if not _installed():
        yield None
        return
    with psycopg.connect(host=world.socket, user="postgres", autocommit=True) as admin:
        admin.execute("CREATE DATABASE peer")
    env = {
        "BENCH_SOCKET": world.socket,
        "DJANGO_SETTINGS_MODULE": "benchmarks.peers.survey_and_report_settings",
    }
    made = subprocess.run(  # noqa: S603 - our own module
        [PLACE / "bin" / "python", "-m", "benchmarks.peers.survey_and_report_site"],
        input=json.dumps(_questions()), capture_output=True, text=True, cwd=ROOT,
        env=os.environ | env, check=False,
    )  # fmt: skip
    if made.returncode:
        raise AssertionError(made.stderr[-2000:])
    answers = [slug for _text, slug in _given()]
    with web_server(
        "benchmarks.peers.survey_and_report_site:application",
        "--blocking-threads",
        "2",
        env=env,
        python=str(PLACE / "bin" / "python"),
    ) as server:
        yield Peer(server, json.loads(made.stdout), answers)


def _questions() -> list:
    from benchmark.standard.questionnaire import ITEMS

    return [(item.question.nl, [option.label.nl for option in item.options]) for item in ITEMS]


def _given() -> list[tuple[str, str]]:
    """(question, what its form posts for the third answer)."""
    from django.utils.text import slugify

    return [(text, slugify(answers[2])) for text, answers in _questions()]


def _installed() -> bool:
    """Make the environment once; False, with the reason kept, where there is no network."""
    ready = PLACE / "ready"
    if ready.exists() and ready.read_text() == "\n".join(PACKAGES):
        return True
    for command in (
        [sys.executable, "-m", "venv", str(PLACE)],
        [
            str(PLACE / "bin" / "pip"),
            "install",
            "--quiet",
            "--disable-pip-version-check",
            *PACKAGES,
        ],
    ):
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode:
            lines = (done.stderr or done.stdout).strip().splitlines()
            _reason.append(lines[-1] if lines else "pip failed")
            return False
    ready.write_text("\n".join(PACKAGES))
    return True
