"""What each code of a finding means, for people."""

from django.utils.translation import gettext_lazy as _

REASONS = {
    "null": _("Hier staat null. Zo’n veld hoort weg te blijven als er niets is."),
    "wrong_kind": _("Hier staat een ander soort waarde dan de standaard vraagt."),
    "no_date": _("Dit is geen datum. Schrijf JJJJ-MM-DD."),
    "unknown_code": _("Deze code staat niet in de standaard."),
    "wrong_form": _("Deze waarde heeft niet de vorm die de standaard vraagt."),
    "unknown_field": _("Dit veld staat niet in de standaard."),
    "repeated": _("Dit veld staat er twee keer. We namen het eerste."),
    "too_many": _("Er zijn er meer dan de standaard toelaat."),
    "missing": _("Dit verplichte veld ontbreekt."),
    "too_few": _("Hier hoort er minstens één te staan."),
    "in_the_future": _("Deze datum ligt in de toekomst."),
    "other_date": _("Een ander veld zegt hetzelfde met een andere datum. Dat namen we."),
    "award_elsewhere": _(
        "Deze datum nemen we niet over: alleen schuldregeling.toegekend zegt wanneer er akkoord is."
    ),
    "rejected": _(
        "Na een afwijzing is er geen resultaat. Sluit het traject zelf af als dat klopt."
    ),
    "which_success": _(
        "De standaard zegt niet of dit gereed voor schuldregeling of schuldrust is. "
        "Vul het zelf in."
    ),
    "no_reason": _("Het traject is geëindigd, maar de reden ontbreekt. Sluit het zelf af."),
    "no_day": _("Er is een reden van uitstroom, maar geen datum. Sluit het traject zelf af."),
    "no_start": _("Zonder begindatum kunnen we deze hulp niet inlezen."),
    "no_kind": _("Zonder soort kunnen we deze hulp niet inlezen."),
    "backwards": _("Het einde ligt voor het begin."),
    "twice_here": _("Deze hulp staat er nog een keer, met hetzelfde begin."),
    "not_needed": _("Dit hebben we naast de andere velden niet nodig."),
    "by_hand": _("Iemand vulde dit in Klantmonitor anders in. Dat blijft staan."),
    "revoked": _("Iemand haalde dit resultaat in Klantmonitor weg. Dat blijft zo."),
    "reopened": _("Iemand heropende dit traject in Klantmonitor. Dat blijft zo."),
    "elsewhere": _("Dit traject is van een andere gemeente. We lezen het hier niet in."),
    "refused": _("Klantmonitor kan dit niet zo opslaan."),
}

# Why a record waits for somebody to say which trajectory it is.
WAITING = {
    "no_client": _("De levering zegt niet genoeg over wie dit is."),
    "no_start": _("Er is geen begindatum, dus we kunnen er geen nieuw traject van maken."),
    "candidates": _(
        "Er zijn trajecten die het kunnen zijn. Kies er een, of maak een nieuw traject."
    ),
    "several": _("Dit hoort bij meer dan één traject. Kies er een."),
    "twice": _("Deze cliënt staat met dezelfde begindatum eerder in dit bestand."),
}


def sentence(code: str) -> str:
    """What a code means, in the active language; the code itself when nobody wrote it down."""
    return str(REASONS.get(code) or WAITING.get(code) or code)
