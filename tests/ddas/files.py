"""Delivery files of our own making: fictional, with every part of the standard filled in."""

import json


def a_client(bsn="999990019", **fields):
    return {
        "Burgerservicenummer": bsn,
        "Geboortedatum": "1981-02-03",
        "Geslachtsaanduiding": "Vrouw",
        "Postcode": "9999ZZ",
        "Huisnummer": "12",
        "Huisnummertoevoeging": "bis",
    } | fields


def a_trajectory(**fields):
    """A trajectory that went all the way, with every optional part."""
    return {
        "gemeentecode": "GM9901",
        "omschrijving": "Mevrouw De Wit, belt liever",
        "startdatum": "2025-03-10",
        "einddatum": "2025-12-01",
        "toekenningsdatum": "2025-10-01",
        "totaalSchuldbedragBijAanvangSchuld": 41234,
        "aanmelding": {
            "startdatum": "2025-02-20",
            "einddatum": "2025-03-01",
            "crisisinterventie": False,
        },
        "begeleiding": [
            {"soort": "Budgetbeheer", "startdatum": "2025-04-01", "einddatum": "2025-11-30"},
            {"soort": "Lange Termijn Begeleiding (DFD)", "startdatum": "2025-05-01"},
        ],
        "client": [a_client()],
        "crisisinterventies": [{"startdatum": "2025-03-02", "einddatum": "2025-03-05"}],
        "informatieEnAdvies": {"startdatum": "2025-03-02", "einddatum": "2025-03-09"},
        "intake": {
            "startdatum": "2025-03-12",
            "einddatum": "2025-04-15",
            "beschikkingsdatum": "2025-04-15",
            "beschikkingssoort": "Toelatingsbeschikking",
        },
        "planVanAanpak": {"datumAfronding": "2025-04-15"},
        "moratoria": [{"datumAanvraag": "2025-05-01", "datumGoedkeuring": "2025-05-09"}],
        "stabilisatie": {"startdatum": "2025-04-16", "einddatum": "2025-08-20"},
        "schulden": [
            {
                "bedrag": 812,
                "peildatum": "2025-05-05",
                "schuldsoort": "Zorg",
                "zakelijkeSchuld": False,
                "schuldeiser": {"naam": "Zorgverzekeraar Zilvermeeuw", "privepersoon": False},
            }
        ],
        "schuldregeling": {"datum": "2025-09-01", "toegekend": "2025-10-01", "dwangakkoord": False},
        "oplossing": {"soort": "Saneringskrediet", "startdatum": "2025-10-05", "vtlb": 1500},
        "uitstroom": {"datum": "2025-12-01", "reden": "Afgerond", "omschrijving": "goed gegaan"},
        "voorlopigeVoorzieningen": [{"startdatum": "2025-06-01"}],
        "nazorg": {"startdatum": "2025-12-02"},
    } | fields


def a_file(*trajectories):
    return {
        "startdatumLevering": "2025-01-01",
        "einddatumLevering": "2025-12-31",
        "aanleverdatumEnTijd": "2026-01-05T08:30:00Z",
        "codeGegevensleverancier": "Pakket Veenrust 4",
        "leveringen": [
            {
                "teller": 1,
                "aanleverende_organisatie": {
                    "(Statutaire) Naam": "Kredietbank Veenrust",
                    "KvK-nummer": "00000000",
                    "contactpersonen": [{"naam": "Bo Veer", "email": "bo@veenrust.example"}],
                },
                "schuldhulptrajecten": list(trajectories) or [a_trajectory()],
            }
        ],
    }


def as_bytes(document) -> bytes:
    return json.dumps(document).encode()


def leaf_paths(value) -> list[tuple]:
    """Where the values of a document are: whatever is not an object or list, or an empty one."""
    found, waiting = [], [((), value)]
    while waiting:
        path, current = waiting.pop()
        if isinstance(current, dict) and current:
            waiting += [((*path, key), inner) for key, inner in current.items()]
        elif isinstance(current, list) and current:
            waiting += [((*path, index), inner) for index, inner in enumerate(current)]
        else:
            found.append(path)
    return found
