"""Who stopped or was referred, of whom, and in which step."""

import numpy as np

from benchmark.standard.endings import DROP_OUT
from benchmark.standard.indicators import ALL, Indicator
from benchmark.standard.steps import STEPS
from benchmark.statistics import Proportion

from . import steps
from .frames import Frames


def dropped_out(frames: Frames):
    """The endings that count as drop-out (A-7), as rows of `frames.endings`."""
    endings = frames.endings
    return endings[endings["status"].isin(DROP_OUT)]


def drop_out(indicator: Indicator, frames: Frames) -> dict[str, Proportion]:
    """Stopped or referred by the reference date, of everybody enrolled by then (S98, S121)."""
    enrolled = steps.day(frames.trajectories["enrolled"]) <= frames.reference
    out = np.zeros(frames.size, dtype=bool)
    out[dropped_out(frames)["trajectory"].to_numpy()] = True
    return {ALL.code: Proportion(int((out & enrolled).sum()), int(enrolled.sum()))}


def drop_out_in_step(indicator: Indicator, frames: Frames) -> dict[str, Proportion]:
    """Dropped out in a step, of everybody who ever was in it (S118, A-10)."""
    passed = frames.passed()
    ever = _ever_in(frames, passed)
    out = dropped_out(frames)
    who = out["trajectory"].to_numpy()
    stopped_in = steps.steps_on(passed, who, steps.day(out["ended_on"]))
    # An ending that was dated before the intake still belongs to somebody who was in that step.
    ever[who, stopped_in] = True
    stopped = np.zeros_like(ever)
    stopped[who, stopped_in] = True
    return {
        term.code: Proportion(int(stopped[:, place].sum()), int(ever[:, place].sum()))
        for place, term in enumerate(STEPS)
        if term in indicator.cells
    }


def _ever_in(frames: Frames, passed: np.ndarray) -> np.ndarray:
    """Trajectories x steps: whether it was in progress on the intake day or after a milestone."""
    ever = np.zeros((frames.size, len(STEPS)), dtype=bool)
    everybody = np.arange(frames.size)
    ever[everybody, steps.steps_on(passed, everybody, steps.day(frames.trajectories["intake"]))] = (
        True
    )
    milestones = frames.milestones
    who = milestones["trajectory"].to_numpy()
    ever[who, steps.steps_on(passed, who, steps.day(milestones["reached_on"]))] = True
    return ever
