"""Filling in together: a link for once, a device that is shown nothing, and the rest by message."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client as Browser

from monitor.surveys import handing_over, links
from monitor.surveys.models import Answer, Invitation, Wave
from monitor.surveys.questions import asked


@pytest.fixture
def desk(client_on, waterveen, robert, in_waterveen):
    """Robert's browser."""
    browser = client_on(waterveen, robert)
    connection.set_tenant(waterveen)
    return browser


@pytest.fixture
def link(desk, wave):
    """The address in the code on Robert's screen."""
    text = desk.get(f"/samen-invullen/{wave.pk}/").text
    assert "<svg" in text
    return re.search(r'href="http://waterveen\.localhost(/samen/[^"]+)"', text)[1]


@pytest.fixture
def tablet(link, client_on, waterveen):
    """A volunteer's device after the client pressed Begin."""
    device = client_on(waterveen)
    assert device.post(link).headers["Location"] == "/vragenlijst/"
    return device


def fill_in(device):
    for number in range(1, 6):
        answer = "hopeful" if number == 5 else "4"
        reply = device.post(f"/vragenlijst/{number}/", {"antwoord": answer, "doe": "verder"})
        assert reply.status_code == 303
    return reply


def test_looking_at_the_link_uses_nothing_and_beginning_uses_it_up(link, client_on, waterveen):
    for _ in range(2):
        seen = client_on(waterveen).get(link)
        assert seen.status_code == 200 and "Samira" not in seen.text
    assert client_on(waterveen).post(link).status_code == 303
    assert client_on(waterveen).post(link).status_code == 404
    assert client_on(waterveen).get(link).status_code == 404


def test_the_link_ends_and_is_of_no_use_elsewhere(link, clock, client_on, waterveen, lindehaven):
    assert client_on(lindehaven).get(link).status_code == 404
    assert client_on(waterveen).get("/samen/nonsense/").status_code == 404
    clock.shift(timedelta(seconds=handing_over.SECONDS + 1))
    assert client_on(waterveen).post(link).status_code == 404


def test_the_device_of_the_caseworker_is_signed_out(link, desk, wave):
    assert desk.get(f"/samen-invullen/{wave.pk}/").status_code == 200
    desk.post(link)
    assert desk.get(f"/samen-invullen/{wave.pk}/").status_code == 302


def test_nobody_without_a_caseload_hands_over(wave, client_on, waterveen, make_account):
    adviser = make_account("bo@waterveen.example", waterveen, "policy_adviser")
    address = f"/samen-invullen/{wave.pk}/"
    assert client_on(waterveen, adviser).get(address).status_code == 403
    assert client_on(waterveen).get(address).status_code == 302


def test_the_questions_about_the_help_are_left_out(tablet):
    text = tablet.get("/vragenlijst/5/").text
    assert "Vraag 5 van 5" in text and "gevoel" in text
    assert tablet.get("/vragenlijst/6/").headers["Location"] == "/vragenlijst/5/"


def test_the_device_is_never_shown_an_answer(phone, tablet):
    phone.post("/vragenlijst/1/", {"antwoord": "5"})
    assert "checked" in phone.get("/vragenlijst/1/").text
    assert "checked" not in tablet.get("/vragenlijst/1/").text
    tablet.post("/vragenlijst/2/", {"antwoord": "2"})
    assert "checked" not in tablet.get("/vragenlijst/2/").text
    fill_in(tablet)
    end = tablet.get("/vragenlijst/klaar/")
    assert "Samira" not in end.text and "stress" not in end.text.lower()
    for page in ("", "1/", "klaar/", "nog-iets/"):
        assert tablet.get(f"/vragenlijst/{page}").status_code == 404


def test_the_answers_are_marked_and_the_rest_comes_by_message(tablet, wave, phone):
    fill_in(tablet)
    wave.refresh_from_db()
    assert wave.assisted and wave.status == "open"
    assert wave.remind_at <= wave.open_from + timedelta(days=2)
    assert Answer.objects.count() == 5
    start = phone.get("/vragenlijst/").text
    assert "3 vragen" in start and "/vragenlijst/6/" in start
    for number in (6, 7, 8):
        phone.post(f"/vragenlijst/{number}/", {"antwoord": "5"})
    wave.refresh_from_db()
    assert wave.status == "submitted"


def test_who_gets_no_messages_is_ready_at_once(join, client_on, waterveen, desk):
    from django.utils import timezone

    from monitor.surveys import sending

    join("W-9", channel="assisted", email="")
    sending.open_due(timezone.now())
    wave = Wave.objects.get(trajectory__external_id="W-9")
    assert not Invitation.objects.filter(wave=wave).exists()
    device = Browser(headers={"host": "waterveen.localhost"})
    device.post(f"/samen/{handing_over.token_for(wave.pk)}/")
    fill_in(device)
    wave.refresh_from_db()
    assert (wave.status, wave.assisted) == ("submitted", True)


def test_a_questionnaire_without_questions_about_the_help_is_done_together(wave, tablet):
    """Nothing of it is left for later."""
    Wave.objects.filter(pk=wave.pk).update(kind="moment", occasion="before")
    again = Wave.objects.get(pk=wave.pk)
    response = HttpResponse()
    links.write_pass(response, again, together=True)
    tablet.cookies[settings.SURVEY_COOKIE_NAME] = response.cookies[
        settings.SURVEY_COOKIE_NAME
    ].value
    questions = asked("moment", again.questionnaire_version, "nl")
    for number, question in enumerate(questions, start=1):
        reply = tablet.post(f"/vragenlijst/{number}/", {"antwoord": question.options[2][0]})
        assert reply.status_code == 303
    again.refresh_from_db()
    assert again.status == "submitted" and again.assisted
