"""Timing two ways to do one thing, so that what else the machine does hits both alike."""

import gc
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter

HEAD = f"{'bench':<52} {'ours ms':>9} {'limit ms':>9} {'ratio':>7}  target"


@dataclass(frozen=True)
class Line:
    """One comparison; `target` is text, since nothing is asserted."""

    name: str
    ours: float
    limit: float
    target: str = "-"

    def __str__(self) -> str:
        ratio = self.ours / self.limit
        return f"{self.name:<52} {self.ours:>9.2f} {self.limit:>9.2f} {ratio:>7.2f}  {self.target}"


def medians(*ways: Callable[[], object], rounds: int = 7) -> list[float]:
    """Milliseconds of each way: the median of `rounds` turns, each way once per turn, after one
    turn that does not count. Without garbage collection, as timeit does: what a bench holds in
    memory is not what the product holds."""
    taken: list[list[float]] = [[] for _ in ways]
    for turn in range(rounds + 1):
        for way, times in zip(ways, taken, strict=True):
            gc.collect()
            gc.disable()
            began = perf_counter()
            way()
            took = perf_counter() - began
            gc.enable()
            if turn:
                times.append(took * 1000)
    return [median(times) for times in taken]
