"""Brings the demo's database up to the code: structure, template, rights, demo data."""

import hashlib
import subprocess
import sys

from .places import Places
from .services import ROOT, environment


def prepare_database(places: Places) -> None:
    """Migrate, make the template and hand out rights, when the code changed since the last run."""
    state = migrations_state()
    if places.running().get("migrations") == state:
        return
    manage_module("config.demo.structure", places)
    places.write_running(migrations=state)


def seed(places: Places) -> None:
    """Fill the demo, once."""
    if places.running().get("seeded"):
        return
    manage_module("config.demo.seed", places)
    places.write_running(seeded=True)


def migrations_state() -> str:
    """A digest of everything that decides the database's structure and rights."""
    digest = hashlib.sha256()
    patterns = (
        "*/migrations/*.py",
        "*/*/migrations/*.py",
        "*/*/*/migrations/*.py",
        "*/database_grants.py",
        "*/*/database_grants.py",
        "benchmark/questionnaires/editions/*/*.json",
        "tenants/database/*.py",
        "requirements/demo.txt",
    )
    for path in sorted(path for pattern in patterns for path in ROOT.glob(pattern)):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def manage_module(module: str, places: Places) -> None:
    """Run a module of ours to its end."""
    run_once([sys.executable, "-m", module], environment(places))


def run_once(command: list[str], env: dict[str, str]) -> None:
    """Run to the end; RuntimeError with the output when it fails."""
    done = subprocess.run(  # noqa: S603 - our own commands, no shell
        command,
        cwd=ROOT,
        env=env,
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command[1:])} failed:\n{done.stdout[-3000:]}")
