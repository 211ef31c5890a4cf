"""Which instruments are deployed for whom (S63 to S67, S107, S108, S115, S116).

Help goes a little more often to clients who make the windows, so that more administrative help
goes with more I/U in view and more legal help with more I/U in balance: an association, as
published. Dependent clients get relatively little (S107).
"""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from .allocation import A, K, Plan, Z
from .courses import Course
from .municipalities import SLUGS
from .records import DeploymentRecord

# Clients per municipality with each category that has a published figure or association.
ADMINISTRATIVE = dict(zip(SLUGS, (50, 30, 12, 18, 21, 16), strict=True))
LEGAL = dict(zip(SLUGS, (26, 32, 11, 13, 14, 12), strict=True))
# Chance of the other categories by client type.
OTHERS = {
    "financial_coaching": {Z: 0.50, A: 0.22, K: 0.42},
    "income_management": {Z: 0.22, A: 0.20, K: 0.55},
    "psychosocial": {Z: 0.08, A: 0.10, K: 0.50},
}
SERVICES = {
    "administrative": ("Hulp bij post en DigiD", "Papieren op orde", "Hulp bij formulieren"),
    "legal": ("Sociaal raadslieden", "Hulp bij belastingaangifte", "Aanvraag toeslagen"),
    "financial_coaching": ("Budgetcoaching", "Cursus rondkomen"),
    "income_management": ("Budgetbeheer", "Beschermingsbewind"),
    "psychosocial": ("Maatschappelijk werk", "Praktische ondersteuning thuis"),
}
MODES = ("caseworker", "other_desk", "volunteer", "partner")
MODE_WEIGHTS = {
    "administrative": (45, 20, 30, 5),
    "legal": (20, 55, 5, 20),
    "financial_coaching": (50, 20, 20, 10),
    "income_management": (10, 15, 0, 75),
    "psychosocial": (15, 20, 5, 60),
}
INTENSITIES = ("low", "medium", "high")


def deploy(
    plans: Sequence[Plan], courses: Sequence[Course], intakes: Sequence[date], rng: Random
) -> list[tuple[DeploymentRecord, ...]]:
    """The deployments of each client, in the order of `plans`."""
    chosen: dict[Plan, set[str]] = {plan: set() for plan in plans}
    for slug in SLUGS:
        own = [plan for plan in plans if plan.municipality == slug]
        for plan in _first(own, ADMINISTRATIVE[slug], lambda p: p.iu_91, rng):
            chosen[plan].add("administrative")
        for plan in _first(own, LEGAL[slug], lambda p: p.balance_91, rng):
            chosen[plan].add("legal")
    for plan in plans:
        for category, chance in OTHERS.items():
            if rng.random() < chance[plan.client_type]:
                chosen[plan].add(category)
    return [
        tuple(_deployment(category, plan, course, intake, rng) for category in sorted(chosen[plan]))
        for plan, course, intake in zip(plans, courses, intakes, strict=True)
    ]


def _first(own, count, made_it, rng) -> list[Plan]:
    def reluctance(plan: Plan) -> float:
        return rng.random() - 0.3 * made_it(plan) + 0.25 * (plan.client_type == A)

    return sorted(own, key=reluctance)[:count]


def _deployment(
    category: str, plan: Plan, course: Course, intake: date, rng: Random
) -> DeploymentRecord:
    made_it = plan.balance_91 if category == "legal" else plan.iu_91
    weights = [2, 4, 4] if made_it else [4, 4, 2]
    if plan.client_type == A:
        weights[0] += 4
    elif plan.client_type == K:
        weights[2] += 2
    last = course.follow_up - 1 if course.ended is None else course.ended
    start = min(rng.randint(0, 12 if category == "administrative" else 40), last)
    stop = start + rng.randint(30, 150)
    if stop > last:
        stop = None if course.ended is None else last
    mode_weights = MODE_WEIGHTS[category]
    if plan.municipality == "waterveen" and category == "administrative":
        mode_weights = (85, 5, 8, 2)
    return DeploymentRecord(
        category,
        rng.choice(SERVICES[category]),
        rng.choices(INTENSITIES, weights)[0],
        rng.choices(MODES, mode_weights)[0],
        intake + timedelta(start),
        None if stop is None else intake + timedelta(stop),
    )
