"""Help that is put in: for whom, how many kinds, and how intensive (S107, S108, S116)."""

import numpy as np

from benchmark.standard.deployments import CATEGORIES
from benchmark.standard.indicators import Indicator
from benchmark.statistics import Mean, Proportion

from . import groups, steps
from .exact import mean_of_means
from .frames import Frames

SCORES = {"low": 1, "medium": 2, "high": 3}
CODES = [term.code for term in CATEGORIES]


def deployed(indicator: Indicator, frames: Frames) -> dict[str, Proportion]:
    """At least one deployment of the category, of everybody (S108); with a second breakdown, of
    everybody in that cell."""
    got = _got(frames)
    outer = [name for name in indicator.breakdowns if name != "category"]
    rows = np.arange(frames.size)
    found = {}
    for place, category in enumerate(CODES):
        codes = {name: frames.trajectories[name].to_numpy(dtype=object) for name in outer}
        codes["category"] = np.full(frames.size, category, dtype=object)
        cell = groups.cells_of(indicator, codes, len(rows))
        for code, inside in groups.by_cell(indicator, cell):
            if code.split(".")[-1] == category:
                found[code] = Proportion(int((got[:, place] & inside).sum()), int(inside.sum()))
    return {term.code: found[term.code] for term in indicator.cells}


def deployments(indicator: Indicator, frames: Frames) -> dict[str, Mean]:
    """How many of the five kinds of help each client got; none is zero (S64, S107)."""
    kinds = _got(frames).sum(axis=1)
    cell = groups.of_trajectories(indicator, frames)
    return {
        code: Mean(
            int(inside.sum()), int(kinds[inside].sum()), int((kinds[inside].astype(int) ** 2).sum())
        )
        for code, inside in groups.by_cell(indicator, cell)
    }


def intensity(indicator: Indicator, frames: Frames) -> dict[str, Mean]:
    """Per client the mean score of the help of which the intensity is known, then over clients."""
    rows = frames.deployments
    score = steps.numbers(rows["intensity"], SCORES)
    cell = np.where(score > 0, groups.of_deployments(indicator, frames), groups.NOWHERE)
    who = rows["trajectory"].to_numpy()
    return {
        code: mean_of_means(who[inside], score[inside])
        for code, inside in groups.by_cell(indicator, cell)
    }


def _got(frames: Frames) -> np.ndarray:
    """Trajectories x categories: whether there was any."""
    got = np.zeros((frames.size, len(CODES)), dtype=bool)
    rows = frames.deployments
    place = steps.numbers(rows["category"], {code: n for n, code in enumerate(CODES)})
    got[rows["trajectory"].to_numpy(), place] = True
    return got
