"""What is registered of a client at the gate, in the proportions the publication describes.

S94 and S96 are counts; the rest follows the text: the multi-problem share is almost equal among
successful and stopped clients and the single-problem share lower among stopped ones (S122), the
stopped score lower on attitude and social norm but not on competence (S125), hindrance does not
differ in the early-warning municipality (S95).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from .allocation import A, K, Plan, Z

EARLY_WARNING = "oosterduin"

# Debt duration is asked in the start questionnaire: known of exactly those who answered it.
DURATION_EARLY = {"0-1": 24, "2-3": 13, "4-5": 8}
DURATION_OTHER = {"0-1": 24, "2-3": 82, "4-5": 60}
# Self-direction is known of 51 and 239 clients.
SELF_DIRECTION_EARLY = {"high": 25, "medium": 17, "low": 9}
SELF_DIRECTION_OTHER = {"high": 85, "medium": 98, "low": 56}
HINDRANCE = {"high": 0.36, "medium": 0.39}  # and low for the rest
INFLOW_EARLY = {"early_warning": 42, "own_initiative": 8}
INFLOW_OTHER = {"early_warning": 14, "own_initiative": 178}

# Severity by outcome, for vulnerable clients and for the two single-problem types.
SEVERITY = {
    "success": ({"multi": 58}, {"none": 10}),
    "dropped": ({"multi": 23, "none": 4}, {"none": 7}),
    "running": ({"multi": 66}, {"none": 5}),
}
# Bands of vulnerable clients by outcome, as shares; the other types have one band by definition.
BANDS = {
    "competence": {
        "success": {"above": 0.44, "mixed": 0.36},
        "dropped": {"above": 0.63, "mixed": 0.27},
        "running": {"above": 0.50, "mixed": 0.30},
    },
    "attitude": {
        "success": {"above": 0.50, "mixed": 0.35},
        "dropped": {"above": 0.13, "mixed": 0.37},
        "running": {"above": 0.36, "mixed": 0.36},
    },
    "social_norm": {
        "success": {"above": 0.44, "mixed": 0.38},
        "dropped": {"above": 0.17, "mixed": 0.40},
        "running": {"above": 0.34, "mixed": 0.38},
    },
}


@dataclass(eq=False)
class Profile:
    """The registered description of one client; None where it is not known."""

    inflow: str = ""
    problem_severity: str | None = None
    debt_duration: str | None = None
    hindrance: str | None = None
    self_direction: str | None = None
    competence: str = ""
    attitude: str = ""
    social_norm: str = ""


def outcome(plan: Plan) -> str:
    """success, dropped (stopped or referred) or running."""
    return plan.status if plan.status in ("success", "running") else "dropped"


def describe(plans: Sequence[Plan], rng: Random) -> list[Profile]:
    """One profile per plan, in the same order."""
    found = {plan: Profile() for plan in plans}
    early = [p for p in plans if p.municipality == EARLY_WARNING]
    other = [p for p in plans if p.municipality != EARLY_WARNING]
    for group, inflow, duration, direction in (
        (early, INFLOW_EARLY, DURATION_EARLY, SELF_DIRECTION_EARLY),
        (other, INFLOW_OTHER, DURATION_OTHER, SELF_DIRECTION_OTHER),
    ):
        _deal(found, group, "inflow", inflow, "referral", rng)
        answered = [p for p in group if p.responds]
        _deal(found, answered, "debt_duration", duration, "over-5", rng)
        known = rng.sample(group, sum(direction.values()))
        _deal(found, known, "self_direction", direction, "low", rng, _independence)
        counts = {code: round(share * len(group)) for code, share in HINDRANCE.items()}
        _deal(found, group, "hindrance", counts, "low", rng, _burden)
    for result, (vulnerable, others) in SEVERITY.items():
        group = [p for p in plans if outcome(p) == result]
        heavy = [p for p in group if p.client_type == K]
        light = [p for p in group if p.client_type != K]
        _deal(found, heavy, "problem_severity", vulnerable, "single", rng)
        _deal(found, light, "problem_severity", others, "single", rng)
        for scale, shares in BANDS.items():
            counts = {code: round(share * len(heavy)) for code, share in shares[result].items()}
            _deal(found, heavy, scale, counts, "below", rng)
            for plan in light:
                setattr(found[plan], scale, "above" if plan.client_type == Z else "below")
    return list(found.values())


def _independence(plan: Plan) -> float:
    return {Z: 0.6, K: 0.25, A: 0.0}[plan.client_type]


def _burden(plan: Plan) -> float:
    return {Z: 0.0, A: 0.2, K: 0.5}[plan.client_type]


def _deal(found, group, field, counts, rest, rng, lean=lambda plan: 0.0) -> None:
    """Give each code to `counts[code]` clients, the first codes to those who lean to them."""
    order = sorted(group, key=lambda plan: -lean(plan) - rng.random())
    codes = [code for code, count in counts.items() for _ in range(count)]
    codes += [rest] * (len(order) - len(codes))
    for plan, code in zip(order, codes, strict=True):
        setattr(found[plan], field, code)
