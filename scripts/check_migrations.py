"""Fail when a model changed without a migration."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ["KLANTMONITOR_LOGIN"] = "owner"

import django  # noqa: E402 - after the path is known

django.setup()

from django.apps import apps  # noqa: E402
from django.db.migrations.autodetector import MigrationAutodetector  # noqa: E402
from django.db.migrations.loader import MigrationLoader  # noqa: E402
from django.db.migrations.state import ProjectState  # noqa: E402

OWN = {
    config.label
    for config in apps.get_app_configs()
    if Path(config.path).is_relative_to(ROOT) and ".venv" not in config.path
}
loader = MigrationLoader(None)
changes = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps)).changes(
    graph=loader.graph
)
forgotten = sorted(OWN & set(changes))
if forgotten:
    raise SystemExit(f"Models changed without a migration: {', '.join(forgotten)}")
print("Migrations are up to date.")
