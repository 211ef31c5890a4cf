"""A drawing as a picture, for a slide or a mail: PNG from the same SVG as the page and the PDF.

The renderer leaves text out without a word when it finds no font. So the fonts are looked up first,
by the file names under which systems carry the family that `lettering` measures, and handed over.
"""

import os
from functools import cache
from pathlib import Path

from resvg_py import svg_to_bytes

# Noto Sans is what `lettering` measures; the others are about as wide.
_FAMILIES = {
    "Noto Sans": ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"),
    "Liberation Sans": ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"),
    "Arial": ("Arial.ttf", "Arial Bold.ttf"),
}
# Noto Sans has no minus sign, and a fallback would take the whole number out of bold; its dash is
# as wide and as high.
_STAND_INS = str.maketrans("−", "–")


class NoFontError(RuntimeError):
    """The system carries no font to write the picture's text with."""


def to_png(svg: str, width: int = 1280) -> bytes:
    """The drawing as PNG, `width` pixels wide, on white.

    NoFontError when no font is found, ValueError when `svg` is no SVG.
    """
    family, files = _fonts(_folders())
    return svg_to_bytes(
        svg_string=svg.translate(_STAND_INS),
        width=width,
        background="#ffffff",
        skip_system_fonts=True,
        font_files=list(files),
        font_family=family,
        sans_serif_family=family,
    )


def _folders() -> tuple[Path, ...]:
    """Where fonts stand: the XDG base directories, and those of macOS."""
    shared = os.environ.get("XDG_DATA_DIRS", "/usr/local/share:/usr/share").split(":")
    return (
        *(Path(folder) / "fonts" for folder in shared if folder),
        Path.home() / ".local/share/fonts",
        Path("/Library/Fonts"),
        Path("/System/Library/Fonts/Supplemental"),
    )


@cache
def _fonts(folders: tuple[Path, ...]) -> tuple[str, tuple[str, ...]]:
    """The first family of which both weights are found, with its files."""
    for family, names in _FAMILIES.items():
        found = [_first(folders, name) for name in names]
        if all(found):
            return family, tuple(found)
    raise NoFontError(
        "No font to write a picture's text with: install Noto Sans (Debian: fonts-noto-core). "
        f"Looked for {', '.join(_FAMILIES)} in " + ", ".join(str(folder) for folder in folders)
    )


def _first(folders: tuple[Path, ...], name: str) -> str | None:
    return next((str(file) for folder in folders for file in sorted(folder.rglob(name))), None)
