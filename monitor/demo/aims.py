"""The published means and distributions as equations over the answers to one question.

A mean over clients of each client's mean is linear in the answers, so each published mean is one
row of weights; a distribution is a set of answers with the number wanted in each class.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .allocation import Plan
from .targets import TARGETS
from .waves import PlannedWave

MEAN_AIM = 0.01  # how near the generator tries to come, well inside the tolerances
SHARE_AIM = 0.2
LOOSE = 0.05
# No numbers are published for belief by step; it is "high throughout" and ends higher (S88).
BELIEF_BY_STEP = {
    "intake": 4.1,
    "iu_in_view": 4.0,
    "debts_in_view": 3.9,
    "iu_in_balance": 3.9,
    "life_domains": 4.0,
    "outflow": 4.2,
}


@dataclass(frozen=True)
class Rows:
    """`weights @ answers` should come within about `aim` of `wanted`."""

    weights: np.ndarray
    wanted: np.ndarray
    aim: np.ndarray


@dataclass(frozen=True)
class Classes:
    """Of the answers in `where`, `percent[v]` should be score v + 1."""

    where: np.ndarray
    percent: np.ndarray


class Aims:
    """All aims for one question, over the waves in which it was answered."""

    def __init__(self, item: str, waves: Sequence[PlannedWave], plans: Sequence[Plan]):
        self.item = item
        self.client = np.array([w.client for w in waves])
        own = [plans[w.client] for w in waves]
        self._columns = {
            "municipality": np.array([p.municipality for p in own]),
            "step": np.array([w.step for w in waves]),
            "phase": np.array([w.phase for w in waves]),
            "status": np.array([p.status for p in own]),
            "baseline": np.array([w.kind == "baseline" for w in waves]),
        }
        self._rows: list[tuple[np.ndarray, float, float]] = []
        self.classes: list[Classes] = []
        self._collect()

    @property
    def rows(self) -> Rows:
        """Every mean that is aimed at, published or ours."""
        weights, wanted, aim = zip(*self._rows, strict=True) if self._rows else ((), (), ())
        shape = (len(self._rows), len(self.client))
        return Rows(np.array(weights).reshape(shape), np.array(wanted), np.array(aim))

    def _collect(self) -> None:
        shares: dict[str, list[float]] = {}
        for target in TARGETS:
            if not target.measure.startswith(self.item + "_"):
                continue
            kind = target.measure.removeprefix(self.item + "_")
            where = self._where("municipality", target.municipality)
            if kind in ("baseline", "all"):
                shares.setdefault(kind, []).append(target.value)
            elif kind == "baseline_mean":
                self._mean(where & self._columns["baseline"], target.value)
            elif kind in ("by_step", "by_phase"):
                self._mean(where & self._where(kind[3:], target.cell), target.value)
            elif kind == "by_outcome":
                self._outcome(target.cell, target.value)
        for kind, percent in shares.items():
            where = self._columns["baseline"] | (kind == "all")
            self.classes.append(Classes(where, np.array(percent)))
        if self.item == "belief":
            for step, value in BELIEF_BY_STEP.items():
                self._mean(self._where("step", step), value, LOOSE)

    def _outcome(self, outcome: str, value: float) -> None:
        status = self._columns["status"]
        self._mean(status == outcome, value)
        if outcome == "stopped":
            # "Stopped" is read with and without the referred: both readings should hold.
            self._mean((status == "stopped") | (status == "referred"), value)

    def _where(self, column: str, value: str | None) -> np.ndarray:
        if value is None:
            return np.ones(len(self.client), dtype=bool)
        return self._columns[column] == value

    def _mean(self, where: np.ndarray, value: float, aim: float = MEAN_AIM) -> None:
        answers = np.bincount(self.client[where], minlength=self.client.max() + 1)
        weights = np.zeros(len(self.client))
        weights[where] = 1 / (answers[self.client[where]] * np.count_nonzero(answers))
        self._rows.append((weights, value, aim))
