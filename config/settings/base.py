"""Settings that every installation shares."""

import os
from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.conf.locale import LANG_INFO

from tenants.database.names import WEB_LOGIN

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = BASE_DIR / "var"
PRODUCT_NAME = "Klantmonitor"
DEMO = False
DEBUG = False

# --- Apps ------------------------------------------------------------------------------------
# `public` holds the programme; each municipality's schema holds its own tenant apps and nothing of
# Wagtail. Sessions, history and read events live in both worlds, each in its own tables.
SHARED_APPS = [
    "django_tenants",
    "tenants",
    "tenants.audit",
    "tenants.vault",
    "benchmark",
    "benchmark.questionnaires",
    "learning_community",
    "cms",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "rest_framework",
    "drf_spectacular",
    "django_htmx",
    "csp",
    "rules",
    "pgtrigger",
    "pghistory",
]
TENANT_APPS = [
    "tenants.audit",
    "tenants.vault",
    "tenants.messaging",
    "monitor.caseload",
    "monitor.caseload.screening",
    "monitor.surveys",
    "monitor.surveys.own_questions",
    "monitor.surveys.free_texts",
    "monitor.surveys.savings",
    "monitor.insights",
    "monitor.desk",
    "monitor.desk.worklist",
    "monitor.desk.dashboards",
    "monitor.exchange",
    "monitor.privacy",
    "monitor.api",
    "monitor.portal",
    "django.contrib.sessions",
    "pgtrigger",
    "pghistory",
]
# `tenants` comes after pgtrigger: its ready() repairs what pgtrigger does to the migrate command.
INSTALLED_APPS = [
    *(app for app in SHARED_APPS if not app.startswith("tenants")),
    *(app for app in TENANT_APPS if app not in SHARED_APPS),
    "tenants",
    "tenants.audit",
    "tenants.vault",
]

TENANT_MODEL = "tenants.Municipality"
TENANT_DOMAIN_MODEL = "tenants.Domain"
DATABASE_ROUTERS = ["django_tenants.routers.TenantSyncRouter"]
ROOT_URLCONF = "config.urls_tenant"
PUBLIC_SCHEMA_URLCONF = "config.urls_public"
WSGI_APPLICATION = "config.wsgi.application"
AUTH_USER_MODEL = "tenants.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MIDDLEWARE = [
    "tenants.middleware.HostMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tenants.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.middleware.PolicyMiddleware",
    "tenants.middleware.PrivacyHeadersMiddleware",
    "config.middleware.for_accounts",
    "allauth.account.middleware.AccountMiddleware",
]
# Around every page but those of a questionnaire, which know no accounts.
ACCOUNT_MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tenants.middleware.MembershipMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "config.middleware.ProgrammeRedirectMiddleware",
]
QUESTIONNAIRE_PATHS = ("/vragenlijst/", "/v/")

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "tenants.context.world",
                "config.context.frame",
            ],
        },
    }
]

# --- Database --------------------------------------------------------------------------------
# Web and worker log in as a role that owns nothing; migrations and new municipalities need the
# owner (manage.py chooses; see tenants/database/logins.py).
DATABASE_OWNER = "km_owner"
DATABASES = {
    "default": {
        "ENGINE": "tenants.database",
        "NAME": "klantmonitor",
        "USER": WEB_LOGIN,
        "CONN_MAX_AGE": 300,
        "CONN_HEALTH_CHECKS": True,
    }
}
PG_DUMP = "pg_dump"
# After this many seconds a statement is ended; 0: never. The web server sets it (config/web.py).
STATEMENT_SECONDS = int(os.environ.get("STATEMENT_SECONDS", "0"))

# --- Sign-in ---------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "tenants.sign_in.AccountAdapter"
ACCOUNT_SESSION_REMEMBER = False
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
WAGTAILADMIN_LOGIN_URL = "/accounts/login/"
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- Privacy and security --------------------------------------------------------------------
# Master keys of the vault by id; the installation's settings fill them.
VAULT_KEYS: dict[str, bytes] = {}
VAULT_CURRENT_KEY = "k1"
VAULT_TOKEN_KEY = "k1"  # noqa: S105 - the id of a key, not the key
SECURITY_CONTACT = "security@klantmonitor.example"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
# Wagtail's admin still needs inline scripts and styles (wagtail #1288); only there.
CMS_PATH = "cms/"
CMS_CONTENT_SECURITY_POLICY = {
    "script-src": [SELF, "'unsafe-inline'"],
    "style-src": [SELF, "'unsafe-inline'"],
    "img-src": [SELF, "data:", "blob:"],
    "frame-ancestors": [SELF],
    "frame-src": [SELF],
}

# --- Language --------------------------------------------------------------------------------
# Dutch is the language of the source texts (msgids); English stands in locale/en.
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
# Clients read in more languages (benchmark/questionnaires/languages.py); Django lacks these two.
LANG_INFO |= {
    "nl-easy": {
        "bidi": False,
        "code": "nl-easy",
        "name": "Easy Dutch",
        "name_local": "makkelijk Nederlands",
    },
    "ti": {"bidi": False, "code": "ti", "name": "Tigrinya", "name_local": "ትግርኛ"},
}
# Clients see a question in their language once somebody approved its text, and in Dutch before.
SHOW_UNAPPROVED_TRANSLATIONS = False
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_NAME = "language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"

# --- Files -----------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# --- Background work -------------------------------------------------------------------------
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 600
CELERY_TASK_IGNORE_RESULT = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# Whoever hands out a task while somebody waits for a page gives up soon: what has to happen stands
# in the database as well. Without these a queue that is away costs six seconds.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.2,
    "interval_max": 0.2,
    "socket_connect_timeout": 2,
}
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]

# --- Caches: one for accounts and hosts, one that is apart per municipality --------------------
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "global"},
    "tenant": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "tenant",
        "KEY_FUNCTION": "django_tenants.cache.make_key",
    },
}

# --- Mail ------------------------------------------------------------------------------------
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = "Klantmonitor <noreply@klantmonitor.example>"

# --- Text messages and WhatsApp: where each provider takes them --------------------------------
MESSAGING_HOSTS = {
    "notifynl": "https://api.notifynl.nl",
    "spryng": "https://rest.spryngsms.com",
    "cm": "https://gw.cmtelecom.com",
}
MESSAGING_TIMEOUT_SECONDS = 15

# --- Surveys (requirements C4) ----------------------------------------------------------------
SURVEY_LINK_SCHEME = "https"
SURVEY_LINK_PORT = ""
SURVEY_COOKIE_NAME = "__Secure-vragenlijst"
SURVEY_COOKIE_SECURE = True

# --- Wagtail ---------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = PRODUCT_NAME
WAGTAILADMIN_BASE_URL = "http://localhost:8000"
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "dutch"}
}
WAGTAILDOCS_EXTENSIONS = ["pdf", "csv", "xlsx", "docx", "pptx", "txt"]

# --- API -------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "EXCEPTION_HANDLER": "monitor.api.problems.as_problem",
}
SPECTACULAR_SETTINGS = {
    "TITLE": f"{PRODUCT_NAME} API",
    "DESCRIPTION": "Trajecten met resultaten, hulp en afsluiting, antwoorden en cijfers.",
    "VERSION": "1.1.0",
    "SERVERS": [{"url": "/api/v1"}],
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_PATCH": False,
    "ENUM_NAME_OVERRIDES": {
        "MilestoneKind": "monitor.api.shapes.MILESTONE_KINDS",
        "IndicatorKind": "monitor.api.shapes.INDICATOR_KINDS",
        "Level": "monitor.api.shapes.LEVELS",
        "Band": "monitor.api.shapes.BANDS",
        "DeliveryEvent": "monitor.api.shapes.EVENTS",
    },
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "monitor.api.schema.only_known_names",
    ],
}
# Requests a minute per token, and the largest body in bytes.
API_RATE = "600/min"
API_BODY_LIMIT = 64 * 1024
# Webhooks go to public addresses by https alone; the demo and the tests have no others than local.
WEBHOOK_LOCAL_ADDRESSES = False
# Attempts at one message: after 1, 2, 4 … minutes, ten in all, so for over eight hours.
WEBHOOK_ATTEMPTS = 10
WEBHOOK_FIRST_RETRY_SECONDS = 60
WEBHOOK_TIMEOUT_SECONDS = 10

# --- Logs: events and identifiers, never what a client said or is called -----------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"scrub": {"()": "tenants.logs.Scrub"}},
    "formatters": {"line": {"()": "tenants.logs.Formatter"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "filters": ["scrub"],
            "formatter": "line",
        }
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    # Their own handlers would mail tracebacks with local values (Django's to ADMINS) or write the
    # address of a request, survey links included, past the filter.
    "loggers": {
        name: {"handlers": [], "level": "INFO", "propagate": True}
        for name in ("django", "django.server", "_granian")
    },
}
