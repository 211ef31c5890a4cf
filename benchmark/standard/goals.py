"""Who sets an intermediate goal (tussendoel), requirement S49."""

from .text import Term, Text

SET_BY = (
    Term("together", Text("Samen", "Together")),
    Term("client", Text("De cliënt", "The client")),
    Term("caseworker", Text("De hulpverlener", "The caseworker")),
)
