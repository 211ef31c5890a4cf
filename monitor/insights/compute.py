"""Every declared indicator over one cohort's frames."""

from collections.abc import Callable, Iterable

from benchmark.standard.indicators import INDICATORS, Indicator
from benchmark.statistics import Statistic

from . import distributions, drop_out, experience, windows
from .frames import Frames


class NotComputable(LookupError):
    """Indicators whose measure nothing here computes."""


MEASURES: dict[str, Callable[[Indicator, Frames], dict[str, Statistic]]] = {
    "step_mean": experience.step_mean,
    "answers": distributions.answers,
    "reached_within": windows.reached_within,
    "time_to": windows.time_to,
    "success": windows.success,
    "drop_out": drop_out.drop_out,
    "drop_out_in_step": drop_out.drop_out_in_step,
    "drop_out_reason": distributions.drop_out_reason,
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
    frames: Frames, indicators: Iterable[Indicator] = INDICATORS
) -> dict[str, dict[str, Statistic]]:
    """Indicator id -> cell code -> statistic. Raises NotComputable with all that cannot be."""
    indicators = list(indicators)
    missing = [i for i in indicators if i.measure.code not in MEASURES]
    if missing:
        names = ", ".join(f"{i.id} ({i.measure.code})" for i in missing)
        raise NotComputable(f"No code counts: {names}")
    return {indicator.id: compute(indicator, frames) for indicator in indicators}
