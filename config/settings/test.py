"""Settings of the tests: a real PostgreSQL, started by tests/conftest.py."""

from .base import *  # noqa: F403
from .base import BASE_DIR

SECRET_KEY = "tests only"  # noqa: S105
ALLOWED_HOSTS = ["localhost", ".localhost", "testserver"]
VAULT_KEYS = {"k1": b"only for the tests, thirty-two b"}
DATABASES["default"] |= {"HOST": "set by tests/conftest.py", "PORT": "5432", "CONN_MAX_AGE": 0}  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = BASE_DIR / "var" / "test-media"
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
SURVEY_LINK_SCHEME = "http"
SURVEY_COOKIE_NAME = "vragenlijst"
SURVEY_COOKIE_SECURE = False
WEBHOOK_LOCAL_ADDRESSES = True
SILENCED_SYSTEM_CHECKS: list[str] = []
WHITENOISE_AUTOREFRESH = True
