"""How a screening was filled in, and of which modules (S59; the modules: A-15)."""

from benchmark.standard.text import Term, Text

FILLED_IN = (
    Term("alone", Text("Alleen", "Alone")),
    Term("acquaintance", Text("Met hulp van een bekende", "With help of an acquaintance")),
    Term("volunteer", Text("Met hulp van een vrijwilliger", "With help of a volunteer")),
    Term("caseworker", Text("Met hulp van de hulpverlener", "With help of the caseworker")),
)
MODULES = (
    Term("motivation", Text("Motivatie", "Motivation")),
    Term("self_direction", Text("Zelfregie", "Self-direction")),
    Term("beliefs", Text("Overtuigingen", "Beliefs")),
    Term("behaviour", Text("Gedrag", "Behaviour")),
    Term("skills", Text("Vaardigheden", "Skills")),
    Term("learning", Text("Leerbaarheid", "Ability to learn")),
    Term("background", Text("Achtergrond", "Background")),
)
MODULE_CODES = tuple(module.code for module in MODULES)
