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
    own = [_per_client(answers, step == term.code) for term in EXPERIENCE_STEPS]
    changes = {}
    for term, (given, sums), (given_next, sums_next) in zip(
        EXPERIENCE_STEPS, own, own[1:], strict=False
    ):
        both = (given > 0) & (given_next > 0)
        tops = (sums_next * given - sums * given_next)[both]
        changes[term.code] = _mean(tops, (given * given_next)[both])
    return changes


def _per_client(answers, inside: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """By the client's number, how many of these answers and their sum."""
    size = answers.client.max(initial=-1) + 1
    return _given_and_sums(answers.client[inside], answers.value[inside], size)


def mean_of_means(clients: np.ndarray, values: np.ndarray) -> Mean:
    """The exact mean over clients (their numbers) of each one's mean answer."""
    given, sums = _given_and_sums(clients, values)
    return _mean(sums[given > 0], given[given > 0])


def _given_and_sums(clients, values, size: int = 0) -> tuple[np.ndarray, np.ndarray]:
    given = np.bincount(clients, minlength=size)
    sums = np.zeros(len(given), dtype=np.int64)
    np.add.at(sums, clients, values)
    return given, sums


def _mean(tops: np.ndarray, below: np.ndarray) -> Mean:
    """The exact mean of the fractions tops/below.

    Those with the same denominator are added as whole numbers first, so that fractions are made
    once per denominator and not once per client.
    """
    total = squares = Fraction(0)
    for denominator in np.unique(below).tolist():
        of_these = tops[below == denominator]
        total += Fraction(int(of_these.sum()), denominator)
        squares += Fraction(int((of_these**2).sum()), denominator**2)
    return Mean(len(tops), total, squares)
