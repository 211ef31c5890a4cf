"""The web server and Redis for the time of a bench, and the processor time that processes take."""

import os
import socket
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from config.demo.services import broker_program
from config.web import command
from tests.servers import ROOT, free_port, listens, wait_for

TICK = os.sysconf("SC_CLK_TCK")


@contextmanager
def web_server(application: str, *more: str, env: dict[str, str], python: str = sys.executable):
    """(port, pid) of the server that serves `application` as production is served, with `more`
    options; `env` is added to ours."""
    port = free_port()
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(  # noqa: S603 - our own command, no shell
            command(application, "--port", str(port), *more, python=python),
            cwd=ROOT,
            env=os.environ | env,
            stdout=output,
            stderr=output,
        )
        try:
            wait_for(lambda: _answers(port), application, 60, process)
            yield port, process.pid
        except AssertionError as error:
            output.seek(0)
            raise AssertionError(f"{error}\n{output.read().decode()[-2000:]}") from error
        finally:
            process.terminate()
            process.wait(20)


@contextmanager
def redis():
    """(the path of its socket, its pid): cache and queue, as production has them."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        path = Path(folder) / "redis.sock"
        process = subprocess.Popen(  # noqa: S603 - our own command, no shell
            [
                broker_program(), "--port", "0", "--unixsocket", str(path), "--save", "",
                "--dir", folder,
            ],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            wait_for(path.exists, "redis", 20, process)
            yield str(path), process.pid
        finally:
            process.terminate()
            process.wait(20)


def _answers(port: int) -> bool:
    """Whether a worker is up: the socket listens before they are."""
    if not listens(port):
        return False
    with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        return line.recv(16).startswith(b"HTTP/")


def processor_seconds(*parents: int) -> float:
    """What these processes and their children have used so far."""
    total = 0.0
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                text = (folder / "stat").read_text()
            except OSError:  # it ended just now
                continue
            fields = text[text.rindex(")") + 2 :].split()
            if int(folder.name) in parents or int(fields[1]) in parents:
                total += (int(fields[11]) + int(fields[12])) / TICK
    return total


def postmaster(folder: str) -> int:
    """The process of the PostgreSQL server whose socket lies in this folder."""
    lock = next(Path(folder).glob(".s.PGSQL.*.lock"))
    return int(lock.read_text().splitlines()[0])
