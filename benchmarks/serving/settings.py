"""The product as it is served in a bench: the settings of production but for https, on the bench's
PostgreSQL and Redis."""

import os

from config.settings.test import *  # noqa: F403
from config.settings.test import CACHES, DATABASES, LOGGING

ALLOWED_HOSTS = [".localhost"]
DATABASES["default"] |= {"HOST": os.environ["BENCH_SOCKET"], "CONN_MAX_AGE": None}
LOGGING["root"]["level"] = "ERROR"
CELERY_TASK_ALWAYS_EAGER = False
CELERY_BROKER_URL = f"redis+socket://{os.environ['BENCH_REDIS']}"
CACHES["default"] = {
    "BACKEND": "django.core.cache.backends.redis.RedisCache",
    "LOCATION": f"unix://{os.environ['BENCH_REDIS']}?db=1",
}
CACHES["tenant"] = CACHES["default"] | {"KEY_FUNCTION": "django_tenants.cache.make_key"}
WHITENOISE_AUTOREFRESH = False
WHITENOISE_USE_FINDERS = False
