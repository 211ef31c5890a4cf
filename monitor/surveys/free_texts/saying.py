"""Acts of a client: say something, change it, and ask for help."""

from django.db import transaction
from django.utils import timezone

from monitor.caseload.acts import Refused
from monitor.caseload.wording import sealed_text
from monitor.surveys.models import Wave

from . import signals
from .danger import points_at_danger
from .models import Addressee, FreeText

LONGEST = 1000
KINDS = ("call_me", "emergency")


class Unfit(Exception):
    """Texts that cannot be kept: `reasons` is addressee -> sentence."""

    def __init__(self, reasons: dict[str, str]):
        super().__init__("texts that cannot be kept")
        self.reasons = reasons


def say(*, wave: Wave, texts: dict[str, str]) -> None:
    """Keep what the client says, in place of what they said before; "" takes it back.

    `texts` is addressee -> text. Raises Unfit (too long, a citizen service number), and keeps
    nothing then.
    """
    kept, reasons = {}, {}
    for addressee, text in texts.items():
        try:
            kept[addressee] = sealed_text(unix(text), LONGEST, addressee)
        except Refused as refusal:
            reasons[addressee] = str(refusal)
    if reasons:
        raise Unfit(reasons)
    with transaction.atomic():
        Wave.objects.select_for_update(no_key=True).get(pk=wave.pk)  # two taps follow each other
        before = {row.addressee: row for row in FreeText.objects.filter(wave=wave)}
        for addressee, text in kept.items():
            _replace(wave, addressee, text, before.get(addressee))


def heed(*, wave: Wave, texts: dict[str, str]) -> bool:
    """The safety net: whether a text points at danger to a life. Then somebody is asked to look,
    even when the text itself cannot be kept."""
    if not any(points_at_danger(text) for text in texts.values()):
        return False
    ask_help(wave=wave, kind="emergency", found_in="text")
    return True


@transaction.atomic
def ask_help(*, wave: Wave, kind: str, found_in: str = "button") -> None:
    """The client asks for a call, or says it is an emergency. ValueError for another kind."""
    if kind not in KINDS:
        raise ValueError(f"no help of this kind: {kind}")
    signals.help_asked.send(Wave, wave=wave, kind=kind, found_in=found_in)


def said_in(wave: Wave) -> dict[str, str]:
    """Addressee -> what this client said here so far."""
    texts = {row.addressee: row.text for row in FreeText.objects.filter(wave=wave)}
    return {addressee: texts.get(addressee, "") for addressee in Addressee.values}


def has_said(wave: Wave) -> bool:
    """Whether this client said anything here."""
    return FreeText.objects.filter(wave=wave).exists()


def unix(text: str) -> str:
    """A browser sends two signs for each new line; counted is what the client typed."""
    return text.replace("\r\n", "\n").replace("\x00", "")


def _replace(wave: Wave, addressee: str, text: str, standing: FreeText | None) -> None:
    if standing is None and not text:
        return
    if not text:
        standing.codes.all().delete()
        signals.text_taken_back.send(FreeText, text=standing)
        standing.delete()
        return
    if standing is not None and standing.text == text:
        return
    row = standing or FreeText(wave=wave, client=wave.client, addressee=addressee)
    row.text, row.said_at = text, timezone.now()
    row.save()
    row.codes.all().delete()  # they were of other words
    signals.text_left.send(FreeText, text=row)
