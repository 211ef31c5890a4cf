"""A WSGI application that tells what the web server gave it, served in a process of its own with
the settings of production (test_web.py, test_proxy.py)."""

import json
import time

import django
from django.core.exceptions import PermissionDenied
from django.core.handlers.wsgi import WSGIRequest

from config.web import behind_granian

django.setup()


def told(environ, start_response):
    """The request as JSON; `/raise` fails, `/slow` takes a second, `/body` reads what was sent."""
    from allauth.account.adapter import get_adapter

    path = environ["PATH_INFO"]
    if path == "/raise":
        raise ValueError(f"of {environ['QUERY_STRING']}")
    if path == "/slow":
        time.sleep(1)
    try:
        address = get_adapter().get_client_ip(WSGIRequest(environ))
    except PermissionDenied:
        address = "refused"
    answer = {
        "address": address,
        "path": path,
        "body": len(environ["wsgi.input"].read()) if path == "/body" else 0,
        "environ": {name: value for name, value in environ.items() if isinstance(value, str)},
    }
    start_response("200 OK", [("Content-Type", "application/json")])
    return [json.dumps(answer).encode()]


application = behind_granian(told)
