"""How answers, characteristics, reasons and kinds of help divide over their categories."""

from collections.abc import Callable

import numpy as np

from benchmark.standard.endings import SUCCESSES, published_reason
from benchmark.standard.indicators import Indicator
from benchmark.standard.indicators.results import STABILISATION_ENDS
from benchmark.standard.questionnaire import feeling_group
from benchmark.standard.steps import STEPS
from benchmark.statistics import Distribution

from . import groups
from .frames import Frames


def answers(indicator: Indicator, frames: Frames) -> dict[str, Distribution]:
    """Answers to one item: each client's first questionnaire, or all of them (S84-S87, A-3)."""
    given = frames.facts.answers(indicator.measure.item)
    once = indicator.moment == "baseline"
    if once:
        given = given.only(given.first)
    chosen = np.where(given.choice != "", given.choice, given.value.astype("U2"))
    if indicator.measure.variant == "groups":
        chosen = _renamed(chosen, feeling_group)
    cell = groups.of_answers(indicator, frames, given)
    return _per_cell(indicator, cell, chosen, None if once else given.client)


def registered(indicator: Indicator, frames: Frames) -> dict[str, Distribution]:
    """A characteristic of everybody of whom it is known (S94-S96, S122, S125)."""
    known = frames.trajectories[indicator.measure.attribute].to_numpy(dtype=object)
    cell = groups.of_trajectories(indicator, frames)
    return _per_cell(indicator, np.where(known == "", groups.NOWHERE, cell), known)


def success_kind(indicator: Indicator, frames: Frames) -> dict[str, Distribution]:
    """Which success came first, the first of the two on the same day (S114)."""
    when = np.stack([frames.facts.took(term.code) for term in SUCCESSES])
    codes = np.array([term.code for term in SUCCESSES], dtype=object)
    succeeded = frames.facts.succeeded
    return _per_cell(indicator, np.where(succeeded, 0, groups.NOWHERE), codes[when.argmin(axis=0)])


def stabilisation_time(indicator: Indicator, frames: Frames) -> dict[str, Distribution]:
    """Weeks from intake to success, in classes, of everybody who succeeded (S106)."""
    took = frames.facts.took("success")
    succeeded = np.isfinite(took)
    weeks = np.ceil(np.where(succeeded, took, 0) / 7)
    codes = np.array([term.code for term in indicator.categories], dtype=object)
    classes = codes[np.searchsorted(STABILISATION_ENDS, weeks)]
    return _per_cell(indicator, np.where(succeeded, 0, groups.NOWHERE), classes)


def drop_out_reason(indicator: Indicator, frames: Frames) -> dict[str, Distribution]:
    """The reason of everybody who dropped out, in the categories that are published (S119)."""
    out = frames.facts.drop_outs
    reasons = _renamed(out["reason"], published_reason)
    if indicator.breakdowns == ("step",):
        codes = {"step": groups.STEP_OF[frames.facts.stopped_in]}
        cell = groups.cells_of(indicator, codes, len(out))
    else:
        cell = groups.of_trajectories(indicator, frames)[out["trajectory"].to_numpy()]
    return _per_cell(indicator, cell, reasons)


def drop_out_moment(indicator: Indicator, frames: Frames) -> dict[str, Distribution]:
    """The step in which everybody who dropped out did so (S100)."""
    step = groups.STEP_OF[frames.facts.stopped_in]
    # Whoever stopped after a success was in outflow, which is no step to stop in.
    inside = frames.facts.stopped_in < len(STEPS) - 1
    return _per_cell(indicator, np.where(inside, 0, groups.NOWHERE), step)


def mode(indicator: Indicator, frames: Frames) -> dict[str, Distribution]:
    """Who gives the help, over deployments of which that is known (S67)."""
    rows = frames.deployments
    given = rows["mode"].to_numpy(dtype=object)
    cell = np.where(given == "", groups.NOWHERE, groups.of_deployments(indicator, frames))
    return _per_cell(indicator, cell, given, rows["trajectory"].to_numpy())


def adjusted(indicator: Indicator, frames: Frames) -> dict[str, Distribution]:
    """With or without help, reached or not, per type, duration and severity (S115).

    Counted are those who could be followed for the whole window and of whom all three are known.
    """
    facts, rows = frames.facts, frames.trajectories
    reached = facts.took(indicator.measure.milestone) <= indicator.window_days
    parts = [
        np.where(groups.help_began(indicator, frames), "with", "without"),
        np.where(reached, "yes", "no"),
        *(rows[name].to_numpy(dtype=object) for name in ("client_type", "debt_duration")),
        rows["problem_severity"].to_numpy(dtype=object),
    ]
    known = np.all([part != "" for part in parts[2:]], axis=0)
    followed = facts.follow_up >= indicator.window_days
    strata = parts[0].astype(object)
    for part in parts[1:]:
        strata = strata + "." + part.astype(object)
    return _per_cell(indicator, np.where(known & followed, 0, groups.NOWHERE), strata)


def _renamed(words, name: Callable[[str], str]) -> np.ndarray:
    """Each word under another name, which is asked once per different word."""
    from pandas import factorize

    place, different = factorize(words)
    return np.array([name(word) for word in different], dtype=object)[place]


def _per_cell(indicator: Indicator, cell, chosen, clients=None) -> dict[str, Distribution]:
    """A distribution over the indicator's categories for each of its cells.

    `clients`: whose each row is, where somebody can have several.
    """
    codes = [term.code for term in indicator.categories]
    place = {code: number for number, code in enumerate(codes)}
    inside_any = cell != groups.NOWHERE
    words, number = np.unique(chosen[inside_any], return_inverse=True)
    positions = np.full(len(chosen), -1)
    positions[inside_any] = np.array([place[word] for word in words], dtype=int)[number]
    return {
        code: Distribution.of_positions(
            codes, positions[inside], None if clients is None else clients[inside]
        )
        for code, inside in groups.by_cell(indicator, cell)
    }
