"""What follows from a cohort's rows: when each trajectory reached what, how it stands, which step
each answer was given in. Worked out once and shared by all indicators.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from benchmark.standard.endings import DROP_OUT
from benchmark.standard.milestones import SUCCESS

from . import steps

if TYPE_CHECKING:
    from .frames import Frames

NEVER = np.inf


class Answers(NamedTuple):
    """The answers to one item, as arrays of equal length in the order of answering.

    `step` is the place in STEPS of the step in progress, `first` says whether the answer is of the
    client's first questionnaire.
    """

    client: np.ndarray
    trajectory: np.ndarray
    value: np.ndarray
    choice: np.ndarray
    step: np.ndarray
    first: np.ndarray
    assisted: np.ndarray

    def only(self, chosen: np.ndarray) -> Answers:
        """Those where `chosen` holds."""
        return Answers(*(column[chosen] for column in self))


class Facts:
    """Arrays over the trajectories of one cohort, by row number."""

    def __init__(self, frames: Frames):
        self.frames = frames
        self._took: dict[str, np.ndarray] = {}
        self._answers: dict[str, Answers] = {}

    @cached_property
    def passed(self) -> np.ndarray:
        """The first day on which each trajectory passed each closing step (see steps.py)."""
        return steps.first_days(self.frames.milestones, self.frames.size)

    @cached_property
    def intake(self) -> np.ndarray:
        return steps.day(self.frames.trajectories["intake"])

    @cached_property
    def follow_up(self) -> np.ndarray:
        """Days from intake to the reference date."""
        return self.days(self.frames.reference).astype(int)

    @cached_property
    def enrolled(self) -> np.ndarray:
        """Who was enrolled by the reference date."""
        return steps.day(self.frames.trajectories["enrolled"]) <= self.frames.reference

    @cached_property
    def days_enrolled(self) -> np.ndarray:
        """Days from enrolment to the reference date; negative for who was not enrolled yet."""
        enrolled = steps.day(self.frames.trajectories["enrolled"])
        return (self.frames.reference - enrolled).astype("timedelta64[D]").astype(int)

    @cached_property
    def drop_outs(self):
        """The endings that count as drop-out (A-7), as rows of `frames.endings`."""
        endings = self.frames.endings
        return endings[endings["status"].isin(DROP_OUT)]

    @cached_property
    def stopped(self) -> np.ndarray:
        """Days from intake to dropping out; infinite for who did not."""
        who = self.drop_outs["trajectory"].to_numpy()
        stopped = np.full(self.frames.size, NEVER)
        stopped[who] = self.days(steps.day(self.drop_outs["ended_on"]), who)
        return stopped

    @cached_property
    def stopped_in(self) -> np.ndarray:
        """The step (its place in STEPS) in which each of `drop_outs` stopped."""
        who = self.drop_outs["trajectory"].to_numpy()
        return steps.steps_on(self.passed, who, steps.day(self.drop_outs["ended_on"]))

    @cached_property
    def succeeded(self) -> np.ndarray:
        """Who reached a success by the reference date; an ending does not change that (A8)."""
        return np.isfinite(self.took("success"))

    @cached_property
    def outcome(self) -> np.ndarray:
        """success, stopped, or empty for who is still running (S123)."""
        stopped = np.where(np.isfinite(self.stopped), "stopped", "")
        return np.where(self.succeeded, "success", stopped)

    def took(self, milestone: str) -> np.ndarray:
        """Days from intake to a milestone, or to either "success"; infinite when not reached."""
        if milestone not in self._took:
            kinds = SUCCESS if milestone == "success" else (milestone,)
            rows = self.frames.milestones
            rows = rows[rows["kind"].isin(kinds)]
            who = rows["trajectory"].to_numpy()
            took = np.full(self.frames.size, NEVER)
            np.minimum.at(took, who, self.days(steps.day(rows["reached_on"]), who))
            self._took[milestone] = took
        return self._took[milestone]

    def days(self, until, who=slice(None)) -> np.ndarray:
        """Days from the intake of `who` until a day, as floats."""
        return (until - self.intake[who]).astype("timedelta64[D]").astype(float)

    @cached_property
    def ever_in(self) -> np.ndarray:
        """Trajectories x steps: who was in which step on the intake or at some milestone."""
        frames = self.frames
        who = np.concatenate([np.arange(frames.size), frames.milestones["trajectory"].to_numpy()])
        when = np.concatenate([self.intake, steps.day(frames.milestones["reached_on"])])
        ever = np.zeros((frames.size, self.passed.shape[1] + 1), dtype=bool)
        ever[who, steps.steps_on(self.passed, who, when)] = True
        # An ending that was dated before the intake still belongs to somebody who was in that step.
        ever[self.drop_outs["trajectory"].to_numpy(), self.stopped_in] = True
        return ever

    def answers(self, item: str) -> Answers:
        """The answers to one item."""
        if not self._answers:
            self._answers = self._by_item()
        return self._answers.get(item, NOBODY)

    def _by_item(self) -> dict[str, Answers]:
        from pandas import factorize

        rows = self.frames.answers
        if not len(rows):
            return {"": NOBODY}
        trajectory = rows["trajectory"].to_numpy()
        step = steps.steps_on(self.passed, trajectory, steps.day(rows["answered_on"]))
        everything = Answers(
            rows["client"].to_numpy(),
            trajectory,
            rows["value"].to_numpy(),
            rows["choice"].to_numpy(dtype=object),
            step,
            rows["first"].to_numpy(),
            rows["assisted"].to_numpy(dtype=object),
        )
        items, codes = factorize(rows["item"])
        return {code: everything.only(items == place) for place, code in enumerate(codes)}


_NONE = np.zeros(0, dtype=int)
_NO_WORDS = np.zeros(0, dtype=object)
NOBODY = Answers(_NONE, _NONE, _NONE, _NO_WORDS, _NONE, np.zeros(0, dtype=bool), _NO_WORDS)
