"""Results since the intake: reached within a window, by week, and success at the end."""

import numpy as np

from benchmark.standard.indicators import Indicator
from benchmark.statistics import CENSORED, COMPETING, EVENT, Curve, Proportion

from . import groups
from .frames import Frames


def shares(indicator: Indicator, cell: np.ndarray, hits, base) -> dict[str, Proportion]:
    """Per cell how many of its `base` rows are `hits`."""
    all_of = groups.counts(base, cell, indicator.cells)
    some = groups.counts(hits & base, cell, indicator.cells)
    return {
        term.code: Proportion(int(some[place]), int(all_of[place]))
        for place, term in enumerate(indicator.cells)
    }


def reached_within(indicator: Indicator, frames: Frames) -> dict[str, Proportion]:
    """Reached within the window, of everybody who could be followed so long (S101, S109, S110).

    Who dropped out inside the window counts as not reached.
    """
    facts = frames.facts
    reached = facts.took(indicator.measure.milestone) <= indicator.window_days
    followed = facts.follow_up >= indicator.window_days
    return shares(indicator, groups.of_trajectories(indicator, frames), reached, followed)


def settled_within(indicator: Indicator, frames: Frames) -> dict[str, Proportion]:
    """Agreed within the window of the request, of the requests that are at least so old."""
    facts = frames.facts
    requested, agreed = facts.took("settlement_requested"), facts.took("settlement_agreed")
    asked = np.isfinite(requested)
    since = np.where(asked, requested, 0)
    followed = asked & (facts.follow_up - since >= indicator.window_days)
    in_time = agreed - since <= indicator.window_days
    return shares(indicator, groups.of_trajectories(indicator, frames), in_time, followed)


def time_to(indicator: Indicator, frames: Frames) -> dict[str, Curve]:
    """Share with the milestone by week, drop-out competing and running censored (S102, S112)."""
    facts = frames.facts
    took, stopped, follow_up = (
        facts.took(indicator.measure.milestone),
        facts.stopped,
        facts.follow_up,
    )
    reached, dropped = np.isfinite(took), np.isfinite(stopped)
    last = np.where(reached, took, np.where(dropped, stopped, follow_up))
    # A date before the intake is a mistake of registration: it counts on the day of the intake.
    days = np.clip(last, 0, None).astype(int)
    outcome = np.where(reached, EVENT, np.where(dropped, COMPETING, CENSORED))
    cell = groups.of_trajectories(indicator, frames)
    return {
        code: Curve.of(
            days[inside],
            outcome[inside],
            indicator.weeks,
            follow_up[inside],
        )
        for code, inside in groups.by_cell(indicator, cell)
    }


def success(indicator: Indicator, frames: Frames) -> dict[str, Proportion]:
    """A success milestone by the reference date, of everybody enrolled by then (S113, A-18)."""
    facts = frames.facts
    cell = groups.of_trajectories(indicator, frames)
    return shares(indicator, cell, facts.succeeded, facts.enrolled)
