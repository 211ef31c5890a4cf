"""The axis of time: every mark is drawn, named, inside the drawing, and covers no other."""

import re
from datetime import date, timedelta

import pytest

from benchmark.charts.svg import NARROW, WIDE
from benchmark.charts.timeline import Lane, Mark, timeline

FIRST, LAST = date(2026, 1, 1), date(2026, 6, 30)
TICKS = [(date(2026, month, 1), f"maand {month}") for month in range(1, 7)]


def drawn(lanes, width=WIDE):
    return timeline(
        lanes,
        first=FIRST,
        last=LAST,
        ticks=TICKS,
        title="Vier dingen",
        description="Een half jaar",
        id_prefix="t",
        width=width,
    )


def contacts(number, apart=1):
    return [Mark(FIRST + timedelta(days=apart * n), f"Contact {n}") for n in range(number)]


def circles(svg):
    """Centre x, y and fill of each circle."""
    return [
        (float(x), float(y), fill)
        for x, y, fill in re.findall(
            r'<circle cx="([\d.]+)" cy="([\d.]+)" r="6" fill="(#\w+)"', svg
        )
    ]


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_every_mark_has_its_words_and_stays_inside(width):
    svg = drawn([Lane("Contact", "circle", contacts(40, 4))], width)
    assert re.findall(r"<title>(Contact \d+)</title>", svg) != []
    assert set(re.findall(r"<title>(Contact \d+)</title>", svg)) == {
        f"Contact {n}" for n in range(40)
    }
    height = float(re.search(r'height="(\d+)"', svg)[1])
    for x, y, _fill in circles(svg):
        assert 6 <= x <= width - 6 and 6 <= y <= height - 6


def test_marks_close_to_each_other_do_not_cover_each_other():
    found = circles(drawn([Lane("Contact", "circle", contacts(12))]))
    assert len(found) == 12
    for i, (x, y, _fill) in enumerate(found):
        for other_x, other_y, _other in found[i + 1 :]:
            assert (x - other_x) ** 2 + (y - other_y) ** 2 >= 12**2


def test_help_is_as_long_as_it_lasted():
    half = FIRST + (LAST - FIRST) / 2
    lane = Lane("Hulp", "bar", [Mark(FIRST, "Alles", LAST), Mark(FIRST, "De helft", half)])
    svg = drawn([lane])
    whole, part = (
        float(re.search(rf'<title>{name}</title><rect [^>]*? width="([\d.]+)"', svg)[1])
        for name in ("Alles", "De helft")
    )
    assert part / whole == pytest.approx(0.5, abs=0.01)


def test_who_did_not_come_is_told_apart_without_colour():
    one, other = Mark(FIRST, "Wel"), Mark(LAST, "Niet", is_hollow=True)
    (_x, _y, filled), (_x2, _y2, hollow) = circles(drawn([Lane("Contact", "circle", [one, other])]))
    assert filled != hollow == "#ffffff"


def test_what_lies_outside_is_left_out_and_what_sticks_out_is_cut():
    early = Mark(FIRST - timedelta(days=9), "Vroeg")
    running = Mark(FIRST - timedelta(days=9), "Loopt", LAST + timedelta(days=9))
    svg = drawn([Lane("Contact", "circle", [early]), Lane("Hulp", "bar", [running])])
    assert "Vroeg" not in svg
    x, width = map(
        float, re.search(r'Loopt</title><rect x="([\d.]+)".*? width="([\d.]+)"', svg).groups()
    )
    assert x + width <= WIDE


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_the_words_of_the_axis_have_room(width):
    ticks = [(FIRST + timedelta(days=7 * n), f"week {n} van het jaar") for n in range(25)]
    svg = timeline(
        [],
        first=FIRST,
        last=LAST,
        ticks=ticks,
        title="t",
        description="d",
        id_prefix="t",
        width=width,
    )
    written = [float(x) for x in re.findall(r'<text x="([\d.]+)"[^>]*font-size="12"', svg)]
    assert 1 < len(written) < 25
    assert all(later - earlier > 80 for earlier, later in zip(written, written[1:], strict=False))


def test_names_are_escaped():
    assert "&lt;b&gt;" in drawn([Lane("Hulp", "bar", [Mark(FIRST, "<b>", LAST)])])
