"""The crosswalk between DDAS and the monitor, declared with its doubts (requirements D1).

Importing and exporting both read these tables, and so do the pages and `docs/ddas.md`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from benchmark.standard.deployments import CATEGORIES
from benchmark.standard.endings import REASONS, STATUSES
from benchmark.standard.text import Text, label

NONE = Text("", "")


@dataclass(frozen=True)
class Row:
    """One meeting of the two. `paths` are places in a DDAS trajectory, the first found counts;
    `kind` and `name` say what it is here: a field of the trajectory or a milestone."""

    paths: tuple[str, ...]
    kind: str
    name: str
    label: Text
    doubt: Text = NONE


FIELDS = (
    Row(
        ("aanmelding.startdatum",),
        "field",
        "first_contact",
        Text("Eerste contact", "First contact"),
    ),
    Row(
        ("intake.startdatum", "startdatum"),
        "field",
        "intake_date",
        Text("Intakedatum", "Intake date"),
        Text(
            "Zonder een begin van de intake nemen we het begin van het traject.",
            "Without a start of the intake we take the start of the trajectory.",
        ),
    ),
)
MILESTONES = (
    Row(
        ("planVanAanpak.datumAfronding", "intake.beschikkingsdatum", "intake.einddatum"),
        "milestone",
        "intake_done",
        Text("Intake klaar", "Intake done"),
        Text(
            "Plan van aanpak en beschikking hoeven niet op één dag te vallen. "
            "Na een afwijzing is er geen resultaat.",
            "Plan and decision need not fall on one day. After a rejection there is no result.",
        ),
    ),
    Row(
        ("schuldregeling.datum",),
        "milestone",
        "settlement_requested",
        Text("Schuldregeling gevraagd", "Settlement requested"),
    ),
    Row(
        ("schuldregeling.toegekend", "toekenningsdatum"),
        "milestone",
        "settlement_agreed",
        Text("Akkoord schuldregeling", "Settlement agreed"),
        Text(
            "De standaard zegt dat toekenningsdatum hetzelfde is als schuldregeling.toegekend; het "
            "officiële voorbeeld doet anders. Alleen toegekend telt.",
            "The standard says that toekenningsdatum equals schuldregeling.toegekend; the official "
            "example has another date. Only toegekend counts.",
        ),
    ),
)
STABILISED = Row(
    ("stabilisatie.einddatum",),
    "milestone",
    "",
    Text("Gereed voor schuldregeling of Schuldrust", "Ready for settlement or Debt rest"),
    Text(
        "De standaard zegt niet welke van de twee. Volgt er een schuldregeling, dan is het gereed; "
        "eindigt het zonder als Afgerond, dan is het schuldrust; anders blijft het open.",
        "The standard does not say which. If a settlement follows it is ready; if it ends as "
        "Afgerond without one it is debt rest; otherwise it stays open.",
    ),
)
ROWS = (*FIELDS, *MILESTONES, STABILISED)


@dataclass(frozen=True)
class Meeting:
    """A code of DDAS and what it becomes here: a category of help, or (status, reason)."""

    code: str
    ours: tuple[str, ...]
    doubt: Text = NONE

    @property
    def words(self) -> str:
        """What it becomes here, in the active language."""
        if len(self.ours) == 1:
            return label(CATEGORIES, self.ours[0])
        status, reason = self.ours
        said = label(STATUSES, status)
        return f"{said}: {label(REASONS, reason)}" if reason else said


GUIDANCE = (
    Meeting("Budgetcoaching", ("financial_coaching",)),
    Meeting("Budgetbeheer", ("income_management",)),
    Meeting("Beschermingsbewind", ("income_management",)),
    Meeting(
        "Lange Termijn Begeleiding (DFD)",
        ("income_management",),
        Text(
            "Houdt inkomsten en uitgaven in evenwicht; er kan ook coaching bij zijn.",
            "Keeps income and expenditure in balance; it can include coaching.",
        ),
    ),
    Meeting(
        "Budgetbegeleiding",
        ("financial_coaching",),
        Text(
            "Zit tussen coaching en beheer in.",
            "Lies between coaching and management.",
        ),
    ),
)
CATEGORY_OF: Mapping[str, str] = {each.code: each.ours[0] for each in GUIDANCE}
# Help without a DDAS name of its own; the other categories have no place in the standard.
GUIDANCE_FOR: Mapping[str, str] = {
    "financial_coaching": "Budgetcoaching",
    "income_management": "Budgetbeheer",
}

_SAME = Text(
    "Verhuisd en overleden zijn hier één reden, dus terug wordt het Overig.",
    "Moved and deceased are one reason here, so on the way back it is Overig.",
)
EXITS = (
    Meeting("Overleden", ("stopped", "moved_or_deceased"), _SAME),
    Meeting("Verhuisd", ("stopped", "moved_or_deceased"), _SAME),
    Meeting("Nietverschenen", ("stopped", "no_show")),
    Meeting("Ingetrokken", ("stopped", "declines_settlement")),
    Meeting(
        "Niet passend",
        ("referred", ""),
        Text(
            "Kan ook een gemeente zijn die stopt; terug wordt alleen doorverwezen Niet passend.",
            "Can also be a municipality that stops; only referred goes back as Niet passend.",
        ),
    ),
    Meeting("Overig", ("stopped", "other")),
    Meeting("Voldoet niet", ("stopped", "municipality_stops")),
    Meeting(
        "Afgerond",
        ("success", ""),
        Text(
            "Welk succes zegt de standaard niet: na een akkoord is het Akkoord, na een aanvraag "
            "Gereed, anders Schuldrust.",
            "The standard does not say which success: after an agreement it is Agreed, after a "
            "request Ready, otherwise Debt rest.",
        ),
    ),
    Meeting(
        "Zelf",
        ("stopped", "declines_settlement"),
        Text(
            "Wie het zelf oploste kan ook rust hebben; terug wordt het Ingetrokken.",
            "Who solved it alone may have rest as well; on the way back it is Ingetrokken.",
        ),
    ),
)
ENDING_OF: Mapping[str, tuple[str, str]] = {each.code: each.ours for each in EXITS}


def exit_of(status: str, reason: str) -> str:
    """The DDAS reason for an ending here."""
    if status == "success":
        return "Afgerond"
    if status == "referred":
        return "Niet passend"
    return {
        "no_show": "Nietverschenen",
        "declines_settlement": "Ingetrokken",
        "municipality_stops": "Voldoet niet",
    }.get(reason, "Overig")


def success_of(milestones: set[str]) -> str:
    """Which success an exit "Afgerond" is, by the milestones of that trajectory."""
    if "settlement_agreed" in milestones:
        return "settlement_agreed"
    if milestones & {"settlement_requested", "ready_for_settlement"}:
        return "ready_for_settlement"
    return "debt_rest"
