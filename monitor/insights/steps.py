"""The step in progress for many moments at once.

The same rule as `monitor.caseload.steps`, over arrays: the furthest milestone reached by then.
"""

from collections.abc import Mapping

import numpy as np

from benchmark.standard.milestones import MILESTONES
from benchmark.standard.steps import STEP_CODES, STEPS

CLOSING = {kind: number for number, step in enumerate(STEPS) for kind in step.closed_by}
# Settlement milestones lie beyond the steps: they say outflow, as a success does.
LAST_CLOSING = len(STEPS) - 2
POSITION = {term.code: CLOSING.get(term.code, LAST_CLOSING) for term in MILESTONES}
NEVER = np.datetime64("9999-12-31", "D")


def first_days(milestones, trajectories: int) -> np.ndarray:
    """The first day on which each trajectory passed each closing step; NEVER where it did not.

    `milestones`: columns trajectory (row number), kind and reached_on (datetime64[D]). Shape of
    the result: trajectories x closing steps.
    """
    days = np.full((trajectories, LAST_CLOSING + 1), NEVER)
    place = numbers(milestones["kind"], POSITION)
    np.minimum.at(days, (milestones["trajectory"].to_numpy(), place), day(milestones["reached_on"]))
    return days


def steps_on(days: np.ndarray, trajectory: np.ndarray, on: np.ndarray) -> np.ndarray:
    """The number of the step (its place in STEPS) of each trajectory on each day."""
    passed = days[trajectory] <= on[:, None]
    # The furthest passed one counts, so what was skipped before it traps nobody.
    furthest = np.where(passed.any(axis=1), LAST_CLOSING - passed[:, ::-1].argmax(axis=1), -1)
    return furthest + 1


def code(number: int) -> str:
    """The step's code."""
    return STEP_CODES[number]


def numbers(column, table: Mapping[str, int], otherwise: int = 0) -> np.ndarray:
    """A column of words as numbers; `otherwise` for a word that the table does not have."""
    from pandas import factorize

    place, words = factorize(column)
    return np.array([table.get(word, otherwise) for word in words], dtype=int)[place]


def day(column) -> np.ndarray:
    """A column of dates as datetime64[D]."""
    return column.to_numpy().astype("datetime64[D]")
