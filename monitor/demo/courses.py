"""When things happen: the day offsets of one client's milestones, ending, pauses and follow-up.

Days count from the intake date. No milestone falls near the edges of the published windows (60 and
91 days) and no client has a follow-up near them, so that a week-based curve, a day-based one and
either reading of "within" agree.
"""

from dataclasses import dataclass
from random import Random

from .allocation import SUCCESS, Plan
from .targets import TYPES

GAP = 4  # least days between two milestones
LONGEST = 273  # an edition of 274 days, first and last day included
EDGE_60 = (57, 63)  # last day inside, first day outside
EDGE_91 = (88, 98)

# Usual days a step takes, from intake to ready.
PACE = dict(
    zip(TYPES, ((11, 16, 18, 18, 22, 24), (14, 28, 34, 36, 36, 30), (13, 22, 36, 42, 44, 34)),
        strict=True)
)  # fmt: skip


@dataclass
class Course:
    """Day offsets from intake; `follow_up` is the number of days up to the reference date."""

    milestones: list[int]
    ended: int | None
    follow_up: int
    pause: tuple[int, int | None] | None = None


def lay_out(plan: Plan, rng: Random) -> Course:
    """A course that reaches exactly what the plan says, in the windows it says."""
    ceiling = 64 if plan.recent else LONGEST - 8
    days = _milestones(plan, rng, ceiling)
    last = days[-1] if days else 0
    if plan.status == "success":
        return Course(days, last, min(LONGEST, max(last + rng.randint(5, 120), 118)))
    if plan.status != "running":
        ended = _drop_out(plan, last, rng)
        return Course(days, ended, _follow_up(plan, ended + 2, ended + rng.randint(5, 120), rng))
    if plan.recent and plan.reached == 0:
        return Course(days, None, rng.randint(3, 34))
    return Course(days, None, _follow_up(plan, last + 2, last + rng.randint(5, 100), rng))


def _milestones(plan: Plan, rng: Random, ceiling: int) -> list[int]:
    low, high = _bounds(plan, ceiling)
    days: list[int] = []
    for k in range(plan.reached):
        at_least = max(low[k], days[-1] + GAP if days else low[k])
        at_most = min(high[j] - GAP * (j - k) for j in range(k, plan.reached))
        usual = PACE[plan.client_type][k]
        day = (days[-1] if days else 0) + round(usual * rng.gammavariate(4, 0.25))
        if not at_least <= day <= at_most:
            day = rng.randint(at_least, min(at_most, at_least + usual))
        days.append(day)
    return days


def _bounds(plan: Plan, ceiling: int) -> tuple[list[int], list[int]]:
    """First and last day allowed for each milestone."""
    low, high = [5] + [0] * 5, [30] + [ceiling] * 5
    if plan.recent:
        return low, high
    windows = ((1, plan.iu_91), (2, plan.debts_91), (3, plan.balance_91))
    for k, within in windows:
        if within:
            high[k] = EDGE_91[0]
        else:
            low[k] = EDGE_91[1]
    if plan.balance_60:
        high[3] = EDGE_60[0]
    elif plan.balance_91:
        low[3] = EDGE_60[1]
    if plan.reached == SUCCESS:
        # Room for the slow ones to finish within the edition.
        high[3], high[4] = min(high[3], 215), 240
    return low, high


def _drop_out(plan: Plan, last: int, rng: Random) -> int:
    # A no-show is registered only after a while (S75); others tell the caseworker themselves.
    wait = rng.randint(32, 70) if plan.reason == "no_show" else rng.randint(12, 40)
    return min(last + wait, (EDGE_91[0] if plan.recent else LONGEST) - 6)


def _follow_up(plan: Plan, least: int, usual: int, rng: Random) -> int:
    low, high = EDGE_91[1] + 1, LONGEST
    if plan.recent:
        # Those well on their way count in the window of 60 days, whatever the seed.
        low, high, usual = 65 if plan.reached >= 2 else 36, 86, least + rng.randint(0, 40)
    day = max(low, least, min(usual, high))
    if plan.recent and EDGE_60[0] <= day <= EDGE_60[1]:
        day = 65
    if not plan.recent and day < low + 10:
        day = max(least, low + rng.randint(0, 90))
    return min(day, high)


def pause_some(courses: list[tuple[Plan, Course]], rng: Random, count: int = 6) -> None:
    """Give some running clients a pause in their questionnaires; a third of them still lasts."""
    able = [
        c
        for p, c in courses
        if p.status == "running" and not p.recent and c.follow_up - c.milestones[-1] > 60
    ]
    for place, course in enumerate(rng.sample(able, min(count, len(able)))):
        if place % 3 == 0:
            course.pause = (course.follow_up - rng.randint(20, 35), None)
        else:
            start = course.milestones[-1] + rng.randint(3, 15)
            course.pause = (start, start + rng.randint(21, 35))
