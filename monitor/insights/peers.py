"""Whom a municipality is compared with: all the others, or one of the fixed groups."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from benchmark.disclosure import NATIONAL
from benchmark.groupings import MODELS, SIZES, Grouping, by_code, of_size

# In the address; a model is named by its own code.
SAME_SIZE = "same_size"


def choices() -> list[tuple[str, str]]:
    """Value in the address and words, the country first."""
    models = [(_value(grouping), str(grouping.label)) for grouping in MODELS]
    return [("", _("Alle gemeenten")), *models, (SAME_SIZE, str(SIZES[0].label))]


def grouping_of(value: str, clients: Callable[[], int]) -> str:
    """The code of the group in releases; `clients` counts the municipality's own cohort."""
    if not value:
        return NATIONAL
    if value == SAME_SIZE:
        return of_size(clients()).code
    return next(grouping.code for grouping in MODELS if _value(grouping) == value)


def label_of(grouping: str, has_own: bool, includes_own: bool) -> str:
    """How the other side of a figure is called. `has_own`: our own municipality is one of them;
    `includes_own`: its clients are in the number."""
    if grouping == NATIONAL:
        return _("Alle gemeenten samen") if includes_own else _("Andere gemeenten")
    group = by_code(grouping)
    if not has_own:
        return str(group.label)
    return str(group.everybody if includes_own else group.others)


def _value(grouping: Grouping) -> str:
    return grouping.code.partition(":")[2]
