"""A client opens the link, answers, skips, goes back, stops; and looking changes nothing."""

import re

import pytest
from django.db import connection
from django.test import Client as Browser
from django_tenants.utils import tenant_context

from benchmark.standard.questionnaire import ITEM_CODES, ITEMS
from monitor.caseload import clients, participation, trajectories
from monitor.caseload.models import Client
from monitor.desk.worklist.models import Signal
from monitor.surveys import answering, links, looking_back, reading, sending
from monitor.surveys.models import Answer, Invitation, Wave


@pytest.fixture
def token(wave):
    """The token of Samira's link."""
    return links.token_of(wave)


def give(phone, number, answer="3", **more):
    return phone.post(f"/vragenlijst/{number}/", {"antwoord": answer, "doe": "verder"} | more)


def fill_in(phone, first=1):
    for number in range(first, len(ITEMS) + 1):
        answer = "hopeful" if ITEMS[number - 1].code == "feeling" else "3"
        response = give(phone, number, answer)
        assert response.status_code == 303
    return response


def without_tokens(text):
    """The page without what differs at every request: form and script tokens, its own address."""
    return re.sub(r'name="(csrfmiddlewaretoken|next)" value="[^"]*"|nonce="[^"]*"', "", text)


# --- The link ----------------------------------------------------------------------------------


def test_a_token_is_short_and_only_its_hash_is_stored(wave, token):
    assert re.fullmatch(r"[1-9A-HJ-NP-Za-km-z]{12}", token)
    assert len(f"/v/{token}") <= 25
    assert bytes(wave.token_hash) == links.hash_of(token)
    with connection.cursor() as cursor:
        for table in ("surveys_wave", "surveys_waveevent", "surveys_invitation"):
            cursor.execute(f"SELECT count(*) FROM {table} t WHERE t::text LIKE %s", [f"%{token}%"])
            assert cursor.fetchone() == (0,)


def test_the_same_wave_has_another_token_in_another_municipality(wave, token, lindehaven):
    with tenant_context(lindehaven):
        assert links.token_of(wave) != token
        assert links.wave_of(token) is None


def test_a_link_of_one_municipality_opens_nothing_at_another(wave, token, client_on, lindehaven):
    assert client_on(lindehaven).get(f"/v/{token}").status_code == 404


def test_a_pass_of_one_municipality_is_none_at_another(phone, client_on, lindehaven):
    elsewhere = client_on(lindehaven)
    elsewhere.cookies = phone.cookies
    assert elsewhere.get("/vragenlijst/").status_code == 404


def test_opening_takes_the_token_out_of_the_address_and_tells_nobody(
    wave, token, client_on, waterveen
):
    answer = client_on(waterveen).get(f"/v/{token}")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/vragenlijst/")
    cookie = answer.cookies["vragenlijst"]
    assert cookie["path"] == "/vragenlijst/" and cookie["httponly"]
    assert token not in cookie.value
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer.headers["Cache-Control"]
    assert "noindex" in answer.headers["X-Robots-Tag"]


def test_looking_changes_nothing_in_the_database(
    phone, wave, token, waterveen, state_of_everything
):
    before = state_of_everything(waterveen)
    pages = ["", "1/", "8/", "klaar/", "stoppen/", "niet-voor-mij/"]
    addresses = [f"/v/{token}", f"/v/{token}/stop", f"/v/{token}/wie", "/v/123456789ABC"]
    for address in addresses + [f"/vragenlijst/{page}" for page in pages]:
        for look in (phone.get, phone.head, phone.options):
            assert look(address).status_code in {200, 303, 302, 404, 405}
    assert state_of_everything(waterveen) == before


def test_unknown_expired_and_revoked_links_look_alike(
    wave, token, client_on, waterveen, later, robert
):
    def page(path):
        answer = client_on(waterveen).get(path)
        return answer.status_code, without_tokens(answer.text)

    unknown = page("/v/123456789ABC")
    assert unknown[0] == 404
    assert page("/v/nonsense") == unknown
    with tenant_context(waterveen):
        Wave.objects.update(status="cancelled", cancelled_reason="ended")
    assert page(f"/v/{token}") == unknown
    with tenant_context(waterveen):
        Wave.objects.update(status="open")
    later(6, 21)
    assert page(f"/v/{token}") == unknown
    with tenant_context(waterveen):
        Wave.objects.update(status="planned")
    assert page(f"/v/{token}") == unknown


def test_who_guesses_has_to_wait_and_others_have_not(wave, token, client_on, waterveen):
    guesser, other = client_on(waterveen), client_on(waterveen)
    for number in range(20):
        assert guesser.get(f"/v/{number:012}").status_code == 404
    assert guesser.get("/v/123456789ABC").status_code == 429
    assert guesser.get(f"/v/{token}").status_code == 429
    assert other.get(f"/v/{token}", REMOTE_ADDR="127.0.0.9").status_code == 303


def test_a_pass_is_of_no_use_after_two_hours(phone, later):
    later(6, 10, 13)
    assert phone.get("/vragenlijst/").status_code == 200
    later(6, 10, 14, 5)
    assert phone.get("/vragenlijst/").status_code == 404


def test_without_a_link_there_is_nothing(client_on, waterveen):
    browser = client_on(waterveen)
    for page in ("", "1/", "klaar/", "stoppen/", "niet-voor-mij/"):
        assert browser.get(f"/vragenlijst/{page}").status_code == 404


# --- Answering ---------------------------------------------------------------------------------


def test_the_first_page_says_how_long_and_who_reads_it(phone):
    text = phone.get("/vragenlijst/").text
    for said in ("Hoi Samira", "8 vragen", "1 minuut", "overslaan", "Je hulpverlener leest"):
        assert said in text
    assert "<title>Vragenlijst</title>" in text


def test_each_question_is_one_fieldset_of_radios_with_words(phone):
    for number, item in enumerate(ITEMS, start=1):
        text = phone.get(f"/vragenlijst/{number}/").text
        assert text.count("<fieldset") == 1 and text.count("<legend") == 1
        assert item.question.nl in text
        assert text.count('type="radio"') == len(item.options)
        for option in item.options:
            assert option.label.nl in text
        assert f"Vraag {number} van 8" in text


def test_all_answers_are_kept_and_the_last_one_submits(phone, wave):
    response = fill_in(phone)
    assert response.headers["Location"] == "/vragenlijst/nog-iets/"
    wave.refresh_from_db()
    assert wave.status == "submitted" and wave.submitted_at and wave.started_at
    stored = dict(Answer.objects.values_list("item", "value"))
    assert stored == {code: None if code == "feeling" else 3 for code in ITEM_CODES}
    assert Answer.objects.get(item="feeling").choice == "hopeful"
    assert Wave.objects.pending().count() == 1  # the next one
    assert Invitation.objects.get().status == "cancelled"
    assert "Bedankt" in phone.get("/vragenlijst/klaar/").text


def test_an_answer_is_kept_at_once_and_read_before_the_end(phone, wave):
    assert give(phone, 1, "5").headers["Location"] == "/vragenlijst/2/"
    last = reading.last_answers([wave.trajectory_id])[wave.trajectory_id]
    assert last.values == {"influence": 5}


def test_another_answer_replaces_the_first_in_one_row(phone):
    give(phone, 2, "5")
    give(phone, 2, "2")
    assert list(Answer.objects.values_list("item", "value")) == [("stress", 2)]
    assert "checked" in phone.get("/vragenlijst/2/").text


def test_skipping_goes_on_and_takes_an_earlier_answer_back(phone):
    give(phone, 1, "5")
    answer = phone.post("/vragenlijst/1/", {"doe": "overslaan", "antwoord": "5"})
    assert answer.headers["Location"] == "/vragenlijst/2/"
    assert not Answer.objects.exists()


def test_everything_may_be_skipped(phone, wave):
    for number in range(1, 9):
        phone.post(f"/vragenlijst/{number}/", {"doe": "overslaan"})
    wave.refresh_from_db()
    assert wave.status == "submitted"


@pytest.mark.parametrize("nonsense", ["", "0", "6", "3.5", "hopeful", "<script>", "9" * 400])
def test_what_is_no_answer_is_said_in_words_and_not_stored(phone, nonsense):
    answer = give(phone, 2, nonsense)
    assert answer.status_code == 422
    assert "Kies een antwoord. Of sla deze vraag over." in answer.text
    assert not Answer.objects.exists()


def test_somebody_comes_back_where_they_were(phone, token):
    give(phone, 1)
    give(phone, 2)
    phone.cookies.clear()
    phone.get(f"/v/{token}")
    text = phone.get("/vragenlijst/").text
    assert "Verder met vraag 3" in text and "/vragenlijst/3/" in text


def test_submitting_twice_changes_nothing_and_ends_on_the_same_page(phone, wave):
    fill_in(phone)
    wave.refresh_from_db()
    moment = wave.submitted_at
    again = give(phone, 8, "1")
    assert again.headers["Location"] == "/vragenlijst/klaar/"
    wave.refresh_from_db()
    assert wave.submitted_at == moment
    assert Answer.objects.get(item="knows_what_to_do").value == 3
    assert answering.submit(wave=wave) is False
    assert Wave.objects.filter(kind="regular").count() == 1


def test_an_ending_in_between_closes_the_page_and_keeps_what_was_said(phone, wave, robert):
    give(phone, 1, "4")
    trajectories.end(by=robert, trajectory=wave.trajectory, status="stopped", reason="no_show")
    assert give(phone, 2).status_code == 404
    assert Answer.objects.count() == 1


def test_a_form_of_another_site_is_refused(phone, wave, waterveen):
    strict = Browser(enforce_csrf_checks=True, headers={"host": "waterveen.localhost"})
    strict.cookies = phone.cookies
    assert strict.post("/vragenlijst/1/", {"antwoord": "3"}).status_code == 403
    assert strict.post("/vragenlijst/stoppen/").status_code == 403
    assert strict.post("/vragenlijst/niet-voor-mij/").status_code == 403


# --- After the last question -------------------------------------------------------------------


def test_the_first_time_there_is_a_promise_and_later_a_comparison(
    phone, wave, later, client_on, waterveen
):
    fill_in(phone)
    assert "Dit was je eerste keer" in phone.get("/vragenlijst/klaar/").text
    sending.open_due(later(6, 24, 18, 59))
    second = Wave.objects.get(status="open")
    token = links.token_of(second)
    browser = client_on(waterveen)
    browser.get(f"/v/{token}")
    give(browser, 2, "2")
    give(browser, 4, "4")
    browser.post("/vragenlijst/8/", {"doe": "overslaan"})
    text = browser.get("/vragenlijst/klaar/").text
    assert "Je hebt minder stress dan de vorige keer. Fijn." in text
    assert "Op 10 juni: gemiddeld" in text and "Nu: weinig" in text
    # Who opens the link later sees no answers of hers.
    stranger = client_on(waterveen)
    assert stranger.get(f"/v/{token}").headers["Location"] == "/vragenlijst/klaar/"
    assert "minder stress" not in stranger.get("/vragenlijst/klaar/").text


def test_more_stress_is_named_kindly():
    assert "Dat kan gebeuren" in looking_back._sentence(2, 4)


def test_help_is_at_hand_after_the_last_question(phone):
    fill_in(phone)
    text = phone.get("/vragenlijst/klaar/").text
    assert "113" in text and "0800-8115" in text


# --- Stopping and the wrong person -------------------------------------------------------------


def test_stopping_takes_one_button_and_asks_nothing(phone, wave, token):
    assert "Ja, stop de berichten" in phone.get("/vragenlijst/stoppen/").text
    answer = phone.post("/vragenlijst/stoppen/")
    assert "Het is gestopt" in answer.text
    wave.refresh_from_db()
    assert wave.status == "cancelled"
    assert not Wave.objects.pending().exists()
    assert phone.get(f"/v/{token}").status_code == 404


def test_a_mail_program_stops_the_messages_with_one_click(wave, token, waterveen):
    strict = Browser(enforce_csrf_checks=True, headers={"host": "waterveen.localhost"})
    answer = strict.post(f"/v/{token}/stop", {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    wave.refresh_from_db()
    assert (wave.status, wave.cancelled_reason) == ("cancelled", "no_participation")


def test_another_post_to_the_stop_link_stops_nothing(wave, token, client_on, waterveen):
    assert client_on(waterveen).post(f"/v/{token}/stop", {"x": "y"}).status_code == 405
    assert Wave.objects.pending().exists()


def test_the_stop_link_of_an_old_message_still_works(wave, token, client_on, waterveen):
    Wave.objects.update(status="expired")
    browser = client_on(waterveen)
    assert browser.get(f"/v/{token}/stop").headers["Location"] == "/vragenlijst/stoppen/"
    assert "Het is gestopt" in browser.post("/vragenlijst/stoppen/").text


def test_the_wrong_person_ends_the_link_and_the_messages_but_not_the_series(
    wave, token, client_on, waterveen
):
    browser = client_on(waterveen)
    browser.get(f"/v/{token}/wie")
    page = browser.get("/vragenlijst/niet-voor-mij/").text
    assert "Samira" not in page
    browser.post("/vragenlijst/niet-voor-mij/")
    assert Client.objects.get().contact_blocked == "wrong_person"
    wave.refresh_from_db()
    assert (wave.status, wave.cancelled_reason) == ("cancelled", "wrong_person")
    assert Invitation.objects.get().status == "cancelled"
    assert browser.get(f"/v/{token}").status_code == 404
    assert Wave.objects.pending().count() == 1  # for when the caseworker mended the address


# --- Reading -----------------------------------------------------------------------------------


def test_the_grid_reads_the_last_answers_of_all_in_two_queries(
    phone, wave, join, django_assert_num_queries
):
    give(phone, 2, "4")
    other = join("W-2", email="anna@example.org")
    with django_assert_num_queries(2):
        found = reading.last_answers([wave.trajectory_id, other.pk])
    assert found.keys() == {wave.trajectory_id}
    assert found[wave.trajectory_id].values == {"stress": 4}
    assert found[wave.trajectory_id].client_id == wave.client_id


def test_a_link_that_went_to_an_old_address_shows_and_stops_nothing(
    wave, token, client_on, waterveen, robert
):
    """Whoever reads at the old address may be somebody else."""
    answering.submit(wave=wave)
    clients.change_contact(by=robert, client=wave.client, email="elders@example.org")
    browser = client_on(waterveen)
    assert browser.get(f"/v/{token}").status_code == 404
    assert browser.get(f"/v/{token}/stop").status_code == 303
    assert browser.post("/vragenlijst/stoppen/").status_code == 200
    one_click = {"List-Unsubscribe": "One-Click"}
    assert browser.post(f"/v/{token}/stop", one_click).status_code == 200
    browser.get(f"/v/{token}/wie")
    assert browser.post("/vragenlijst/niet-voor-mij/").status_code == 200
    connection.set_tenant(waterveen)
    client = Client.objects.get()
    assert participation.takes_part(client) and not client.contact_blocked


def test_a_pass_from_an_old_address_opens_no_other_page_and_asks_for_no_help(
    wave, token, client_on, waterveen, robert
):
    answering.submit(wave=wave)
    clients.change_contact(by=robert, client=wave.client, email="elders@example.org")
    browser = client_on(waterveen)
    assert browser.get(f"/v/{token}/stop").status_code == 303
    for path in ("/vragenlijst/klaar/", "/vragenlijst/mijn/", "/vragenlijst/"):
        assert browser.get(path).status_code == 404
    assert browser.post("/vragenlijst/mijn/").status_code == 404
    assert browser.post("/vragenlijst/hulp/", {"wat": "emergency"}).status_code == 200
    connection.set_tenant(waterveen)
    assert not Signal.objects.exists()
