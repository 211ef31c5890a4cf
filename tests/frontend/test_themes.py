"""A municipality's palette must leave every text readable (WCAG 2.2, 1.4.3 and 1.4.11)."""

import colorsys
import re
from itertools import combinations
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CSS = ROOT / "static" / "css"
THEMES = sorted((CSS / "themes").glob("*.css"))
STEPS = [50, 100, 200, 300, 400, 500, 600, 700]
WHITE = "#ffffff"
ACCENT = re.compile(r"--klantmonitor-accent-(\d+):\s*(#[0-9a-f]{6});")
GREY = re.compile(r"--voorbeeld-kleuren-grijs-(\d+):\s*(#[0-9a-f]{6});")


def palette(path: Path, pattern: re.Pattern = ACCENT) -> dict[int, str]:
    return {int(step): colour for step, colour in pattern.findall(path.read_text())}


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""

    def linear(channel: int) -> float:
        value = channel / 255
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def hue(colour: str) -> float:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return colorsys.rgb_to_hls(red, green, blue)[0] * 360


PALETTES = {path.stem: palette(path) for path in THEMES} | {
    "klantmonitor": palette(CSS / "theme.css")
}
everywhere = pytest.mark.parametrize("name", sorted(PALETTES))


def test_the_formula_agrees_with_the_values_of_the_norm():
    assert contrast("#000000", WHITE) == pytest.approx(21)
    assert contrast("#767676", WHITE) == pytest.approx(4.54, abs=0.01)


def test_the_six_municipalities_of_the_demo_have_a_theme():
    assert {path.stem for path in THEMES} == {
        "waterveen",
        "lindehaven",
        "oosterduin",
        "heidestein",
        "rietmeer",
        "zandbergen",
    }


@everywhere
def test_a_theme_is_eight_steps_from_light_to_dark(name):
    assert sorted(PALETTES[name]) == STEPS
    light = [luminance(PALETTES[name][step]) for step in STEPS]
    assert light == sorted(light, reverse=True)


@everywhere
def test_text_in_the_accent_is_readable_on_every_ground_it_stands_on(name):
    steps = PALETTES[name]
    for ground in (WHITE, "#faf8f5", steps[50], steps[100]):
        assert contrast(steps[500], ground) >= 4.5
        assert contrast(steps[400], ground) >= 4.5 or ground == steps[100]
    for ground in (steps[100], steps[200]):
        assert contrast(steps[600], ground) >= 4.5
        assert contrast(steps[700], ground) >= 7


@everywhere
def test_white_text_is_readable_on_buttons_and_on_the_bar(name):
    assert contrast(WHITE, PALETTES[name][500]) >= 4.5
    assert contrast(WHITE, PALETTES[name][600]) >= 7


@everywhere
def test_the_lines_around_what_you_can_press_stand_out(name):
    assert contrast(PALETTES[name][400], WHITE) >= 3
    assert contrast(PALETTES[name][400], PALETTES[name][50]) >= 3


@everywhere
def test_the_own_side_of_a_comparison_differs_from_the_average_without_colour(name):
    average = re.search(
        r"--klantmonitor-series-average:\s*(#\w+)", (CSS / "theme.css").read_text()
    ).group(1)
    assert contrast(average, WHITE) >= 3
    assert contrast(PALETTES[name][500], average) >= 1.8


def test_grey_text_is_readable():
    grey = palette(CSS / "theme.css", GREY)
    for ground in (WHITE, grey[50], grey[100]):
        assert contrast(grey[400], ground) >= 4.5
        assert contrast(grey[700], ground) >= 7


def test_no_two_themes_look_alike():
    for (one, first), (other, second) in combinations(PALETTES.items(), 2):
        apart = abs(hue(first[500]) - hue(second[500]))
        assert min(apart, 360 - apart) >= 14, f"{one} and {other}"


@pytest.mark.parametrize("path", THEMES, ids=lambda path: path.stem)
def test_every_theme_has_an_emblem_that_names_the_municipality(path):
    emblem = (ROOT / "static" / "img" / "municipalities" / f"{path.stem}.svg").read_text()
    assert f"<title>{path.stem.capitalize()}</title>" in emblem
    assert "style=" not in emblem
    assert "<script" not in emblem
