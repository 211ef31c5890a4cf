"""Respondents: `python -m benchmarks.serving.load` reads a Plan as JSON from its input, fills in
every questionnaire of it once and prints a Result as JSON.

One loop over plain sockets, so that the load takes as little of the two cores as it can. A
respondent asks the next thing when the answer to the last one is in; a connection that the server
leaves open is used again.
"""

import json
import re
import select
import socket
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from time import perf_counter

TOKEN = b'name="csrfmiddlewaretoken" value="'
COOKIE = re.compile(rb"\r\nset-cookie: *([^=]+)=([^;\r]*)", re.IGNORECASE)
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


@dataclass
class Plan:
    """Who answers what. `respondents` are (host header, cookies, steps); a step is (address, what
    is posted after the page was read, the status that this must give, or 0 to post nothing)."""

    port: int
    respondents: list
    connections: int = 16


@dataclass
class Result:
    """Seconds for all; milliseconds of every GET and POST, shortest first; what went wrong."""

    seconds: float = 0.0
    completed: int = 0
    gets: list[float] = field(default_factory=list)
    posts: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def respondent(host: str, cookies: dict, steps: list) -> Iterator[bytes]:
    """Yields requests, is sent (status, response); ends after the last step."""
    for address, posted, expected in steps:
        status, response = yield _request("GET", host, address, cookies)
        if status != 200:
            raise AssertionError(f"GET {address}: {status}")
        _eat(response, cookies)
        if not expected:
            continue
        _, found, rest = response.partition(TOKEN)
        token = b"&csrfmiddlewaretoken=" + rest[: rest.index(b'"')] if found else b""
        body = posted.encode() + token
        status, response = yield _request("POST", host, address, cookies, body)
        if status != expected:
            raise AssertionError(f"POST {address}: {status}")
        _eat(response, cookies)


def _eat(response: bytes, cookies: dict) -> None:
    for name, value in COOKIE.findall(response, 0, response.index(b"\r\n\r\n")):
        cookies[name.decode().strip()] = value.decode()


def _request(method, host, address, cookies, body: bytes = b"") -> tuple[str, bytes]:
    jar = "; ".join(f"{name}={value}" for name, value in cookies.items())
    head = f"{method} {address} HTTP/1.1\r\nHost: {host}\r\nCookie: {jar}\r\n"
    if method == "POST":
        head += (
            f"Origin: http://{host}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n"
        )
    return method, head.encode() + b"\r\n" + body


class Line:
    """One connection with the respondent who has it."""

    def __init__(self, port: int, watch: "Watch"):
        self.port, self.watch, self.socket = port, watch, None

    def take(self, one: Iterator) -> None:
        """Start the questionnaire of this respondent."""
        self.one = one
        self._ask(next(one))

    def _ask(self, request) -> None:
        self.method, self.sent = request[0], perf_counter()
        if self.socket is None:
            self.socket = socket.socket()
            self.socket.connect(("127.0.0.1", self.port))
            self.watch.add(self.socket.fileno(), self)
        self.socket.sendall(request[1])

    def hear(self, result: Result) -> bool:
        """Take what came in; True when the questionnaire is done."""
        heard = piece = self.socket.recv(262144)
        while piece and not _is_whole(heard):  # the rest comes at once
            piece = self.socket.recv(262144)
            heard += piece
        times = result.gets if self.method == "GET" else result.posts
        times.append((perf_counter() - self.sent) * 1000)
        if not piece or b"Connection: close\r\n" in heard:
            self.socket.close()  # which takes it off the watch
            self.socket = None
        try:
            self._ask(self.one.send((int(heard[9:12]), heard)))
        except StopIteration:
            result.completed += 1
            return True
        except AssertionError as error:
            result.wrong.append(str(error))
            return True
        return False


def _is_whole(heard: bytes) -> bool:
    end = heard.find(b"\r\n\r\n")
    found = LENGTH.search(heard, 0, end + 2) if end >= 0 else None
    return found is not None and len(heard) >= end + 4 + int(found[1])


class Watch:
    """The lines on which something may come in."""

    def __init__(self):
        self._epoll, self._lines = select.epoll(), {}

    def add(self, number: int, line: Line) -> None:
        """Watch the socket with this number."""
        self._lines[number] = line
        self._epoll.register(number, select.EPOLLIN)

    def heard(self) -> list[Line]:
        """The lines on which something came in, after waiting for it."""
        found = self._epoll.poll(30)
        if not found:
            raise AssertionError("the server has been silent for half a minute")
        return [self._lines[number] for number, _event in found]


def run(plan: Plan) -> Result:
    """All respondents, over as many connections as the plan has."""
    result = Result()
    waiting = iter(plan.respondents)
    watch, busy = Watch(), 0
    began = perf_counter()
    for _ in range(plan.connections):
        if (one := next(waiting, None)) is not None:
            Line(plan.port, watch).take(respondent(*one))
            busy += 1
    while busy:
        for line in watch.heard():
            if line.hear(result):
                if (one := next(waiting, None)) is not None:
                    line.take(respondent(*one))
                else:
                    busy -= 1
    result.seconds = perf_counter() - began
    result.gets.sort()
    result.posts.sort()
    return result


if __name__ == "__main__":
    json.dump(asdict(run(Plan(**json.load(sys.stdin)))), sys.stdout)
