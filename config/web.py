"""The web server: `python -m config.web --host 0.0.0.0 --port 8000`, further options as granian's.

One place for what production, the demo and the bench start with. Granian reads HTTP outside Python
and hands requests to threads (docs/decisions/0014-granian.md).
"""

import os
import sys

APPLICATION = "config.wsgi:application"
OPTIONS = (
    "--interface", "wsgi",
    "--http", "1",
    "--no-ws",
    "--workers", "2",
    # What happens at once in a worker; each thread has a database connection of its own, which
    # goes with it when it was idle for so many seconds.
    "--blocking-threads", "4",
    "--blocking-threads-idle-timeout", "600",
    "--respawn-failed-workers",
    "--workers-kill-timeout", "30",  # one that does not end by itself is ended
    "--no-access-log",
)  # fmt: skip
# A page that its reader has long left lets go of the database: settings read this at the start.
STATEMENT_SECONDS = "60"
WITHOUT_BODY = ("GET", "HEAD", "OPTIONS")
MOST_UNREAD, PIECE = 100 * 1024 * 1024, 256 * 1024  # bytes
OF_A_REQUEST = (
    "HTTP_", "wsgi.", "CONTENT_", "GATEWAY_", "PATH_INFO", "QUERY_", "REMOTE_", "REQUEST_",
    "SCRIPT_", "SERVER_",
)  # fmt: skip


def command(application: str = APPLICATION, *more: str, python: str = sys.executable) -> list[str]:
    """The command that serves this WSGI application; of an option given twice the last counts."""
    return [python, "-m", "granian", *OPTIONS, *more, application]


def behind_granian(application):
    """A WSGI application that sees the request and nothing of the process's environment, which
    holds keys and passwords; Granian, like the reference in PEP 3333, hands over both as one.
    Names that a request may use too are left: what the request says goes before them.

    What of a body is left unread (it was too large, or not allowed) is read before the answer goes:
    the server would close on it, and a browser that is still sending shows no answer then."""
    names = [name for name in os.environ if not name.startswith(OF_A_REQUEST)]

    def bare(environ, start_response):
        for name in names:
            environ.pop(name, None)
        answer = application(environ, start_response)
        if environ["REQUEST_METHOD"] not in WITHOUT_BODY:
            _let_come(environ["wsgi.input"])
        return answer

    return bare


def _let_come(body) -> None:
    left = MOST_UNREAD
    while left > 0 and (piece := body.read(PIECE)):
        left -= len(piece)


if __name__ == "__main__":
    os.environ.setdefault("STATEMENT_SECONDS", STATEMENT_SECONDS)
    line = command(APPLICATION, *sys.argv[1:])
    os.execv(line[0], line)  # noqa: S606 - our own command, no shell
