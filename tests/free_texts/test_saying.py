"""Two texts after the last question: kept, changed, refused kindly, and read by nobody else."""

import pytest
from django.db import connection
from django.test import Client as Browser

from monitor.desk.worklist.models import Signal
from monitor.surveys import links
from monitor.surveys.free_texts.models import FreeText

from .conftest import SAY, said

THANKS = "/vragenlijst/klaar/"


def texts():
    """Addressee -> text."""
    return {row.addressee: row.text for row in FreeText.objects.all()}


def test_after_the_last_question_two_fields_that_may_stay_empty(answered):
    page = answered.get(SAY).text
    assert page.count("<textarea") == 2 and "required" not in page
    assert "tegen je hulpverlener?" in page and "tegen de gemeente?" in page
    assert f'href="{THANKS}"' in page, "skipping is one tap"
    assert answered.post(SAY, said()).headers["Location"] == THANKS
    assert not FreeText.objects.exists()


def test_what_is_said_is_kept_sealed_with_wave_and_client(answered, wave):
    words = "Ik ben blij met jullie.\nDank je wel!"
    answer = answered.post(SAY, said(words, "Het duurt lang."))
    assert (answer.status_code, answer.headers["Location"]) == (303, THANKS)
    assert texts() == {"caseworker": words, "municipality": "Het duurt lang."}
    assert {(row.wave_id, row.client_id) for row in FreeText.objects.all()} == {
        (wave.pk, wave.client_id)
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM free_texts_freetext t WHERE t::text LIKE '%duurt%'")
        assert cursor.fetchone() == (0,)


def test_it_can_be_changed_and_erased_until_one_leaves(answered):
    answered.post(SAY, said("Bel me niet.", "Fijn."))
    assert "Bel me niet." in answered.get(SAY).text
    answered.post(SAY, said("Bel me wel.", ""))
    assert texts() == {"caseworker": "Bel me wel."}
    answered.post(SAY, said())
    assert texts() == {}
    assert not Signal.objects.waiting().exists(), "what was erased asks for nobody"


def test_the_link_alone_shows_no_text_and_takes_none(answered, wave, client_on, waterveen):
    answered.post(SAY, said("Geheim."))
    stranger = client_on(waterveen)
    stranger.get(f"/v/{links.token_of(wave)}")
    assert stranger.get(SAY).headers["Location"] == THANKS
    stranger.post(SAY, said("Iets anders."))
    assert texts() == {"caseworker": "Geheim."}


def test_on_a_helpers_device_it_is_not_shown_again(answered, wave):
    type(wave).objects.filter(pk=wave.pk).update(assisted=True)
    assert answered.get(SAY).status_code == 200
    answered.post(SAY, said("Mijn helper luistert niet."))
    assert answered.get(SAY).headers["Location"] == THANKS
    answered.post(SAY, said())
    assert texts() == {"caseworker": "Mijn helper luistert niet."}


def test_before_the_last_question_there_is_nothing_to_add(phone, client_on, waterveen):
    assert phone.get(SAY).headers["Location"] == "/vragenlijst/"
    assert client_on(waterveen).get(SAY).status_code == 404


@pytest.mark.parametrize(("signs", "status"), [(1000, 303), (1001, 422)])
def test_a_thousand_signs_fit_and_more_are_said_kindly_and_not_lost(answered, signs, status):
    long = "é\n" * (signs // 2) + "x" * (signs % 2)
    long = long[:-1] + "x"  # ends in a letter: spaces around a text are not kept
    answer = answered.post(SAY, said(long, "Kort."))
    assert answer.status_code == status
    if status == 422:
        assert "1001 tekens. Er passen er 1000." in answer.text
        assert long in answer.text.replace("\r\n", "\n"), "what was typed still stands there"
        assert "Kort." in answer.text
        assert not FreeText.objects.exists(), "both or none"


def test_a_megabyte_is_refused_with_a_page_of_its_own(answered):
    answer = answered.post(SAY, said("x" * 1_000_000))
    assert answer.status_code == 413
    assert "veel te lang" in answer.text and len(answer.content) < 20_000
    assert not FreeText.objects.exists()


def test_a_citizen_service_number_is_not_kept(answered):
    answer = answered.post(SAY, said("Mijn nummer is 111222333."))
    assert answer.status_code == 422 and "BSN" in answer.text
    assert not FreeText.objects.exists()


def test_nothing_of_it_is_stored_by_a_browser_or_taken_from_another_site(answered):
    answer = answered.get(SAY)
    assert "no-store" in answer.headers["Cache-Control"]
    assert "noindex" in answer.headers["X-Robots-Tag"]
    strict = Browser(enforce_csrf_checks=True, headers={"host": "waterveen.localhost"})
    strict.cookies = answered.cookies
    assert strict.post(SAY, said("x")).status_code == 403
    assert strict.post("/vragenlijst/hulp/", {"wat": "call_me"}).status_code == 403


def test_the_caseworker_is_asked_to_look_once_however_often_it_is_changed(answered, wave):
    answered.post(SAY, said("Een."))
    answered.post(SAY, said("Twee.", "Drie."))
    signal = Signal.objects.get()
    assert (signal.rule, signal.client_id, signal.state) == ("wrote", wave.client_id, "open")
    assert "Een" not in str(signal.facts) and "Twee" not in str(signal.facts)
