"""Collect the static files at image build, where no secret of the installation exists yet."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.building"

import django  # noqa: E402 - after the path is known

django.setup()

from django.core.management import call_command  # noqa: E402

call_command("collectstatic", "--noinput", verbosity=0)
