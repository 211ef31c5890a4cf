"""Settings of a real installation. Each secret comes from the environment; a missing one stops
the start with a sentence that names it."""

from django.core.exceptions import ImproperlyConfigured
from environ import Env

from .base import *  # noqa: F403

env = Env()


def required(name: str, why: str) -> str:
    """The value of `name`; a clear stop when it is missing or empty."""
    value = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(f"{name} is not set: {why}. Set it in the environment.")
    return value


def vault_keys(text: str) -> dict[str, bytes]:
    """`k1:<64 hex digits>,k2:…` -> key id to 32 bytes."""
    try:
        keys = {
            name: bytes.fromhex(digits)
            for name, digits in (pair.strip().split(":", 1) for pair in text.split(","))
        }
    except ValueError:
        raise ImproperlyConfigured(
            "VAULT_KEYS must read k1:<64 hex digits>, more keys separated by commas."
        ) from None
    if any(len(key) != 32 for key in keys.values()):
        raise ImproperlyConfigured("VAULT_KEYS: each key is 32 bytes, 64 hex digits.")
    return keys


SECRET_KEY = required("SECRET_KEY", "it signs sessions and forms")
VAULT_KEYS = vault_keys(required("VAULT_KEYS", "contact data of clients are sealed with it"))
VAULT_CURRENT_KEY = env.str("VAULT_CURRENT_KEY", default="k1")
VAULT_TOKEN_KEY = env.str("VAULT_TOKEN_KEY", default="k1")
for _key in (VAULT_CURRENT_KEY, VAULT_TOKEN_KEY):
    if _key not in VAULT_KEYS:
        raise ImproperlyConfigured(f"VAULT_KEYS holds no key named {_key}.")

BASE_HOST = required("BASE_HOST", "it is the programme's host, for example klantmonitor.example")
ALLOWED_HOSTS = [BASE_HOST, f".{BASE_HOST}", *env.list("EXTRA_HOSTS", default=[])]
DATABASES["default"] |= {  # noqa: F405
    "HOST": required("DATABASE_HOST", "where PostgreSQL listens"),
    "PORT": env.str("DATABASE_PORT", default="5432"),
    "NAME": env.str("DATABASE_NAME", default="klantmonitor"),
    "PASSWORD": required("DATABASE_WEB_PASSWORD", "web and worker log in with it"),
}
BROKER = required("BROKER_URL", "where Redis or Valkey listens")
CELERY_BROKER_URL = BROKER
CELERY_BROKER_TRANSPORT_OPTIONS |= {"visibility_timeout": 3600}  # noqa: F405
CACHES["default"] = {  # noqa: F405
    "BACKEND": "django.core.cache.backends.redis.RedisCache",
    "LOCATION": required("CACHE_URL", "sign-in limits are shared between processes through it"),
}
CACHES["tenant"] = CACHES["default"] | {  # noqa: F405
    "KEY_FUNCTION": "django_tenants.cache.make_key"
}
EMAIL_HOST = required("EMAIL_HOST", "the mail server invitations go out by")
EMAIL_PORT = env.int("EMAIL_PORT", default=587)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", default="")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", default="")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", default=True)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default=f"Klantmonitor <noreply@{BASE_HOST}>")
SECURITY_CONTACT = env.str("SECURITY_CONTACT", default=f"security@{BASE_HOST}")
WAGTAILADMIN_BASE_URL = f"https://{BASE_HOST}"
CSRF_TRUSTED_ORIGINS = [f"https://{BASE_HOST}", f"https://*.{BASE_HOST}"]
MEDIA_ROOT = env.str("MEDIA_ROOT", default=str(VAR_DIR / "media"))  # noqa: F405

# The header in which the proxy says who asks; limits on guessing count per reader's address. One
# word: to a WSGI server X_Forwarded_For is X-Forwarded-For, and a reader who sends the other
# spelling past the proxy would choose the address.
ALLAUTH_TRUSTED_CLIENT_IP_HEADER = env.str("CLIENT_ADDRESS_HEADER", default="Clientaddress")
if not ALLAUTH_TRUSTED_CLIENT_IP_HEADER.isalnum():
    raise ImproperlyConfigured(
        "CLIENT_ADDRESS_HEADER is not one word of letters and digits: with a hyphen in it "
        "a reader could send it in another spelling."
    )
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_NAME = "__Host-sessionid"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrftoken"
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True
