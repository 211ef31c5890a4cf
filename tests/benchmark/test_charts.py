"""Every drawing is accessible, safe to put inline, and legible where it is used."""

import random
import re

import pytest
from defusedxml import ElementTree

from benchmark.charts import NARROW, WIDE, Palette, Series, bars, lines, stacked, step_curve
from benchmark.charts.lettering import width as text_width
from benchmark.charts.lettering import wrapped
from benchmark.charts.numbers import half_up, show, show_count, show_range
from benchmark.charts.palette import contrast
from tests.benchmark.chart_samples import COMMON, GROUPED, STEPS, SVG, TICKS, positions, texts

OPTIONS = ("Heel weinig", "Weinig", "Gemiddeld", "Veel", "Heel veel")


def line_chart(size, prefix, seed=1, **options):
    rng = random.Random(seed)
    own = tuple(rng.choice((None, round(rng.uniform(2.2, 4.8), 2))) or 3.5 for _ in STEPS)
    limits = tuple((v - 0.2, v + 0.2) for v in own)
    average = tuple(round(rng.uniform(2.8, 4.2), 1) for _ in STEPS)
    series = [Series("Waterveen", own, limits), Series("Gemiddelde", average, role="average")]
    return lines(
        STEPS,
        series,
        unit="scale_1_5",
        ticks=TICKS,
        id_prefix=prefix,
        width=size,
        **COMMON,
        **options,
    )


def bar_chart(size, prefix, seed=1, **options):
    rng = random.Random(seed)
    own = tuple(rng.random() for _ in STEPS[:4])
    limits = tuple((max(0, v - 0.15), min(1, v + 0.15)) for v in own)
    series = [
        Series("Waterveen", own, limits),
        Series("Gemiddelde", tuple(rng.random() for _ in own), role="average"),
    ]
    return bars(
        STEPS[:4], series, unit="percent", scale=(0, 1), id_prefix=prefix, width=size,
        **COMMON, **options,
    )  # fmt: skip


def single_bar_chart(size, prefix, seed=1, **options):
    series = [
        Series("Waterveen", (0.82,), ((0.7, 0.9),)),
        Series("Gemiddelde", (0.69,), (), (), "average"),
    ]
    return bars(
        ("Alle cliënten",), series, unit="percent", scale=(0, 1), id_prefix=prefix, width=size,
        **COMMON, **options,
    )  # fmt: skip


def curve_chart(size, prefix, seed=1, **options):
    rng = random.Random(seed)
    series = []
    for label, role in (("Waterveen", "own"), ("Gemiddelde", "average")):
        share, values = 0.0, []
        for _ in range(27):
            values.append(share)
            share += (1 - share) * rng.uniform(0, 0.15)
        limits = tuple((max(0, v - 0.1), min(1, v + 0.1)) for v in values)
        series.append(Series(label, tuple(values), limits, (), role))
    return step_curve(
        series, weeks=26, week_axis="Weken vanaf de datum van de intake", mark_week=13,
        mark_label="Meetpunt: 13 weken", id_prefix=prefix, width=size, **COMMON, **options,
    )  # fmt: skip


def stacked_chart(size, prefix, seed=1, **options):
    rng = random.Random(seed)
    series = []
    for label, role in (("Waterveen", "own"), ("Gemiddelde", "average")):
        weights = [rng.random() for _ in OPTIONS]
        shares = tuple(weight / sum(weights) for weight in weights)
        series.append(Series(label, shares, (), (), role))
    return stacked(
        OPTIONS, series, highlight=(3, 4), highlight_labels=("69% veel + heel veel", "82%"),
        id_prefix=prefix, width=size, **COMMON, **options,
    )  # fmt: skip


CHARTS = (line_chart, bar_chart, single_bar_chart, curve_chart, stacked_chart, *GROUPED)
each_chart = pytest.mark.parametrize("chart", CHARTS)
each_width = pytest.mark.parametrize("size", (NARROW, WIDE))


@each_chart
@each_width
def test_the_finding_is_the_first_child_and_the_name_of_the_drawing(chart, size):
    root = ElementTree.fromstring(chart(size, "fig"))
    assert root.tag == f"{SVG}svg" and root.get("role") == "img"
    title, description = root[0], root[1]
    assert title.tag == f"{SVG}title" and title.text == COMMON["title"]
    assert description.tag == f"{SVG}desc"
    assert root.get("aria-labelledby").split() == [title.get("id"), description.get("id")]
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"
    assert root.get("width") == str(size)


@each_chart
def test_ids_of_two_drawings_differ(chart):
    found = re.findall(r'\bid="([^"]+)"', chart(WIDE, "one") + chart(WIDE, "two"))
    assert len(found) == len(set(found)) == 4


@each_chart
@each_width
def test_only_presentation_attributes_reach_the_page(chart, size):
    drawn = chart(size, "fig")
    for forbidden in (
        "style=",
        "<style",
        "var(",
        "class=",
        "<script",
        "href",
        "onload",
        "None",
        "nan",
    ):
        assert forbidden not in drawn


@each_chart
@each_width
def test_every_mark_tells_its_value_when_pointed_at(chart, size):
    root = ElementTree.fromstring(chart(size, "fig"))
    tips = [group.find(f"{SVG}title").text for group in root.iter(f"{SVG}g")]
    assert tips and all(re.search(r"\d", tip) for tip in tips)


@each_chart
@each_width
def test_no_text_is_smaller_than_twelve_or_leaves_the_drawing(chart, size):
    for seed in range(15):
        svg = chart(size, "fig", seed)
        height = float(re.search(r'height="(\d+)"', svg)[1])
        for text, points, (left, top, right, bottom) in texts(svg):
            assert points >= 12, text
            assert left >= 0 and right <= size and top >= 0 and bottom <= height, text


@each_chart
@each_width
def test_no_mark_leaves_the_drawing(chart, size):
    for seed in range(15):
        svg = chart(size, "fig", seed)
        height = float(re.search(r'height="(\d+)"', svg)[1])
        for name, x, y in positions(svg):
            assert -0.1 <= x <= size + 0.1 and -0.1 <= y <= height + 0.1, (seed, name, x, y)


@each_chart
@each_width
def test_labels_do_not_lie_on_each_other(chart, size):
    for seed in range(15):
        found = list(texts(chart(size, "fig", seed)))
        for i, (one, _, a) in enumerate(found):
            for other, _, b in found[i + 1 :]:
                across = min(a[2], b[2]) - max(a[0], b[0])
                down = min(a[3], b[3]) - max(a[1], b[1])
                assert across <= 1 or down <= 1, (seed, one, other)


def test_series_differ_in_dash_and_marker_and_not_only_in_colour():
    drawn = line_chart(WIDE, "fig")
    assert "stroke-dasharray" in drawn and "<circle" in drawn and "<polygon" in drawn
    hollow = re.findall(r'<rect[^>]*stroke-width="2"', bar_chart(WIDE, "fig"))
    assert len(hollow) == 5  # four bars of the average and its swatch


def test_a_line_does_not_bridge_what_is_withheld():
    series = [Series("Waterveen", (3.0, None, 4.0, 3.5))]
    drawn = lines(STEPS[:4], series, unit="scale_1_5", ticks=TICKS, id_prefix="fig", **COMMON)
    strokes = re.findall(r'<path d="([^"]+)" fill="none"', drawn)
    assert len(strokes) == 1 and strokes[0].count("L") == 1
    assert drawn.count("<circle") == 3


def test_names_of_lines_that_end_at_the_bottom_stay_above_the_words_below_it():
    series = [
        Series("Stress", (5.0, 4.0, 3.0)),
        Series("Geloof in een oplossing", (4.0, 5.0, 3.0), role="average"),
    ]
    drawn = lines(
        STEPS[:3], series, unit="scale_1_5", ticks=TICKS[2:], id_prefix="fig", width=WIDE, **COMMON
    )
    found = {text: box for text, _, box in texts(drawn)}
    below = min(found[word][1] for word in ("Intake en screening", "I/U in beeld"))
    assert max(found[word][3] for word in ("Stress", "Geloof in een", "oplossing")) < below


def test_a_withheld_bar_leaves_its_words_and_no_mark():
    series = [Series("Waterveen", (0.5, None), (), (None, "nog te weinig gegevens"))]
    drawn = bars(STEPS[:2], series, unit="percent", scale=(0, 1), id_prefix="fig", **COMMON)
    assert "nog te weinig gegevens" in drawn
    assert drawn.count("<g>") == 1


def test_more_categories_than_shades_are_refused():
    with pytest.raises(ValueError):
        stacked("abcdef", [Series("a", (0.1,) * 6)], id_prefix="fig", **COMMON)


def test_languages_differ_in_the_comma():
    assert "3,5" in line_chart(WIDE, "fig", 3) and "3.5" in line_chart(WIDE, "fig", 3, lang="en")


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [(0.5, 0, "1"), (2.5, 0, "3"), (1.005, 2, "1.01"), (3.35, 1, "3.4"), (3.25, 1, "3.3"),
     (0.1 + 0.2, 1, "0.3"), (-0.04, 1, "0.0"), (-2.5, 0, "-3")],
)  # fmt: skip
def test_a_half_rounds_up_as_people_expect(value, decimals, shown):
    assert str(half_up(value, decimals)) == shown


def test_numbers_are_written_in_the_language():
    assert show(3.35, "scale_1_5", "nl") == "3,4" and show(3.35, "scale_1_5", "en") == "3.4"
    assert show(0.685, "percent", "nl") == "69%"
    assert show_range(0.605, 0.752, "percent", "nl") == "61–75%"
    assert show_range(3.15, 4, "scale_1_5", "nl") == "3,2–4,0"
    assert (show_count(1240, "nl"), show_count(1240, "en")) == ("1.240", "1,240")


def test_default_colours_have_enough_contrast():
    palette = Palette()
    for colour in (palette.own, palette.average, palette.third, palette.text, palette.muted):
        assert contrast(colour, palette.surface) >= 4.5
    for fill in palette.scale:
        assert contrast(palette.ink_on(fill), fill) >= 4.5


@pytest.mark.parametrize("brand", ["#ffb612", "#00a19a", "#e3000b", "#ffffff", "#000000"])
def test_any_municipal_colour_becomes_a_palette_that_can_be_read(brand):
    palette = Palette.for_brand(brand)
    assert contrast(palette.own, "#ffffff") >= 4.5
    assert contrast(palette.own, palette.own_band) >= 3
    assert len(palette.scale) == 5


def test_a_palette_that_cannot_be_read_is_refused():
    with pytest.raises(ValueError, match="contrast"):
        Palette(own="#ffdd00")
    with pytest.raises(ValueError, match="rrggbb"):
        Palette(own="blue")


def test_black_on_white_has_contrast_21():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_long_words_break_where_the_language_does():
    assert wrapped("Hulp bij leefgebieden", 70) == ["Hulp bij", "leef-", "gebieden"]
    assert all(text_width(line) <= 60 for line in wrapped("Onvoorstelbaarheidsgevoel", 60))
    assert wrapped("I/U in beeld", 500) == ["I/U in beeld"]
