"""The six fictional municipalities and the people who work there.

Waterveen gives the strong administrative help (S108 to S117), Lindehaven the treatment paths (S102,
S103), Oosterduin works with early warning and is the publication's Gemeente 2 (S92, S94 to S99),
Heidestein is Gemeente 1 (S91). Rietmeer and Zandbergen are part of the average only.
"""

from .records import Caseworker, MunicipalityRecord


def _caseworkers(slug: str, *teams: tuple[str, tuple[str, ...]]) -> tuple[Caseworker, ...]:
    return tuple(
        Caseworker(name, f"{name.split()[0].lower()}@{slug}.example.org", team)
        for team, names in teams
        for name in names
    )


MUNICIPALITIES: tuple[MunicipalityRecord, ...] = (
    MunicipalityRecord(
        "waterveen",
        "Waterveen",
        "GM9001",
        "financial",
        "Hulpverleners helpen zelf met post, DigiD en aanvragen, voor bijna iedereen. "
        "Er is elke week contact en er wordt gestuurd op snelheid.",
        _caseworkers(
            "waterveen",
            ("Team Noord", ("Noor Hulstein", "Sjoerd Veldwijk")),
            ("Team Zuid", ("Meryem Aksu", "Geert Lommers")),
        ),
    ),
    MunicipalityRecord(
        "lindehaven",
        "Lindehaven",
        "GM9002",
        "life_domains",
        "Aan de poort kiest de gemeente een behandelpad: zelfstandig en snel, met extra steun, "
        "of intensief. De hulpverlener is coach en regisseur.",
        _caseworkers(
            "lindehaven",
            ("Poortteam", ("Fenna Oosting", "Idris Bouali")),
            ("Trajectteam", ("Marleen Duinkerk", "Hugo Stavast", "Lubna Karimi")),
        ),
        {
            "independent": "Zelfstandig pad",
            "dependent": "Steunpad",
            "vulnerable": "Intensief pad",
        },
    ),
    MunicipalityRecord(
        "oosterduin",
        "Oosterduin",
        "GM9003",
        "financial",
        "De meeste inwoners komen binnen via vroegsignalering: de gemeente neemt contact op "
        "zodra een vaste last niet is betaald.",
        _caseworkers(
            "oosterduin",
            ("Vroegsignalering", ("Wietske Raven", "Orhan Demirel")),
            ("Schuldhulp", ("Jelle Korenaar", "Soraya Baldew")),
        ),
    ),
    MunicipalityRecord(
        "heidestein",
        "Heidestein",
        "GM9004",
        "parallel",
        "Overzicht, inkomsten en uitgaven en hulp bij andere problemen lopen naast elkaar. "
        "Alle schulden worden in één keer in beeld gebracht.",
        _caseworkers(
            "heidestein",
            ("Team Financiën", ("Renske Holthuis", "Bas Terwolde")),
            ("Wijkteam", ("Khadija Amrani", "Douwe Siersma")),
        ),
    ),
    MunicipalityRecord(
        "rietmeer",
        "Rietmeer",
        "GM9005",
        "parallel",
        "Een klein team werkt samen met vrijwilligers die thuis helpen met de administratie.",
        _caseworkers(
            "rietmeer",
            ("Team Rietmeer", ("Tineke Vroomhof", "Samir Lakhal", "Jorien Plas")),
        ),
    ),
    MunicipalityRecord(
        "zandbergen",
        "Zandbergen",
        "GM9006",
        "life_domains",
        "Inwoners leren tijdens de stabilisatie nieuwe vaardigheden, ook als dat langer duurt.",
        _caseworkers(
            "zandbergen",
            ("Team Oost", ("Aleid Scholtink", "Mounir Haddad")),
            ("Team West", ("Carlijn Beukema",)),
        ),
    ),
)
SLUGS: tuple[str, ...] = tuple(m.slug for m in MUNICIPALITIES)
