"""The steps of stabilisation in canonical order and the milestone that closes each.

Source: requirements A8 (conventions) and D1 (crosswalk).
"""

from dataclasses import dataclass

from .text import Term, Text

# The set of steps and of the milestones that close them; a change in either is a new version (R7).
VERSION = 1


@dataclass(frozen=True)
class Step(Term):
    """A phase of the process. `closed_by` are the milestones that end it; outflow has none.
    `experience` is the step under which experience is published (life domains with ready)."""

    closed_by: tuple[str, ...] = ()
    experience: str = ""


STEPS: tuple[Step, ...] = (
    Step("intake", Text("Intake en screening", "Intake and screening"), ("intake_done",), "intake"),
    Step(
        "iu_in_view",
        Text("I/U in beeld", "Income and expenditure in view"),
        ("iu_in_view",),
        "iu_in_view",
    ),
    Step(
        "debts_in_view",
        Text("Schulden in beeld", "Debts in view"),
        ("debts_in_view",),
        "debts_in_view",
    ),
    Step(
        "iu_in_balance",
        Text("I/U in balans", "Income and expenditure in balance"),
        ("iu_in_balance",),
        "iu_in_balance",
    ),
    Step(
        "life_domains",
        Text("Hulp bij leefgebieden", "Help with life domains"),
        ("barriers_removed",),
        "life_domains",
    ),
    Step(
        "ready",
        Text("Gereed maken voor schuldregeling", "Getting ready for settlement"),
        ("ready_for_settlement", "debt_rest"),
        "life_domains",
    ),
    Step("outflow", Text("Uitstroom", "Outflow"), (), "outflow"),
)

STEP_CODES: tuple[str, ...] = tuple(step.code for step in STEPS)

# Experience is published over six steps: life_domains and ready share one (requirements A8).
EXPERIENCE_STEPS: tuple[Step, ...] = tuple(s for s in STEPS if s.code == s.experience)

# Where people can drop out: every step that a milestone closes.
DROP_OUT_STEPS: tuple[Step, ...] = tuple(s for s in STEPS if s.closed_by)

# The three phases over which the approach of caseworkers is published (S48, S117).
PHASES: tuple[Term, ...] = (
    Term("intake", Text("Intake en screening", "Intake and screening")),
    Term("stabilisation", Text("Overzicht en optimalisatie", "Overview and optimisation")),
    Term("outflow", Text("Uitstroom", "Outflow")),
)


def phase_of(step: str) -> str:
    """The phase that a step is in: intake and outflow are one of their own."""
    return step if step in ("intake", "outflow") else "stabilisation"


def by_code(code: str) -> Step:
    """The step with this code; KeyError when it is not in the standard."""
    for step in STEPS:
        if step.code == code:
            return step
    raise KeyError(code)
