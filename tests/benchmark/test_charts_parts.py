"""The parts drawings are made of: numbers, axes, fills, hatches and free spots."""

import pytest
from defusedxml import ElementTree

from benchmark.charts import Palette, Series
from benchmark.charts.hatching import hatch
from benchmark.charts.lettering import fits
from benchmark.charts.numbers import show, show_range
from benchmark.charts.palette import contrast, luminance
from benchmark.charts.placing import Box, Room, spread
from benchmark.charts.scales import Axis, nice_range, nice_top, scale_for
from tests.benchmark.chart_samples import positions

BRANDS = ("#0b5f8a", "#ffb612", "#00a19a", "#e3000b", "#000000")


@pytest.mark.parametrize(
    ("value", "unit", "dutch", "english"),
    [(0.4, "scale_change", "+0,4", "+0.4"), (-0.3, "scale_change", "−0,3", "−0.3"),
     (-0.04, "scale_change", "0,0", "0.0"), (0.05, "scale_change", "+0,1", "+0.1"),
     (-0.25, "scale_change", "−0,3", "−0.3"), (0, "scale_change", "0,0", "0.0"),
     (2.25, "score_1_3", "2,3", "2.3"), (3.14, "count", "3,1", "3.1"),
     (12.5, "weeks", "13", "13"), (41.49, "days", "41", "41")],
)  # fmt: skip
def test_each_unit_is_written_in_its_own_way(value, unit, dutch, english):
    assert (show(value, unit, "nl"), show(value, unit, "en")) == (dutch, english)


def test_a_range_of_changes_has_a_word_between_its_signs():
    assert show_range(-0.12, 0.4, "scale_change", "nl") == "−0,1 tot +0,4"
    assert show_range(-0.12, 0.4, "scale_change", "en") == "−0.1 to +0.4"
    assert show_range(3, 8, "weeks", "nl") == "3–8"


@pytest.mark.parametrize(
    ("unit", "values", "ends"),
    [("percent", (0.1, 0.2), (0, 0.25)), ("percent", (0.1, 0.3), (0, 0.5)),
     ("percent", (0.51,), (0, 1)), ("scale_1_5", (3,), (1, 5)), ("score_1_3", (3,), (1, 3)),
     ("count", (2.7, None), (0, 3)), ("days", (41, 77), (0, 80)), ("count", (None,), (0, 1)),
     ("scale_change", (0.1, -0.37), (-0.4, 0.4))],
)  # fmt: skip
def test_an_axis_holds_its_values_and_ends_at_a_round_number(unit, values, ends):
    assert scale_for(unit, [Series("a", values)]) == pytest.approx(ends)


def test_intervals_count_for_the_ends_of_an_axis():
    assert scale_for("percent", [Series("a", (0.2,), ((0.1, 0.45),))]) == (0, 0.5)


@pytest.mark.parametrize("value", (0.013, 0.99, 1, 7.2, 99, 100, 101, 1234))
def test_a_top_is_at_least_the_value_and_not_far_above_it(value):
    assert value <= nice_top(value) <= 1.5 * value * (1 + 1e-9) or nice_top(value) <= 2 * value


@pytest.mark.parametrize(
    "values", [[], [0.5], [0.0, 1.0], [0.31, 0.33], [0.02, 0.97], [0.2, 0.45, 0.6], [1.0, 1.0]]
)
def test_ticks_hold_all_values_at_even_distances(values):
    ticks = nice_range(values)
    assert 2 <= len(ticks) <= 9 and ticks[0] >= 0 and ticks[-1] <= 1
    assert all(ticks[0] - 1e-9 <= value <= ticks[-1] + 1e-9 for value in values)
    gaps = [b - a for a, b in zip(ticks, ticks[1:], strict=False)]
    assert gaps == pytest.approx([gaps[0]] * len(gaps)) and gaps[0] > 0


def test_a_value_beyond_an_axis_is_cut_off():
    axis = Axis(0, 2, 100, 50)
    assert (axis.at(1), axis.at(5), axis.at(-1), axis.foot) == (125, 150, 100, 100)
    assert Axis(-1, 1, 0, 100).foot == 50 and Axis(1, 3, 10, 100).foot == 10


@pytest.mark.parametrize("brand", BRANDS)
@pytest.mark.parametrize("count", range(1, 9))
@pytest.mark.parametrize("ordered", (True, False))
def test_categories_read_apart_without_colour(brand, count, ordered):
    fills = Palette.for_brand(brand).categories(count, ordered)
    assert len(fills) == count
    for fill in fills:
        assert contrast(fill.ink, fill.colour) >= 4.5 and contrast(fill.line, fill.colour) >= 3
    if not ordered or count > 5:
        assert len({fill.hatch for fill in fills}) == count
    if ordered:
        lights = [luminance(fill.colour) for fill in fills]
        assert lights == sorted(lights, reverse=True) and len(set(lights)) == count


@pytest.mark.parametrize("brand", BRANDS)
def test_text_reads_on_every_shade(brand):
    palette = Palette.for_brand(brand)
    shades = [palette.shade(i / 40) for i in range(41)]
    assert all(contrast(palette.ink_on(shade), shade) >= 4.5 for shade in shades)
    assert shades[0] == palette.scale[0] and shades[-1] == palette.scale[-1]


KINDS = ("rising", "falling", "crossed", "level", "upright", "squares", "dots")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", [(40, 24), (5, 24), (100, 6), (13.7, 90.2)])
def test_a_hatch_stays_in_its_rectangle(kind, size):
    wide, tall = size
    drawn = hatch(kind, 10, 20, wide, tall, "#000000")
    assert drawn
    ElementTree.fromstring(drawn)
    for _, x, y in positions(f'<svg xmlns="http://www.w3.org/2000/svg">{drawn}</svg>'):
        assert 9.9 <= x <= 10.1 + wide and 19.9 <= y <= 20.1 + tall


def test_hatches_differ_and_an_unknown_one_is_refused():
    assert len({hatch(kind, 0, 0, 40, 24, "#000000") for kind in KINDS}) == len(KINDS)
    assert hatch(None, 0, 0, 40, 24, "#000000") == ""
    with pytest.raises(ValueError, match="zigzag"):
        hatch("zigzag", 0, 0, 40, 24, "#000000")


def test_labels_are_spread_in_order_and_kept_inside():
    tops = spread([50, 10, 52, 51], [16] * 4, 0, 100)
    assert sorted(tops) == [tops[1], tops[0], tops[3], tops[2]]
    ordered = sorted(tops)
    assert all(b - a >= 16 for a, b in zip(ordered, ordered[1:], strict=False))
    assert ordered[0] >= 0 and ordered[-1] + 16 <= 100
    assert spread([90, 95], [16, 16], 0, 100) == [68, 84]
    assert spread([], [], 0, 100) == []


def test_a_label_without_a_free_spot_gets_none():
    room = Room(Box(0, 0, 20, 10))
    room.line([(0, 5), (10, 5)])
    assert room.free([Box(0, 0, 10, 10), Box(10.5, 0, 20, 10)]) == Box(10.5, 0, 20, 10)
    assert room.free([Box(0, 0, 10, 10)]) == Box(0, 0, 10, 10)
    assert room.free([Box(5, 0, 15, 10), Box(15, 0, 25, 10)]) is None


def test_a_heading_fits_whole_or_broken_at_a_seam():
    assert fits("Schuldbemiddeling", 100) and not fits("Schuldbemiddeling", 60)
    assert not fits("Onvoorstelbaarheidsgevoel", 100)
