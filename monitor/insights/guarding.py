"""What inside a municipality may not be told: anything about one to four clients, also by taking
one shown number from another.

A cell is taken out when fewer than five people stand in it; when a wider choice has only a few more
in it, in any number that is shown of it; and when what is withheld of a whole that is shown
elsewhere would follow from the rest.
"""

from collections.abc import Mapping

import numpy as np

from benchmark.disclosure import INTERNAL_FLOOR
from benchmark.standard.indicators import ALL, Indicator
from benchmark.statistics import Adjusted, Curve, Statistic

from . import groups
from .frames import Frames, quarters

# Breakdowns whose cells add up to everybody: the total stands in another figure.
PARTITIONS = ("client_type", "inflow", "path", "help", "intensity")
ATTRIBUTES = ("client_type", "inflow", "path", "team", "quarter")


def parts(indicator: Indicator, statistic: Statistic) -> tuple[int, ...]:
    """Everything of a cell that bears a number of people: the cell, the arms of a comparison of
    like with like, the weeks of a curve."""
    if indicator.measure.code == "adjusted":
        found = Adjusted.of(statistic)
        arms = (found.crude_helped.n, found.crude_others.n)
        return (statistic.people, *arms, found.helped().people, found.others().people)
    if isinstance(statistic, Curve):
        weeks = (statistic.known(week) for week in range(statistic.weeks + 1))
        return (statistic.people, *weeks)
    return (statistic.people,)


def is_small(indicator: Indicator, cells: Mapping[str, Statistic]) -> bool:
    """Whether a few people stand in a cell, or in an arm of a comparison of like with like."""
    people = [statistic.people for statistic in cells.values()]
    if indicator.measure.code == "adjusted":
        people += parts(indicator, cells[ALL.code])
    return any(0 < n < INTERNAL_FLOOR for n in people)


def is_close(indicator: Indicator, wider: Statistic, own: Statistic) -> bool:
    """Whether the wider cell minus this one would tell of a few clients."""
    both = zip(parts(indicator, wider), parts(indicator, own), strict=True)
    return any(0 < more - fewer < INTERNAL_FLOOR for more, fewer in both)


def hidden(sizes: Mapping[str, int]) -> set[str]:
    """Of parts that make up a whole: those of a few people, and the smallest others until what is
    hidden cannot be told by subtraction."""
    out = {code for code, n in sizes.items() if 0 < n < INTERNAL_FLOOR}
    rest = sorted((n, code) for code, n in sizes.items() if n >= INTERNAL_FLOOR)
    while rest and out and (len(out) == 1 or sum(sizes[c] for c in out) < INTERNAL_FLOOR):
        out.add(rest.pop(0)[1])
    return out


def hidden_cells(indicator: Indicator, cells: Mapping[str, Statistic]) -> set[str]:
    """The cells to leave out so that no small one follows from its total (per type within each
    step, where a figure is divided by both)."""
    place = next((i for i, name in enumerate(indicator.breakdowns) if name in PARTITIONS), None)
    if place is None:
        return set()
    wholes: dict[tuple[str, ...], dict[str, int]] = {}
    for code, statistic in cells.items():
        pieces = code.split(".") if len(indicator.breakdowns) > 1 else [code]
        rest = (*pieces[:place], *pieces[place + 1 :])
        wholes.setdefault(rest, {})[code] = statistic.people
    return set().union(*(hidden(sizes) for sizes in wholes.values()))


def close_to_wider(
    indicator: Indicator, cells: Mapping[str, Statistic], wider: Mapping[str, Statistic]
) -> set[str]:
    """The cells that, taken from the same of a wider choice or of the indicator that this one lies
    within, would tell of a few clients."""
    return {code for code, own in cells.items() if is_close(indicator, wider[code], own)}


def hides_choice(whole: Frames, filters: tuple[tuple[str, str], ...]) -> bool:
    """Whether the choice is a part that must stay hidden so that a small sibling of it does."""
    for name, value in filters:
        if name in ATTRIBUTES:
            codes, counts = np.unique(_values(whole, name), return_counts=True)
            if value in hidden(dict(zip(codes.tolist(), counts.tolist(), strict=True))):
                return True
    return False


def _values(whole: Frames, name: str) -> np.ndarray:
    """What each trajectory has of an attribute, as text."""
    if name == "quarter":
        return quarters(whole.trajectories["intake"])
    return whole.trajectories[name].to_numpy(dtype=object).astype(str)


def mixed(indicator: Indicator, frames: Frames, kept: str) -> dict[str, int]:
    """Per cell how many clients answered both with and without help: choosing the answers that are
    `kept` ("t" or "f") changes what stands there of them, and of nobody else."""
    if not indicator.is_about_answers:
        return {}
    answers = frames.facts.answers(indicator.measure.item)
    if indicator.moment == "baseline":
        answers = answers.only(answers.first)
    if indicator.measure.code == "change_after_step":
        cell = np.zeros(len(answers.client), dtype=int)
        found = _in_both(answers, cell == 0, kept)
        return {term.code: found for term in indicator.cells}
    cell = groups.of_answers(indicator, frames, answers)
    return {
        code: _in_both(answers, inside, kept) for code, inside in groups.by_cell(indicator, cell)
    }


def _in_both(answers, inside: np.ndarray, kept: str) -> int:
    stays = np.unique(answers.client[inside & (answers.assisted == kept)])
    goes = np.unique(answers.client[inside & (answers.assisted != kept)])
    return len(np.intersect1d(stays, goes))
