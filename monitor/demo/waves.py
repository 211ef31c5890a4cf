"""Which questionnaires were planned, and which were answered when, as day offsets from intake.

A baseline at enrolment, then one every fourteen days while the trajectory is open and not paused,
and one the day after a successful end. Nobody answers on the day of a milestone, so that the step
of an answer is the same by date and by moment.
"""

from dataclasses import dataclass
from random import Random

from .allocation import Plan
from .courses import Course

RHYTHM = 14
DELAYS = {0: 34, 1: 24, 2: 14, 3: 10, 5: 10, 7: 8}
STEPS = ("intake", "iu_in_view", "debts_in_view", "iu_in_balance", "life_domains", "life_domains")
PHASES = ("intake",) + ("stabilisation",) * 5


@dataclass(eq=False)
class PlannedWave:
    """One wave of client number `client`; `day` is None when it was not answered."""

    client: int
    kind: str
    opens: int
    day: int | None = None
    step: str = ""  # step under which experience is published
    phase: str = ""
    assisted: bool = False


def plan_waves(
    client: int, plan: Plan, course: Course, start: int, assisted: bool, rng: Random
) -> list[PlannedWave]:
    """The waves of one client, in order; `start` is the day of enrolment."""
    if not plan.participates:
        return []
    waves = [PlannedWave(client, "baseline", start)]
    until = course.follow_up + 1 if course.ended is None else course.ended
    waves += [
        PlannedWave(client, "regular", day)
        for day in range(start + RHYTHM, until, RHYTHM)
        if not _paused(course, day)
    ]
    if plan.status == "success":
        waves.append(PlannedWave(client, "end", course.ended + 1))
    if plan.responds:
        _answer(waves, plan, course, assisted, rng)
    return waves


def _paused(course: Course, day: int) -> bool:
    if course.pause is None:
        return False
    start, until = course.pause
    return start <= day and (until is None or day < until)


def _answer(waves, plan: Plan, course: Course, assisted: bool, rng: Random) -> None:
    loyalty = rng.uniform(0.45, 0.92)
    for wave in waves:
        chance = {"baseline": 1.0, "regular": loyalty, "end": float(plan.answers_end)}[wave.kind]
        if plan.status in ("stopped", "referred") and wave.opens > course.ended - 25:
            chance *= 0.4
        if rng.random() > chance:
            continue
        latest = course.follow_up - 1
        if course.ended is not None and wave.kind != "end":
            latest = min(latest, course.ended - 1)
        delays = {
            delay: weight
            for delay, weight in DELAYS.items()
            if wave.opens + delay <= latest
            and wave.opens + delay not in course.milestones
            and (delay <= 2 or wave.kind != "baseline")
            and not _paused(course, wave.opens + delay)
        }
        if not delays:
            continue
        wave.day = wave.opens + rng.choices(list(delays), list(delays.values()))[0]
        reached = sum(day <= wave.day for day in course.milestones)
        wave.step = STEPS[reached] if reached < len(STEPS) else "outflow"
        wave.phase = PHASES[reached] if reached < len(PHASES) else "outflow"
        wave.assisted = assisted or (wave.kind == "baseline" and rng.random() < 0.25)
