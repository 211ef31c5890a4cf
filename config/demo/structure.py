"""Bring the demo's database structure and rights up to the code: `python -m config.demo.structure`.

The same commands as scripts/prepare_production.sh, in one process.
"""

import os

COMMANDS = (
    ("migrate_schemas", {"shared": True, "interactive": False, "verbosity": 0}),
    ("make_template", {}),
    ("migrate_schemas", {"tenant": True, "interactive": False, "verbosity": 0}),
    ("set_up_programme", {"host": "localhost", "demo": True}),
    ("grant_roles", {}),
)


def main() -> None:
    """As the owner."""
    os.environ["KLANTMONITOR_LOGIN"] = "owner"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.demo")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    for name, options in COMMANDS:
        call_command(name, **options)
        connection.set_schema_to_public()


if __name__ == "__main__":
    main()
