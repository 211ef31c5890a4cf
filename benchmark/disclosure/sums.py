"""When a sum over clients can be published by itself."""

from collections.abc import Iterable, Mapping

from .floors import (
    BASE_FLOOR,
    COHORT_FLOOR,
    LARGEST,
    MEMBERS,
    OTHERS_TO_LARGEST,
    TWO_LARGEST,
)


def cell_reason(bases: Iterable[int], base_floor: int = BASE_FLOOR) -> str | None:
    """Why a sum over these municipalities' bases cannot be published; None when it can.

    `bases` are clients per municipality; zeros do not count as contributors.
    """
    ordered = sorted((base for base in bases if base > 0), reverse=True)
    return _reason(len(ordered), sum(ordered), ordered[:2], base_floor)


def _reason(count: int, total: int, largest: list[int], base_floor: int) -> str | None:
    if total < base_floor:
        return "few_clients"
    if count < MEMBERS:
        return "few_municipalities"
    first, second = largest
    if (
        first > LARGEST * total
        or first + second > TWO_LARGEST * total
        or total - first - second < OTHERS_TO_LARGEST * first
    ):
        return "one_dominates"
    return None


def publishable_without_any(bases: Iterable[int], base_floor: int = BASE_FLOOR) -> bool:
    """Whether a sum could be published without any one of its members, whichever it is."""
    ordered = sorted((base for base in bases if base > 0), reverse=True)
    count, total = len(ordered), sum(ordered)
    return all(
        _reason(
            count - 1,
            total - base,
            [b for i, b in enumerate(ordered[:3]) if i != at][:2],
            base_floor,
        )
        is None
        for at, base in enumerate(ordered)
    )


def participants(cohort_sizes: Mapping[str, int]) -> frozenset[str]:
    """The municipalities with a cohort large enough to take part in the period."""
    return frozenset(m for m, size in cohort_sizes.items() if size >= COHORT_FLOOR)


def parts_publishable(bases: Mapping[str, int], parts, base_floor: int) -> bool:
    """Whether every atom's part of a cell could have been published by itself."""
    return all(
        len(atom) >= MEMBERS and cell_reason((bases.get(m, 0) for m in atom), base_floor) is None
        for atom in parts
    )
