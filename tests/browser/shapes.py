"""The shapes in which a client's page must hold up, and what does not."""

from dataclasses import dataclass
from pathlib import Path

_FAULTS = Path(__file__).with_name("faults.js").read_text()


@dataclass(frozen=True)
class Shape:
    """A screen in CSS pixels, and the size of the letters on it."""

    name: str
    width: int
    height: int
    letters: str = "100%"

    @property
    def viewport(self) -> dict[str, int]:
        """As Playwright takes it."""
        return {"width": self.width, "height": self.height}


PHONE_320 = Shape("320 px", 320, 640)
# Page zoom changes nothing but the number of CSS pixels and of dots for each (the WCAG's own sum,
# understanding 1.4.10): DOTS goes to the browser context.
ZOOMED = Shape("1280 by 1024 at 200 % zoom", 640, 512)
ENLARGED = Shape("320 px with letters at 200 %", 320, 640, letters="200%")
SHAPES = (PHONE_320, ZOOMED, ENLARGED)
DOTS = 2


def take(page, shape: Shape) -> None:
    """Show the page in this shape."""
    if page.viewport_size != shape.viewport:
        page.set_viewport_size(shape.viewport)
    page.evaluate("size => { document.documentElement.style.fontSize = size; }", shape.letters)


def faults(page) -> list[str]:
    """What is too wide, cut off, over something else or smaller than 48 px, as sentences."""
    return page.evaluate(_FAULTS)
