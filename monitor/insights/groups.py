"""In which cell of an indicator each trajectory, answer or deployment is.

A breakdown gives every row one code; two breakdowns together give it a pair. A row whose code is
no cell of the indicator (a client without a type) is in none.
"""

from collections.abc import Iterable, Iterator
from itertools import product

import numpy as np

from benchmark.standard.indicators import ALL, Indicator
from benchmark.standard.steps import STEPS, phase_of

from . import steps
from .frames import Frames

NOWHERE = -1
# The cell of each place in STEPS: as a step of experience, as itself, and as a phase.
EXPERIENCE_OF = np.array([step.experience for step in STEPS], dtype=object)
STEP_OF = np.array([step.code for step in STEPS], dtype=object)
PHASE_OF = np.array([phase_of(step.code) for step in STEPS], dtype=object)


def cells_of(indicator: Indicator, codes: dict[str, np.ndarray], rows: int) -> np.ndarray:
    """The place in `indicator.cells` of each of `rows` rows, or NOWHERE.

    `codes`: per breakdown of the indicator the code of every row.
    """
    if not indicator.breakdowns:
        return np.zeros(rows, dtype=int)
    from pandas import factorize

    found = [factorize(codes[name]) for name in indicator.breakdowns]
    place = {term.code: number for number, term in enumerate(indicator.cells)}
    shape = [len(known) for _, known in found]
    table = np.array(
        [place.get(".".join(pair), NOWHERE) for pair in product(*(known for _, known in found))],
        dtype=int,
    ).reshape(shape)
    return table[tuple(number for number, _ in found)]


def of_trajectories(indicator: Indicator, frames: Frames) -> np.ndarray:
    """The cell of each trajectory."""
    codes = {name: _code(name, indicator, frames) for name in indicator.breakdowns}
    return cells_of(indicator, codes, frames.size)


def of_answers(indicator: Indicator, frames: Frames, answers) -> np.ndarray:
    """The cell of each answer: by the step on its day, and by what its trajectory is."""
    codes = {}
    for name in indicator.breakdowns:
        if name == "step":
            codes[name] = EXPERIENCE_OF[answers.step]
        elif name == "phase":
            codes[name] = PHASE_OF[answers.step]
        else:
            codes[name] = _code(name, indicator, frames)[answers.trajectory]
    return cells_of(indicator, codes, len(answers.client))


def of_deployments(indicator: Indicator, frames: Frames) -> np.ndarray:
    """The cell of each deployment: by its category, and by what its trajectory is."""
    rows = frames.deployments
    codes = {
        name: rows["category"].to_numpy(dtype=object)
        if name == "category"
        else _code(name, indicator, frames)[rows["trajectory"].to_numpy()]
        for name in indicator.breakdowns
    }
    return cells_of(indicator, codes, len(rows))


def by_cell(indicator: Indicator, cell: np.ndarray) -> Iterator[tuple[str, np.ndarray]]:
    """Each cell's code with which rows are in it."""
    for place, term in enumerate(indicator.cells or (ALL,)):
        yield term.code, cell == place


def counts(chosen: np.ndarray, cell: np.ndarray, cells: Iterable) -> np.ndarray:
    """How many of the chosen rows are in each cell."""
    inside = chosen & (cell != NOWHERE)
    return np.bincount(cell[inside], minlength=len(tuple(cells)))


def _code(name: str, indicator: Indicator, frames: Frames) -> np.ndarray:
    """What each trajectory is, by a breakdown."""
    if name == "outcome":
        return frames.facts.outcome.astype(object)
    if name == "model":
        return np.full(frames.size, frames.model, dtype=object)
    if name == "help":
        helped = help_began(indicator, frames)
        return np.where(helped, "with", "without").astype(object)
    if name == "intensity":
        return _intensity(indicator, frames)
    return frames.trajectories[name].to_numpy(dtype=object)


def help_began(indicator: Indicator, frames: Frames) -> np.ndarray:
    """Who got help of the indicator's category that began in its window and before the result."""
    helped = np.zeros(frames.size, dtype=bool)
    helped[_within_window(indicator, frames)["trajectory"].to_numpy()] = True
    return helped


def _within_window(indicator: Indicator, frames: Frames):
    rows = frames.deployments
    rows = rows[rows["category"] == indicator.measure.category]
    who = rows["trajectory"].to_numpy()
    began = frames.facts.days(rows["started_on"].to_numpy().astype("datetime64[D]"), who)
    # Help that came after the result cannot have gone before it.
    reached = frames.facts.took(indicator.measure.milestone)[who]
    return rows[began <= np.minimum(indicator.window_days, reached)]


def _intensity(indicator: Indicator, frames: Frames) -> np.ndarray:
    """none, or the highest intensity of the help; empty when it is not known."""
    rows = _within_window(indicator, frames)
    score = steps.numbers(rows["intensity"], {"low": 1, "medium": 2, "high": 3})
    highest = np.full(frames.size, NOWHERE)
    np.maximum.at(highest, rows["trajectory"].to_numpy(), score)
    words = np.array(["", "low", "medium", "high", "none"], dtype=object)
    return words[highest]
