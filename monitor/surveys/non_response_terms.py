"""Why somebody did not answer a questionnaire (R46): a code, so that no text about anybody is kept.

No reason is a judgement, and none asks what is wrong with somebody.
"""

from benchmark.standard.text import Term, Text

NON_RESPONSE = (
    Term("forgotten", Text("Vergeten", "Forgot it")),
    Term("no_time", Text("Geen tijd", "No time")),
    Term("too_much", Text("Te veel aan het hoofd", "Too much going on")),
    Term("not_seen", Text("Bericht niet gezien", "Did not see the message")),
    Term("no_means", Text("Geen telefoon of internet", "No phone or internet")),
    Term("too_hard", Text("Te moeilijk of andere taal", "Too hard or another language")),
    Term("no_wish", Text("Wilde niet", "Did not want to")),
    Term("other", Text("Iets anders", "Something else")),
)
CODES = frozenset(term.code for term in NON_RESPONSE)


def to_choose_from() -> list[tuple[str, str]]:
    """(code, words) of what somebody can say, in the active language."""
    return [(term.code, str(term)) for term in NON_RESPONSE]
