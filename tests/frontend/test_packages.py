"""Third-party files: exactly pinned, from no particular address, copied with their licence."""

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FRONTEND = ROOT / "frontend"
VENDOR = ROOT / "static" / "vendor"
SCRIPT = ROOT / "scripts" / "vendor_assets.py"


@pytest.fixture(scope="module")
def manifest():
    """What the script says it copied; it copies first when that was not yet done."""
    subprocess.run([sys.executable, SCRIPT], check=True, capture_output=True)
    return json.loads((VENDOR / "manifest.json").read_text())


@pytest.fixture(scope="module")
def lock():
    return json.loads((FRONTEND / "package-lock.json").read_text())


def test_the_lock_file_names_each_package_by_hash(lock):
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages
    assert [name for name, entry in packages.items() if not entry.get("integrity")] == []


def test_the_lock_file_holds_no_download_addresses(lock):
    assert [name for name, entry in lock["packages"].items() if "resolved" in entry] == []
    assert "tarball" not in (FRONTEND / "package-lock.json").read_text()


def test_no_registry_is_written_down():
    settings = [
        line
        for line in (FRONTEND / ".npmrc").read_text().splitlines()
        if line.strip() and not line.startswith("#")
    ]
    assert "omit-lockfile-registry-resolved=true" in settings
    assert "legacy-peer-deps=true" in settings
    assert not [line for line in settings if "registry=" in line.replace(" ", "") and "://" in line]


def test_every_dependency_is_pinned_to_one_version():
    wanted = json.loads((FRONTEND / "package.json").read_text())["dependencies"]
    assert [name for name, version in wanted.items() if not re.fullmatch(r"[\d.]+", version)] == []


def test_every_copied_file_is_there_with_the_hash_that_is_listed(manifest):
    for entry in [*manifest["stable"], *(f for p in manifest["packages"] for f in p["files"])]:
        content = (VENDOR / entry["path"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == entry["sha256"], entry["path"]


def test_every_package_comes_with_its_licence(manifest):
    for package in manifest["packages"]:
        assert package["licence"] in {"EUPL-1.2", "OFL-1.1"}, package["name"]
        assert [f for f in package["files"] if "/LICENSE" in f["path"]], package["name"]


def test_the_listed_packages_are_those_of_package_json(manifest):
    wanted = json.loads((FRONTEND / "package.json").read_text())["dependencies"]
    assert {p["name"]: p["version"] for p in manifest["packages"]} == wanted


def test_copying_again_does_nothing(manifest):
    result = subprocess.run([sys.executable, SCRIPT], check=True, capture_output=True, text=True)
    assert "up to date" in result.stdout


def test_a_missing_npm_is_named_with_its_remedy(tmp_path):
    frontend = tmp_path / "frontend"
    (tmp_path / "scripts").mkdir()
    frontend.mkdir()
    (frontend / "package-lock.json").write_bytes((FRONTEND / "package-lock.json").read_bytes())
    copy = tmp_path / "scripts" / "vendor_assets.py"
    copy.write_bytes(SCRIPT.read_bytes())
    result = subprocess.run(
        [sys.executable, copy], env={"PATH": ""}, capture_output=True, text=True, check=False
    )
    assert result.returncode == 1
    assert "Install Node 20 or newer" in result.stderr
    assert "Traceback" not in result.stderr


def test_every_file_that_a_stylesheet_refers_to_exists(manifest):
    for sheet in (ROOT / "static" / "css").rglob("*.css"):
        for target in re.findall(r'url\("([^"]+)"\)', sheet.read_text()):
            assert (sheet.parent / target).exists(), f"{sheet.name} refers to {target}"


def test_a_survey_page_loads_less_than_sixty_kilobytes_of_style(manifest):
    template = (ROOT / "templates" / "base" / "client.html").read_text()
    sheets = re.findall(r"static '([^']+\.css)'", template) + ["css/fonts.css"]
    assert "vendor/css/client.css" in sheets
    assert sum((ROOT / "static" / sheet).stat().st_size for sheet in sheets) < 60_000
