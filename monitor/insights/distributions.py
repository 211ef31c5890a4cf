"""How answers and reasons divide over their categories."""

from benchmark.standard.endings import published_reason
from benchmark.standard.indicators import ALL, Indicator
from benchmark.statistics import Distribution

from .drop_out import dropped_out
from .frames import Frames


def answers(indicator: Indicator, frames: Frames) -> dict[str, Distribution]:
    """Answers to one item: each client's first questionnaire, or all of them (S84-S87, A-3)."""
    given = frames.answers
    if indicator.moment == "baseline":
        # Frames keep the order of answering, so a client's first row is of the first wave.
        first = given.groupby("client", sort=False)["wave"].transform("first")
        given = given[given["wave"] == first]
    given = given[given["item"] == indicator.measure.item]
    chosen = given["choice"].where(given["choice"] != "", given["value"].astype("str"))
    clients = None if indicator.moment == "baseline" else int(given["client"].nunique())
    return {ALL.code: Distribution.of(_codes(indicator), chosen, clients)}


def drop_out_reason(indicator: Indicator, frames: Frames) -> dict[str, Distribution]:
    """The reason of everybody who dropped out, in the categories that are published (S119)."""
    reasons = dropped_out(frames)["reason"].map(published_reason)
    return {ALL.code: Distribution.of(_codes(indicator), reasons)}


def _codes(indicator: Indicator) -> list[str]:
    return [term.code for term in indicator.categories]
