"""A drawing as PNG carries its text, and says so when it cannot."""

import struct
import zlib

import pytest

from benchmark.charts import NARROW, Palette, Series, bars, png
from benchmark.charts.png import NoFontError, to_png
from tests.benchmark.chart_samples import COMMON

SIGNATURE = b"\x89PNG\r\n\x1a\n"
BOX = '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="40" viewBox="0 0 100 40" font-family="Noto Sans, sans-serif" font-size="13">{}</svg>'  # noqa: E501


def size_of(picture):
    return struct.unpack(">II", picture[16:24])


def raw(picture):
    """The bytes of the pixels, still filtered: enough to tell two pictures apart."""
    at, data = 8, b""
    while at < len(picture):
        (length,) = struct.unpack(">I", picture[at : at + 4])
        if picture[at + 4 : at + 8] == b"IDAT":
            data += picture[at + 8 : at + 8 + length]
        at += 12 + length
    return zlib.decompress(data)


def test_a_drawing_becomes_a_picture_as_wide_as_asked():
    svg = bars(
        ("Intake", "Uitstroom"), [Series("Waterveen", (0.4, 0.6))], unit="percent",
        id_prefix="fig", width=NARROW, **COMMON,
    )  # fmt: skip
    height = float(svg.split('height="')[1].split('"')[0])
    for width in (1280, 720):
        picture = to_png(svg, width)
        assert picture.startswith(SIGNATURE)
        assert size_of(picture)[0] == width
        assert size_of(picture)[1] == pytest.approx(height * width / NARROW, abs=1)


@pytest.mark.parametrize("text", ("Geloof in oplossing", "−0,3", "–", "%"))
@pytest.mark.parametrize("weight", ("normal", "bold"))
def test_text_leaves_pixels(text, weight):
    blank = to_png(BOX.format(""))
    drawn = to_png(BOX.format(f'<text x="2" y="20" font-weight="{weight}">{text}</text>'))
    assert size_of(blank) == size_of(drawn) and raw(blank) != raw(drawn)


def test_bold_differs_from_plain_also_with_a_minus_sign():
    plain, bold = (
        to_png(BOX.format(f'<text x="2" y="20" font-weight="{weight}">−0,3</text>'))
        for weight in ("normal", "bold")
    )
    assert raw(plain) != raw(bold)


def test_the_page_behind_a_drawing_is_white():
    white = BOX.format('<rect width="100" height="40" fill="#ffffff"/>')
    assert raw(to_png(BOX.format(""))) == raw(to_png(white))
    assert Palette().surface == "#ffffff"


def test_without_a_font_the_error_names_the_remedy(monkeypatch, tmp_path):
    monkeypatch.setattr(png, "_folders", lambda: (tmp_path,))
    with pytest.raises(NoFontError, match="install Noto Sans"):
        to_png(BOX.format(""))


def test_the_next_family_is_taken_when_a_weight_is_missing(tmp_path):
    for name in ("NotoSans-Regular.ttf", "LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"):
        (tmp_path / name).write_bytes(b"")
    family, files = png._fonts((tmp_path,))
    assert family == "Liberation Sans" and len(files) == 2


def test_what_is_no_svg_is_refused():
    with pytest.raises(ValueError):
        to_png("geen tekening")
