"""Who can sign in to the demo. All of them are made up."""

from dataclasses import dataclass

PASSWORD = "samen-verder-2021"  # noqa: S105 - the demo's, printed at every start


@dataclass(frozen=True)
class Person:
    """A demo account: its role in one municipality, or staff of the programme."""

    email: str
    first_name: str
    last_name: str
    municipality: str  # slug, or "" for the programme
    role: str
    what: str


SIGN_INS = (
    Person(
        "robin@waterveen.example",
        "Robin",
        "de Wit",
        "waterveen",
        "caseworker",
        "hulpverlener in Waterveen",
    ),
    Person(
        "tess@waterveen.example",
        "Tess",
        "Baars",
        "waterveen",
        "team_lead",
        "teamleider in Waterveen",
    ),
    Person(
        "bas@waterveen.example",
        "Bas",
        "Kramer",
        "waterveen",
        "policy_adviser",
        "beleidsadviseur in Waterveen",
    ),
    Person(
        "iris@waterveen.example",
        "Iris",
        "Vonk",
        "waterveen",
        "administrator",
        "beheerder in Waterveen",
    ),
    Person(
        "noor@lindehaven.example",
        "Noor",
        "Hendriks",
        "lindehaven",
        "caseworker",
        "hulpverlener in Lindehaven",
    ),
    Person(
        "programma@klantmonitor.example",
        "Sam",
        "Programma",
        "",
        "",
        "programmamedewerker (site, rapporten, webinars)",
    ),
)
