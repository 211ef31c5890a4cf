"""The demo: 300 clients of six fictional municipalities over nine months, from a fixed seed."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from benchmark.standard.milestones import MILESTONES

from .allocation import SUCCESS, Plan, allocate
from .answers import answer
from .courses import Course, lay_out, pause_some
from .deployments import deploy
from .municipalities import MUNICIPALITIES, SLUGS
from .people import Person, person
from .profiles import describe
from .records import (
    Demo,
    EndingRecord,
    MilestoneRecord,
    PauseRecord,
    TrajectoryRecord,
    WaveRecord,
)
from .waves import PlannedWave, plan_waves

SEED = 2021
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
REACHED = tuple(term.code for term in MILESTONES[:5])
DEFAULT_PATHS = {
    "independent": "Basistraject",
    "dependent": "Basistraject",
    "vulnerable": "Basistraject",
}


def generate(reference_date: date, seed: int = SEED) -> Demo:
    """The same clients for every reference date, moved so that the edition ends on that date.

    Figures depend on day offsets only, so they are the same whatever the date.
    """
    plans = allocate(Random(f"{seed}-allocation"))
    rng = Random(f"{seed}-courses")
    pairs = [(plan, lay_out(plan, rng)) for plan in plans]
    pause_some(pairs, rng)
    pairs.sort(key=lambda pair: (SLUGS.index(pair[0].municipality), -pair[1].follow_up))
    plans, courses = [p for p, _ in pairs], [c for _, c in pairs]
    intakes = [reference_date - timedelta(course.follow_up) for course in courses]
    rng = Random(f"{seed}-people")
    people = _people(len(plans), rng)
    enrolled = [rng.choice((0, 0, 0, 0, 0, 0, 0, 0, 1, 2)) for _ in plans]
    waves = _waves(plans, courses, intakes, enrolled, people, seed)
    deployments = deploy(plans, courses, intakes, Random(f"{seed}-deployments"))
    profiles = describe(plans, Random(f"{seed}-profiles"))
    rng = Random(f"{seed}-registration")
    numbers = dict.fromkeys(SLUGS, 0)
    trajectories = []
    for i, (plan, course, intake, who, known) in enumerate(
        zip(plans, courses, intakes, people, profiles, strict=True)
    ):
        municipality = MUNICIPALITIES[SLUGS.index(plan.municipality)]
        caseworker = rng.choice(municipality.caseworkers)
        numbers[plan.municipality] += 1
        trajectories.append(
            TrajectoryRecord(
                municipality=plan.municipality,
                external_id=f"{municipality.name[:2].upper()}-{1000 + numbers[plan.municipality]}",
                first_name=who.first_name,
                email=who.email,
                phone=who.phone,
                channel=who.channel,
                language=who.language,
                participates=plan.participates,
                benchmark=True,
                first_contact=intake - timedelta(rng.randint(2, 24)),
                intake_date=intake,
                enrolled_on=intake + timedelta(enrolled[i]),
                gemeentecode=municipality.gemeentecode,
                team=caseworker.team,
                caseworker=caseworker.email,
                path=(municipality.paths or DEFAULT_PATHS)[plan.client_type],
                client_type=plan.client_type,
                milestones=_milestones(plan, course, intake),
                deployments=deployments[i],
                ending=_ending(plan, course, intake),
                pauses=_pauses(course, intake),
                waves=waves[i],
                **vars(known),
            )
        )
    return Demo(reference_date, MUNICIPALITIES, tuple(trajectories))


def _people(count: int, rng: Random) -> list[Person]:
    return [person(serial, rng) for serial in rng.sample(range(1, 1000), count)]


def _milestones(plan: Plan, course: Course, intake: date) -> tuple[MilestoneRecord, ...]:
    codes = REACHED + ((plan.reason,) if plan.reached == SUCCESS else ())
    days = course.milestones
    return tuple(
        MilestoneRecord(code, intake + timedelta(day))
        for code, day in zip(codes, days, strict=False)
    )


def _ending(plan: Plan, course: Course, intake: date) -> EndingRecord | None:
    if course.ended is None:
        return None
    return EndingRecord(intake + timedelta(course.ended), plan.status, plan.reason)


def _pauses(course: Course, intake: date) -> tuple[PauseRecord, ...]:
    if course.pause is None:
        return ()
    start, until = course.pause
    return (
        PauseRecord(
            intake + timedelta(start), None if until is None else intake + timedelta(until)
        ),
    )


def _waves(
    plans: Sequence[Plan],
    courses: Sequence[Course],
    intakes: Sequence[date],
    enrolled: Sequence[int],
    people: Sequence[Person],
    seed: int,
) -> list[tuple[WaveRecord, ...]]:
    rng = Random(f"{seed}-waves")
    planned: list[list[PlannedWave]] = [
        plan_waves(i, plan, courses[i], enrolled[i], people[i].channel == "assisted", rng)
        for i, plan in enumerate(plans)
    ]
    answered = [wave for waves in planned for wave in waves if wave.day is not None]
    answers = dict(zip(answered, answer(answered, plans, seed), strict=True))
    return [
        tuple(
            WaveRecord(
                sequence,
                wave.kind,
                intakes[i] + timedelta(wave.opens),
                _moment(intakes[i], wave.day, rng),
                wave.assisted,
                answers.get(wave, {}),
            )
            for sequence, wave in enumerate(waves, 1)
        )
        for i, waves in enumerate(planned)
    ]


def _moment(intake: date, day: int | None, rng: Random) -> datetime | None:
    """An hour between 10:00 and 21:00, when clocks never change."""
    if day is None:
        return None
    minute = rng.randint(600, 1259)
    clock = time(minute // 60, minute % 60, rng.randint(0, 59), tzinfo=AMSTERDAM)
    return datetime.combine(intake + timedelta(day), clock)
