"""A real HTTP server in a provider's place: it keeps what it is sent and answers as told."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Asked:
    """One request as it came in."""

    method: str
    path: str
    headers: dict
    data: dict


@dataclass
class Says:
    """An answer: a status, what body (a dict becomes JSON), or "break" after reading, or "half"
    of what the length promises."""

    status: int = 200
    body: object = field(default_factory=dict)
    headers: dict = field(default_factory=dict)
    manner: str = "whole"


class Gateway(ThreadingHTTPServer):
    """`answer` maps a request to Says; `asked` are the requests."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[Asked] = []
        self.connections = 0
        self.answer = lambda asked: Says(500)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def setup(self):
        super().setup()
        self.server.connections += 1

    def _respond(self):
        length = int(self.headers.get("Content-Length") or 0)
        content = self.rfile.read(length)
        asked = Asked(
            self.command,
            self.path,
            dict(self.headers),
            json.loads(content) if content else {},
        )
        self.server.asked.append(asked)
        says = self.server.answer(asked)
        if says.manner == "break":
            self.close_connection = True
            return
        body = says.body if isinstance(says.body, bytes) else json.dumps(says.body).encode()
        self.send_response(says.status)
        for name, value in says.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: len(body) // 2] if says.manner == "half" else body)
        self.close_connection = says.manner == "half"

    do_GET = do_POST = _respond

    def log_message(self, *_):
        pass


@contextmanager
def gateway() -> Iterator[Gateway]:
    """A running gateway for the time of the block."""
    with Gateway() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
