"""The questions of one version as a client reads them.

A text that is not approved in the client's language gives way to the Dutch one; where the
installation shows machine-made texts (the demo), it stands there and is marked.
"""

from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.urls import reverse

from . import stamps
from .languages import SOURCE
from .models import ItemText, Placement


@dataclass(frozen=True)
class Question:
    """One question as it stands on the client's screen. Codes are what is stored."""

    code: str
    text: str
    options: tuple[tuple[str, str], ...]
    is_scale: bool
    hint: str = ""
    audio: str = ""  # address of a recording, or ""
    is_fallback: bool = False  # Dutch, since the language's own text is not approved
    is_unapproved: bool = False  # machine-made, shown because the installation says so
    is_core: bool = True


def current_version() -> int:
    """The published version that new waves get."""
    return max(stamps.published())


def questions(version: int, kind: str, language: str) -> tuple[Question, ...]:
    """What a questionnaire of this kind asks, in order; KeyError for a version that is not
    published. Empty for a kind the version does not have.

    Remembered by the process for as long as nobody changes the version's translations.
    """
    stamp = stamps.published()[version]
    return _remembered(version, kind, language, stamp, settings.SHOW_UNAPPROVED_TRANSLATIONS)


def questions_of(version_id: int, kind: str, language: str, *, unapproved: bool):
    """The same of a version by its key, a draft as well, from the database."""
    places = (
        Placement.objects.filter(item__version_id=version_id, kind=kind)
        .select_related("item")
        .order_by("order", "pk")
    )
    words = {
        (text.item_id, text.language): text
        for text in ItemText.objects.filter(
            item__version_id=version_id, language__in={SOURCE, language}
        )
    }
    return tuple(_question(place.item, words, language, unapproved=unapproved) for place in places)


@lru_cache(maxsize=512)
def _remembered(version: int, kind: str, language: str, stamp: str, unapproved: bool):
    from .models import QuestionnaireVersion

    key = QuestionnaireVersion.objects.values_list("pk", flat=True).get(number=version)
    return questions_of(key, kind, language, unapproved=unapproved)


def _question(item, words, language: str, *, unapproved: bool) -> Question:
    dutch = words[item.pk, SOURCE]
    own = words.get((item.pk, language))
    if own is not None and not (own.is_approved or own is dutch or (unapproved and own.text)):
        own = None
    shown = own or dutch
    return Question(
        code=item.code,
        text=shown.text,
        options=tuple((code, shown.labels[code]) for code in item.options),
        is_scale=item.is_scale,
        hint=shown.hint,
        audio=address_of(shown.audio.name),
        is_fallback=own is None,
        is_unapproved=own is not None and own is not dutch and not own.is_approved,
        is_core=item.is_core,
    )


def address_of(recording: str) -> str:
    """Where a client's browser fetches a recording, by its name in the storage; "" for none."""
    if not recording:
        return ""
    _folder, version, name = recording.split("/")
    return reverse("recording", args=[version, name], urlconf=settings.ROOT_URLCONF)
