"""The colours of a drawing, concrete and checked.

Concrete because a PDF does not know the page's variables: a drawing that relied on them would come
out black. Checked because a municipality brings its own colour and the reader must still see it.
"""

from dataclasses import dataclass, replace

TEXT_CONTRAST = 4.5
MARK_CONTRAST = 3.0
# Tints for answers without an order; light, so that a hatch and text read on each.
_TINTS = (
    "#a9cfe6",
    "#f3cd85",
    "#b3d9ad",
    "#e9b4d0",
    "#cfc8ee",
    "#f0bda2",
    "#dcdac6",
    "#92cbc2",
)
_HATCHES = (None, "rising", "dots", "level", "falling", "upright", "crossed", "squares")


@dataclass(frozen=True)
class Fill:
    """The fill of one category: its colour, the hatch over it (see `hatching`) and its ink."""

    colour: str
    hatch: str | None
    ink: str

    @property
    def line(self) -> str:
        """The colour of the hatch: softer than text, still seen."""
        return next(
            line
            for line in (mixed(self.ink, self.colour, share / 10) for share in range(5, 11))
            if contrast(line, self.colour) >= MARK_CONTRAST
        )


@dataclass(frozen=True)
class Palette:
    """Colours as "#rrggbb". ValueError when a text or mark stands out too little (WCAG 1.4.3,
    1.4.11). Bands and grid are background: the line or mark on them carries the meaning.

    `scale` runs from the first to the last category of an ordered answer; its segments have an
    outline in `outline`, which is what sets them apart from the page.
    """

    own: str = "#0b5f8a"
    own_band: str = "#d6e8f3"
    average: str = "#5b6470"
    average_band: str = "#e9ebee"
    third: str = "#8a3a7b"
    fourth: str = "#7a5200"
    text: str = "#1c2733"
    muted: str = "#4d5966"
    grid: str = "#dde2e7"
    axis: str = "#838e9a"
    surface: str = "#ffffff"
    scale: tuple[str, ...] = ("#eef4f8", "#cfe1ec", "#98c0d8", "#2f76a0", "#0b4a6f")
    outline: str = "#2f6688"

    def __post_init__(self):
        for name in ("own", "average", "third", "fourth", "text", "muted"):
            self._check(name, self.surface, TEXT_CONTRAST)
        for name in ("axis", "outline"):
            self._check(name, self.surface, MARK_CONTRAST)
        for name, band in (("own", self.own_band), ("average", self.average_band)):
            self._check(name, band, MARK_CONTRAST)
        self._check("text", self.own_band, TEXT_CONTRAST)
        for fill in self.scale:
            if contrast(self.ink_on(fill), fill) < TEXT_CONTRAST:
                raise ValueError(f"Neither dark nor light text reads on {fill}")

    def _check(self, name: str, background: str, least: float) -> None:
        found = contrast(getattr(self, name), background)
        if found < least:
            raise ValueError(
                f"{name} {getattr(self, name)} on {background} has contrast {found:.1f}, "
                f"below {least}"
            )

    @classmethod
    def for_brand(cls, colour: str) -> "Palette":
        """The default palette in a municipality's colour, darkened until it can be read."""
        own = darkened_until(colour, "#ffffff", TEXT_CONTRAST)
        light = [mixed(own, "#ffffff", share) for share in (0.07, 0.2, 0.42)]
        darkest = mixed(own, "#000000", 0.6)
        # A colour near black leaves no room below it for a darker one.
        fourth = next(
            shade
            for shade in (mixed(own, "#ffffff", share / 20) for share in range(20, 0, -1))
            if contrast(shade, darkest) >= 1.5
        )
        return replace(
            cls(),
            own=own,
            own_band=mixed(own, "#ffffff", 0.16),
            scale=(*light, fourth, darkest),
            outline=own,
        )

    def ink_on(self, fill: str) -> str:
        """Text colour for a label that lies on `fill`: dark or the page's own, whichever reads."""
        return max((self.text, self.surface), key=lambda ink: contrast(ink, fill))

    def shade(self, share: float) -> str:
        """A colour of the scale, from its first (0) to its last (1), on which text reads.

        The tints halfway carry neither dark nor light text, so they are made lighter.
        """
        steps = len(self.scale) - 1
        place = min(max(share, 0.0), 1.0) * steps
        first = min(int(place), steps - 1)
        found = mixed(self.scale[first + 1], self.scale[first], place - first)
        while contrast(self.ink_on(found), found) < TEXT_CONTRAST:
            found = mixed(found, "#ffffff", 0.94)
        return found

    def categories(self, n: int, ordered: bool) -> tuple[Fill, ...]:
        """`n` fills that can be told apart without their colour, up to eight.

        Up to five ordered answers differ enough in lightness. More of them, and answers without an
        order, also differ in hatch. ValueError for more than eight.
        """
        if n > len(_HATCHES):
            raise ValueError(f"{n} categories, at most {len(_HATCHES)} can be told apart")
        if not ordered:
            return tuple(Fill(_TINTS[i], _HATCHES[i], self.ink_on(_TINTS[i])) for i in range(n))
        shades = [self.shade(i / (n - 1) if n > 1 else 0.5) for i in range(n)]
        hatched = n > len(self.scale)
        return tuple(
            Fill(shade, _HATCHES[i] if hatched else None, self.ink_on(shade))
            for i, shade in enumerate(shades)
        )

    def colour(self, role: str) -> str:
        return getattr(self, role)


def luminance(colour: str) -> float:
    """Relative luminance 0..1 (WCAG 2.2); ValueError when `colour` is not "#rrggbb"."""
    if len(colour) != 7 or colour[0] != "#":
        raise ValueError(f"A colour is written as #rrggbb, not {colour!r}")
    parts = []
    for start in (1, 3, 5):
        share = int(colour[start : start + 2], 16) / 255
        parts.append(share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4)
    red, green, blue = parts
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio 1..21 of two colours."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mixed(colour: str, other: str, share: float) -> str:
    """`share` of `colour` (0..1) and the rest of `other`."""
    channels = (
        round(int(colour[i : i + 2], 16) * share + int(other[i : i + 2], 16) * (1 - share))
        for i in (1, 3, 5)
    )
    return "#" + "".join(f"{channel:02x}" for channel in channels)


def darkened_until(colour: str, background: str, least: float) -> str:
    """`colour`, with as little black as gives it `least` contrast on a light `background`."""
    for percent in range(100, -1, -5):
        candidate = mixed(colour, "#000000", percent / 100)
        if contrast(candidate, background) >= least:
            return candidate
    raise ValueError(f"Nothing reads on {background}")
