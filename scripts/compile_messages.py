"""Compile locale/*/LC_MESSAGES/django.po to .mo without needing gettext on the machine."""

from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]

for source in sorted(ROOT.glob("locale/*/LC_MESSAGES/*.po")):
    target = source.with_suffix(".mo")
    if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
        polib.pofile(str(source)).save_as_mofile(str(target))
