"""How clients experience the process: means of answers, and how they change from step to step."""

import numpy as np

from benchmark.standard.indicators import Indicator
from benchmark.standard.steps import EXPERIENCE_STEPS
from benchmark.statistics import Mean

from . import groups
from .exact import given_and_sums, mean_of, mean_of_means
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
        changes[term.code] = mean_of(tops, (given * given_next)[both])
    return changes


def _per_client(answers, inside: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """By the client's number, how many of these answers and their sum."""
    size = answers.client.max(initial=-1) + 1
    return given_and_sums(answers.client[inside], answers.value[inside], size)
