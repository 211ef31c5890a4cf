"""Writing SVG: elements, text and the document around them.

Presentation attributes only. A style attribute or element would need an exception in the content
security policy, and a CSS variable comes out black in a PDF.
"""

from xml.sax.saxutils import escape, quoteattr

from .lettering import FAMILY, LINE, SIZE
from .palette import Palette

NARROW, WIDE = 360, 640


def tag(name: str, *children: str, **attributes) -> str:
    """One element. Attribute names write _ for -, numbers get one decimal at most, and an
    attribute that is None is left out. `children` are markup already."""
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}={quoteattr(_written(value))}"
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{''.join(children)}</{name}>" if children else f"<{name}{written}/>"


def _written(value) -> str:
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0").replace("-0", "0", value > -0.05 and value < 0)
    return str(value)


def path(points, closed: bool = False) -> str:
    """The `d` of straight lines through (x, y) points."""
    steps = " ".join(
        f"{'L' if i else 'M'}{_written(float(x))} {_written(float(y))}"
        for i, (x, y) in enumerate(points)
    )
    return f"{steps} Z" if closed else steps


def write(
    x: float,
    y: float,
    text: str,
    fill: str,
    *,
    anchor: str = "start",
    bold: bool = False,
    size: float = SIZE,
) -> str:
    """One line of text with its baseline at y."""
    return tag(
        "text",
        escape(text),
        x=float(x),
        y=float(y),
        fill=fill,
        text_anchor=None if anchor == "start" else anchor,
        font_weight="bold" if bold else None,
        font_size=None if size == SIZE else size,
    )


def write_lines(x: float, y: float, lines: list[str], fill: str, **options) -> str:
    """Several lines of text, the first with its baseline at y."""
    size = options.get("size", SIZE)
    return "".join(
        write(x, y + i * size * LINE, line, fill, **options) for i, line in enumerate(lines)
    )


def titled(title: str, *children: str) -> str:
    """A mark with its tooltip."""
    return tag("g", tag("title", escape(title)), *children)


def document(
    *children: str,
    width: int,
    height: float,
    title: str,
    description: str,
    id_prefix: str,
    palette: Palette,
    lang: str,
) -> str:
    """The whole drawing. The title is the finding: it is the alternative text in a PDF."""
    height = round(height)
    return tag(
        "svg",
        tag("title", escape(title), id=f"{id_prefix}-title"),
        tag("desc", escape(description), id=f"{id_prefix}-desc"),
        tag("rect", width=width, height=height, fill=palette.surface),
        *children,
        xmlns="http://www.w3.org/2000/svg",
        width=width,
        height=height,
        viewBox=f"0 0 {width} {height}",
        role="img",
        aria_labelledby=f"{id_prefix}-title {id_prefix}-desc",
        lang=lang,
        font_family=FAMILY,
        font_size=SIZE,
    )
