"""Why a message did not go out or a questionnaire lapsed, in words for the caseworker (R45)."""

from benchmark.standard.text import Text
from tenants.messaging import reasons as messaging

REASONS: dict[str, Text] = {
    "ended": Text("Het traject is afgesloten.", "The trajectory is closed."),
    "reopened": Text("Het traject is heropend.", "The trajectory was reopened."),
    "paused": Text("Het traject is gepauzeerd.", "The trajectory is paused."),
    "no_participation": Text("De cliënt doet niet mee.", "The client does not take part."),
    "no_aftercare": Text(
        "De cliënt wil na het traject geen vragen meer.",
        "The client wants no questions after the trajectory.",
    ),
    "moment_passed": Text(
        "Het moment waar deze extra vragenlijst bij hoorde, is voorbij.",
        "The moment this extra questionnaire belonged to has passed.",
    ),
    "other_open": Text(
        "Er stond nog een andere vragenlijst open. Twee tegelijk sturen we niet.",
        "Another questionnaire was still open. We do not send two at once.",
    ),
    "by_staff": Text(
        "Een medewerker heeft deze vragenlijst geschrapt.",
        "A member of staff cancelled this questionnaire.",
    ),
    "answered": Text("De vragenlijst was al ingevuld.", "The questionnaire was answered already."),
    "closed": Text("De vragenlijst was al gesloten.", "The questionnaire had closed already."),
    "contact_changed": Text(
        "De cliënt heeft een ander adres of wil een ander kanaal. Het bericht gaat langs de nieuwe "
        "weg.",
        "The client has another address or prefers another channel. The message goes that way.",
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
    "not_delivered": Text(
        "De aanbieder kon het bericht niet bezorgen. Controleer het adres of het nummer.",
        "The provider could not deliver the message. Check the address or the number.",
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
    """The sentence for a code in the active language; "" for no code. A provider's own codes are
    those of tenants.messaging.reasons."""
    if code in REASONS:
        return str(REASONS[code])
    return messaging.in_words(code) if code in messaging.REASONS else code
