"""Programme staff manage versions in Wagtail's admin."""

import pytest
from django.conf import settings
from django.urls import reverse

from benchmark.questionnaires import publishing
from benchmark.questionnaires.models import ItemText, QuestionnaireVersion


def at(name, *args):
    return reverse(f"questionnaires:{name}", args=args, urlconf=settings.PUBLIC_SCHEMA_URLCONF)


@pytest.fixture
def browser(sam, client_on):
    return client_on(account=sam)


def test_a_version_is_drafted_changed_and_published(browser, version_1):
    made = browser.post(at("add"), {"base": version_1.pk, "note": "Eenvoudiger"})
    draft = QuestionnaireVersion.objects.get(number=2)
    assert made["Location"] == at("edit", draft.pk)
    words = {f"label-{n}": f"Antwoord {n}" for n in range(1, 6)}
    page = at("words", draft.pk, "stress", "nl")
    saved = browser.post(page, words | {"text": "Hoeveel spanning?", "hint": "", "do": "save"})
    assert saved.status_code == 302
    assert "Nog niet goedgekeurd" in browser.get(at("edit", draft.pk)).content.decode()
    assert "Ja, publiceren" in browser.get(at("publish", draft.pk)).content.decode()
    browser.post(at("publish", draft.pk))
    draft.refresh_from_db()
    assert draft.is_published
    listed = browser.get(at("index")).content.decode()
    assert "Versie 2" in listed and "Eenvoudiger" in listed


def test_a_translation_is_approved_with_its_recording(browser, version_1, sam, recording):
    page = at("words", version_1.pk, "stress", "ar")
    shown = browser.get(page).content.decode()
    assert 'dir="rtl"' in shown and "Door een machine vertaald" in shown
    labels = {f"label-{n}": "نعم" for n in range(1, 6)}
    browser.post(page, labels | {"text": "ما مقدار التوتر؟", "do": "approve", "audio": recording()})
    text = ItemText.objects.get(item__version=version_1, item__code="stress", language="ar")
    assert text.is_approved and text.approved_by == sam and text.audio
    browser.post(page, {"do": "withdraw"})
    text.refresh_from_db()
    assert not text.is_approved


def test_a_wrong_recording_is_refused_with_a_reason(browser, version_1, recording):
    page = at("words", version_1.pk, "stress", "nl")
    answer = browser.post(page, {"do": "save", "audio": recording("x.mp3", b"geen geluid, echt")})
    assert answer.status_code == 422
    assert "geen geluidsopname" in answer.content.decode()


def test_dutch_words_of_a_published_version_stay_whatever_is_posted(browser, version_1):
    page = at("words", version_1.pk, "stress", "nl")
    browser.post(page, {"text": "Anders", "do": "save"})
    text = ItemText.objects.get(item__version=version_1, item__code="stress", language="nl")
    assert text.text == "Hoeveel stress ervaar je?"


def test_the_order_is_changed_and_a_wrong_one_is_not(browser, draft):
    places = {
        f"{kind}-{code}": number
        for kind, codes in publishing.places_of(draft).items()
        for number, code in enumerate(codes, start=1)
    }
    browser.post(at("places", draft.pk), places | {"moment-feeling": 4})
    assert publishing.places_of(draft)["moment"][-1] == "feeling"
    for wrong in ({"regular-stress": ""}, {"moment-unrest": 1}):
        answer = browser.post(at("places", draft.pk), places | wrong)
        assert answer.status_code == 422
        assert "error-message" in answer.content.decode()
    assert publishing.places_of(draft)["moment"][-1] == "feeling"


def test_a_draft_is_thrown_away(browser, draft):
    browser.get(at("delete", draft.pk))
    assert browser.post(at("delete", draft.pk))["Location"] == at("index")
    assert not QuestionnaireVersion.objects.filter(pk=draft.pk).exists()


@pytest.mark.parametrize(("language", "direction"), [("nl", "ltr"), ("ar", "rtl"), ("ti", "ltr")])
def test_the_preview_is_the_clients_own_page(browser, version_1, language, direction):
    page = browser.get(at("preview", version_1.pk, "moment", language, 1))
    text = ItemText.objects.get(item__version=version_1, item__code="stress", language=language)
    shown = page.content.decode()
    assert text.text in shown and 'type="radio"' in shown
    assert f'<html lang="{language}" dir="{direction}"' in shown
    assert ("nog niet goedgekeurd" in shown) == (language != "nl")


def test_the_preview_keeps_nothing_and_goes_on(browser, version_1):
    here = at("preview", version_1.pk, "moment", "nl", 3)
    assert browser.post(here, {"antwoord": "5"})["Location"] == at(
        "preview", version_1.pk, "moment", "nl", 1
    )
    assert browser.get(at("preview", version_1.pk, "moment", "nl", 4)).status_code == 404


def test_each_page_is_for_who_has_the_permission(make_account, client_on, draft):
    from django.contrib.auth.models import Group

    editor = make_account("redactie@example.org", is_staff=True)
    editor.groups.add(Group.objects.get(name="Editors"))
    browser = client_on(account=editor)
    for address in (
        at("index"),
        at("add"),
        at("edit", draft.pk),
        at("places", draft.pk),
        at("publish", draft.pk),
        at("delete", draft.pk),
        at("words", draft.pk, "stress", "nl"),
        at("preview", draft.pk, "moment", "nl", 1),
    ):
        assert browser.get(address).status_code in (302, 403), address
    assert browser.post(at("publish", draft.pk)).status_code in (302, 403)
    draft.refresh_from_db()
    assert not draft.is_published


def test_the_first_page_tells_which_languages_wait(browser, version_1, make_account, client_on):
    from django.contrib.auth.models import Group

    shown = browser.get("/cms/").content.decode()
    assert "Vragen die wachten op goedkeuring" in shown
    assert "Polski</bdi>: 10 van 10" in shown and "English</bdi>" not in shown
    editor = make_account("redactie@example.org", is_staff=True)
    editor.groups.add(Group.objects.get(name="Editors"))
    assert "wachten op goedkeuring" not in client_on(account=editor).get("/cms/").content.decode()
