"""The step in progress: derived from milestones, never stored (requirements A8)."""

from collections.abc import Mapping
from datetime import date

from benchmark.standard.steps import STEP_CODES, STEPS

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
