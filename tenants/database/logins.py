"""Which PostgreSQL login a manage.py command uses."""

import os
from collections.abc import Sequence

# These change structure or roles, so they need the owner. Everything else, a shell included, runs
# as web and worker do and is refused what they are refused.
OWNER_COMMANDS = frozenset(
    {
        "makemigrations",
        "migrate",
        "migrate_schemas",
        "create_municipality",
        "grant_roles",
        "make_template",
        "set_up_programme",
        "showmigrations",
        "sqlmigrate",
    }
)
LOGIN_VARIABLE = "KLANTMONITOR_LOGIN"


def choose_login(argv: Sequence[str]) -> None:
    """Note in the environment which login this command wants; tenants.apps carries it out."""
    command = argv[1] if len(argv) > 1 else ""
    os.environ[LOGIN_VARIABLE] = "owner" if command in OWNER_COMMANDS else "web"


def wants_owner() -> bool:
    """Whether this process was started for a command of the owner."""
    return os.environ.get(LOGIN_VARIABLE) == "owner"


def log_in_as_owner(databases: dict) -> None:
    """Let the default database of a settings dictionary be entered by its owner.

    In production the owner's password stands in DATABASE_OWNER_PASSWORD, which web and worker are
    not given.
    """
    from django.conf import settings

    databases["default"]["USER"] = settings.DATABASE_OWNER
    password = os.environ.get("DATABASE_OWNER_PASSWORD")
    if password:
        databases["default"]["PASSWORD"] = password
