"""The language of the portal: offered by its own name, brought along, and kept here alone."""

import pytest
from django.core import mail
from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import override

from benchmark.questionnaires.languages import CLIENT_LANGUAGES, INTERFACE_APPROVED
from monitor.caseload import clients, goals
from monitor.caseload.models import Client
from monitor.portal import choices
from tests.portal.conftest import code_in
from tests.portal.test_following import answered

PAGES = (
    "/mijn/",
    "/mijn/doelen/",
    "/mijn/gehoord/",
    "/mijn/gegevens/",
    "/mijn/gegevens/contact/",
    "/mijn/stoppen/",
)


@pytest.fixture
def person(samira):
    """Samira herself."""
    return samira.clients.get()


@pytest.fixture
def all_languages(settings):
    """An installation that shows what was translated by a machine, as the demo does."""
    settings.SHOW_UNAPPROVED_TRANSLATIONS = True


def choose(browser, code, back="/mijn/"):
    """Press the button of this language on a page."""
    return browser.post("/mijn/taal/", {"taal": code, "terug": back})


def frame_of(code):
    """How the page begins in this language."""
    language = next(each for each in CLIENT_LANGUAGES if each.code == code)
    return f'<html lang="{language.html_code}" dir="{language.direction}"'


def test_approved_languages_are_offered_and_no_others(inside_portal):
    text = inside_portal.get("/mijn/").text
    offered = {each.code for each in CLIENT_LANGUAGES if f'name="taal" value="{each.code}"' in text}
    assert offered == set(INTERFACE_APPROVED)


def test_all_are_offered_by_their_own_names_where_that_is_set(inside_portal, all_languages):
    for page in PAGES:
        text = inside_portal.get(page).text
        for each in CLIENT_LANGUAGES:
            assert f'value="{each.code}" lang="{each.html_code}" dir="{each.direction}"' in text
            assert f">{each.own_name}</button>" in text


def test_the_choice_holds_on_every_page_and_changes_nothing_of_the_client(
    inside_portal, person, state_of_everything, waterveen
):
    before = state_of_everything(waterveen)
    answer = choose(inside_portal, "en", "/mijn/doelen/")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/mijn/doelen/")
    assert state_of_everything(waterveen) == before
    for page in PAGES:
        text = inside_portal.get(page).text
        assert (
            frame_of("en") in text and 'value="en" lang="en" dir="ltr" aria-current="true"' in text
        )
    assert "Sign out" in text and "Uitloggen" not in text
    assert Client.objects.get(pk=person.pk).language == "nl"


def test_the_choice_is_in_a_cookie_of_these_pages_alone(inside_portal):
    choose(inside_portal, "en")
    cookie = inside_portal.cookies["mijn-taal"]
    assert cookie["path"] == "/mijn/" and cookie["httponly"] and cookie["samesite"] == "Strict"
    assert cookie["max-age"] == "" and cookie["expires"] == ""
    assert frame_of("nl") in inside_portal.get("/vragenlijst/").text


@pytest.mark.parametrize("code", ["ar", "pl", "xx", "", "de"])
def test_a_language_that_is_not_offered_is_not_kept(inside_portal, code):
    assert choose(inside_portal, code).status_code == 303
    assert inside_portal.cookies["mijn-taal"].value == ""
    inside_portal.cookies["mijn-taal"] = code  # somebody makes one
    assert frame_of("nl") in inside_portal.get("/mijn/").text


@pytest.mark.parametrize(
    "back", ["https://elders.example/mijn/", "//elders.example/", "/mijn/x/", "/werklijst/", ""]
)
def test_choosing_leads_nowhere_but_to_these_pages(inside_portal, back):
    assert choose(inside_portal, "en", back).headers["Location"] == "/mijn/"


def test_choosing_is_a_press_and_no_look(inside_portal):
    assert inside_portal.get("/mijn/taal/?taal=en").status_code == 405


def test_the_clients_own_language_holds_until_another_is_chosen(inside_portal, person, robert):
    clients.change_contact(by=robert, client=person, language="en")
    assert frame_of("en") in inside_portal.get("/mijn/").text
    choose(inside_portal, "nl")
    assert frame_of("nl") in inside_portal.get("/mijn/").text


def test_an_own_language_that_is_not_approved_is_shown_where_that_is_set(
    inside_portal, person, robert, settings
):
    clients.change_contact(by=robert, client=person, language="ar")
    assert frame_of("nl") in inside_portal.get("/mijn/").text
    settings.SHOW_UNAPPROVED_TRANSLATIONS = True
    assert frame_of("ar") in inside_portal.get("/mijn/").text


def test_correcting_the_own_language_is_the_latest_word(inside_portal, person):
    choose(inside_portal, "nl")
    form = {"first_name": "Sam", "language": "en", "channel": "email"}
    assert inside_portal.post("/mijn/gegevens/contact/", form).status_code == 303
    assert frame_of("en") in inside_portal.get("/mijn/").text
    choose(inside_portal, "nl")
    inside_portal.post("/mijn/gegevens/contact/", form | {"first_name": "Samira"})
    assert frame_of("nl") in inside_portal.get("/mijn/").text


def test_who_answers_in_polish_comes_into_a_polish_portal(phone, ask, all_languages):
    phone.post("/vragenlijst/taal/", {"taal": "pl"})
    ask(phone)
    waiting = phone.get("/mijn/code/").text
    assert frame_of("pl") in waiting and 'value="en"' in waiting
    phone.post("/mijn/code/", {"code": code_in(mail.outbox[-1])})
    text = phone.get("/mijn/").text
    assert frame_of("pl") in text and "Wyloguj się" in text


def test_on_the_page_of_the_code_a_language_can_be_chosen(phone, ask):
    ask(phone)
    assert choose(phone, "en", "/mijn/code/").headers["Location"] == "/mijn/code/"
    assert frame_of("en") in phone.get("/mijn/code/").text
    phone.post("/mijn/code/", {"code": code_in(mail.outbox[-1])})
    assert frame_of("en") in phone.get("/mijn/").text


def test_the_next_one_on_this_device_starts_in_their_own(phone, enter, ask, clock):
    enter(phone)
    choose(phone, "en")
    clock.shift(61)
    ask(phone)
    assert frame_of("nl") in phone.get("/mijn/code/").text


def test_who_goes_out_leaves_no_language_behind(inside_portal):
    choose(inside_portal, "en")
    assert frame_of("en") in inside_portal.post("/mijn/uit/").text
    assert inside_portal.cookies["mijn-taal"].value == ""


def test_a_closed_page_is_of_one_language(inside_portal):
    """Whatever the browser prefers: the words, the language and the direction belong together."""
    inside_portal.cookies.clear()
    text = inside_portal.get("/mijn/", headers={"accept-language": "en"}).text
    assert frame_of("nl") in text and "Deze pagina is dicht" in text


@pytest.mark.parametrize("code", [each.code for each in CLIENT_LANGUAGES])
def test_every_page_with_something_on_it_is_there_in_every_language(
    inside_portal, samira, person, robert, all_languages, code
):
    answered(samira, person, 60, stress=5, belief=2, feeling="afraid")
    answered(samira, person, 14, stress=3, belief=2)
    goals.add(by=robert, trajectory=samira, text="Post openen")
    choose(inside_portal, code)
    machine_made = code not in INTERFACE_APPROVED
    with override(code):
        note = _("Deze tekst is door een computer vertaald.")
    for page in PAGES:
        answer = inside_portal.get(page)
        assert answer.status_code == 200 and frame_of(code) in answer.text, page
        assert (note in answer.text) == machine_made, page
    form = {"wat": choices.PURPOSES[1], "zeg": "nee"}
    done = inside_portal.post("/mijn/gegevens/keuze/", form).headers["Location"]
    assert inside_portal.get(done).status_code == 200


def test_dutch_words_in_another_language_say_so_and_keep_their_order(
    inside_portal, samira, person, all_languages
):
    """The standard's words are in Dutch and English alone (WCAG 3.1.2)."""
    answered(samira, person, 60, stress=5)
    answered(samira, person, 14, stress=3)
    marked = '<bdi lang="nl">'
    for code in ("nl", "nl-easy", "en"):
        choose(inside_portal, code)
        assert marked not in inside_portal.get("/mijn/").text
    choose(inside_portal, "ar")
    text = inside_portal.get("/mijn/").text
    assert f"{marked}Heel veel</bdi>" in text and f"{marked}Stress</bdi>" in text
    assert "\u2068Stress\u2069" in text
    choose(inside_portal, "pl")
    text = inside_portal.get("/mijn/").text
    assert f"{marked}Heel veel</bdi>" in text and "\u2068" not in text


def test_the_file_to_read_runs_from_right_to_left_in_arabic(
    inside_portal, all_languages, monkeypatch
):
    from monitor.portal.views import data

    made = []
    monkeypatch.setattr(data, "pdf_of", lambda html, **about: made.append((html, about)) or b"%PDF")
    choose(inside_portal, "ar")
    assert inside_portal.get("/mijn/gegevens/bestand.pdf").status_code == 200
    ((html, about),) = made
    assert '<html lang="ar" dir="rtl">' in html and about["lang"] == "ar"


def test_the_language_of_one_municipality_says_nothing_of_somebody(client_on, lindehaven):
    connection.set_schema_to_public()
    browser = client_on(lindehaven)
    assert choose(browser, "en").headers["Location"] == "/mijn/"
    assert frame_of("en") in browser.get("/mijn/").text
