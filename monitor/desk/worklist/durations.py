"""How long the steps took that a municipality finished: the 75th percentile, with its n.

Of its own trajectories, since no duration of a single step is published.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from math import floor
from statistics import quantiles

from benchmark.standard.steps import STEPS

CLOSES = {kind: place for place, step in enumerate(STEPS) for kind in step.closed_by}


@dataclass(frozen=True)
class Usual:
    """Three quarters of `n` trajectories finished the step within `days`, counted whole."""

    days: int
    n: int


def usual_days(courses: Iterable[tuple[date, Mapping[str, date]]]) -> dict[str, Usual]:
    """Step code -> Usual, from the intake and the standing milestones of each trajectory.

    A step that was skipped has no duration; one that began and ended on a day took none.
    """
    took: dict[str, list[int]] = defaultdict(list)
    for intake, reached in courses:
        for step, days in finished(intake, reached):
            took[step].append(days)
    return {step: Usual(_third_quartile(days), len(days)) for step, days in took.items()}


def finished(intake: date, reached: Mapping[str, date]) -> Iterable[tuple[str, int]]:
    """Each step that its own milestone closed while it was in progress, with its days."""
    passed = sorted((on, CLOSES[kind]) for kind, on in reached.items() if kind in CLOSES)
    current, since = 0, intake
    for on, place in passed:
        if place < current:
            continue
        if place == current and on >= since:
            yield STEPS[place].code, (on - since).days
        current, since = place + 1, on


def _third_quartile(days: list[int]) -> int:
    return days[0] if len(days) == 1 else floor(quantiles(days, n=4, method="inclusive")[2])
