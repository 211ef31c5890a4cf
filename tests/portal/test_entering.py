"""The way in: a code to the client's own address, for the browser that asked; and out again."""

from uuid import UUID

import pytest
from django.core import mail
from django.db import connection
from django_tenants.utils import tenant_context

from monitor.caseload import clients
from monitor.portal import codes, letters, limits, tasks
from monitor.portal.models import Code, Session
from monitor.surveys import answering, links
from tests.portal.conftest import a_wrong, code_in

PAGES = (
    "/mijn/",
    "/mijn/doelen/",
    "/mijn/gehoord/",
    "/mijn/sparen/",
    "/mijn/gegevens/",
    "/mijn/gegevens/bestand.json",
    "/mijn/gegevens/bestand.pdf",
    "/mijn/gegevens/contact/",
    "/mijn/gegevens/adres/code/",
    "/mijn/stoppen/",
)


def test_the_thanks_page_shows_the_way_and_looking_sends_nothing(
    phone, wave, waterveen, state_of_everything
):
    answering.submit(wave=wave)
    assert "/vragenlijst/mijn/" in phone.get("/vragenlijst/klaar/").text
    before = state_of_everything(waterveen)
    for look in (phone.get, phone.head):
        assert look("/vragenlijst/mijn/").status_code == 200
        assert look("/mijn/").status_code == 403
    assert state_of_everything(waterveen) == before
    assert mail.outbox == []


def test_a_code_goes_to_her_own_mail_and_opens_the_pages(phone, ask):
    answer = ask(phone)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/mijn/code/")
    (message,) = mail.outbox
    assert message.to == ["samira@example.org"]
    for word in ("schuld", "geld", "Klantmonitor", "traject"):
        assert word not in message.subject + message.body
    assert code_in(message) not in message.subject
    assert phone.get("/mijn/code/").status_code == 200
    code = code_in(message)
    answer = phone.post("/mijn/code/", {"code": f" {code[:3]} {code[3:]} "})
    assert answer.headers["Location"] == "/mijn/"
    page = phone.get("/mijn/")
    assert page.status_code == 200 and "Hoi Samira" in page.text
    assert "<title>Hoe het gaat</title>" in page.text
    assert "no-store" in page.headers["Cache-Control"]
    assert "noindex" in page.headers["X-Robots-Tag"]
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert "data-quick-exit" in page.text


def test_the_cookie_is_for_these_pages_alone(phone, enter, settings):
    enter(phone)
    cookie = phone.cookies["mijn"]
    assert cookie["path"] == "/mijn/" and cookie["httponly"] and cookie["samesite"] == "Strict"
    assert cookie["max-age"] == "" and cookie["expires"] == ""
    settings.SURVEY_COOKIE_SECURE = True
    with_pass = phone.get("/mijn/")
    assert with_pass.status_code == 403  # with https it has another name, which a browser guards


def test_neither_digits_nor_keys_are_stored(phone, ask, waterveen):
    ask(phone)
    code, key = code_in(mail.outbox[0]), phone.cookies["mijn-code"].value
    with connection.cursor() as cursor:
        for table in ("portal_code", "portal_session"):
            for secret in (code, key, "samira@example.org"):
                cursor.execute(
                    f"SELECT count(*) FROM {table} t WHERE t::text LIKE %s", [f"%{secret}%"]
                )
                assert cursor.fetchone() == (0,)


def test_asking_looks_the_same_without_an_address(phone, ask, samira, wave):
    with_address = ask(phone)
    page = phone.get("/mijn/code/").text
    Code.objects.all().delete()
    for change in ({"email": "", "channel": ""}, {"contact_blocked": "address_refused"}):
        person = wave.client
        for name, value in change.items():
            setattr(person, name, value)
        person.save()
        mail.outbox.clear()
        without = ask(phone)
        assert mail.outbox == []
        assert (without.status_code, without.headers["Location"]) == (
            with_address.status_code,
            with_address.headers["Location"],
        )
        assert _shape(phone.get("/mijn/code/").text) == _shape(page)
        wrong = phone.post("/mijn/code/", {"code": "123456"})
        assert wrong.status_code == 200 and "klopt niet" in wrong.text
        Code.objects.all().delete()


def _shape(text: str) -> str:
    import re

    return re.sub(r'name="(csrfmiddlewaretoken|next)" value="[^"]*"|nonce="[^"]*"', "", text)


def test_five_tries_and_not_one_more(phone, ask):
    ask(phone)
    code = code_in(mail.outbox[0])
    for number in range(codes.TRIES):
        answer = phone.post("/mijn/code/", {"code": a_wrong(code)})
        assert answer.status_code == (200 if number < codes.TRIES - 1 else 403)
    assert phone.post("/mijn/code/", {"code": code}).status_code == 403
    assert not Session.objects.exists()


@pytest.mark.parametrize("typed", ["", "12345", "abcdef", "１２３４５６", "1" * 5000])
def test_nonsense_is_a_wrong_code(phone, ask, typed):
    ask(phone)
    assert phone.post("/mijn/code/", {"code": typed}).status_code == 200


def test_a_code_is_of_no_use_after_ten_minutes(phone, ask, later):
    ask(phone)
    code = code_in(mail.outbox[0])
    later(6, 10, 12, 11)
    assert phone.post("/mijn/code/", {"code": code}).status_code == 403


def test_a_code_works_once(phone, ask):
    ask(phone)
    code, key = code_in(mail.outbox[0]), phone.cookies["mijn-code"].value
    assert phone.post("/mijn/code/", {"code": code}).status_code == 303
    phone.cookies["mijn-code"] = key
    assert phone.post("/mijn/code/", {"code": code}).status_code == 403


def test_a_newer_code_puts_the_older_out_of_use(phone, ask, clock):
    ask(phone)
    older, key = code_in(mail.outbox[0]), phone.cookies["mijn-code"].value
    clock.shift(61)
    ask(phone)
    phone.cookies["mijn-code"] = key
    assert phone.post("/mijn/code/", {"code": older}).status_code == 403


def test_digits_from_a_lock_screen_open_nothing_in_another_browser(
    phone, ask, wave, client_on, waterveen
):
    ask(phone)
    other = client_on(waterveen)
    other.get(f"/v/{links.token_of(wave)}")
    assert other.post("/mijn/code/", {"code": code_in(mail.outbox[0])}).status_code == 403


def test_one_code_a_minute_and_five_a_day(phone, ask, clock):
    assert ask(phone).status_code == 303
    assert ask(phone).status_code == 429
    for _again in range(codes.PER_DAY - 1):
        clock.shift(61)
        assert ask(phone).status_code == 303
    clock.shift(61)
    answer = ask(phone)
    assert answer.status_code == 429 and "vijf keer per dag" in answer.text
    assert len(mail.outbox) == codes.PER_DAY


def test_two_who_share_an_address_share_its_limit(phone, ask, join, client_on, waterveen):
    ask(phone)
    other = join("W-2", first_name="Sami", email="samira@example.org")
    with pytest.raises(codes.TooSoon):
        codes.ask(client=other.clients.get())
    alone = join("W-3", first_name="Anna", email="anna@example.org")
    assert codes.ask(client=alone.clients.get())


def test_who_tries_all_day_from_one_place_has_to_wait(phone, ask):
    ask(phone)
    for _number in range(limits.TRIED_PER_HOUR):
        Code.objects.update(tries=0)
        phone.post("/mijn/code/", {"code": "1"})
    assert phone.post("/mijn/code/", {"code": code_in(mail.outbox[0])}).status_code == 429
    elsewhere = phone.post(
        "/mijn/code/", {"code": code_in(mail.outbox[0])}, REMOTE_ADDR="127.0.0.9"
    )
    assert elsewhere.status_code in (303, 403)


def test_a_second_copy_of_the_task_sends_nothing(phone, ask):
    ask(phone)
    assert tasks.send_code(str(Code.objects.get().pk)) is False
    assert len(mail.outbox) == 1


def test_without_a_session_every_page_is_closed(client_on, waterveen):
    browser = client_on(waterveen)
    for page in PAGES:
        answer = browser.get(page)
        assert answer.status_code == 403, page
        assert "no-store" in answer.headers["Cache-Control"]
    assert browser.get("/vragenlijst/mijn/").status_code == 404
    assert browser.get("/mijn/code/").status_code == 403


def test_half_an_hour_without_a_click_and_it_is_over(inside_portal, later):
    later(6, 10, 12, 29)
    assert inside_portal.get("/mijn/").status_code == 200
    later(6, 10, 12, 58)
    assert inside_portal.get("/mijn/").status_code == 200
    later(6, 10, 13, 29)
    assert inside_portal.get("/mijn/").status_code == 403


def test_two_hours_in_all(inside_portal, later):
    for minutes in range(25, 120, 25):
        later(6, 10, 12 + minutes // 60, minutes % 60)
        assert inside_portal.get("/mijn/").status_code == 200
    later(6, 10, 14, 1)
    assert inside_portal.get("/mijn/").status_code == 403


def test_leaving_ends_it_in_every_copy(inside_portal):
    key = inside_portal.cookies["mijn"].value
    assert inside_portal.get("/mijn/uit/").status_code == 405
    assert "uitgelogd" in inside_portal.post("/mijn/uit/").text
    inside_portal.cookies["mijn"] = key
    assert inside_portal.get("/mijn/").status_code == 403


def test_a_session_of_one_municipality_is_none_at_another(inside_portal, client_on, lindehaven):
    elsewhere = client_on(lindehaven)
    elsewhere.cookies = inside_portal.cookies
    for page in PAGES:
        assert elsewhere.get(page).status_code == 403


def test_a_waiting_code_of_one_municipality_is_none_at_another(phone, ask, client_on, lindehaven):
    ask(phone)
    elsewhere = client_on(lindehaven)
    elsewhere.cookies = phone.cookies
    answer = elsewhere.post("/mijn/code/", {"code": code_in(mail.outbox[0])})
    assert answer.status_code == 403


def test_not_for_me_closes_everything(inside_portal, wave, phone):
    answering.not_for_me(client=wave.client)
    assert inside_portal.get("/mijn/").status_code == 403
    assert phone.get("/vragenlijst/mijn/").status_code == 404


def test_the_pages_are_forged_by_nobody(inside_portal, waterveen):
    from django.test import Client

    forger = Client(enforce_csrf_checks=True, headers={"host": "waterveen.localhost"})
    forger.cookies = inside_portal.cookies
    for page in ("/mijn/uit/", "/mijn/stoppen/", "/mijn/bel-mij/", "/mijn/gegevens/keuze/"):
        assert forger.post(page).status_code == 403
    assert inside_portal.get("/mijn/").status_code == 200


def test_old_codes_are_thrown_away_with_their_addresses(phone, ask, later, waterveen):
    ask(phone)
    later(6, 11, 13)
    assert tasks.forget_codes() == 1
    assert not Code.objects.exists()


def test_a_phone_gets_the_code_where_the_municipality_has_text_messages(
    samira, wave, monkeypatch, robert
):
    """Which address a code goes to follows the client's own way."""
    clients.change_contact(by=robert, client=wave.client, phone="0612345678", channel="whatsapp")
    person = type(wave.client).objects.get(pk=wave.client.pk)
    assert codes._way_to(person) == ("email", "samira@example.org")
    monkeypatch.setattr(codes, "available_channels", lambda _m: frozenset({"email", "sms"}))
    assert codes._way_to(person) == ("sms", "+31612345678")
    clients.change_contact(by=robert, client=person, channel="email")
    person.refresh_from_db()
    assert codes._way_to(person) == ("email", "samira@example.org")


def test_english_for_who_reads_english(wave, phone, ask, sends, waterveen):
    with tenant_context(waterveen):
        type(wave.client).objects.update(language="en")
    ask(phone)
    assert mail.outbox[0].extra_headers["Content-Language"] == "en"


def test_a_code_that_went_to_an_address_from_before_opens_nothing(phone, ask, wave, robert):
    assert ask(phone).status_code == 303
    code = code_in(mail.outbox[-1])
    clients.change_contact(by=robert, client=wave.client, email="nieuw@example.org")
    assert phone.post("/mijn/code/", {"code": code}).status_code == 403
    assert not Session.objects.exists()


def test_every_provider_takes_the_key_of_a_code(wave, waterveen):
    """CM.com takes 32 characters without the hyphens, which is a UUID."""
    code = Code(client=wave.client, channel="email")
    code.address = code.former = "samira@example.org"
    keys = {
        letters.with_code(code, "123456", waterveen).key,
        letters.to_former_address(code, waterveen).key,
    }
    assert len({UUID(key) for key in keys}) == 2
