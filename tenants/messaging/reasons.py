"""Why a message could not be sent or did not arrive, in plain words (requirements R45).

One table for all providers: each adapter translates its provider's codes into these. What is
about the channel concerns every message; an administrator mends it. The rest is about one person.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Reason:
    """A sentence that says what happened and what to do."""

    text: str
    about_channel: bool = False


REASONS: dict[str, Reason] = {
    "address_refused": Reason(_("Dit nummer of adres bestaat niet. Vraag de cliënt ernaar.")),
    "recipient_blocked": Reason(
        _("Dit nummer neemt geen berichten van ons aan. Vraag de cliënt om een andere weg.")
    ),
    "phone_unreachable": Reason(_("De telefoon was lang niet bereikbaar.")),
    "not_on_whatsapp": Reason(_("Dit nummer heeft geen WhatsApp. Vraag om een andere weg.")),
    "not_delivered": Reason(_("De provider kon het bericht niet afleveren.")),
    "message_refused": Reason(_("De provider weigerde het bericht."), about_channel=True),
    "sender_refused": Reason(
        _("De provider kent onze afzender niet. Controleer de naam of het nummer."),
        about_channel=True,
    ),
    "template_refused": Reason(
        _("De provider kent het sjabloon niet, of keurde het niet goed."), about_channel=True
    ),
    "credentials_refused": Reason(
        _("De provider kent onze sleutel niet. Vul een nieuwe sleutel in."), about_channel=True
    ),
    "no_credit": Reason(
        _("Het tegoed bij de provider is op. Vul het daar aan."), about_channel=True
    ),
    "trial_only": Reason(
        _("Het account bij de provider is een proefaccount. Zet het daar om."),
        about_channel=True,
    ),
    "throttled": Reason(
        _("De provider vraagt om langzamer te sturen. Wat nog niet weg is, gaat later."),
        about_channel=True,
    ),
    "server_unreachable": Reason(
        _("De provider was niet bereikbaar. Wat nog niet weg is, gaat later."), about_channel=True
    ),
    "no_confirmation": Reason(
        _("De verbinding met de provider brak af. We weten niet of het bericht wegging."),
        about_channel=True,
    ),
}


def in_words(code: str) -> str:
    """The sentence for this code; a general one for a code that is not in the table."""
    return str(REASONS.get(code, REASONS["not_delivered"]).text)
