"""The structure of a DDAS delivery file, version 1.0, and what an import does with each value.

Source: VNG-Realisatie/ddas, v1.0, JSON Schema *Uitwisselmodel*. Declared anew here, so that the
product reads and writes without that file; the tests hold the two side by side. Names that look odd
(`(Statutaire) Naam`, two names of a creditor) are the standard's own.
"""

from .shapes import Group, Kind, Many, Use, Value

GUIDANCE = (
    "Budgetcoaching",
    "Budgetbeheer",
    "Beschermingsbewind",
    "Lange Termijn Begeleiding (DFD)",
    "Budgetbegeleiding",
)
EXITS = (
    "Overleden",
    "Verhuisd",
    "Nietverschenen",
    "Ingetrokken",
    "Niet passend",
    "Overig",
    "Voldoet niet",
    "Afgerond",
    "Zelf",
)
ADMITTED, REJECTED = "Toelatingsbeschikking", "Afwijzingsbeschikking"
SOLUTIONS = (
    "Betalingsregeling",
    "Herfinanciering",
    "Saneringskrediet",
    "Schuldbemiddeling",
    "0%-aanbod",
)
DEBTS = ("Zorg", "Publiek", "Nuts", "Overig")
MUNICIPALITY_CODE = r"GM\d{4}"

_DATE = Value(Kind.DATE)
_TAKEN = Value(Kind.DATE, Use.TAKEN)
_TEXT = Value(Kind.TEXT)
_YES_NO = Value(Kind.YES_NO)
_EUROS = Value(Kind.WHOLE)
_NEVER = Value(Kind.TEXT, Use.WITHHELD)
_PERIOD = {"startdatum": _DATE, "einddatum": _DATE}

CLIENT = Group(
    {
        "Burgerservicenummer": _NEVER,
        "Geboortedatum": _NEVER,
        "Geslachtsaanduiding": _NEVER,
        "Postcode": _NEVER,
        "Huisnummer": _NEVER,
        "Huisnummertoevoeging": _NEVER,
    }
)
DEBT = Group(
    {
        "bedrag": Value(Kind.WHOLE, Use.WITHHELD),
        "peildatum": Value(Kind.DATE, Use.WITHHELD),
        "schuldsoort": Value(Kind.CODE, Use.WITHHELD, DEBTS),
        "zakelijkeSchuld": Value(Kind.YES_NO, Use.WITHHELD),
        "schuldeiser": Group(
            {
                "naam": _NEVER,
                "kvknummer": _NEVER,
                "Naam": _NEVER,
                "postcode": _NEVER,
                "privepersoon": Value(Kind.YES_NO, Use.WITHHELD),
            }
        ),
    }
)
TRAJECTORY = Group(
    {
        "einddatum": _TAKEN,
        "omschrijving": _NEVER,
        "startdatum": _TAKEN,
        "toekenningsdatum": _TAKEN,
        "totaalSchuldbedragBijAanvangSchuld": _EUROS,
        "gemeentecode": Value(Kind.TEXT, Use.TAKEN, pattern=MUNICIPALITY_CODE),
        "aanmelding": Group(
            {"crisisinterventie": _YES_NO, "einddatum": _DATE, "startdatum": _TAKEN}
        ),
        "begeleiding": Many(
            Group(
                {
                    "einddatum": _TAKEN,
                    "soort": Value(Kind.CODE, Use.TAKEN, GUIDANCE),
                    "startdatum": _TAKEN,
                }
            )
        ),
        "client": Many(CLIENT, least=1, most=2),
        "crisisinterventies": Many(Group(_PERIOD)),
        "informatieEnAdvies": Group(_PERIOD),
        "intake": Group(
            {
                "beschikkingsdatum": _TAKEN,
                "beschikkingssoort": Value(Kind.CODE, Use.TAKEN, (REJECTED, ADMITTED)),
                "einddatum": _TAKEN,
                "startdatum": _TAKEN,
            }
        ),
        "moratoria": Many(Group({"datumAanvraag": _DATE, "datumGoedkeuring": _DATE} | _PERIOD)),
        "nazorg": Group(_PERIOD),
        "oplossing": Group({"soort": Value(Kind.CODE, codes=SOLUTIONS), "vtlb": _EUROS} | _PERIOD),
        "planVanAanpak": Group({"datumAfronding": _TAKEN}),
        "schulden": Many(DEBT),
        "schuldregeling": Group(
            {
                "afgewezen": _DATE,
                "datum": _TAKEN,
                "datumVerzoekDwangakkoord": _DATE,
                "dwangakkoord": _YES_NO,
                "ingetrokken": _DATE,
                "toegekend": _TAKEN,
            }
        ),
        "voorlopigeVoorzieningen": Many(Group(_PERIOD)),
        "uitstroom": Group(
            {
                "datum": _TAKEN,
                "datumBeeindigingsbeschikking": _DATE,
                "omschrijving": _NEVER,
                "reden": Value(Kind.CODE, Use.TAKEN, EXITS),
            }
        ),
        "stabilisatie": Group({"startdatum": _DATE, "einddatum": _TAKEN}),
    },
    required=("gemeentecode",),
    closed=True,
)
DELIVERY = Group(
    {
        "teller": Value(Kind.WHOLE, Use.READ),
        "aanleverende_organisatie": Group(
            {
                "(Statutaire) Naam": Value(Kind.TEXT, Use.READ),
                "KvK-nummer": Value(Kind.TEXT, Use.READ),
                "postcode": Value(Kind.TEXT, Use.READ),
                "gemeentecode": Value(Kind.TEXT, Use.READ),
                "contactpersonen": Many(
                    Group(
                        {
                            "email": Value(Kind.EMAIL, Use.WITHHELD),
                            "functietitel": _NEVER,
                            "naam": _NEVER,
                            "telefoonnummer": _NEVER,
                        }
                    ),
                    least=1,
                ),
            }
        ),
        "schuldhulptrajecten": Many(TRAJECTORY),
    },
    required=("teller", "aanleverende_organisatie"),
    closed=True,
)
FILE = Group(
    {
        "startdatumLevering": Value(Kind.DATE, Use.READ),
        "einddatumLevering": Value(Kind.DATE, Use.READ),
        "aanleverdatumEnTijd": Value(Kind.MOMENT, Use.READ),
        "codeGegevensleverancier": Value(Kind.TEXT, Use.READ),
        "leveringen": Many(DELIVERY, least=1),
    },
    required=(
        "startdatumLevering",
        "einddatumLevering",
        "aanleverdatumEnTijd",
        "codeGegevensleverancier",
        "leveringen",
    ),
    closed=True,
)
