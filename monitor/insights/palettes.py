"""The colours of a municipality's drawings: those of its theme."""

import re
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders

from benchmark.charts import Palette

# A theme is one stylesheet of eight steps of an accent; this step is its full colour.
ACCENT = re.compile(r"--klantmonitor-accent-500:\s*(#[0-9a-fA-F]{6})")


@lru_cache
def palette_of(theme: str) -> Palette:
    """The palette in the theme's colour; the product's own without a theme."""
    path = finders.find(f"css/themes/{theme}.css") if theme else None
    found = ACCENT.search(Path(path).read_text()) if path else None
    return Palette.for_brand(found.group(1)) if found else Palette()
