"""How wide a text will be, so that labels can be placed without a browser.

Advance widths of Noto Sans in hundredths of an em, read from the font's own table. Other fonts of
the fallback are narrower or about as wide.
"""

FAMILY = "Noto Sans, sans-serif"
SIZE = 13
LINE = 1.3

_REGULAR = {
    18: "’", 22: "'", 26: "ijl ï", 27: "J!,.:;·", 28: "`", 30: "()", 32: "-", 33: "[]", 34: "fI",
    36: "t“”", 37: "/\\", 38: "{}", 41: 'r"', 43: "?", 44: "_", 47: "z", 48: "csç", 50: "–",
    51: "vy", 52: "FL", 53: "kx", 55: "S*|", 56: "aeETéëáèà", 57: "0123456789YZ$+−×±≥≤<=>^~",
    59: "X", 60: "oPVöó", 62: "bdghnpquKRüñ", 63: "C", 64: "A", 65: "B#", 73: "DGU&", 74: "H",
    76: "N", 78: "OQ", 79: "w…", 83: "%", 90: "@", 91: "M", 93: "W", 94: "m", 100: "—",
}  # fmt: skip
_BOLD = {
    22: "’", 26: " ", 27: "'", 28: ",.:;·", 29: "!", 30: "ijlï", 32: "-", 33: "J[]", 34: "()",
    36: "`", 39: "fI{}", 41: "/\\_", 43: "t", 44: "“”", 45: "r", 47: '"', 48: "?", 49: "z",
    50: "s–", 51: "cç", 54: "*", 55: "FS|", 56: "EL", 57: "0123456789vy$+−×±≥≤<=>^~", 58: "xTZ",
    59: "eéëè", 60: "aáà", 62: "koYöó", 63: "bdgpqP", 64: "C", 65: "V#", 66: "hnuKRüñ", 67: "BX",
    69: "A", 72: "G", 74: "D", 75: "&", 76: "HU", 80: "OQ", 81: "N", 86: "w…", 90: "%@", 94: "M",
    97: "W", 98: "m", 100: "—",
}  # fmt: skip
_WIDTHS = {
    bold: {letter: width for width, letters in table.items() for letter in letters}
    for bold, table in ((False, _REGULAR), (True, _BOLD))
}
_UNKNOWN = 65

# Where the long words of the standard may break; any other word breaks where the room ends.
_COMPOUNDS = {
    word.replace("|", ""): word.split("|")
    for word in (
        "leef|gebieden",
        "schuld|regeling",
        "schulden|regeling",
        "geld|problemen",
        "multi|problematiek",
        "vroeg|signalering",
        "schuld|bemiddeling",
        "sanerings|krediet",
        "betalings|regeling",
        "budget|beheer",
        "door|verwijzing",
        "door|verwezen",
        "af|hankelijke",
        "zelf|standige",
        "municipal|ities",
        "expend|iture",
    )
}


def width(text: str, size: float = SIZE, bold: bool = False) -> float:
    """The width of one line of `text` in the units of `size`."""
    table = _WIDTHS[bold]
    return sum(table.get(letter, _UNKNOWN) for letter in text) * size / 100


def wrapped(text: str, room: float, size: float = SIZE, bold: bool = False) -> list[str]:
    """`text` in lines no wider than `room`.

    A single word that is wider is broken with a hyphen: Dutch compounds are long and narrow
    screens are not.
    """
    lines: list[str] = []
    for word in text.split():
        for piece in _pieces(word, room, size, bold):
            joined = f"{lines[-1]} {piece}" if lines else piece
            if lines and not lines[-1].endswith("-") and width(joined, size, bold) <= room:
                lines[-1] = joined
            else:
                lines.append(piece)
    return lines


def fits(text: str, room: float, size: float = SIZE) -> bool:
    """Whether every word stays within `room`, whole or broken at a seam between its parts."""
    return all(
        width(word, size) <= room
        or max(
            width(part + "-", size) for part in _COMPOUNDS.get(word.strip(",.").lower(), (word,))
        )
        <= room
        for word in text.split()
    )


def _pieces(word: str, room: float, size: float, bold: bool) -> list[str]:
    """The word itself when it fits, else its parts with hyphens between."""
    if width(word, size, bold) <= room or len(word) < 6:
        return [word]
    if parts := _COMPOUNDS.get(word.lower()):
        first = word[: len(parts[0])]
        return [f"{first}-", *_pieces(word[len(first) :], room, size, bold)]
    fitting = [i for i in range(3, len(word) - 2) if width(word[:i] + "-", size, bold) <= room]
    cut = max(fitting, default=3)
    return [word[:cut] + "-", *_pieces(word[cut:], room, size, bold)]
