"""Exact means of many clients at once.

`Mean.of_answers` of the statistics goes past the clients one by one, for sums of any size. Answers
are small numbers, so here whole columns are added; tests hold both to the same result.
"""

from fractions import Fraction

import numpy as np

from benchmark.statistics import Mean


def mean_of_means(clients: np.ndarray, values: np.ndarray) -> Mean:
    """The exact mean over clients (their numbers) of each one's mean answer."""
    given, sums = given_and_sums(clients, values)
    return mean_of(sums[given > 0], given[given > 0])


def given_and_sums(clients, values, size: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """By the client's number, how many answers and their sum; at least `size` numbers."""
    given = np.bincount(clients, minlength=size)
    sums = np.zeros(len(given), dtype=np.int64)
    np.add.at(sums, clients, values)
    return given, sums


def mean_of(tops: np.ndarray, below: np.ndarray) -> Mean:
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
