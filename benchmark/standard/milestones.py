"""The dated results a caseworker ticks, in canonical order."""

from .text import Term, Text

MILESTONES: tuple[Term, ...] = (
    Term("intake_done", Text("Intake klaar", "Intake done")),
    Term("iu_in_view", Text("I/U in beeld", "Income and expenditure in view")),
    Term("debts_in_view", Text("Schulden in beeld", "Debts in view")),
    Term("iu_in_balance", Text("I/U in balans", "Income and expenditure in balance")),
    Term("barriers_removed", Text("Belemmeringen weg", "Barriers removed")),
    Term("ready_for_settlement", Text("Gereed voor schuldregeling", "Ready for settlement")),
    Term("debt_rest", Text("Schuldrust", "Debt rest")),
    Term("settlement_requested", Text("Schuldregeling gevraagd", "Settlement requested")),
    Term("settlement_agreed", Text("Akkoord schuldregeling", "Settlement agreed")),
)

# Either of these is success (S71); the edition of 2021 did not yet follow the settlement itself.
SUCCESS: tuple[str, ...] = ("ready_for_settlement", "debt_rest")
