"""`make run`: the whole product on this machine, with demo data.

Starts a PostgreSQL, a broker and a mail server of its own, prepares and seeds them once, starts
web, worker and beat, waits until they answer and prints where. Ctrl-C stops what was started.
"""

import fcntl
import os
import signal
import socket
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.demo")

from config.demo import cluster  # noqa: E402
from config.demo.people import PASSWORD, SIGN_INS  # noqa: E402
from config.demo.places import Places  # noqa: E402
from config.demo.preparing import prepare_database, seed  # noqa: E402
from config.demo.processes import Process, watch  # noqa: E402
from config.demo.services import (  # noqa: E402
    broker_socket,
    free_port,
    start_product,
    start_services,
    wait_until_answering,
)


class Stop(SystemExit):
    """Ends the run with one clear line."""


class Steps:
    """Progress on the terminal: one line a step, with its seconds."""

    total = 6

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
    # Also where a shell started this in the background, which leaves Ctrl-C's signal ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
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
            seed(places)
        with step("web, worker and beat"):
            processes += start_product(places, port)
        with step("waiting until it answers"):
            wait_until_answering(port, processes)
        print_addresses(port, places)
        watch(processes, lambda text: print(f"  {text}", flush=True))
    except KeyboardInterrupt:
        print("\nStopping …", flush=True)
    except RuntimeError as error:
        raise Stop(f"\n{error}") from None
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
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
