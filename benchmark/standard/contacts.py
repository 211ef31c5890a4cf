"""How a caseworker and a client are in contact (requirement S68)."""

from .text import Term, Text

KINDS = (
    Term("phone", Text("Telefoon", "Telephone")),
    Term("visit", Text("Huisbezoek", "Home visit")),
    Term("office", Text("Op kantoor", "At the office")),
    Term("message", Text("Bericht", "Message")),
    Term("video", Text("Beeldbellen", "Video call")),
)
INITIATORS = (
    Term("caseworker", Text("De hulpverlener", "The caseworker")),
    Term("client", Text("De cliënt", "The client")),
    Term("other", Text("Iemand anders", "Somebody else")),
)

# So many days after an appointment that nobody came to, without a contact since, a client is out of
# view (S75, R20).
OUT_OF_VIEW_DAYS = 60
