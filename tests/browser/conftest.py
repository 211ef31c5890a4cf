"""A whole demo, started as `make run` starts it, and a real Chromium that walks through it."""

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from config.demo.places import Places
from tests.cluster import copy_to
from tests.servers import ROOT, free_port, running, wait_for

from .going import follow

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items):
    """One worker has the demo: all these tests go there, and nowhere else."""
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@dataclass
class Stack:
    """A running demo."""

    port: int
    folder: Path
    output: Path

    def url(self, path: str = "/", slug: str = "") -> str:
        """An address on the programme's host, or on a municipality's."""
        host = f"{slug}.localhost" if slug else "localhost"
        return f"http://{host}:{self.port}{path}"

    def manage(self, *command: str) -> str:
        """What a second terminal would type; its output."""
        done = subprocess.run(
            [sys.executable, "manage.py", *command], cwd=ROOT, env=self.environment(),
            text=True, capture_output=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def environment(self) -> dict[str, str]:
        """The environment of this demo's processes."""
        clean = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
        return clean | {"KLANTMONITOR_DEMO_DIR": str(self.folder), "PORT": str(self.port)}


@pytest.fixture(scope="session")
def stack():
    """The demo in a folder of its own; seeded, answering, stopped with Ctrl-C at the end."""
    already = os.environ.get("KLANTMONITOR_TEST_DEMO")  # a developer's shortcut: one that runs
    if already:
        places = json.loads((Path(already) / "running.json").read_text())
        yield Stack(places["port"], Path(already), Path(os.devnull))
        return
    # Not in pytest's own folder: the embedded server runs as a user of its own, and another run of
    # pytest closes that folder for everybody else.
    with TemporaryDirectory(prefix="klantmonitor-browser-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        made = Stack(free_port(), folder / "demo", folder / "output.log")
        # It brings a structure up to the code; that of the other tests saves it a minute.
        made.folder.mkdir(mode=0o755)
        copy_to(Places.of(made.folder).database, "structure")
        command = [sys.executable, "-m", "config.demo.run"]
        with running(command, env=made.environment(), log=made.output, patience=30) as process:
            wait_for(lambda: "Ctrl-C stops it" in made.output.read_text(), "the demo", 300, process)
            yield made
        assert process.returncode == 0, made.output.read_text()[-2000:]


@pytest.fixture
def open_page(chromium):
    """open_page(PHONE, javascript=False) -> a page in a fresh session; errors fail the test.

    `axe=True` on pages that axe will look at."""
    opened = []
    problems = []

    def make(viewport=DESK, *, javascript=True, locale="nl-NL", axe=False):
        context = chromium.new_context(
            viewport=viewport,
            java_script_enabled=javascript,
            locale=locale,
            reduced_motion="reduce",
        )
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))

        def heard(message):
            # axe colours what it measures with inline styles, which our policy refuses.
            of_axe = axe and "inline style" in message.text
            if message.type == "error" and "status of 4" not in message.text and not of_axe:
                problems.append(message.text)

        page.on("console", heard)
        opened.append(context)
        return page

    yield make
    for context in opened:
        context.close()
    assert problems == [], "the browser complained"


@pytest.fixture
def sign_in(stack):
    """sign_in(page, "noor@…", slug) through the real form."""
    from config.demo.people import PASSWORD

    def enter(page, email, slug=""):
        page.goto(stack.url("/accounts/login/", slug))
        page.fill("input[name=login]", email)
        page.fill("input[name=password]", PASSWORD)
        follow(page, "main button[type=submit]")
        assert "/accounts/login/" not in page.url, page.inner_text("main")

    return enter


@pytest.fixture
def picture():
    """picture(page, "grid-1280"): into docs/screenshots when SCREENSHOTS=1, else only taken."""
    keep = os.environ.get("SCREENSHOTS") == "1"
    folder = ROOT / "docs" / "screenshots"

    def take(page, name, full_page=False):
        assert re.fullmatch(r"[a-z0-9-]+", name)
        image = page.screenshot(full_page=full_page)
        if keep:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{name}.png").write_bytes(image)

    return take
