"""Acts on the words of an item: writing them in a language, and approving them."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from . import stamps
from .languages import CLIENT_LANGUAGES, SOURCE, Language
from .models import Item, ItemText, QuestionnaireVersion, TextStatus
from .publishing import NotPossible


@transaction.atomic
def write(
    *, by, item: Item, language: str, text: str, hint: str, labels: dict[str, str], audio=None
) -> ItemText:
    """Store the words of an item in a language; a label for each option of the item.

    Changed words wait for approval. Dutch words need none, but the translations of Dutch words
    that changed do. `audio` is a new recording, False to take the recording away, None to leave
    it: one that says other words than these would mislead, so it goes when the words change.
    NotPossible for the Dutch words of a published version.
    """
    version = _hold(item)
    stored = ItemText.objects.filter(item=item, language=language).first()
    words = {"text": text, "hint": hint, "labels": labels}
    has_changed = stored is None or any(getattr(stored, k) != v for k, v in words.items())
    if has_changed and language == SOURCE and version.is_published:
        raise NotPossible(_("Deze versie is gepubliceerd: de Nederlandse woorden staan vast."))
    stored = stored or ItemText(item=item, language=language)
    if has_changed:
        for name, value in words.items():
            setattr(stored, name, value)
        if language == SOURCE:
            _mark(stored, TextStatus.APPROVED, by)
            _reopen_translations(item)
        else:
            _mark(stored, TextStatus.DRAFT)
    if audio or audio is False or has_changed:
        stored.audio = audio or ""
    stored.save()
    stamps.renew(version)
    return stored


@transaction.atomic
def approve(*, by, text: ItemText) -> None:
    """Somebody who speaks the language read it: clients see it from now on."""
    version = _hold(text.item)
    held = ItemText.objects.select_for_update(of=("self",)).get(pk=text.pk)
    if not held.is_approved:
        _mark(held, TextStatus.APPROVED, by)
        held.save(update_fields=["status", "approved_by", "approved_at"])
        stamps.renew(version)


@transaction.atomic
def withdraw(*, text: ItemText) -> None:
    """Take an approval back: clients read Dutch instead. NotPossible for Dutch itself."""
    if text.language == SOURCE:
        raise NotPossible(_("De Nederlandse woorden hebben geen goedkeuring nodig."))
    version = _hold(text.item)
    held = ItemText.objects.select_for_update(of=("self",)).get(pk=text.pk)
    if held.is_approved:
        _mark(held, TextStatus.DRAFT)
        held.save(update_fields=["status", "approved_by", "approved_at"])
        stamps.renew(version)


@dataclass(frozen=True)
class Coverage:
    """How far a language is: items of the version that are asked in Dutch for want of approval."""

    language: Language
    approved: int
    waiting: tuple[Item, ...]

    @property
    def total(self) -> int:
        """Items in all."""
        return self.approved + len(self.waiting)


def coverage(version: QuestionnaireVersion) -> tuple[Coverage, ...]:
    """Per language but Dutch, over the items that some kind asks; two queries."""
    items = list(version.items.filter(placements__isnull=False).distinct())
    approved = set(
        ItemText.objects.filter(item__version=version, status=TextStatus.APPROVED).values_list(
            "item_id", "language"
        )
    )
    found = []
    for language in CLIENT_LANGUAGES:
        if language.code != SOURCE:
            waiting = tuple(item for item in items if (item.pk, language.code) not in approved)
            found.append(Coverage(language, len(items) - len(waiting), waiting))
    return tuple(found)


def _hold(item: Item) -> QuestionnaireVersion:
    return QuestionnaireVersion.objects.select_for_update(no_key=True, of=("self",)).get(
        pk=item.version_id
    )


def _mark(text: ItemText, status: TextStatus, by=None) -> None:
    is_approved = status == TextStatus.APPROVED
    text.status = status
    text.approved_by = by if is_approved else None
    text.approved_at = timezone.now() if is_approved else None


def _reopen_translations(item: Item) -> None:
    ItemText.objects.filter(item=item, status=TextStatus.APPROVED).exclude(language=SOURCE).update(
        status=TextStatus.DRAFT, approved_by=None, approved_at=None
    )
