"""Every figure of the standard once more, by plain loops over what was registered.

Written from the definitions of the requirements (A8, A12) and the method texts of the standard, and
not from the code that computes them: it shares no line with `monitor` or `benchmark` and uses the
standard library only. Exact: shares are counts, means and curves are fractions.

`figures` gives indicator id -> cell -> one of Share, Average, Spread and Course.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

TYPES = ("independent", "dependent", "vulnerable")
INFLOW = ("own_initiative", "early_warning", "referral")
MODELS = ("financial", "parallel", "life_domains")
CATEGORIES = ("administrative", "financial_coaching", "income_management", "legal", "psychosocial")
MODES = ("caseworker", "other_desk", "volunteer", "partner")
SCORE = {"low": 1, "medium": 2, "high": 3}
SEVERITY = ("none", "single", "multi")
DURATION = ("0-1", "2-3", "4-5", "over-5")
THREE = ("high", "medium", "low")
BANDS = ("below", "above", "mixed")
OUTCOMES = ("success", "stopped")
PHASES = ("intake", "stabilisation", "outflow")
SCALE = ("1", "2", "3", "4", "5")
NEGATIVE = ("despondent", "afraid", "sad", "angry")
POSITIVE = ("hopeful", "relieved", "happy")
FEELINGS = (*NEGATIVE, *POSITIVE, "other")
GROUPS = ("negative", "positive", "other")
SUCCESSES = ("ready_for_settlement", "debt_rest")
REASONS = ("no_show", "declines_settlement", "other", "municipality_stops")
TIMES = ("0-8", "9-17", "18-26", "27-39", "over-39")
# From the last step to the first: which results make it the step in progress.
STEPS_BACKWARDS = (
    ("outflow", (*SUCCESSES, "settlement_requested", "settlement_agreed")),
    ("ready", ("barriers_removed",)),
    ("life_domains", ("iu_in_balance",)),
    ("iu_in_balance", ("debts_in_view",)),
    ("debts_in_view", ("iu_in_view",)),
    ("iu_in_view", ("intake_done",)),
)
STEPS = ("intake", *(step for step, _ in reversed(STEPS_BACKWARDS)))
STEPS_TO_STOP_IN = STEPS[:-1]
STEPS_OF_EXPERIENCE = tuple(step for step in STEPS if step != "ready")
THREE_MONTHS, SIXTY_DAYS, FOUR_MONTHS, SETTLEMENT = 91, 60, 119, 120


class Share(NamedTuple):
    """So many of so many clients."""

    hits: int
    base: int


class Average(NamedTuple):
    """Over so many clients the sum of their values and of the squares."""

    n: int
    total: Fraction
    squares: Fraction


class Spread(NamedTuple):
    """How many per category, and how many clients they are."""

    counts: dict[str, int]
    people: int


class Course(NamedTuple):
    """Per week who was at risk, reached it, dropped out and left; and the share that reached it."""

    at_risk: tuple[int, ...]
    events: tuple[int, ...]
    competing: tuple[int, ...]
    censored: tuple[int, ...]
    reached: tuple[Fraction, ...]


@dataclass(frozen=True)
class Answer:
    """One answer: its step, and whether it is of the client's first questionnaire."""

    item: str
    given: int | str
    step: str
    first: bool


class Person:
    """What is known of one trajectory on the reference date."""

    def __init__(self, row, reference: date, assisted: bool | None):
        self.number = row.number
        self.describing = row.describing
        self.followed = (reference - row.intake).days
        self.enrolled = (row.enrolled or row.intake) <= reference
        self.days_enrolled = (reference - (row.enrolled or row.intake)).days
        results = dict(row.results)
        if row.ending and row.ending[1] == "success":
            # A successful ending is that result, on its day when it was not registered.
            results.setdefault(row.ending[2], row.ending[0])
        self.days = {kind: day for kind, day in results.items() if day <= reference}
        self.took = {kind: (day - row.intake).days for kind, day in self.days.items()}
        successes = [self.took[kind] for kind in SUCCESSES if kind in self.took]
        if successes:
            self.took["success"] = min(successes)
        self.dropped = self.status = self.reason = self.stopped_in = None
        if row.ending and row.ending[0] <= reference and row.ending[1] != "success":
            ended_on, self.status, self.reason = row.ending
            self.dropped = (ended_on - row.intake).days
            self.stopped_in = self.step_on(ended_on)
        # The step in progress changes on no other day than that of a result.
        self.been_in = {self.step_on(day) for day in (row.intake, *self.days.values())}
        self.help = [
            each | {"after": (each["started_on"] - row.intake).days}
            for each in row.help
            if each["started_on"] <= reference
        ]
        self.answers = list(self._answers(row.questionnaires, reference, assisted))

    def step_on(self, day: date) -> str:
        """The step in progress."""
        for step, kinds in STEPS_BACKWARDS:
            for kind in kinds:
                if kind in self.days and self.days[kind] <= day:
                    return step
        return "intake"

    def _answers(self, questionnaires, reference: date, assisted: bool | None):
        """Of the questionnaires that are chosen; the start is the first of all of them."""
        known = sorted(each[0] for each in questionnaires if each[0].date() <= reference)
        for moment, helped, given in questionnaires:
            if moment not in known or (assisted is not None and bool(helped) != assisted):
                continue
            for item, value in given.items():
                yield Answer(item, value, self.step_on(moment.date()), moment == known[0])

    @property
    def outcome(self) -> str:
        """The result decides, also when an ending contradicts it; empty for who is under way."""
        if "success" in self.took:
            return "success"
        return "" if self.dropped is None else "stopped"

    def within(self, result: str, days: int) -> bool:
        """Whether the result came within so many days of the intake."""
        return result in self.took and self.took[result] <= days


@dataclass(frozen=True)
class World:
    """Whose figures: the people, the paths of the municipality and how it treats."""

    people: list[Person]
    paths: tuple[str, ...]
    model: str


def figures(
    rows,
    *,
    starts_on: date,
    ends_on: date,
    reference: date,
    paths: tuple[str, ...],
    model: str = "",
    for_average: bool = False,
    **filters: str,
) -> dict[str, dict[str, Share | Average | Spread | Course]]:
    """Indicator id -> cell -> figure, over who had the intake in the period.

    `filters`: columns of the sheet caseload, the `quarter` of the intake, or `assisted`.
    `for_average` leaves out who said no to counting in the average.
    """
    assisted = {"yes": True, "no": False}.get(filters.pop("assisted", ""))
    chosen = []
    for row in rows:
        if not starts_on <= row.intake <= ends_on or row.intake > reference:
            continue
        if for_average and row.benchmark is False:
            continue
        known = row.describing | {
            "quarter": f"{row.intake.year}-Q{(row.intake.month + 2) // 3}",
        }
        if all(known[name] == value for name, value in filters.items()):
            chosen.append(Person(row, reference, assisted))
    world = World(chosen, paths, model)
    return {id: figure(world) for id, figure in FIGURES.items()}


# --- How figures are made -------------------------------------------------------------------------


def average(values) -> Average:
    values = [Fraction(value) for value in values]
    return Average(len(values), sum(values, Fraction(0)), sum((v * v for v in values), Fraction(0)))


def spread(categories, given, people: int | None = None) -> Spread:
    given = list(given)
    unknown = set(given) - set(categories)
    if unknown:
        raise ValueError(f"no category: {unknown}")
    counts = {code: given.count(code) for code in categories}
    return Spread(counts, len(given) if people is None else people)


def having(people, name: str, code: str) -> list[Person]:
    """Those of whom a column says this."""
    return [p for p in people if p.describing[name] == code]


def split(world: World, by: str) -> dict[str, list[Person]]:
    """The people per cell; who is in none is left out."""
    people = world.people
    if by == "":
        return {"all": people}
    if by == "outcome":
        return {code: [p for p in people if p.outcome == code] for code in OUTCOMES}
    cells = {"client_type": TYPES, "inflow": INFLOW, "path": world.paths}[by]
    return {code: having(people, by, code) for code in cells}


def per(by: str, figure: Callable[[list[Person]], object]):
    """The same figure for the people of each cell."""
    return lambda world: {code: figure(people) for code, people in split(world, by).items()}


def mean_of_means(people, item: str, counts: Callable[[Answer], bool]) -> Average:
    """Per client the mean of the answers that count, then over clients."""
    means = []
    for person in people:
        given = [a.given for a in person.answers if a.item == item and counts(a)]
        if given:
            means.append(Fraction(sum(given), len(given)))
    return average(means)


# --- Experience -----------------------------------------------------------------------------------


def of_step(step: str) -> Callable[[Answer], bool]:
    """Whether an answer belongs to a step of experience; life domains and ready are one."""
    if step == "life_domains":
        return lambda answer: answer.step in ("life_domains", "ready")
    return lambda answer: answer.step == step


def of_phase(phase: str) -> Callable[[Answer], bool]:
    if phase == "stabilisation":
        return lambda answer: answer.step not in ("intake", "outflow")
    return lambda answer: answer.step == phase


def by_step(item: str):
    return lambda world: {
        step: mean_of_means(world.people, item, of_step(step)) for step in STEPS_OF_EXPERIENCE
    }


def by_phase(item: str):
    return lambda world: {
        phase: mean_of_means(world.people, item, of_phase(phase)) for phase in PHASES
    }


def by_type_and_step(item: str):
    return lambda world: {
        f"{kind}.{step}": mean_of_means(
            having(world.people, "client_type", kind), item, of_step(step)
        )
        for kind in TYPES
        for step in STEPS_OF_EXPERIENCE
    }


def change_after_step(item: str):
    """Of who answered in both steps, the mean of the later one minus that of the earlier one."""

    def own_mean(person: Person, step: str) -> Fraction | None:
        one = mean_of_means([person], item, of_step(step))
        return one.total if one.n else None

    def figure(world: World):
        found = {}
        for before, after in zip(STEPS_OF_EXPERIENCE, STEPS_OF_EXPERIENCE[1:], strict=False):
            changes = []
            for person in world.people:
                first, second = own_mean(person, before), own_mean(person, after)
                if first is not None and second is not None:
                    changes.append(second - first)
            found[before] = average(changes)
        return found

    return figure


def group_of(feeling: str) -> str:
    for group, feelings in (("negative", NEGATIVE), ("positive", POSITIVE)):
        if feeling in feelings:
            return group
    return "other"


def options(item: str, categories, counts: Callable[[Answer], bool], name=str):
    """How the answers that count divide, and how many clients gave them."""

    def figure(people):
        given = [(p, a) for p in people for a in p.answers if a.item == item and counts(a)]
        clients = len({person.number for person, _ in given})
        return spread(categories, (name(a.given) for _, a in given), clients)

    return figure


def feeling_by_step(world: World):
    return {
        step: options("feeling", GROUPS, of_step(step), group_of)(world.people)
        for step in STEPS_OF_EXPERIENCE
    }


def at_start(answer: Answer) -> bool:
    return answer.first


def always(_answer: Answer) -> bool:
    return True


def mean_at_start(item: str):
    return lambda people: mean_of_means(people, item, at_start)


def mean_over_all(item: str):
    return lambda people: mean_of_means(people, item, always)


# --- Who, and what they reach ---------------------------------------------------------------------


def registered(column: str, categories):
    def figure(people):
        known = [p.describing[column] for p in people if p.describing[column]]
        return spread(categories, known)

    return figure


def reached(result: str, days: int):
    """Of who could be followed so long; whoever stopped before counts as not reached."""

    def figure(people):
        base = [p for p in people if p.followed >= days]
        return Share(sum(p.within(result, days) for p in base), len(base))

    return figure


def weekly(result: str, last_week: int):
    """Aalen-Johansen by week, with drop-out competing.

    A result or a drop-out falls in the week that its day closes or lies in; a client is seen for as
    many whole weeks as there are to the reference date, and what comes after those is not seen.
    """

    def figure(people):
        times = []
        for person in people:
            seen = person.followed // 7
            day = person.took.get(result, person.dropped)
            kind = "competing" if result not in person.took else "event"
            week = None if day is None else (max(day, 0) + 6) // 7
            if week is None or week > min(seen, last_week):
                week, kind = min(seen, last_week), "censored"
            times.append((week, kind))
        free, incidence = Fraction(1), Fraction(0)
        rows = []
        for week in range(last_week + 1):
            at_risk = sum(1 for last, _ in times if last >= week)
            event, competing, censored = (
                times.count((week, kind)) for kind in ("event", "competing", "censored")
            )
            if at_risk:
                incidence += free * Fraction(event, at_risk)
                free *= 1 - Fraction(event + competing, at_risk)
            rows.append((at_risk, event, competing, censored, incidence))
        return Course(*zip(*rows, strict=True))

    return figure


def succeeded(people) -> Share:
    base = [p for p in people if p.enrolled]
    return Share(sum("success" in p.took for p in base), len(base))


def by_type_and_model(world: World):
    found = {}
    for kind in TYPES:
        for model in MODELS:
            people = having(world.people, "client_type", kind) if model == world.model else []
            found[f"{kind}.{model}"] = succeeded(people)
    return found


def success_kinds(people) -> Spread:
    """What came first; ready for a settlement when both came on one day."""
    kinds = []
    for person in people:
        took = [
            (person.took[kind], SUCCESSES.index(kind)) for kind in SUCCESSES if kind in person.took
        ]
        if took:
            kinds.append(SUCCESSES[min(took)[1]])
    return spread(SUCCESSES, kinds)


def stabilisation_times(people) -> Spread:
    """Weeks that were begun between intake and success: day 56 is week 8, day 57 is week 9."""
    classes = []
    for person in people:
        if "success" not in person.took:
            continue
        days = person.took["success"]
        for code, last_day in zip(TIMES, (56, 119, 182, 273, 10**9), strict=True):
            if days <= last_day:
                classes.append(code)
                break
    return spread(TIMES, classes)


def settled(people) -> Share:
    base = hits = 0
    for person in people:
        asked = person.took.get("settlement_requested")
        if asked is None or person.followed - asked < SETTLEMENT:
            continue
        base += 1
        agreed = person.took.get("settlement_agreed")
        hits += agreed is not None and agreed - asked <= SETTLEMENT
    return Share(hits, base)


# --- Help -----------------------------------------------------------------------------------------


def got(person: Person, category: str) -> bool:
    return any(each["category"] == category for each in person.help)


def deployed(people, category: str) -> Share:
    return Share(sum(got(p, category) for p in people), len(people))


def deployed_by_category(world: World):
    return {category: deployed(world.people, category) for category in CATEGORIES}


def deployed_by_type_and_category(world: World):
    return {
        f"{kind}.{category}": deployed(having(world.people, "client_type", kind), category)
        for kind in TYPES
        for category in CATEGORIES
    }


def kinds_of_help(people) -> Average:
    return average(sum(got(p, category) for category in CATEGORIES) for p in people)


def intensity(people, category: str = "") -> Average:
    """Per client the mean of the help whose intensity is known."""
    means = []
    for person in people:
        scores = [
            SCORE[each["intensity"]]
            for each in person.help
            if each["intensity"] and category in ("", each["category"])
        ]
        if scores:
            means.append(Fraction(sum(scores), len(scores)))
    return average(means)


def intensity_by_category(world: World):
    return {category: intensity(world.people, category) for category in CATEGORIES}


def modes_by_category(world: World):
    found = {}
    for category in CATEGORIES:
        rows = [
            (person.number, each["mode"])
            for person in world.people
            for each in person.help
            if each["category"] == category and each["mode"]
        ]
        people = len({number for number, _ in rows})
        found[category] = spread(MODES, (mode for _, mode in rows), people)
    return found


def began(person: Person, category: str, result: str) -> list[dict]:
    """The help of this kind that began within three months of the intake and before the result."""
    last = min(THREE_MONTHS, person.took.get(result, THREE_MONTHS))
    return [e for e in person.help if e["category"] == category and e["after"] <= last]


def with_and_without(result: str, category: str):
    def figure(world: World):
        helped = [p for p in world.people if began(p, category, result)]
        others = [p for p in world.people if not began(p, category, result)]
        return {
            "with": reached(result, THREE_MONTHS)(helped),
            "without": reached(result, THREE_MONTHS)(others),
        }

    return figure


def by_intensity(result: str, category: str):
    """By the highest intensity; who got help of unknown intensity only is in no band."""

    def figure(world: World):
        bands: dict[str, list[Person]] = {"none": [], "low": [], "medium": [], "high": []}
        for person in world.people:
            rows = began(person, category, result)
            known = [row["intensity"] for row in rows if row["intensity"]]
            if not rows:
                bands["none"].append(person)
            elif known:
                bands[max(known, key=SCORE.get)].append(person)
        return {band: reached(result, THREE_MONTHS)(people) for band, people in bands.items()}

    return figure


def adjusted(result: str, category: str):
    """With or without help and reached or not, in every stratum of who could be followed."""
    strata = [
        f"{arm}.{outcome}.{kind}.{duration}.{severity}"
        for arm in ("with", "without")
        for outcome in ("yes", "no")
        for kind in TYPES
        for duration in DURATION
        for severity in SEVERITY
    ]

    def figure(people):
        found = []
        for person in people:
            is_like = [
                person.describing[name]
                for name in ("client_type", "debt_duration", "problem_severity")
            ]
            if person.followed >= THREE_MONTHS and all(is_like):
                arm = "with" if began(person, category, result) else "without"
                outcome = "yes" if person.within(result, THREE_MONTHS) else "no"
                found.append(".".join((arm, outcome, *is_like)))
        return spread(strata, found)

    return figure


# --- Drop-out -------------------------------------------------------------------------------------


def drop_out(counts=lambda person: True, base=lambda person: True):
    """Stopped or referred, of everybody who was enrolled by the reference date."""

    def figure(people):
        everybody = [p for p in people if p.enrolled and base(p)]
        out = [p for p in everybody if p.dropped is not None and counts(p)]
        return Share(len(out), len(everybody))

    return figure


def steps_entered(world: World):
    people = [p for p in world.people if p.enrolled]
    return {
        step: Share(sum(step in p.been_in for p in people), len(people))
        for step in STEPS_TO_STOP_IN
    }


def drop_out_by_step(world: World):
    found = {}
    for step in STEPS_TO_STOP_IN:
        been = [p for p in world.people if step in p.been_in]
        found[step] = Share(sum(p.stopped_in == step for p in been), len(been))
    return found


def drop_out_moments(people) -> Spread:
    """Whoever stopped after a success had no step left to stop in."""
    steps = [p.stopped_in for p in people if p.stopped_in not in (None, "outflow")]
    return spread(STEPS_TO_STOP_IN, steps)


def published(reason: str) -> str:
    """Moved or deceased, other and unknown are one row."""
    return "other" if reason in ("moved_or_deceased", "other", "") else reason


def reasons(people) -> Spread:
    return spread(REASONS, (published(p.reason) for p in people if p.dropped is not None))


def reasons_by_step(world: World):
    return {
        step: reasons([p for p in world.people if p.stopped_in == step])
        for step in STEPS_TO_STOP_IN
    }


FIGURES: dict[str, Callable[[World], dict]] = {
    # 1 Experience
    "stress_by_step": by_step("stress"),
    "unrest_by_step": by_step("unrest"),
    "belief_by_step": by_step("belief"),
    "stress_change_after_step": change_after_step("stress"),
    "unrest_change_after_step": change_after_step("unrest"),
    "feeling_by_step": feeling_by_step,
    "listened_by_phase": by_phase("listened"),
    "helped_by_phase": by_phase("helped"),
    "knows_what_to_do_by_phase": by_phase("knows_what_to_do"),
    "listened_by_step": by_step("listened"),
    "helped_by_step": by_step("helped"),
    "knows_what_to_do_by_step": by_step("knows_what_to_do"),
    "influence_at_start": per("", options("influence", SCALE, at_start)),
    "unrest_at_start": per("", options("unrest", SCALE, at_start)),
    "stress_all_answers": per("", options("stress", SCALE, always)),
    "feeling_at_start": per("", options("feeling", FEELINGS, at_start)),
    "feeling_groups_at_start": per("", options("feeling", GROUPS, at_start, group_of)),
    "stress_by_type_and_step": by_type_and_step("stress"),
    "unrest_by_type_and_step": by_type_and_step("unrest"),
    "belief_by_type_and_step": by_type_and_step("belief"),
    # 2 Inflow
    "inflow": per("", registered("inflow", INFLOW)),
    "debt_duration": per("", registered("debt_duration", DURATION)),
    "hindrance": per("", registered("hindrance", THREE)),
    "self_direction": per("", registered("self_direction", THREE[::-1])),
    "mean_stress_at_start": per("", mean_at_start("stress")),
    "mean_unrest_at_start": per("", mean_at_start("unrest")),
    "mean_belief_at_start": per("", mean_at_start("belief")),
    "debt_duration_by_inflow": per("inflow", registered("debt_duration", DURATION)),
    "hindrance_by_inflow": per("inflow", registered("hindrance", THREE)),
    "self_direction_by_inflow": per("inflow", registered("self_direction", THREE[::-1])),
    "mean_stress_at_start_by_inflow": per("inflow", mean_at_start("stress")),
    "mean_unrest_at_start_by_inflow": per("inflow", mean_at_start("unrest")),
    "mean_belief_at_start_by_inflow": per("inflow", mean_at_start("belief")),
    "drop_out_by_inflow": per("inflow", drop_out()),
    "drop_out_reasons_by_inflow": per("inflow", reasons),
    # 3 Screening
    "client_types": per("", registered("client_type", TYPES)),
    "problem_severity": per("", registered("problem_severity", SEVERITY)),
    "iu_in_balance_within_60_by_type": per("client_type", reached("iu_in_balance", SIXTY_DAYS)),
    "iu_in_balance_within_91_by_type": per("client_type", reached("iu_in_balance", THREE_MONTHS)),
    "iu_in_balance_by_week_by_type": per("client_type", weekly("iu_in_balance", 26)),
    "iu_in_view_within_91_by_type": per("client_type", reached("iu_in_view", THREE_MONTHS)),
    "debts_in_view_within_91_by_type": per("client_type", reached("debts_in_view", THREE_MONTHS)),
    "success_by_type": per("client_type", succeeded),
    "success_by_type_and_model": by_type_and_model,
    "deployments_by_type": per("client_type", kinds_of_help),
    "intensity_by_type": per("client_type", intensity),
    "deployed_by_type_and_category": deployed_by_type_and_category,
    "iu_in_balance_by_week_by_path": per("path", weekly("iu_in_balance", 26)),
    "iu_in_balance_within_91_by_path": per("path", reached("iu_in_balance", THREE_MONTHS)),
    "success_by_path": per("path", succeeded),
    # 4 Results
    "iu_in_view_within_91": per("", reached("iu_in_view", THREE_MONTHS)),
    "iu_in_view_by_week": per("", weekly("iu_in_view", 26)),
    "debts_in_view_within_91": per("", reached("debts_in_view", THREE_MONTHS)),
    "debts_in_view_by_week": per("", weekly("debts_in_view", 26)),
    "iu_in_balance_within_91": per("", reached("iu_in_balance", THREE_MONTHS)),
    "iu_in_balance_by_week": per("", weekly("iu_in_balance", 26)),
    "success": per("", succeeded),
    "success_reasons": per("", success_kinds),
    "success_within_119": per("", reached("success", FOUR_MONTHS)),
    "success_by_week": per("", weekly("success", 39)),
    "stabilisation_time": per("", stabilisation_times),
    "settlement_within_120": per("", settled),
    "deployed_by_category": deployed_by_category,
    "deployments_per_client": per("", kinds_of_help),
    "intensity_by_category": intensity_by_category,
    "modes_by_category": modes_by_category,
    "iu_in_view_by_administrative_help": with_and_without("iu_in_view", "administrative"),
    "iu_in_view_by_administrative_help_adjusted": per("", adjusted("iu_in_view", "administrative")),
    "iu_in_balance_by_legal_help": with_and_without("iu_in_balance", "legal"),
    "iu_in_balance_by_legal_help_adjusted": per("", adjusted("iu_in_balance", "legal")),
    "iu_in_balance_by_legal_intensity": by_intensity("iu_in_balance", "legal"),
    # 5 Drop-out
    "drop_out": per("", drop_out()),
    "drop_out_after_90_days": per("", drop_out(base=lambda p: p.days_enrolled >= 90)),
    "drop_out_stopped": per("", drop_out(lambda p: p.status == "stopped")),
    "drop_out_avoidable": per("", drop_out(lambda p: p.reason != "moved_or_deceased")),
    "steps_entered": steps_entered,
    "drop_out_by_step": drop_out_by_step,
    "drop_out_moment": per("", drop_out_moments),
    "drop_out_reasons": per("", reasons),
    "drop_out_reasons_by_step": reasons_by_step,
    "drop_out_by_type": per("client_type", drop_out()),
    "drop_out_by_path": per("path", drop_out()),
    "problem_severity_by_outcome": per("outcome", registered("problem_severity", SEVERITY)),
    "competence_by_outcome": per("outcome", registered("competence", BANDS)),
    "attitude_by_outcome": per("outcome", registered("attitude", BANDS)),
    "social_norm_by_outcome": per("outcome", registered("social_norm", BANDS)),
    "stress_by_outcome": per("outcome", mean_over_all("stress")),
    "unrest_by_outcome": per("outcome", mean_over_all("unrest")),
    "belief_by_outcome": per("outcome", mean_over_all("belief")),
    "listened_by_outcome": per("outcome", mean_over_all("listened")),
    "helped_by_outcome": per("outcome", mean_over_all("helped")),
    "knows_what_to_do_by_outcome": per("outcome", mean_over_all("knows_what_to_do")),
}
