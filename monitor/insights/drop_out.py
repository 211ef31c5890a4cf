"""Who stopped or was referred, of whom, and in which step."""

import numpy as np

from benchmark.standard.indicators import Indicator
from benchmark.standard.steps import STEP_CODES
from benchmark.statistics import Proportion

from . import groups
from .frames import Frames
from .windows import shares


def drop_out(indicator: Indicator, frames: Frames) -> dict[str, Proportion]:
    """Stopped or referred by the reference date, of everybody enrolled by then (S98, S121).

    Variants: only who stopped (A-7), without who moved or died (A-9), and of those only who
    have been enrolled for the window or longer (A-6).
    """
    facts, variant = frames.facts, indicator.measure.variant
    rows, base = facts.drop_outs, facts.enrolled
    if variant == "stopped":
        rows = rows[rows["status"] == "stopped"]
    elif variant == "avoidable":
        rows = rows[rows["reason"] != "moved_or_deceased"]
    elif variant == "from_90_days":
        base = base & (facts.days_enrolled >= indicator.window_days)
    out = np.zeros(frames.size, dtype=bool)
    out[rows["trajectory"].to_numpy()] = True
    return shares(indicator, groups.of_trajectories(indicator, frames), out, base)


def drop_out_in_step(indicator: Indicator, frames: Frames) -> dict[str, Proportion]:
    """Dropped out in a step, of everybody who ever was in it (S118, A-10)."""
    facts = frames.facts
    stopped = np.zeros_like(facts.ever_in)
    stopped[facts.drop_outs["trajectory"].to_numpy(), facts.stopped_in] = True
    return {
        term.code: Proportion(int(stopped[:, place].sum()), int(facts.ever_in[:, place].sum()))
        for term in indicator.cells
        for place in (STEP_CODES.index(term.code),)
    }


def entered(indicator: Indicator, frames: Frames) -> dict[str, Proportion]:
    """Ever in a step, of everybody enrolled by the reference date: the funnel (S118)."""
    facts = frames.facts
    ever = facts.ever_in & facts.enrolled[:, None]
    return {
        term.code: Proportion(
            int(ever[:, STEP_CODES.index(term.code)].sum()), int(facts.enrolled.sum())
        )
        for term in indicator.cells
    }
