"""Small numbers of a rule are not shown, nor do they follow from the others."""

from itertools import product

import pytest

from benchmark.disclosure import INTERNAL_FLOOR
from monitor.desk.worklist.usefulness import Share, shares


def test_over_fewer_than_five_nothing_is_shown():
    assert shares({"handled": 4}, 4) == {"handled": Share(None, None)}


def test_large_parts_are_shown_and_none_is_zero():
    assert shares({"handled": 7, "dismissed": 0}, 12) == {
        "handled": Share(7, 12),
        "dismissed": Share(0, 12),
    }


@pytest.mark.parametrize("rest", [0, 2, 6])
def test_no_part_of_one_to_four_can_be_worked_out(rest):
    for parts in product((0, 1, 4, 5, 9), repeat=3):
        base = sum(parts) + rest
        named = dict(zip(("handled", "dismissed", "over"), parts, strict=True))
        shown = shares(named, base)
        hidden = [count for name, count in named.items() if shown[name].count is None]
        for name, count in named.items():
            assert shown[name].count in (None, count)
            assert shown[name].count is None or not 0 < count < INTERNAL_FLOOR
        if base >= INTERNAL_FLOOR and (hidden or rest):
            assert sum(hidden) + rest >= INTERNAL_FLOOR, (parts, rest)
