"""From wished answers to whole answers that meet the aims: shift, round, then repair one by one."""

import numpy as np

from .aims import SHARE_AIM, Aims, Classes, Rows

LIKENESS = 0.002  # how much a whole answer is held to the wished one
MOST_STEPS = 8000


def fit(aims: Aims, wished: np.ndarray) -> np.ndarray:
    """Whole answers of 1 to 5, as near to `wished` as the aims allow.

    Deterministic: the differences are rounded before the best change is chosen, so that the last
    bits of a sum do not decide.
    """
    rows = aims.rows
    wished = _shift(rows, wished)
    answers = np.rint(wished).astype(int).clip(1, 5)
    for classes in aims.classes:
        answers[classes.where] = _by_quota(wished[classes.where], classes.percent)
    return _repair(rows, aims.classes, wished, answers)


def _shift(rows: Rows, wished: np.ndarray, rounds: int = 6) -> np.ndarray:
    """Move the wished answers the least that brings every mean to its aim."""
    for _ in range(rounds if len(rows.wanted) else 0):
        gap = rows.wanted - rows.weights @ wished
        wished = wished + np.linalg.lstsq(rows.weights, gap, rcond=None)[0]
        wished = wished.clip(0.6, 5.4)
    return np.round(wished, 6)


def _by_quota(wished: np.ndarray, percent: np.ndarray) -> np.ndarray:
    """The lowest wished answers get score 1, and so on, in the wanted proportions."""
    edges = np.rint(np.cumsum(percent) / percent.sum() * len(wished)).astype(int)
    scores = np.searchsorted(edges, np.arange(len(wished)), side="right") + 1
    answers = np.empty(len(wished), dtype=int)
    answers[np.argsort(wished, kind="stable")] = scores
    return answers


def _repair(rows: Rows, classes: list[Classes], wished: np.ndarray, answers: np.ndarray):
    weights = rows.weights / rows.aim[:, None]
    squares = (weights**2).sum(axis=0)
    off = weights @ answers - rows.wanted / rows.aim
    counts = [np.bincount(answers[c.where], minlength=6)[1:] for c in classes]
    for _ in range(MOST_STEPS):
        slope = weights.T @ off
        apart = answers - wished
        best = None
        for step in (1, -1):
            change = 2 * step * slope + squares + LIKENESS * (1 + 2 * step * apart)
            for found, own in zip(counts, classes, strict=True):
                change[own.where] += _class_change(found, own, step)[answers[own.where] - 1]
            change[answers == (5 if step == 1 else 1)] = np.inf
            change = np.round(change, 8)
            place = int(np.argmin(change))
            if best is None or change[place] < best[0]:
                best = (change[place], place, step)
        gain, place, step = best
        if gain >= 0:
            break
        for found, own in zip(counts, classes, strict=True):
            if own.where[place]:
                found[answers[place] - 1] -= 1
                found[answers[place] - 1 + step] += 1
        answers[place] += step
        off = off + step * weights[:, place]
    return answers


def _class_change(found: np.ndarray, classes: Classes, step: int) -> np.ndarray:
    """What moving one answer of each score by `step` does to the squared misfit of the shares."""
    total = found.sum()
    unit = 100 / total / SHARE_AIM
    misfit = (found * 100 / total - classes.percent) / SHARE_AIM
    change = np.zeros(5)
    for score in range(5):
        if 0 <= score + step < 5:
            change[score] = 2 * unit**2 + 2 * unit * (misfit[score + step] - misfit[score])
    return change
