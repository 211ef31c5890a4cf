"""Why a message did not go out or a questionnaire lapsed, in words for the caseworker (R45)."""

from benchmark.standard.text import Text

REASONS: dict[str, Text] = {
    "ended": Text("Het traject is afgesloten.", "The trajectory is closed."),
    "reopened": Text("Het traject is heropend.", "The trajectory was reopened."),
    "paused": Text("Het traject is gepauzeerd.", "The trajectory is paused."),
    "no_participation": Text("De cliënt doet niet mee.", "The client does not take part."),
    "answered": Text("De vragenlijst was al ingevuld.", "The questionnaire was answered already."),
    "closed": Text("De vragenlijst was al gesloten.", "The questionnaire had closed already."),
    "contact_changed": Text(
        "De cliënt wil een ander kanaal. Het bericht gaat langs de nieuwe weg.",
        "The client prefers another channel. The message goes that way.",
    ),
    "message_limit": Text(
        "De cliënt kreeg al zes berichten in dertig dagen. Meer sturen we niet.",
        "The client had six messages in thirty days. We send no more.",
    ),
    "wrong_person": Text(
        "Wie het bericht kreeg, zegt dat het niet voor hem of haar is. Vraag de cliënt naar het "
        "juiste adres.",
        "Whoever received the message says it is not for them. Ask the client for the right "
        "address.",
    ),
    "no_address": Text(
        "Er is geen e-mailadres bekend. Vul het in bij de cliënt.",
        "No e-mail address is known. Add it to the client.",
    ),
    "channel_not_available": Text(
        "Dit kanaal is nog niet aangesloten. Kies e-mail of vul de vragenlijst samen in.",
        "This channel is not connected yet. Choose e-mail or fill it in together.",
    ),
    "address_refused": Text(
        "De mailserver van de cliënt kent dit adres niet. Controleer het e-mailadres.",
        "The client's mail server does not know this address. Check the e-mail address.",
    ),
    "sender_refused": Text(
        "De mailserver neemt geen post van ons afzenderadres aan. Meld dit bij de beheerder.",
        "The mail server refuses our sender address. Tell the administrator.",
    ),
    "message_refused": Text(
        "De mailserver van de cliënt weigerde het bericht.",
        "The client's mail server refused the message.",
    ),
    "server_unreachable": Text(
        "De mailserver was vijf keer niet bereikbaar. Meld dit bij de beheerder.",
        "The mail server could not be reached five times. Tell the administrator.",
    ),
    "not_written": Text(
        "Het bericht kon niet worden gemaakt. Meld dit bij de beheerder.",
        "The message could not be made. Tell the administrator.",
    ),
    "no_confirmation": Text(
        "We weten niet of dit bericht is aangekomen. Stuur het opnieuw als de cliënt niets kreeg; "
        "de link blijft dezelfde.",
        "We do not know whether this message arrived. Send it again if the client got nothing; "
        "the link stays the same.",
    ),
}


def in_words(code: str) -> str:
    """The sentence for a code in the active language; "" for no code."""
    return str(REASONS[code]) if code in REASONS else code
