"""How a trajectory ends (requirements S71-S74, A-7, A-9)."""

from .text import Term, Text

STATUSES = (
    Term("success", Text("Succesvol", "Successful")),
    Term("stopped", Text("Gestopt", "Stopped")),
    Term("referred", Text("Doorverwezen", "Referred")),
)
REASONS = (
    Term("ready_for_settlement", Text("Gereed voor schuldregeling", "Ready for settlement")),
    Term("debt_rest", Text("Schuldrust", "Debt rest")),
    Term("settlement_agreed", Text("Akkoord schuldregeling", "Settlement agreed")),
    Term("no_show", Text("No show", "No show")),
    Term(
        "declines_settlement", Text("Cliënt wil geen schuldregeling", "Client declines settlement")
    ),
    Term("moved_or_deceased", Text("Verhuisd of overleden", "Moved or deceased")),
    Term("municipality_stops", Text("Gemeente stopt traject", "Municipality stops")),
    Term("other", Text("Overig", "Other")),
)
SUCCESS_REASONS = ("ready_for_settlement", "debt_rest", "settlement_agreed")
# Drop-out in the broad sense: stopped or referred; it reproduces the published 17 and 37%.
DROP_OUT = ("stopped", "referred")

# How a trajectory stands on the reference date: who is still running is in neither (S123).
OUTCOMES = (
    Term("success", Text("Succesvol", "Successful")),
    Term("stopped", Text("Gestopt of doorverwezen", "Stopped or referred")),
)
# Which success (S72, S114).
SUCCESSES = (
    Term("ready_for_settlement", Text("Gereed voor schuldregeling", "Ready for settlement")),
    Term("debt_rest", Text("Schuldrust", "Debt rest")),
)

# As published: moved or deceased and other are one row, Overig. A pause is a period and not an
# ending: its published 0% is the row nobody can be in.
DROP_OUT_REASONS = (
    Term("no_show", Text("No show", "No show")),
    Term(
        "declines_settlement", Text("Cliënt wil geen schuldregeling", "Client declines settlement")
    ),
    Term("other", Text("Overig, zoals verhuisd of overleden", "Other, such as moved or deceased")),
    Term("municipality_stops", Text("Gemeente stopt traject", "Municipality stops")),
)


def published_reason(reason: str) -> str:
    """The reason as it is published: moved_or_deceased, empty and unknown count as other."""
    known = {term.code for term in DROP_OUT_REASONS}
    return reason if reason in known else "other"
