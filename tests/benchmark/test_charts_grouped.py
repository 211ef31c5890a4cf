"""What each drawing of groups, steps and grids owes its reader beyond what every drawing does."""

import re

import pytest

from benchmark.charts import (
    NARROW,
    WIDE,
    Group,
    Point,
    Series,
    bars,
    changes,
    funnel,
    heat_grid,
    panels,
    scatter,
    stacked_groups,
    step_curves,
)
from tests.benchmark.chart_samples import (
    ABSENT,
    COMMON,
    FEELINGS,
    GROUPED,
    REASONS,
    STEPS,
    SVG,
    TICKS,
    texts,
    titled,
)

FIG = {**COMMON, "id_prefix": "fig"}
each_width = pytest.mark.parametrize("size", (NARROW, WIDE))


def widths(svg, start):
    """The widths of the first rectangle of each mark whose tooltip starts with `start`."""
    return [float(group.find(f"{SVG}rect").get("width")) for _, group in titled(svg, start)]


def written(svg):
    return [text for text, _, _ in texts(svg)]


@pytest.mark.parametrize("chart", GROUPED)
@each_width
def test_a_drawing_is_the_same_every_time(chart, size):
    assert chart(size, "fig", 4) == chart(size, "fig", 4)


@each_width
def test_names_with_markup_are_written_and_not_obeyed(size):
    name = '<b>Bang</b> & "boos"'
    own = Series(name, (0.4, 0.6))
    drawings = (
        stacked_groups((name, "b"), [Group(name, (own,))], ordered=True, width=size, **FIG),
        heat_grid(
            (name,), ("a", "b"), [(0.1, None)], unit="percent", value_label=name, absent=name,
            width=size, **FIG,
        ),
        scatter([Point(name, 0.1, 0.2)], x_title=name, y_title=name, width=size, **FIG),
        funnel(("a", name), (own,), (own,), entered_label=name, dropped_label=name, width=size,
               **FIG),
    )  # fmt: skip
    for svg in drawings:
        assert "<b>" not in svg and any("<b>Bang" in tip for tip, _ in titled(svg))


@each_width
def test_a_segment_of_twice_the_share_is_twice_as_wide(size):
    group = Group("Geslaagd", (Series("Waterveen", (0.2, 0.4, 0.4)),))
    svg = stacked_groups(("Licht", "Gemiddeld", "Zwaar"), [group], ordered=True, width=size, **FIG)
    light, middle, heavy = (wide + 2 for wide in widths(svg, "Waterveen, Geslaagd"))
    assert middle == pytest.approx(2 * light, abs=0.3) and heavy == pytest.approx(middle, abs=0.3)


@each_width
def test_a_side_without_values_shows_its_word_and_no_segment(size):
    empty = Series("Waterveen", (None,) * 3, (), (ABSENT,) * 3)
    groups = [Group("Geslaagd", (empty,)), Group("Gestopt", (), "geen cliënten")]
    svg = stacked_groups(("a", "b", "c"), groups, ordered=True, width=size, **FIG)
    assert ABSENT in written(svg) and "geen cliënten" in written(svg)
    assert not titled(svg)


def test_a_side_without_a_name_needs_no_room_and_no_comma():
    groups = [Group("Geslaagd", (Series("", (0.3, 0.7)),))]
    svg = stacked_groups(("Licht", "Zwaar"), groups, ordered=True, width=NARROW, **FIG)
    assert [tip for tip, _ in titled(svg)] == ["Geslaagd, Licht: 30%", "Geslaagd, Zwaar: 70%"]
    assert sum(wide + 2 for wide in widths(svg, "Geslaagd")) == pytest.approx(NARROW - 16, abs=0.3)


def test_more_than_eight_categories_are_refused():
    group = Group("a", (Series("b", (0.1,) * 9),))
    with pytest.raises(ValueError, match="at most 8"):
        stacked_groups("abcdefghi", [group], ordered=False, **FIG)


def test_eight_feelings_differ_in_hatch():
    group = Group("Intake", (Series("Waterveen", (0.125,) * 8),))
    svg = stacked_groups(FEELINGS, [group], ordered=False, **FIG)
    shapes = set()
    for _, mark in titled(svg, "Waterveen"):
        hatch = mark.find(f"{SVG}path")
        left = float(mark.find(f"{SVG}rect").get("x"))
        numbers = re.findall(r"[-\d.]+", hatch.get("d")) if hatch is not None else []
        shifted = tuple(
            round(float(n) - (left if i % 2 == 0 else 0)) for i, n in enumerate(numbers)
        )
        shapes.add((shifted, hatch is not None and hatch.get("stroke-linecap")))
    assert len(shapes) == 8


def test_panels_share_one_axis_and_do_not_bridge_a_gap():
    groups = [
        Group("Kwetsbaren", (Series("Waterveen", (4.5, None, 4.1, 4.0, 3.9, 3.8)),)),
        Group("Vermijders", (Series("Waterveen", (2.2, 2.2, 2.1, 2.3, 2.5, 2.4)),)),
        Group("Zelfstandigen", (), ABSENT),
    ]
    svg = panels(STEPS, groups, unit="scale_1_5", ticks=TICKS, **FIG)
    # The tick and the number of the step in each panel, and the step's number in the list.
    assert written(svg).count("5") == written(svg).count("2") == 3 + 3 + 1
    heights = {tip: float(mark.find(f"{SVG}circle").get("cy")) for tip, mark in titled(svg)}
    assert heights["Kwetsbaren: Waterveen, Intake en screening: 4,5"] < min(
        cy for tip, cy in heights.items() if tip.startswith("Vermijders")
    )
    strokes = re.findall(r'<path d="([^"]+)" fill="none"', svg)
    assert [stroke.count("L") for stroke in strokes] == [3, 5]
    assert ABSENT in written(svg)


def curve(factor):
    return tuple(min(1.0, week / 26 * factor) for week in range(27))


def pair(own, average):
    return (Series("Waterveen", curve(own)), Series("Gem.", curve(average), role="average"))


CURVES = [
    Group("Kwetsbaren", pair(0.5, 0.4)),
    Group("Regie-nemers", pair(0.9, 0.8)),
    Group("Vermijders", (Series("Waterveen", curve(0.2)),)),
    Group("Zelfstandigen", (), ABSENT),
]
WEEKS = {"weeks": 26, "week_axis": "Weken vanaf de intake", "mark_label": "Meetpunt: 13 weken"}


@each_width
def test_each_curve_is_named_and_has_its_value_at_the_measuring_point(size):
    svg = step_curves(CURVES, mark_week=13, width=size, **WEEKS, **FIG)
    found = written(svg)
    for words in ("Kwetsbaren", "Regie-nemers", "Vermijders", "Meetpunt: 13 weken"):
        assert words in found
    for value in ("25%", "45%", "10%", "20%", "40%"):
        assert value in found
    assert any(ABSENT in text for text in found)


def test_curves_in_one_plot_differ_in_dash_and_mark():
    svg = step_curves(CURVES[:3], mark_week=13, **WEEKS, **FIG)
    own = [
        mark.find(f"{SVG}path").get("stroke-dasharray")
        for tip, mark in titled(svg)
        if mark.find(f"{SVG}path") is not None and "Waterveen" in tip
    ]
    assert len(own) == len(set(own)) == 3
    shapes = [
        [child.tag for child in mark][1]
        for tip, mark in titled(svg, "Waterveen, ")
        if "Meetpunt" in tip
    ]
    assert sorted(shape.removeprefix(SVG) for shape in shapes) == ["circle", "polygon", "rect"]


def test_bands_are_drawn_on_request_only():
    group = Group("a", (Series("Waterveen", curve(0.5), ((0.1, 0.6),) * 27),))
    plain = step_curves([group], **WEEKS, **FIG)
    banded = step_curves([group], bands=True, **WEEKS, **FIG)
    assert (plain.count(" Z"), banded.count(" Z")) == (0, 1)


@each_width
def test_bars_of_a_funnel_compare_within_and_between_its_columns(size):
    entered = (Series("Waterveen", (1.0, 0.5, 0.4)),)
    dropped = (Series("Waterveen", (0.5, 0.2, None), (), (None, None, "te weinig")),)
    svg = funnel(
        STEPS[:3], entered, dropped, entered_label="Begonnen", dropped_label="Uitgevallen",
        width=size, **FIG,
    )  # fmt: skip
    first, second = widths(svg, f"Waterveen, {STEPS[0]}")
    assert first == pytest.approx(2 * second, abs=0.2)
    assert widths(svg, f"Waterveen, {STEPS[1]}")[0] == pytest.approx(second, abs=0.2)
    assert "te weinig" in written(svg) and len(titled(svg)) == 5


def grid(rows, columns, cells, **options):
    return heat_grid(
        rows, columns, cells, unit="percent", value_label="Aandeel", absent="te weinig gegevens",
        **options, **FIG,
    )  # fmt: skip


@each_width
def test_every_cell_of_a_grid_has_its_number_or_a_hatch_with_a_dash(size):
    cells = [[0.1 * row + 0.05 * column for column in range(7)] for row in range(6)]
    cells[2][3] = None
    svg = grid(STEPS, REASONS, cells, width=size)
    assert len(titled(svg)) == 42
    step, reason = STEPS[2], REASONS[3]
    ((tip, mark),) = [*titled(svg, f"{step}, {reason}"), *titled(svg, f"{reason}, {step}")]
    assert tip.endswith("te weinig gegevens") and mark.find(f"{SVG}path") is not None
    assert mark.find(f"{SVG}text").text == "–"
    assert "te weinig gegevens" in written(svg)
    tips = [tip for tip, _ in titled(svg)]
    for row, name in enumerate(STEPS):
        share = cells[row][0]
        assert any(name in t and REASONS[0] in t and t.endswith(f": {round(share * 100)}%")
                   for t in tips)  # fmt: skip


def test_a_grid_without_gaps_needs_no_word_for_them():
    assert "te weinig gegevens" not in written(grid(("a",), ("b",), [(0.2,)]))


def test_a_grid_that_does_not_fit_a_phone_is_turned_or_cut():
    turned = grid([f"r{i}" for i in range(4)], [f"k{i}" for i in range(12)], [[0.1] * 12] * 4,
                  width=NARROW)  # fmt: skip
    assert titled(turned, "k0, r0") and len(titled(turned)) == 48
    cut = grid([f"r{i}" for i in range(14)], [f"k{i}" for i in range(15)], [[0.1] * 15] * 14,
               width=NARROW)  # fmt: skip
    assert len(titled(cut)) == 14 * 15 and written(cut).count("r0") > 1


def test_a_grid_of_another_shape_is_refused():
    with pytest.raises(ValueError, match="rows by columns"):
        grid(("a", "b"), ("c",), [(0.1,)])


def test_a_darker_cell_is_a_higher_value():
    svg = grid(("a",), ("b", "c", "d"), [(0.0, 0.5, 1.0)])
    fills = [group.find(f"{SVG}rect").get("fill") for _, group in titled(svg)]
    brightness = [sum(int(fill[i : i + 2], 16) for i in (1, 3, 5)) for fill in fills]
    assert brightness[0] > brightness[1] > brightness[2]


@each_width
def test_points_keep_their_order_and_the_own_one_is_always_named(size):
    crowd = [Point(f"Gemeente {i}", 0.5 + i / 1000, 0.5) for i in range(20)]
    svg = scatter(
        [*crowd, Point("Waterveen", 0.5, 0.5, is_own=True)], x_title="Balans", y_title="Uitval",
        width=size, **FIG,
    )  # fmt: skip
    assert "Waterveen" in written(svg) and len(titled(svg)) == 21
    assert svg.count("<circle") == 1 and svg.count("<polygon") == 20


def test_a_line_beyond_the_plot_is_cut_off():
    points = [Point("a", 0.4, 0.4), Point("b", 0.6, 0.6)]
    svg = scatter(
        points, x_title="x", y_title="y", line=((-5, -5), (5, 5)), line_label="Lijn", **FIG
    )
    ((_, mark),) = titled(svg, "Lijn")
    ends = [float(n) for n in re.findall(r"[\d.]+", mark.find(f"{SVG}path").get("d"))]
    assert min(ends) >= 0 and max(ends) <= WIDE
    away = scatter(points, x_title="x", y_title="y", line=((0, 5), (1, 5)), line_label="L", **FIG)
    assert not titled(away, "L")


def test_points_without_a_figure_are_listed():
    svg = scatter(
        [Point("Gemeente 1", 0.4, 0.4), Point("Gemeente 2", None, 0.4)],
        x_title="x", y_title="y", absent=ABSENT, **FIG,
    )  # fmt: skip
    assert f"Gemeente 2: {ABSENT}" in written(svg) and len(titled(svg)) == 1


CHANGES = (Series("Waterveen", (0.4, -0.8, 0.02, None), (), (None, None, None, ABSENT)),)


@each_width
def test_changes_lie_on_their_side_of_zero_and_as_far_as_they_are(size):
    svg = changes(STEPS[:4], CHANGES, zero_label="gelijk", width=size, **FIG)
    rise, fall, none = (float(group.find(f"{SVG}circle").get("cx")) for _, group in titled(svg))
    zero = float(re.findall(r'<line x1="([\d.]+)"', svg)[-1])
    assert fall < zero < rise and (zero - fall) == pytest.approx(2 * (rise - zero), abs=0.3)
    assert none - zero == pytest.approx((rise - zero) / 20, abs=0.3)
    assert {"+0,4", "−0,8", "0,0", "gelijk", ABSENT} <= set(written(svg))


def test_a_flag_is_a_shape_and_a_word():
    flags = ((False, True, False, False),)
    svg = changes(
        STEPS[:4], CHANGES, zero_label="gelijk", flagged=flags, flag_label="valt op", **FIG
    )
    plain = changes(STEPS[:4], CHANGES, zero_label="gelijk", **FIG)
    assert "−0,8 valt op" in written(svg) and "valt op" not in plain
    assert svg.count("<circle") == plain.count("<circle") + 1
    ((tip, _),) = titled(svg, f"Waterveen, {STEPS[1]}")
    assert tip == f"Waterveen, {STEPS[1]}: −0,8, valt op"


@pytest.mark.parametrize(
    ("unit", "values", "ratio"),
    [("count", (3.0, 6.0), 2), ("days", (20, 60), 3), ("score_1_3", (1.5, 2.0), 2),
     ("scale_change", (-0.2, 0.4), 2), ("percent", (0.1, 0.2), 2)],
)  # fmt: skip
@each_width
def test_bars_grow_with_what_they_stand_for(unit, values, ratio, size):
    svg = bars(("a", "b"), [Series("Waterveen", values)], unit=unit, width=size, **FIG)
    one, other = widths(svg, "Waterveen")
    assert other == pytest.approx(ratio * one, abs=0.4)
