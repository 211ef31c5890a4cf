"""What a client says yes or no to, purpose by purpose, and how they are reached, in words."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from benchmark.standard.clients import CHANNELS, LANGUAGES
from benchmark.standard.text import label
from monitor.caseload import participation
from monitor.caseload.models import Client, Participation

PURPOSES = ("monitor", "benchmark", "aftercare")


@dataclass(frozen=True)
class Choice:
    """One purpose: what it is, what was said (None: nothing yet) and what "no" means."""

    purpose: str
    title: str
    about: str
    said: bool | None


def choices_of(latest: Participation | None) -> list[Choice]:
    """The three of them, apart from each other."""
    words = {
        "monitor": (
            _("Vragenlijsten"),
            _("We sturen je vragen over hoe het gaat. Zeg je nee, dan krijg je ze niet meer."),
        ),
        "benchmark": (
            _("Het gemiddelde van alle gemeenten"),
            _("Je telt mee in een totaal, zonder naam. Zeg je nee, dan tel je niet meer mee."),
        ),
        "aftercare": (
            _("Vragen als je hulp klaar is"),
            _("Na 3, 6 en 12 maanden vragen we hoe het gaat. Zeg je nee, dan doen we dat niet."),
        ),
    }
    return [
        Choice(purpose, *words[purpose], getattr(latest, purpose) if latest else None)
        for purpose in PURPOSES
    ]


@transaction.atomic
def choose(*, client: Client, purpose: str, yes: bool) -> Participation:
    """Write down one choice; what was said of the others stays as it was."""
    # Two choices at once follow each other, or the second would undo the first.
    Client.objects.select_for_update(no_key=True).get(pk=client.pk)
    said = _standing(client) | {purpose: yes}
    return participation.record(by=None, client=client, recorded_by="client", **said)


def stop_everything(*, client: Client) -> Participation:
    """No to every purpose. What waits to be sent lapses in the same transaction."""
    said = dict.fromkeys(PURPOSES, False)
    return participation.record(by=None, client=client, recorded_by="client", **said)


def contact_lines(client: Client) -> list[tuple[str, str]]:
    """(what, value) of how somebody is reached."""
    return [
        (_("Voornaam"), client.first_name or _("niet bekend")),
        (_("E-mail"), client.email or _("niet bekend")),
        (_("Telefoon"), client.phone or _("niet bekend")),
        (_("Bericht via"), label(CHANNELS, client.channel) or _("nog niet gekozen")),
        (_("Taal"), label(LANGUAGES, client.language)),
    ]


def _standing(client: Client) -> dict[str, bool | None]:
    latest = participation.latest(client)
    return {purpose: getattr(latest, purpose) if latest else None for purpose in PURPOSES}
