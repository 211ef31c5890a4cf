"""Instruments a municipality deploys for a client (requirements S63-S67)."""

from .text import Term, Text

CATEGORIES = (
    Term("administrative", Text("Administratieve hulp", "Administrative help")),
    Term("financial_coaching", Text("Financiële coaching", "Financial coaching")),
    Term("income_management", Text("Inkomensbeheer", "Income management")),
    Term("legal", Text("Juridische hulp", "Legal help")),
    Term("psychosocial", Text("Psychosociale hulp", "Psychosocial help")),
)
INTENSITY = (
    Term("low", Text("Laag", "Low")),
    Term("medium", Text("Midden", "Medium")),
    Term("high", Text("Hoog", "High")),
)
MODES = (
    Term("caseworker", Text("Door de hulpverlener", "By the caseworker")),
    Term("other_desk", Text("Door een ander loket", "By another desk")),
    Term("volunteer", Text("Door een vrijwilliger", "By a volunteer")),
    Term("partner", Text("Door een partner", "By a partner")),
)

# Clients with and without a kind of help, beside each other.
WITH_OR_WITHOUT = (
    Term("with", Text("Met deze hulp", "With this help")),
    Term("without", Text("Zonder deze hulp", "Without this help")),
)
# The same by how intensive it was (S116).
BANDS_OF_HELP = (
    Term("none", Text("Zonder deze hulp", "Without this help")),
    Term("low", Text("Lage intensiteit", "Low intensity")),
    Term("medium", Text("Midden", "Medium intensity")),
    Term("high", Text("Hoge intensiteit", "High intensity")),
)
