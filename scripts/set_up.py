"""Make this clone ready: `python3 scripts/set_up.py demo|test`.

System libraries (through apt where that is allowed), the virtual environment with locked
dependencies, the front-end assets, the translations. Each step is skipped when nothing changed.
Uses the standard library only: it runs before anything is installed.
"""

import ctypes.util
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"

# Debian package -> how we know it is there.
LIBRARIES = {
    "libpango-1.0-0": lambda: ctypes.util.find_library("pango-1.0"),
    "libpangoft2-1.0-0": lambda: ctypes.util.find_library("pangoft2-1.0"),
    "libharfbuzz-subset0": lambda: ctypes.util.find_library("harfbuzz-subset"),
    "fontconfig": lambda: shutil.which("fc-list"),
    "fonts-noto-core": lambda: Path("/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf").exists(),
}
TOOLS = {"chromium": lambda: shutil.which("chromium"), "gettext": lambda: shutil.which("xgettext")}


def main(purpose: str) -> None:
    """Do what `purpose` ("demo" or "test") needs."""
    if sys.version_info < (3, 11):
        stop(
            f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}. "
            "Say which one: make run PYTHON=python3.11"
        )
    if not shutil.which("npm"):
        stop("npm is needed for the front-end assets: apt-get install nodejs npm")
    system_packages(LIBRARIES | (TOOLS if purpose == "test" else {}))
    environment()
    dependencies(purpose)
    run_step("front-end assets", [PYTHON, "scripts/vendor_assets.py"])
    run_step("translations", [PYTHON, "scripts/compile_messages.py"])


def system_packages(wanted: dict) -> None:
    """Install what is missing through apt, or name the one line that does."""
    missing = [name for name, is_there in wanted.items() if not is_there()]
    if not missing:
        return
    install = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if not shutil.which("apt-get"):
        stop(f"These system packages are missing: {', '.join(missing)}. Install them first.")
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if prefix and subprocess.run([*prefix, "true"], capture_output=True, check=False).returncode:
        stop(
            "Some system packages are missing. This line installs them:\n\n"
            f"    sudo {' '.join(install)}\n"
        )
    environ = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    say(f"system packages: {', '.join(missing)}")
    subprocess.run([*prefix, "apt-get", "update", "-qq"], env=environ, check=False)
    done = subprocess.run(
        [*prefix, *install, "-qq"], env=environ, check=False, stdout=subprocess.DEVNULL
    )
    if done.returncode or any(not wanted[name]() for name in missing):
        stop(f"apt could not install everything. Try it by hand:\n\n    sudo {' '.join(install)}\n")


def environment() -> None:
    """The virtual environment in .venv."""
    if PYTHON.exists():
        return
    say("virtual environment")
    done = subprocess.run([sys.executable, "-m", "venv", VENV], check=False, capture_output=True)
    if done.returncode:
        version = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        stop(f"Python cannot make a virtual environment here: apt-get install {version}")


def dependencies(purpose: str) -> None:
    """Locked packages, with hashes; the tests' set contains the demo's."""
    for covering in ("test", purpose):
        lock = ROOT / "requirements" / f"{covering}.txt"
        if stamp(covering).exists() and stamp(covering).read_text() == digest(lock):
            return
    run_step(
        "Python packages",
        [
            PYTHON,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--require-hashes",
            "-r",
            lock,
        ],
    )
    stamp(purpose).write_text(digest(lock))


def stamp(purpose: str) -> Path:
    """The file that remembers which lock was installed."""
    return VENV / f".installed-{purpose}"


def digest(path: Path) -> str:
    """SHA-256 of a file, hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def run_step(name: str, command: list) -> None:
    """Run one step; its output shows only when it fails."""
    began = time.monotonic()
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        check=False,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if done.returncode:
        stop(f"{name} failed:\n{done.stdout[-3000:]}")
    seconds = time.monotonic() - began
    if seconds > 1:
        say(f"{name} ({seconds:.0f} s)")


def say(text: str) -> None:
    """One line of progress."""
    print(f"  set-up: {text}", flush=True)


def stop(text: str) -> None:
    """End with a message and status 1."""
    print(text, file=sys.stderr)
    raise SystemExit(1)


if __name__ == "__main__":
    if sys.argv[1:] not in (["demo"], ["test"]):
        stop("Usage: python3 scripts/set_up.py demo|test")
    main(sys.argv[1])
