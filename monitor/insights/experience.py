"""How clients experience the process: means by step."""

from fractions import Fraction

import numpy as np

from benchmark.standard.indicators import Indicator
from benchmark.standard.steps import STEPS
from benchmark.statistics import Mean

from . import steps
from .frames import Frames

# The place of each step's experience cell: life domains and ready are published together.
CELL = np.array([[s.code for s in STEPS].index(step.experience) for step in STEPS])


def step_mean(indicator: Indicator, frames: Frames) -> dict[str, Mean]:
    """Per client the mean of the answers in a step, then the mean over clients (S88-S90, A-4)."""
    answers = frames.answers
    own = answers[answers["item"] == indicator.measure.item]
    in_step = steps.steps_on(
        frames.passed(), own["trajectory"].to_numpy(), steps.day(own["answered_on"])
    )
    cell = CELL[in_step]
    return {
        term.code: mean_of_means(
            own["client"].to_numpy()[cell == place], own["value"].to_numpy()[cell == place]
        )
        for place, term in enumerate(STEPS)
        if term in indicator.cells
    }


def mean_of_means(clients: np.ndarray, values: np.ndarray) -> Mean:
    """The exact mean over clients of each one's mean answer.

    Clients with equally many answers are added as whole numbers first, so that fractions are made
    once per count of answers and not once per client.
    """
    if not len(clients):
        return Mean(0)
    _, number = np.unique(clients, return_inverse=True)
    counts = np.bincount(number)
    sums = np.zeros(len(counts), dtype=np.int64)
    np.add.at(sums, number, values)
    total = squares = Fraction(0)
    for count in np.unique(counts):
        of_these = sums[counts == count]
        total += Fraction(int(of_these.sum()), int(count))
        squares += Fraction(int((of_these**2).sum()), int(count) ** 2)
    return Mean(len(counts), total, squares)
