"""Why a signal asks for nothing (R62): counted per rule, so that a useless rule shows."""

from benchmark.standard.text import Term, Text

DISMISSALS = (
    Term("known", Text("Dit wist ik al", "I knew this already")),
    Term("wrong", Text("Het klopt niet", "It is not right")),
    Term("fine", Text("Het gaat goed met de cliënt", "The client is doing fine")),
    Term("other", Text("Iets anders", "Something else")),
)
