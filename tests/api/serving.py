"""A real server over the test's own transaction: its threads work in the connection of the test,
which waits for each answer meanwhile."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch
from wsgiref.simple_server import WSGIRequestHandler, make_server

from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import DEFAULT_DB_ALIAS, close_old_connections, connection, connections


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_):
        pass


@contextmanager
def serving(host: str) -> Iterator[str]:
    """`http://<host>:<port>` while the block runs; the programme's world afterwards."""
    shared = connections[DEFAULT_DB_ALIAS]
    shared.inc_thread_sharing()
    for signal in (request_started, request_finished):  # as Django's own test client does
        signal.disconnect(close_old_connections)

    def work():
        connections[DEFAULT_DB_ALIAS] = shared
        server.serve_forever(0.01)

    with make_server("127.0.0.1", 0, WSGIHandler(), handler_class=_Quiet) as server:
        thread = threading.Thread(target=work)
        thread.start()
        try:
            with patch.object(socket, "getaddrinfo", _names_of_this_machine):
                yield f"http://{host}:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
            for signal in (request_started, request_finished):
                signal.connect(close_old_connections)
            shared.dec_thread_sharing()
            connection.set_schema_to_public()


def _names_of_this_machine(host, *args, _real=socket.getaddrinfo, **kwargs):
    """Names under .localhost are this machine (RFC 6761), as browsers have it."""
    local = isinstance(host, str) and host.endswith(".localhost")
    return _real("127.0.0.1" if local else host, *args, **kwargs)
