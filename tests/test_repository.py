"""What the README claims is so, and the repository holds nothing that it should not."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text()


def tracked() -> list[Path]:
    """The files git knows."""
    done = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.skip("not a git checkout: there is no list of files to look at")
    return [ROOT / line for line in done.stdout.splitlines() if (ROOT / line).is_file()]


@pytest.mark.parametrize("target", re.findall(r"\]\(([^)#]+)\)", README))
def test_each_link_and_picture_is_there(target):
    assert (ROOT / target).exists()


@pytest.mark.parametrize("name", sorted(set(re.findall(r"make (\w+)", README))))
def test_each_make_command_exists(name):
    assert re.search(rf"^{name}:", (ROOT / "Makefile").read_text(), re.MULTILINE)


@pytest.mark.parametrize("folder", re.findall(r"^\| `([\w/]+)/`", README, re.MULTILINE))
def test_each_folder_of_the_map_exists(folder):
    assert (ROOT / folder).is_dir()


def test_ci_runs_the_readmes_test_command():
    assert "make test" in (ROOT / ".ci" / "run").read_text()


def test_lock_files_hold_versions_and_hashes_and_no_addresses():
    for lock in (ROOT / "requirements").glob("*.txt"):
        text = lock.read_text()
        assert "http" not in text and "--index-url" not in text
        packages = re.findall(r"^[\w.\[\],-]+==", text, re.MULTILINE)
        assert packages and text.count("--hash=sha256:") >= len(packages)


def test_each_dependency_states_its_reason():
    for source in (ROOT / "requirements").glob("*.in"):
        for line in source.read_text().splitlines():
            if line and not line.startswith(("#", "-r")) and source.name != "test.in":
                assert "#" in line, line


def test_no_secret_registry_or_path_of_a_machine_is_committed():
    forbidden = re.compile(
        r"pypi\.org|registry\.npmjs|deb\.debian|BEGIN [A-Z ]*PRIVATE KEY|/work/(main|shared)|/root/"
    )
    for path in tracked():
        if path.suffix in {".png", ".svg", ".woff2", ".pdf"} or path == Path(__file__):
            continue
        found = forbidden.search(path.read_text(errors="ignore"))
        assert found is None, f"{path.relative_to(ROOT)}: {found}"


def test_nothing_of_a_third_party_is_committed():
    for path in tracked():
        relative = path.relative_to(ROOT).as_posix()
        assert not relative.startswith(("static/vendor/", "frontend/node_modules/", ".venv/"))
