"""Settings of `make run`: an embedded server, a local broker and a local mail server.

Everything lives under var/demo (or KLANTMONITOR_DEMO_DIR). Not for real clients: the keys are made
on this machine and the mail goes nowhere.
"""

import os
from pathlib import Path

from config.demo.places import Places

from .base import *  # noqa: F403
from .base import BASE_DIR, MIDDLEWARE

DEMO = True
PLACES = Places.of(Path(os.environ.get("KLANTMONITOR_DEMO_DIR", BASE_DIR / "var" / "demo")))
PORT = PLACES.port()
SECRET_KEY = PLACES.secret("django")
VAULT_KEYS = {"k1": PLACES.secret_bytes("vault")}
ALLOWED_HOSTS = ["localhost", ".localhost", "127.0.0.1"]
DATABASES["default"] |= {"HOST": PLACES.database_socket(), "PORT": "5432"}  # noqa: F405
PG_DUMP = PLACES.pg_dump()
CELERY_BROKER_URL = f"redis+socket://{PLACES.broker_socket}"
# A worker that was killed leaves its message to the next one soon (kombu #2558).
CELERY_BROKER_TRANSPORT_OPTIONS |= {  # noqa: F405
    "visibility_timeout": 900,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
}
CACHES["default"] = {  # noqa: F405
    "BACKEND": "django.core.cache.backends.redis.RedisCache",
    "LOCATION": f"unix://{PLACES.broker_socket}?db=1",
}
CACHES["tenant"] = CACHES["default"] | {  # noqa: F405
    "KEY_FUNCTION": "django_tenants.cache.make_key"
}
EMAIL_HOST = "127.0.0.1"
EMAIL_PORT = PLACES.smtp_port()
MEDIA_ROOT = PLACES.root / "media"
STATIC_ROOT = PLACES.root / "static"
WAGTAILADMIN_BASE_URL = f"http://localhost:{PORT}"
SURVEY_LINK_SCHEME = "http"
SURVEY_LINK_PORT = str(PORT)
SURVEY_COOKIE_NAME = "vragenlijst"  # http: no __Secure- prefix possible
SURVEY_COOKIE_SECURE = False
WEBHOOK_LOCAL_ADDRESSES = True
SHOW_UNAPPROVED_TRANSLATIONS = True  # marked as made by a machine
# The people are made up and their numbers may be somebody's: nothing leaves this machine.
MESSAGING_HOSTS = dict.fromkeys(MESSAGING_HOSTS, "http://127.0.0.1:9")  # noqa: F405
CSRF_TRUSTED_ORIGINS = [f"http://localhost:{PORT}", f"http://*.localhost:{PORT}"]
MIDDLEWARE = [*MIDDLEWARE]
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"
}
WHITENOISE_USE_FINDERS = True
