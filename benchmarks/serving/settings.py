"""The product as it is served in a bench: the settings of production but for https, on the bench's
PostgreSQL. Production keeps its counters of guessed links in Redis; answering does not use them."""

import os

from config.settings.test import *  # noqa: F403
from config.settings.test import DATABASES, LOGGING

ALLOWED_HOSTS = [".localhost"]
DATABASES["default"] |= {"HOST": os.environ["BENCH_SOCKET"], "CONN_MAX_AGE": None}
LOGGING["root"]["level"] = "ERROR"
CELERY_TASK_ALWAYS_EAGER = False
WHITENOISE_AUTOREFRESH = False
WHITENOISE_USE_FINDERS = False
