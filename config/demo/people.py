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
        "tineke@rietmeer.example.org",
        "Tineke",
        "Vroomhof",
        "rietmeer",
        "caseworker",
        "hulpverlener in Rietmeer, met tien lopende trajecten",
    ),
    Person(
        "noor@waterveen.example.org",
        "Noor",
        "Hulstein",
        "waterveen",
        "caseworker",
        "hulpverlener in Waterveen",
    ),
    Person(
        "tess@waterveen.example.org",
        "Tess",
        "Baars",
        "waterveen",
        "team_lead",
        "teamleider in Waterveen",
    ),
    Person(
        "bas@waterveen.example.org",
        "Bas",
        "Kramer",
        "waterveen",
        "policy_adviser",
        "beleidsadviseur in Waterveen",
    ),
    Person(
        "iris@waterveen.example.org",
        "Iris",
        "Vonk",
        "waterveen",
        "administrator",
        "beheerder in Waterveen",
    ),
    Person(
        "fenna@lindehaven.example.org",
        "Fenna",
        "Oosting",
        "lindehaven",
        "caseworker",
        "hulpverlener in Lindehaven",
    ),
    Person(
        "sam@klantmonitor.example.org",
        "Sam",
        "de Programmamaker",
        "",
        "",
        "programmamedewerker: site, rapporten, webinars",
    ),
)
