"""Whether a client takes part, and the information they were shown before they said so (R119)."""

from collections.abc import Iterable
from types import EllipsisType
from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from benchmark.standard.text import Text

from . import signals
from .acts import Refused, act
from .models import Client, Participation

# A new wording is a new version: an old yes was given to the old text.
INFORMATION_VERSION = "2026-1"

# What is read to the client or shown on the phone, paragraph by paragraph.
INFORMATION: dict[str, tuple[Text, ...]] = {
    "2026-1": (
        Text(
            "Wij willen weten hoe het met je gaat terwijl we je helpen. Daarom sturen we je elke "
            "twee weken een korte vragenlijst. Invullen kost ongeveer een minuut.",
            "We want to know how you are while we help you. So every two weeks we send you a short "
            "questionnaire. It takes about one minute.",
        ),
        Text(
            "Meedoen mag, het hoeft niet. Zeg je nee, dan krijg je dezelfde hulp. Je mag altijd "
            "stoppen en je hoeft niet te zeggen waarom.",
            "You may take part, you do not have to. If you say no, you get the same help. You may "
            "stop at any time and need not say why.",
        ),
        Text(
            "Je hulpverlener ziet je antwoorden en kan er met je over praten. Andere mensen bij de "
            "gemeente zien alleen cijfers van groepen.",
            "Your caseworker sees your answers and can talk about them with you. Other people at "
            "the municipality only see figures about groups.",
        ),
        Text(
            "Gemeenten willen van elkaar leren. Daarom maken we een gemiddelde van alle gemeenten. "
            "Jouw naam en jouw antwoorden gaan niet naar buiten, alleen totalen. Ook daar mag "
            "je nee tegen zeggen.",
            "Municipalities want to learn from each other. So we make an average of all of them. "
            "Your name and your answers do not leave the municipality, only totals do. You may "
            "say no to that as well.",
        ),
        Text(
            "We bewaren je e-mailadres en telefoonnummer niet langer dan nodig. Je mag altijd "
            "vragen wat we van je weten en vragen om dat weg te halen.",
            "We do not keep your e-mail address and phone number longer than needed. You may "
            "always ask what we know about you and ask us to remove it.",
        ),
    )
}


def record(
    *,
    by,
    client: Client,
    monitor: bool | None,
    benchmark: bool | None = None,
    information_version: str = INFORMATION_VERSION,
    recorded_by: str = "caseworker",
    aftercare: bool | None | EllipsisType = ...,
) -> Participation:
    """Write down what the client said; saying the same again adds nothing.

    `aftercare` is whether they may be asked how they are after the trajectory as well; left out,
    what was said of that stands.

    `recorded_by` is client, caseworker or import. Refused for an information text that never was.
    """
    if information_version not in INFORMATION:
        raise Refused("information_version", _("Deze versie van de uitleg bestaat niet."))
    with act(by):
        Client.objects.select_for_update(no_key=True).get(pk=client.pk)
        standing = latest(client)
        if aftercare is ...:
            aftercare = standing.aftercare if standing else None
        said = (monitor, benchmark, aftercare, information_version)
        if standing is not None and said == (
            standing.monitor,
            standing.benchmark,
            standing.aftercare,
            standing.information_version,
        ):
            return standing
        participation = Participation.objects.create(
            client=client,
            monitor=monitor,
            benchmark=benchmark,
            aftercare=aftercare,
            information_version=information_version,
            recorded_by=recorded_by,
            account_id=getattr(by, "pk", None),
        )
        signals.participation_changed.send(Client, client=client, participation=participation)
    return participation


def latest(client: Client) -> Participation | None:
    """What holds for this client, or None when nothing was said yet."""
    return Participation.objects.filter(client=client).first()


def takes_part(client: Client) -> bool:
    """Whether this client may be sent questionnaires: only after a yes."""
    standing = latest(client)
    return standing is not None and standing.monitor is True


def those_taking_part(clients: Iterable[UUID]) -> set[UUID]:
    """Of these clients' keys, those whose latest word is yes; one query."""
    return _those_saying(clients, monitor=True)


def those_agreeing_to_aftercare(clients: Iterable[UUID]) -> set[UUID]:
    """Of these clients' keys, those who take part and said yes to aftercare too; one query."""
    return _those_saying(clients, monitor=True, aftercare=True)


def _those_saying(clients: Iterable[UUID], **words: bool) -> set[UUID]:
    newest = Participation.objects.filter(client=OuterRef("pk"))
    said = {f"said_{name}": Subquery(newest.values(name)[:1]) for name in words}
    return set(
        Client.objects.filter(pk__in=list(clients))
        .annotate(**said)
        .filter(**{f"said_{name}": word for name, word in words.items()})
        .values_list("pk", flat=True)
    )
