"""Experience as the whole cohort would have given it, judged by who answered (M-16).

Per step the answers are weighed by client type (`benchmark.statistics.weighted`): each type counts
as many clients as the cohort has, not as many as answered. Types of which fewer than five clients
answered in the step are put together with the smallest other ones: so few answers cannot stand for
a type, and beside the plain mean they would tell of themselves.
"""

from collections.abc import Mapping

import numpy as np

from benchmark.disclosure import INTERNAL_FLOOR
from benchmark.standard.steps import EXPERIENCE_STEPS, STEPS
from benchmark.statistics import Mean
from benchmark.statistics.weighted import Weighted
from monitor.insights import steps
from monitor.insights.frames import Frames

_PUBLISHED = [step.code for step in EXPERIENCE_STEPS]
_EXPERIENCE_OF = np.array([_PUBLISHED.index(step.experience) for step in STEPS])


def weights(frames: Frames) -> dict[str, int]:
    """Client type ("" for not filled in) -> first clients of the cohort with it."""
    clients = frames.trajectories[["client", "client_type"]].drop_duplicates()
    return {code: int(n) for code, n in clients["client_type"].value_counts(sort=False).items()}


def weighted_step_means(item: str, frames: Frames) -> dict[str, Weighted]:
    """Published step -> the mean of `item` (client, then step), weighed by client type.

    Every step is there; over nobody its value is None. `people` is who answered.
    """
    answers = frames.answers[frames.answers["item"] == item]
    trajectory = answers["trajectory"].to_numpy()
    days = steps.first_days(frames.milestones, frames.size)
    step = _EXPERIENCE_OF[steps.steps_on(days, trajectory, steps.day(answers["answered_on"]))]
    kind = frames.trajectories["client_type"].to_numpy()[trajectory]
    client, value = answers["client"].to_numpy(), answers["value"].to_numpy()
    sizes = weights(frames)
    found = {}
    for number, code in enumerate(_PUBLISHED):
        strata = {
            own: Mean.of_answers(client[inside], value[inside])
            for own in sizes
            if (inside := (step == number) & (kind == own)).any()
        }
        found[code] = Weighted.of(*_put_together(strata, sizes))
    return found


def _put_together(
    strata: Mapping[str, Mean], sizes: Mapping[str, int]
) -> tuple[dict[str, Mean], dict[str, int]]:
    """The strata and the cohort's sizes, small strata in one; its name joins theirs."""
    strata, sizes = dict(strata), dict(sizes)
    while len(strata) > 1 and min(mean.n for mean in strata.values()) < INTERNAL_FLOOR:
        first, second = sorted(strata, key=lambda code: (strata[code].n, code))[:2]
        name = f"{first}+{second}"
        strata[name] = strata.pop(first) + strata.pop(second)
        sizes[name] = sizes.pop(first) + sizes.pop(second)
    return strata, sizes
