"""The probe behind the web server that production uses, and requests as they stand."""

import json
import os
import socket
from contextlib import contextmanager

from config.web import command
from tests.servers import free_port, running, wait_for

from .test_settings import COMPLETE


@contextmanager
def probe(log, workers: int = 2):
    """The port and the process of the probe; what the server writes is in `log`."""
    port = free_port()
    environment = COMPLETE | {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
    }
    line = command(
        "tests.production.probe:application", "--port", str(port), "--workers", str(workers)
    )
    with running(line, env=environment, log=log) as process:
        # One that is still loading does not hear that it should stop.
        wait_for(lambda: log.read_text().count("Started worker-") == workers, "probe", 60, process)
        yield port, process


def sent(port: int, text: str) -> str:
    """What the server answers to exactly this, until it closes."""
    heard = b""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        line.sendall(text.encode())
        while piece := line.recv(65536):
            heard += piece
    return heard.decode()


def request(path: str, *headers: str) -> str:
    """A GET with these header lines."""
    lines = [f"GET {path} HTTP/1.1", "Host: klantmonitor.example", "Connection: close", *headers]
    return "\r\n".join([*lines, "", ""])


def said(port: int, path: str, *headers: str) -> dict:
    """What the probe tells of a GET with these header lines."""
    _, _, body = sent(port, request(path, *headers)).partition("\r\n\r\n")
    return json.loads(body)
