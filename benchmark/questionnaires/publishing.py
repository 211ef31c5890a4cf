"""Acts on versions: a draft from an earlier one, its order, publishing, throwing away."""

from collections.abc import Mapping, Sequence

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from benchmark.standard.questionnaire import EVERY_ITEM, ITEM_CODES, KINDS

from . import stamps
from .languages import SOURCE
from .models import Item, ItemText, Placement, QuestionnaireVersion, TextStatus, VersionState

# These ask the whole core, first and in the standard's order: scores and figures rest on it.
WITH_CORE = ("baseline", "regular", "end")
LONGEST = 12  # more is no minute's work


class NotPossible(Exception):
    """An act that the version's state does not allow; `str()` is a sentence for who tried."""


@transaction.atomic
def draft_from(version: QuestionnaireVersion, note: str = "") -> QuestionnaireVersion:
    """A draft with the items, texts, approvals and recordings of `version`, and the items that the
    standard got since. NotPossible while there is a draft."""
    if QuestionnaireVersion.objects.filter(state=VersionState.DRAFT).exists():
        raise NotPossible(_("Er is al een concept. Publiceer dat eerst, of gooi het weg."))
    last = QuestionnaireVersion.objects.first()
    draft = QuestionnaireVersion.objects.create(number=last.number + 1, note=note)
    known = {item.code: item for item in version.items.prefetch_related("texts", "placements")}
    for code in dict.fromkeys((*known, *(item.code for item in EVERY_ITEM))):
        if code in known:
            _copy(known[code], draft)
        else:
            _add(code, draft)
    return draft


@transaction.atomic
def arrange(version: QuestionnaireVersion, places: Mapping[str, Sequence[str]]) -> None:
    """What each kind asks: kind -> codes in order. NotPossible for a published version."""
    _hold_draft(version)
    items = {item.code: item for item in version.items.all()}
    Placement.objects.filter(item__version=version).delete()
    Placement.objects.bulk_create(
        Placement(item=items[code], kind=kind, order=order)
        for kind, codes in places.items()
        for order, code in enumerate(codes, start=1)
    )


def wrong_with(places: Mapping[str, Sequence[str]]) -> list[str]:
    """Why these kinds cannot be asked, in sentences; empty when they can."""
    found = []
    for term in KINDS:
        codes = tuple(places.get(term.code, ()))
        if not codes:
            found.append(_("%(kind)s: er is geen vraag.") % {"kind": term})
        if term.code in WITH_CORE and codes[: len(ITEM_CODES)] != ITEM_CODES:
            found.append(
                _("%(kind)s: de 8 landelijke vragen staan niet vooraan in de vaste volgorde.")
                % {"kind": term}
            )
        if len(codes) > LONGEST:
            found.append(_("%(kind)s: meer dan %(most)d vragen.") % {"kind": term, "most": LONGEST})
    return found


def places_of(version: QuestionnaireVersion) -> dict[str, list[str]]:
    """Kind -> codes in order."""
    places: dict[str, list[str]] = {term.code: [] for term in KINDS}
    for kind, code in (
        Placement.objects.filter(item__version=version)
        .order_by("kind", "order", "pk")
        .values_list("kind", "item__code")
    ):
        places[kind].append(code)
    return places


@transaction.atomic
def publish(version: QuestionnaireVersion, *, by) -> None:
    """Fix it; waves that are planned from now on get it. NotPossible, with the first reason, for a
    version that is published or not complete."""
    held = _hold_draft(version)
    if wrong := wrong_with(places_of(held)):
        raise NotPossible(wrong[0])
    held.state, held.published_at, held.published_by = VersionState.PUBLISHED, timezone.now(), by
    held.save(update_fields=["state", "published_at", "published_by"])
    transaction.on_commit(lambda: cache.delete(stamps.KEY))


@transaction.atomic
def discard(version: QuestionnaireVersion) -> None:
    """Throw a draft away. NotPossible for a published version."""
    _hold_draft(version).delete()


def _hold_draft(version: QuestionnaireVersion) -> QuestionnaireVersion:
    held = QuestionnaireVersion.objects.select_for_update(no_key=True, of=("self",)).get(
        pk=version.pk
    )
    if held.is_published:
        raise NotPossible(_("Deze versie is gepubliceerd en verandert niet meer."))
    return held


def _copy(item: Item, draft: QuestionnaireVersion) -> None:
    copy = Item.objects.create(
        version=draft,
        code=item.code,
        options=item.options,
        is_scale=item.is_scale,
        is_core=item.is_core,
    )
    Placement.objects.bulk_create(
        Placement(item=copy, kind=place.kind, order=place.order) for place in item.placements.all()
    )
    kept = ("language", "text", "hint", "labels", "status", "audio", "approved_by", "approved_at")
    ItemText.objects.bulk_create(
        ItemText(item=copy, **{name: getattr(text, name) for name in kept})
        for text in item.texts.all()
    )


def _add(code: str, draft: QuestionnaireVersion) -> None:
    term = next(item for item in EVERY_ITEM if item.code == code)
    item = Item.objects.create(
        version=draft,
        code=code,
        options=[option.code for option in term.options],
        is_scale=term.is_scale,
        is_core=code in ITEM_CODES,
    )
    ItemText.objects.create(
        item=item,
        language=SOURCE,
        text=term.question.nl,
        labels={option.code: option.label.nl for option in term.options},
        status=TextStatus.APPROVED,
        approved_at=timezone.now(),
    )
