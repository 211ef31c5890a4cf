"""How long each step takes here on average, for a mark at who is in one for longer.

Of the municipality's own finished steps: no duration of a single step is published, so there is no
average of others to fall back on. A step that too few finished has no average.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from statistics import fmean

from django.core.cache import caches

from monitor.desk.worklist.durations import finished
from monitor.desk.worklist.rules import by_code

from .reading import standing_by_trajectory

# As many as the worklist asks for before it calls a step long.
FEWEST = by_code("long_in_step").limits["at_least"]
# An average of many moves little in a quarter of an hour; reading it takes every milestone.
SECONDS = 900


def usual_pace(today: date) -> Mapping[str, int]:
    """Step code -> days on average, counted whole. At most one statement; kept for a while, apart
    for every municipality."""
    return caches["tenant"].get_or_set(f"desk:pace:{today:%Y%m%d}", _averages, SECONDS)


def _averages() -> dict[str, int]:
    took: dict[str, list[int]] = defaultdict(list)
    for intake, reached in standing_by_trajectory():
        for step, days in finished(intake, reached):
            took[step].append(days)
    return {step: int(fmean(days)) for step, days in took.items() if len(days) >= FEWEST}
