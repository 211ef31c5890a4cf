"""The kill tests (kills.py) in a process of their own.

Their workers are forks, which only a process without other threads can make safely; one that has
run a browser or belongs to xdist has some.
"""

import os
import subprocess
import sys

import pytest

from tests.servers import ROOT

pytestmark = [pytest.mark.worker, pytest.mark.xdist_group("worker")]


def test_workers_that_are_killed_double_nothing_and_lose_nothing():
    clean = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST")}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "tests/surveys/kills.py"],
        cwd=ROOT, env=clean, text=True, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert "2 passed" in done.stdout
