"""Declared indicators over one cohort's frames."""

from collections.abc import Callable, Iterable

from benchmark.standard.indicators import POOLED, Indicator
from benchmark.statistics import Statistic

from . import distributions, drop_out, experience, support, windows
from .frames import Frames


class NotComputable(LookupError):
    """Indicators whose measure nothing here computes."""


MEASURES: dict[str, Callable[[Indicator, Frames], dict[str, Statistic]]] = {
    "mean_answer": experience.mean_answer,
    "change_after_step": experience.change_after_step,
    "answers": distributions.answers,
    "registered": distributions.registered,
    "reached_within": windows.reached_within,
    "settled_within": windows.settled_within,
    "time_to": windows.time_to,
    "success": windows.success,
    "success_kind": distributions.success_kind,
    "stabilisation_time": distributions.stabilisation_time,
    "drop_out": drop_out.drop_out,
    "drop_out_in_step": drop_out.drop_out_in_step,
    "drop_out_reason": distributions.drop_out_reason,
    "drop_out_moment": distributions.drop_out_moment,
    "entered": drop_out.entered,
    "deployed": support.deployed,
    "deployments": support.deployments,
    "intensity": support.intensity,
    "mode": distributions.mode,
    "adjusted": distributions.adjusted,
}


def compute(indicator: Indicator, frames: Frames) -> dict[str, Statistic]:
    """Cell code -> statistic, for every cell of the indicator; over nobody it is empty.

    Raises NotComputable with the indicator's name.
    """
    measure = MEASURES.get(indicator.measure.code)
    if measure is None:
        raise NotComputable(f"{indicator.id} counts {indicator.measure.code}")
    return measure(indicator, frames)


def compute_all(
    frames: Frames, indicators: Iterable[Indicator] = POOLED
) -> dict[str, dict[str, Statistic]]:
    """Indicator id -> cell code -> statistic. Raises NotComputable with all that cannot be."""
    indicators = list(indicators)
    missing = [i for i in indicators if i.measure.code not in MEASURES]
    if missing:
        names = ", ".join(f"{i.id} ({i.measure.code})" for i in missing)
        raise NotComputable(f"No code counts: {names}")
    return {indicator.id: compute(indicator, frames) for indicator in indicators}
