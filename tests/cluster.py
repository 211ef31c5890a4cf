"""The tests' PostgreSQL: migrated once per state of the migrations, copied for each run.

A copy of the folder costs a fraction of a second; migrating and making the template costs half a
minute. Each pytest process (and xdist worker) has its own server on its own socket.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import fasteners

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "var" / "test-clusters"
# What decides how the prepared cluster looks.
SOURCES = (
    "*/migrations/*.py",
    "*/*/migrations/*.py",
    "*/*/*/migrations/*.py",
    "*/database_grants.py",
    "*/*/database_grants.py",
    "benchmark/questionnaires/editions/*/*.json",
    "tenants/database/*.py",
    "tests/cluster*.py",
    "requirements/test.txt",
)


def copy_of_prepared() -> Path:
    """A fresh copy of the prepared cluster to start a server on; the caller removes it."""
    place = Path(tempfile.mkdtemp(prefix="km-test-"))
    place.chmod(0o755)
    copy_to(place / "pg", "municipalities")
    return place


def copy_to(folder: Path, stage: str) -> None:
    """A copy of a stopped cluster in this new folder: after the "structure" (migrated, with the
    template and the programme) or with the three "municipalities" as well."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with fasteners.InterProcessLock(KEPT / ".lock"):
        _copy(_prepared() / stage, folder)


def _copy(source: Path, folder: Path) -> None:
    leave_out = shutil.ignore_patterns("postmaster.pid", ".handle_pids.json", "log")
    shutil.copytree(source, folder, ignore=leave_out)
    if os.geteuid() == 0:
        for path in (folder, *folder.rglob("*")):
            shutil.chown(path, "embedded_postgres")
    folder.chmod(0o700)


def _prepared() -> Path:
    """The folder of the stopped clusters, one per stage."""
    folder = KEPT / _state()
    if not (folder / "ready").exists():
        kept = sorted(KEPT.glob("state-*"), key=lambda path: path.stat().st_mtime)
        for stale in [*kept[:-3], folder]:
            shutil.rmtree(stale, ignore_errors=True)
        folder.mkdir()
        _prepare(folder / "structure", "structure")
        _copy(folder / "structure", folder / "municipalities")
        _prepare(folder / "municipalities", "municipalities")
        (folder / "ready").touch()
    return folder


def _prepare(folder: Path, stage: str) -> None:
    """Do what belongs to this stage, in a process of its own, which stops the server."""
    subprocess.run(
        [sys.executable, "-m", "tests.cluster_prepare", str(folder), stage],
        cwd=ROOT,
        check=True,
        env=os.environ | {"KLANTMONITOR_LOGIN": "owner"},
    )


def _state() -> str:
    digest = hashlib.sha256()
    for pattern in SOURCES:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(path.read_bytes())
    return f"state-{digest.hexdigest()[:16]}"
