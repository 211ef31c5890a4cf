"""How clients experience the process: means of answers, and how they change from step to step."""

from fractions import Fraction

import numpy as np

from benchmark.standard.indicators import Indicator
from benchmark.standard.steps import EXPERIENCE_STEPS
from benchmark.statistics import Mean

from . import groups
from .frames import Frames


def mean_answer(indicator: Indicator, frames: Frames) -> dict[str, Mean]:
    """Per client the mean of the answers in a cell, then the mean over clients (S88-S90, A-4)."""
    answers = frames.facts.answers(indicator.measure.item)
    if indicator.moment == "baseline":
        answers = answers.only(answers.first)
    cell = groups.of_answers(indicator, frames, answers)
    return {
        code: mean_of_means(answers.client[inside], answers.value[inside])
        for code, inside in groups.by_cell(indicator, cell)
    }


def change_after_step(indicator: Indicator, frames: Frames) -> dict[str, Mean]:
    """Of each client who answered in a step and in the next one: the mean of the later answers
    minus that of the earlier ones (S93)."""
    answers = frames.facts.answers(indicator.measure.item)
    step = groups.EXPERIENCE_OF[answers.step]
    own = [client_means(answers, step == term.code) for term in EXPERIENCE_STEPS]
    return {
        before.code: Mean.of(
            own[i + 1][who] - mean for who, mean in own[i].items() if who in own[i + 1]
        )
        for i, before in enumerate(EXPERIENCE_STEPS[:-1])
    }


def client_means(answers, inside: np.ndarray) -> dict[int, Fraction]:
    """Client -> the exact mean of these answers."""
    clients, number = np.unique(answers.client[inside], return_inverse=True)
    given = np.bincount(number, minlength=len(clients))
    sums = np.zeros(len(clients), dtype=np.int64)
    np.add.at(sums, number, answers.value[inside])
    rows = zip(clients.tolist(), sums.tolist(), given.tolist(), strict=True)
    return {who: Fraction(total, count) for who, total, count in rows}


def mean_of_means(clients: np.ndarray, values: np.ndarray) -> Mean:
    """The exact mean over clients of each one's mean answer.

    Clients with equally many answers are added as whole numbers first, so that fractions are made
    once per count of answers and not once per client.
    """
    if not len(clients):
        return Mean(0)
    _, number = np.unique(clients, return_inverse=True)
    given = np.bincount(number)
    sums = np.zeros(len(given), dtype=np.int64)
    np.add.at(sums, number, values)
    total = squares = Fraction(0)
    for count in np.unique(given):
        of_these = sums[given == count]
        total += Fraction(int(of_these.sum()), int(count))
        squares += Fraction(int((of_these**2).sum()), int(count) ** 2)
    return Mean(len(given), total, squares)
