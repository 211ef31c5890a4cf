"""Fail when a model of ours changed without a migration. Needs no database."""

import os
import sys
import warnings
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ["KLANTMONITOR_LOGIN"] = "owner"

import django  # noqa: E402 - after the path is known

django.setup()

from django.apps import apps  # noqa: E402
from django.core.management import call_command  # noqa: E402

ours = [
    config.label
    for config in apps.get_app_configs()
    if Path(config.path).is_relative_to(ROOT) and ".venv" not in config.path
]
with warnings.catch_warnings():
    # The history in a database is not asked for; only models against files.
    warnings.filterwarnings("ignore", message="Got an error checking a consistent migration")
    call_command("makemigrations", *ours, check=True, dry_run=True)
