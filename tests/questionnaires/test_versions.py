"""A published version is fixed in the database; drafts become versions."""

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from benchmark.questionnaires import publishing, wording
from benchmark.questionnaires.models import Item, ItemText, QuestionnaireVersion
from benchmark.questionnaires.publishing import NotPossible
from benchmark.questionnaires.reading import current_version, questions
from benchmark.standard.questionnaire import ITEM_CODES, QUESTIONNAIRES

REFUSED = "does not change|Cannot (delete|update)|does not become"


def words(version, code, language="nl"):
    return ItemText.objects.get(item__version=version, item__code=code, language=language)


def write(by, version, code, language="nl", **changed):
    text = words(version, code, language)
    kept = {"text": text.text, "hint": text.hint, "labels": text.labels}
    return wording.write(by=by, item=text.item, language=language, **(kept | changed))


@pytest.mark.parametrize(
    "change",
    [
        lambda v: QuestionnaireVersion.objects.filter(pk=v.pk).update(note="toch anders"),
        lambda v: QuestionnaireVersion.objects.filter(pk=v.pk).update(
            state="draft", published_at=None
        ),
        lambda v: QuestionnaireVersion.objects.filter(pk=v.pk).delete(),
        lambda v: v.items.filter(code="stress").update(is_core=False),
        lambda v: Item.objects.create(
            version=v, code="x", options=[], is_scale=True, is_core=False
        ),
        lambda v: v.items.get(code="rest").placements.all().delete(),
        lambda v: v.items.get(code="rest").placements.update(order=1),
        lambda v: v.items.get(code="rest").placements.create(kind="regular", order=9),
        lambda v: ItemText.objects.filter(pk=words(v, "stress").pk).update(text="Anders?"),
        lambda v: ItemText.objects.filter(pk=words(v, "stress").pk).update(labels={}),
        lambda v: ItemText.objects.filter(pk=words(v, "stress").pk).delete(),
        lambda v: ItemText.objects.filter(pk=words(v, "stress", "pl").pk).update(language="nl"),
    ],
)
def test_the_database_refuses_a_change_to_a_published_version(version_1, change):
    with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic():
        change(version_1)


def test_a_draft_changes_freely(draft, sam):
    write(sam, draft, "stress", text="Hoeveel spanning voel je?")
    publishing.arrange(draft, publishing.places_of(draft) | {"moment": ["stress"]})
    assert publishing.places_of(draft)["moment"] == ["stress"]
    assert words(draft, "stress").text == "Hoeveel spanning voel je?"


def test_answers_keep_their_version_and_new_waves_get_the_new_one(
    draft, sam, django_capture_on_commit_callbacks
):
    before = questions(1, "regular", "nl")
    with django_capture_on_commit_callbacks(execute=True):
        write(sam, draft, "stress", text="Hoeveel spanning voel je?")
        publishing.publish(draft, by=sam)
    assert current_version() == 2
    assert questions(1, "regular", "nl") == before
    assert questions(2, "regular", "nl")[1].text == "Hoeveel spanning voel je?"
    draft.refresh_from_db()
    assert draft.published_by == sam


def test_a_draft_has_what_its_version_has(draft, version_1):
    assert draft.number == 2
    assert publishing.places_of(draft) == {k: list(c) for k, c in QUESTIONNAIRES.items()}
    assert draft.items.count() == version_1.items.count()
    assert words(draft, "stress", "tr").text == words(version_1, "stress", "tr").text


def test_there_is_one_draft_at_a_time(draft, version_1):
    with pytest.raises(NotPossible):
        publishing.draft_from(version_1)
    publishing.discard(draft)
    assert publishing.draft_from(version_1).number == 2


@pytest.mark.parametrize("act", [publishing.discard, lambda v: publishing.arrange(v, {})])
def test_a_published_version_is_not_thrown_away_or_arranged(version_1, act):
    with pytest.raises(NotPossible):
        act(version_1)


@pytest.mark.parametrize(
    ("kind", "codes"),
    [
        ("regular", ITEM_CODES[1:]),
        ("baseline", ITEM_CODES[::-1]),
        ("end", ("rest", *ITEM_CODES)),
        ("aftercare", ()),
    ],
)
def test_a_version_without_the_core_or_with_an_empty_kind_is_not_published(draft, sam, kind, codes):
    publishing.arrange(draft, publishing.places_of(draft) | {kind: codes})
    with pytest.raises(NotPossible):
        publishing.publish(draft, by=sam)
    draft.refresh_from_db()
    assert not draft.is_published


def test_an_approval_is_somebodys_and_can_be_taken_back(version_1, sam):
    text = words(version_1, "stress", "uk")
    wording.approve(by=sam, text=text)
    text.refresh_from_db()
    assert text.is_approved and text.approved_by == sam and text.approved_at <= timezone.now()
    wording.withdraw(text=text)
    text.refresh_from_db()
    assert text.status == "draft" and text.approved_by is None


def test_other_words_of_a_translation_wait_for_approval_again(version_1, sam):
    wording.approve(by=sam, text=words(version_1, "stress", "uk"))
    write(sam, version_1, "stress", "uk", text="Чи відчуваєте ви стрес?")
    assert words(version_1, "stress", "uk").status == "draft"


def test_other_dutch_words_reopen_their_translations_alone(draft, sam):
    write(sam, draft, "stress", text="Hoeveel spanning voel je?")
    assert words(draft, "stress", "en").status == "draft"
    assert words(draft, "unrest", "en").status == "approved"


def test_dutch_words_of_a_published_version_are_refused_and_a_recording_is_not(
    version_1, sam, recording
):
    with pytest.raises(NotPossible):
        write(sam, version_1, "stress", text="Anders?")
    assert write(sam, version_1, "stress", audio=recording()).audio.name.endswith(".mp3")


def test_a_recording_goes_with_the_words_it_says(version_1, sam, recording):
    write(sam, version_1, "stress", "pl", audio=recording())
    assert write(sam, version_1, "stress", "pl").audio
    assert not write(sam, version_1, "stress", "pl", text="Ile masz stresu?").audio


def test_the_programme_sees_what_is_asked_in_dutch_for_want_of_approval(version_1, sam):
    wording.approve(by=sam, text=words(version_1, "stress", "uk"))
    found = {each.language.code: each for each in wording.coverage(version_1)}
    assert "nl" not in found
    assert (found["uk"].approved, found["uk"].total) == (1, 10)
    assert "stress" not in [item.code for item in found["uk"].waiting]
    assert found["en"].waiting == () and found["ar"].approved == 0
