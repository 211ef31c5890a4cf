"""The step in progress: derived from milestones, never stored (requirements A8)."""

from collections.abc import Collection, Mapping
from datetime import date

from benchmark.standard.milestones import MILESTONES
from benchmark.standard.steps import STEP_CODES, STEPS

# Milestones that close no step: they lie beyond the last one.
SETTLEMENT = tuple(
    milestone.code
    for milestone in MILESTONES
    if not any(milestone.code in step.closed_by for step in STEPS)
)
_POSITION = {kind: number for number, step in enumerate(STEPS) for kind in step.closed_by}


def step_in_progress(reached: Mapping[str, date], on: date) -> str:
    """The step after the furthest milestone reached by `on`; "intake" before any.

    `reached` maps standing milestones to their dates. Skipped milestones trap nobody, and after a
    success the step is outflow. Settlement milestones lie beyond the steps and say outflow too.
    """
    furthest = -1
    for kind, reached_on in reached.items():
        if reached_on <= on:
            furthest = max(furthest, _POSITION.get(kind, len(STEPS) - 2))
    return STEP_CODES[furthest + 1]


def in_step_since(reached: Mapping[str, date], intake: date, on: date) -> date:
    """The day the step in progress began: when the furthest milestone was reached, else intake."""
    furthest: dict[int, date] = {}
    for kind, reached_on in reached.items():
        if reached_on <= on:
            position = _POSITION.get(kind, len(STEPS) - 2)
            furthest[position] = min(reached_on, furthest.get(position, reached_on))
    return furthest[max(furthest)] if furthest else intake


def kinds_into_and_beyond(step: str, skipped: Collection[str] = ()) -> tuple[list[str], list[str]]:
    """The milestones that lead into this step, and those that lead further. Settlement milestones
    lead into outflow, as reaching success does. What leads into a skipped step leads into the one
    after it as well."""
    last = first = STEP_CODES.index(step) - 1
    while first > 0 and STEP_CODES[first] in skipped:
        first -= 1
    positions = _POSITION | {kind: len(STEPS) - 2 for kind in SETTLEMENT}
    into = [kind for kind, position in positions.items() if first <= position <= last]
    return into, [kind for kind, position in positions.items() if position > last]
