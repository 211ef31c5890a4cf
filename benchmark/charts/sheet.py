"""What every drawing shares: the sheet it is drawn on and the document around it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from .palette import Palette
from .svg import WIDE, document

MARGIN = 8
# From this width on, names stand beside what they name instead of above it.
_BREAKPOINT = 520


@dataclass(frozen=True)
class Sheet:
    """The colours, language and width of one drawing."""

    palette: Palette
    lang: str
    width: int

    @property
    def is_wide(self) -> bool:
        return self.width >= _BREAKPOINT

    @property
    def room(self) -> int:
        """The width between the margins."""
        return self.width - 2 * MARGIN


def drawing(draw: Callable[..., tuple[str, float]]) -> Callable[..., str]:
    """Makes a public drawing of a function that draws on a sheet.

    `draw(sheet, ...)` returns markup and its height. The drawing takes the same arguments without
    the sheet, and with the keywords every drawing has: title (the finding), description,
    id_prefix, lang, palette and width (NARROW or WIDE). It returns the whole SVG.
    """

    @wraps(draw)
    def drawn(
        *values,
        title: str,
        description: str,
        id_prefix: str,
        lang: str = "nl",
        palette: Palette | None = None,
        width: int = WIDE,
        **options,
    ) -> str:
        sheet = Sheet(palette or Palette(), lang, width)
        content, height = draw(sheet, *values, **options)
        return document(
            content,
            width=width,
            height=height,
            title=title,
            description=description,
            id_prefix=id_prefix,
            palette=sheet.palette,
            lang=lang,
        )

    return drawn
