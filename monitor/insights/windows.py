"""Results since the intake: reached within a window, by week, and success at the end."""

import numpy as np

from benchmark.standard.indicators import ALL, Indicator
from benchmark.standard.milestones import SUCCESS
from benchmark.statistics import CENSORED, COMPETING, EVENT, Curve, Proportion

from . import steps
from .drop_out import dropped_out
from .frames import Frames


def reached_within(indicator: Indicator, frames: Frames) -> dict[str, Proportion]:
    """Reached within the window, of everybody who could be followed so long (S101, S109, S110).

    Who dropped out inside the window counts as not reached.
    """
    took = _days_until(frames, indicator.measure.milestone)
    followed = _days(frames, frames.reference) >= indicator.window_days
    reached = took <= indicator.window_days
    return {
        cell: Proportion(int((reached & followed & own).sum()), int((followed & own).sum()))
        for cell, own in _groups(indicator, frames)
    }


def time_to(indicator: Indicator, frames: Frames) -> dict[str, Curve]:
    """Share with the milestone by week, drop-out competing and running censored (S102, S112)."""
    took = _days_until(frames, indicator.measure.milestone)
    follow_up = _days(frames, frames.reference).astype(int)
    out = dropped_out(frames)
    stopped = np.full(frames.size, np.inf)
    who = out["trajectory"].to_numpy()
    stopped[who] = _days(frames, steps.day(out["ended_on"]), who)
    reached, dropped = np.isfinite(took), np.isfinite(stopped)
    last = np.where(reached, took, np.where(dropped, stopped, follow_up))
    # A date before the intake is a mistake of registration: it counts on the day of the intake.
    days = np.clip(last, 0, None).astype(int)
    outcome = np.where(reached, EVENT, np.where(dropped, COMPETING, CENSORED))
    return {
        cell: Curve.of(
            days[own].tolist(), outcome[own].tolist(), indicator.weeks, follow_up[own].tolist()
        )
        for cell, own in _groups(indicator, frames)
    }


def success(indicator: Indicator, frames: Frames) -> dict[str, Proportion]:
    """A success milestone by the reference date, of everybody enrolled by then (S113, A-18)."""
    reached = np.zeros(frames.size, dtype=bool)
    milestones = frames.milestones
    reached[milestones.loc[milestones["kind"].isin(SUCCESS), "trajectory"].to_numpy()] = True
    enrolled = steps.day(frames.trajectories["enrolled"]) <= frames.reference
    return {
        cell: Proportion(int((reached & enrolled & own).sum()), int((enrolled & own).sum()))
        for cell, own in _groups(indicator, frames)
    }


def _groups(indicator: Indicator, frames: Frames):
    """Each cell with which trajectories are in it; who has no type is in no type's cell."""
    if indicator.breakdown == "client_type":
        types = frames.trajectories["client_type"].to_numpy()
        return [(term.code, types == term.code) for term in indicator.cells]
    return [(ALL.code, np.ones(frames.size, dtype=bool))]


def _days_until(frames: Frames, milestone: str) -> np.ndarray:
    """Days from intake to the milestone per trajectory; infinite when it was not reached."""
    own = frames.milestones[frames.milestones["kind"] == milestone]
    who = own["trajectory"].to_numpy()
    took = np.full(frames.size, np.inf)
    took[who] = _days(frames, steps.day(own["reached_on"]), who)
    return took


def _days(frames: Frames, until, who=slice(None)) -> np.ndarray:
    intake = steps.day(frames.trajectories["intake"])[who]
    return (until - intake).astype("timedelta64[D]").astype(float)
