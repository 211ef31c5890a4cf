#!/usr/bin/env python3
"""Install the front-end packages and copy what the pages use to static/vendor/.

    python scripts/vendor_assets.py           # does nothing when nothing changed
    python scripts/vendor_assets.py --force   # installs and copies again

Third-party files are not committed. The lock file in frontend/ names each package by version
and hash; `npm ci` installs exactly those, and this script copies the files listed in PACKAGES,
unchanged, to static/vendor/<package>@<version>/ with their licence. Templates refer to the
stable copies below static/vendor/css/ and static/vendor/fonts/, so an upgrade touches no
template. static/vendor/manifest.json says what is there: name, version, licence, sha256.

Only the standard library is used: the script runs before anything else is installed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FRONTEND = ROOT / "frontend"
STATIC = ROOT / "static"
VENDOR = STATIC / "vendor"

# Per package the built files that are used; the licence always comes along.
PACKAGES: dict[str, list[str]] = {
    "@utrecht/component-library-css": ["dist/index.css"],
    "@nl-design-system-candidate/button-css": ["dist/button.css"],
    "@nl-design-system-candidate/data-badge-css": ["dist/data-badge.css"],
    "@nl-design-system-candidate/heading-css": ["dist/heading.css"],
    "@nl-design-system-candidate/link-css": ["dist/link.css"],
    "@nl-design-system-candidate/number-badge-css": ["dist/number-badge.css"],
    "@nl-design-system-candidate/paragraph-css": ["dist/paragraph.css"],
    "@nl-design-system-candidate/skip-link-css": ["dist/skip-link.css"],
    "@nl-design-system-unstable/voorbeeld-design-tokens": ["dist/theme.css"],
    # Clients answer in Dutch, English, Turkish, Polish, Ukrainian; other scripts (Arabic,
    # Tigrinya) fall back to the Noto that every phone carries.
    "@fontsource-variable/noto-sans": [
        f"files/noto-sans-{subset}-wght-normal.woff2"
        for subset in ("latin", "latin-ext", "cyrillic")
    ],
    "@fontsource-variable/bricolage-grotesque": [
        f"files/bricolage-grotesque-{subset}-wght-normal.woff2" for subset in ("latin", "latin-ext")
    ],
}

UTRECHT = "@utrecht/component-library-css"
THEME = "@nl-design-system-unstable/voorbeeld-design-tokens"
CANDIDATE = [name for name in PACKAGES if name.startswith("@nl-design-system-candidate/")]

# A survey page on an old phone loads these and no more, with the tokens they reach (see
# `tokens_reached`): a twentieth of the whole.
FOR_CLIENTS = [
    f"@nl-design-system-candidate/{part}-css"
    for part in ("heading", "link", "paragraph", "skip-link")
]
OWN_STYLES_FOR_CLIENTS = [
    "css/theme.css",
    "css/client.css",
    *(
        f"css/components/{name}.css"
        for name in ("answer-tile", "progress", "alert", "field", "disclosure", "demo-ribbon")
    ),
    # not on every page, but allowed there
    *(f"css/components/{name}.css" for name in ("step-progress", "legend", "card", "badge")),
]

DECLARATION = re.compile(r"^\s*(--[\w-]+):\s*([^;]+);", re.MULTILINE)
REFERENCE = re.compile(r"var\(\s*(--[\w-]+)")
SOURCE_MAP = re.compile(r"/\*#\s*sourceMappingURL=.*?\*/")


class SetupError(Exception):
    """Something the reader of the message can put right."""


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def fingerprint() -> str:
    """What the result depends on: the lock, this script and the client pages' own styles."""
    digest = hashlib.sha256()
    sources = [FRONTEND / "package-lock.json", Path(__file__)]
    sources += [STATIC / name for name in OWN_STYLES_FOR_CLIENTS]
    for path in sources:
        digest.update(path.read_bytes() if path.exists() else b"-")
    return digest.hexdigest()


def up_to_date() -> bool:
    """Whether the copies belong to today's sources and are all still there.

    Sizes are compared, not contents: it notices a missing or half-written file in
    milliseconds, on every start of the demo.
    """
    manifest_file = VENDOR / "manifest.json"
    try:
        manifest = json.loads(manifest_file.read_text())
    except (FileNotFoundError, ValueError):
        return False
    if manifest.get("fingerprint") != fingerprint():
        return False
    for entry in [*manifest["stable"], *(f for p in manifest["packages"] for f in p["files"])]:
        path = VENDOR / entry["path"]
        if not path.exists() or path.stat().st_size != entry["size"]:
            return False
    return True


def install(*, force: bool) -> None:
    """`npm ci`, unless node_modules already holds this very lock."""
    lock_hash = sha256(FRONTEND / "package-lock.json")
    stamp = FRONTEND / "node_modules" / ".klantmonitor-lock-sha256"
    if not force and stamp.exists() and stamp.read_text() == lock_hash:
        return
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        raise SetupError(
            "Node and npm are needed to install the style sheets and fonts (only at set-up, "
            "never when the site runs).\n"
            "Install Node 20 or newer, for instance with `apt-get install nodejs npm` or from "
            "nodejs.org, and run this script again."
        )
    result = subprocess.run(
        [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        cwd=FRONTEND,
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode != 0:
        raise SetupError(
            f"npm ci failed in {FRONTEND} (exit code {result.returncode}):\n"
            f"{result.stdout}{result.stderr}\n"
            "The packages come from the registry that npm is set to; "
            "`npm config get registry` shows which, `npm ping` whether it answers."
        )
    stamp.write_text(lock_hash)


def read_package(name: str) -> dict:
    return json.loads((FRONTEND / "node_modules" / name / "package.json").read_text())


def copy_packages(target: Path) -> list[dict]:
    """Copy the listed files of every package, unchanged, and describe them."""
    described = []
    for name, files in PACKAGES.items():
        source = FRONTEND / "node_modules" / name
        package = read_package(name)
        folder = f"{name}@{package['version']}"
        licences = sorted(path.name for path in source.glob("LICENSE*"))
        if not licences:
            raise SetupError(f"{name} {package['version']} carries no LICENSE file.")
        entries = []
        for file in [*files, *licences]:
            if not (source / file).exists():
                raise SetupError(
                    f"{name} {package['version']} has no file {file}; "
                    "correct PACKAGES in scripts/vendor_assets.py."
                )
            destination = target / folder / file
            destination.parent.mkdir(parents=True, exist_ok=True)
            # Django's manifest storage follows the reference to a source map, which is left
            # behind; nothing else in a file changes.
            if destination.suffix == ".css":
                destination.write_text(SOURCE_MAP.sub("", (source / file).read_text()))
            else:
                shutil.copyfile(source / file, destination)
            entries.append(describe(destination, target))
        described.append(
            {
                "name": name,
                "version": package["version"],
                "licence": package["license"],
                "files": entries,
            }
        )
    return described


def describe(path: Path, target: Path) -> dict:
    return {
        "path": path.relative_to(target).as_posix(),
        "sha256": sha256(path),
        "size": path.stat().st_size,
    }


def tokens_reached(theme: str, *styles: str) -> str:
    """The declarations of a theme that the given styles use, directly or through others.

    The whole theme is 208 kB; what a survey page reaches is a tenth of that.
    """
    declared = dict(DECLARATION.findall(theme))
    # An own style may redefine a token in terms of others: those count as used as well,
    # because every reference in the own styles is a root.
    wanted = {name for style in styles for name in REFERENCE.findall(style)}
    reached: set[str] = set()
    while wanted:
        name = wanted.pop()
        if name in declared and name not in reached:
            reached.add(name)
            wanted |= set(REFERENCE.findall(declared[name])) - reached
    lines = "".join(f"{name}:{declared[name].strip()};\n" for name in declared if name in reached)
    return f".voorbeeld-theme{{\n{lines}}}\n"


def write_stable_copies(target: Path) -> list[dict]:
    """The names that templates use: css/{utrecht,candidate,theme,client}.css and fonts/."""
    modules = FRONTEND / "node_modules"

    def built(name: str) -> str:
        text = (modules / name / PACKAGES[name][0]).read_text()
        return SOURCE_MAP.sub("", text).strip() + "\n"

    def notice(names: list[str]) -> str:
        versions = ", ".join(
            f"{n} {read_package(n)['version']} ({read_package(n)['license']})" for n in names
        )
        return f"/* Copied by scripts/vendor_assets.py from {versions}; licences beside it. */\n"

    own = [(STATIC / name).read_text() for name in OWN_STYLES_FOR_CLIENTS]
    client_parts = [built(name) for name in FOR_CLIENTS]
    sheets = {
        "css/utrecht.css": notice([UTRECHT]) + built(UTRECHT),
        "css/candidate.css": notice(CANDIDATE) + "".join(built(name) for name in CANDIDATE),
        "css/theme.css": notice([THEME]) + built(THEME),
        "css/client.css": notice([THEME, *FOR_CLIENTS])
        + tokens_reached(built(THEME), *client_parts, *own)
        + "".join(client_parts),
    }
    written = []
    for name, text in sheets.items():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        written.append(path)
    for name, files in PACKAGES.items():
        for file in files:
            if file.endswith(".woff2"):
                path = target / "fonts" / Path(file).name
                path.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(modules / name / file, path)
                written.append(path)
    return [describe(path, target) for path in written]


def vendor(*, force: bool = False) -> bool:
    """Bring static/vendor/ up to date; say whether anything had to be done."""
    if not force and up_to_date():
        return False
    install(force=force)
    # Built beside the old folder and swapped in, so that a page never finds half a set.
    fresh = FRONTEND / "node_modules" / ".vendor-new"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    manifest = {
        "fingerprint": fingerprint(),
        "packages": copy_packages(fresh),
        "stable": write_stable_copies(fresh),
    }
    (fresh / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")
    shutil.rmtree(VENDOR, ignore_errors=True)
    shutil.move(fresh, VENDOR)
    return True


def main() -> int:
    parser = argparse.ArgumentParser(description="Copy the front-end packages to static/vendor/")
    parser.add_argument("--force", action="store_true", help="install and copy again")
    try:
        changed = vendor(force=parser.parse_args().force)
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    if changed:
        count = len(PACKAGES)
        print(f"Front-end: {count} packages copied to {VENDOR.relative_to(ROOT)}/")
    else:
        print("Front-end: up to date")
    return 0


if __name__ == "__main__":
    sys.exit(main())
