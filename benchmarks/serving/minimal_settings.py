"""The minimal app: Django's own PostgreSQL backend in one schema and role that are set once with
the connection, no middleware."""

import os

from .settings import *  # noqa: F403
from .settings import DATABASES

SCHEMA = os.environ["BENCH_SCHEMA"]
DATABASES["default"] |= {
    "ENGINE": "django.db.backends.postgresql",
    "OPTIONS": {"options": f"-c role=t_{SCHEMA} -c search_path={SCHEMA},public"},
    "CONN_HEALTH_CHECKS": False,
}
MIDDLEWARE = ["allauth.account.middleware.AccountMiddleware"]  # taken out in minimal_wsgi
ROOT_URLCONF = "benchmarks.minimal"
