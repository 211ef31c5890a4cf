#!/usr/bin/env python
"""Django's command line. Commands that migrate or provision log in as the database's owner."""

import os
import sys


def main() -> None:
    """Run one command, by default on the demo that `make run` keeps in var/demo."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.demo")
    from tenants.database.logins import choose_login

    choose_login(sys.argv)
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
