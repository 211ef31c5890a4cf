"""What comes in at the client's doors: nonsense, too much, too often, and somebody else's."""

import pytest
from django.core.cache import cache, caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tenants.utils import tenant_context

from benchmark.questionnaires import stamps, wording
from benchmark.questionnaires.languages import CLIENT_LANGUAGES
from benchmark.questionnaires.models import ItemText
from benchmark.standard.questionnaire import ITEMS
from monitor.surveys import doors, links, questions, screens
from monitor.surveys.models import Answer, Wave
from monitor.surveys.own_questions import deciding


@pytest.mark.parametrize(
    "given", ["7", "x" * 1_000_000, "\x00", "' OR 1=1 --"], ids=["7", "1 MB", "nul", "sql"]
)
def test_an_unknown_choice_gets_the_question_again(phone, given):
    answer = phone.post("/vragenlijst/2/", {"antwoord": given})
    assert answer.status_code == 422
    assert "Kies een antwoord" in answer.text and "Traceback" not in answer.text
    assert not Answer.objects.exists()


def test_a_double_post_is_one_answer_and_the_same_way_on(phone):
    first, second = (phone.post("/vragenlijst/2/", {"antwoord": "4"}) for _ in range(2))
    assert first.status_code == second.status_code == 303
    assert first.headers["Location"] == second.headers["Location"]
    assert Answer.objects.count() == 1


def test_a_post_for_a_closed_wave_is_a_kind_page_and_stores_nothing(phone, later):
    later(6, 10, 13)
    Wave.objects.update(closes_at="2026-06-10T09:00Z")
    answer = phone.post("/vragenlijst/2/", {"antwoord": "4"})
    assert answer.status_code == 404 and "Deze link werkt niet" in answer.text
    assert not Answer.objects.exists()


def test_an_answer_kept_for_another_questionnaire_is_not_stored_in_this_one(phone, wave):
    mine, other = links.mark_of(wave.pk), "0123456789abcdef"
    assert f'value="{mine}"' in phone.get("/vragenlijst/1/").text
    refused = phone.post("/vragenlijst/1/", {"antwoord": "4", "meting": other})
    assert refused.status_code == 409 and "andere vragenlijst" in refused.text
    assert not Answer.objects.exists()
    assert phone.post("/vragenlijst/1/", {"antwoord": "4", "meting": mine}).status_code == 303


def test_an_answer_to_a_question_that_is_asked_no_longer_is_no_answer_to_another(
    phone, wave, robert
):
    """A page stays open, or an answer waits on the device, while an own question is replaced."""

    def asks(text):
        question = deciding.ask(by=robert, form="amount", texts={"nl": text})
        caches["tenant"].clear()
        questions.forget()
        return question

    first = asks("Hoeveel hulp wil je?")
    last = len(questions.questions_for(wave, "nl"))
    address = f"/vragenlijst/{last}/"
    assert f'name="vraag" value="{first.code}"' in phone.get(address).text
    deciding.retire(by=robert, question=first)
    second = asks("Hoeveel rust heb je?")
    answer = phone.post(address, {"antwoord": "4", "vraag": first.code})
    assert (answer.status_code, answer.headers["Location"]) == (303, address)
    assert not Answer.objects.exists()
    phone.post(address, {"antwoord": "4", "vraag": second.code})
    assert Answer.objects.get().item == second.code


def test_what_a_device_keeps_holds_no_answers(phone):
    phone.post("/vragenlijst/1/", {"antwoord": "4"})
    assert "checked" in phone.get("/vragenlijst/1/").text
    assert "checked" not in phone.get("/vragenlijst/1/?leeg=1").text


def test_a_kept_page_is_of_nobody(phone, wave):
    """The page that is rendered once and kept has no client's mark, token or name."""
    phone.get("/vragenlijst/1/")
    assert screens._parts.cache_info().currsize
    for screen_part in screens._parts(_screen(phone)):
        assert links.mark_of(wave.pk).encode() not in screen_part
        assert b"Samira" not in screen_part


def _screen(phone):
    seen = []
    real = screens._parts
    try:
        screens._parts = lambda screen: (seen.append(screen), real(screen))[1]
        phone.get("/vragenlijst/1/")
    finally:
        screens._parts = real
    return seen[0]


def test_links_of_every_wrong_kind_cost_the_same_statements(wave, client_on, waterveen):
    with tenant_context(waterveen):
        token = links.token_of(wave)
        Wave.objects.update(status="cancelled", cancelled_reason="ended")

    def statements(path):
        with CaptureQueriesContext(connection) as captured:
            assert client_on(waterveen).get(path).status_code == 404
        return len(captured)

    statements("/v/123456789ABC")  # after this one the host is known
    counts = {statements(f"/v/{text}") for text in ("123456789ABC", "nonsense", "0" * 12, token)}
    assert len(counts) == 1


def test_all_addresses_together_have_a_limit(wave, client_on, waterveen, monkeypatch):
    monkeypatch.setattr(doors, "UNKNOWN_PER_MINUTE_IN_ALL", 3)
    for number in range(3):
        answer = client_on(waterveen).get("/v/123456789ABC", REMOTE_ADDR=f"127.0.0.{number + 10}")
        assert answer.status_code == 404
    assert client_on(waterveen).get("/v/123456789ABC", REMOTE_ADDR="127.0.0.99").status_code == 429
    cache.clear()
    assert client_on(waterveen).get(f"/v/{links.token_of(wave)}").status_code == 303


def test_the_language_is_chosen_among_own_names_and_kept_in_the_pass(phone, settings):
    settings.SHOW_UNAPPROVED_TRANSLATIONS = True
    start = phone.get("/vragenlijst/").text
    for language in CLIENT_LANGUAGES:
        assert f'lang="{language.html_code}" dir="{language.direction}"' in start
        assert language.own_name in start
    assert phone.post("/vragenlijst/taal/", {"taal": "ar"}).headers["Location"] == "/vragenlijst/"
    assert '<html lang="ar" dir="rtl"' in phone.get("/vragenlijst/").text
    assert '<html lang="ar" dir="rtl"' in phone.get("/vragenlijst/1/").text
    phone.post("/vragenlijst/1/", {"antwoord": "3"})
    assert '<html lang="ar" dir="rtl"' in phone.get("/vragenlijst/2/").text
    phone.post("/vragenlijst/taal/", {"taal": "xx"})
    assert '<html lang="ar"' in phone.get("/vragenlijst/").text


def test_until_somebody_read_a_translation_nobody_sees_it(phone, make_account):
    """Neither the questions nor the words around them; what is approved has its own language."""
    start = phone.get("/vragenlijst/").text
    assert "English" in start and "Polski" not in start and "Makkelijk Nederlands" not in start
    phone.post("/vragenlijst/taal/", {"taal": "pl"})
    assert '<html lang="nl" dir="ltr"' in phone.get("/vragenlijst/2/").text
    text = ItemText.objects.get(item__version__number=1, item__code="stress", language="ar")
    wording.approve(by=make_account("sam@klantmonitor.example"), text=text)
    cache.delete(stamps.KEY)
    questions.forget()
    assert "العربية" in phone.get("/vragenlijst/").text
    phone.post("/vragenlijst/taal/", {"taal": "ar"})
    number = [item.code for item in ITEMS].index("stress") + 1
    page = phone.get(f"/vragenlijst/{number}/").text
    assert '<html lang="nl" dir="ltr"' in page and 'lang="ar" dir="rtl" data-listen' in page
    assert text.text in page and "Overslaan" in page
    other = phone.get(f"/vragenlijst/{number + 1}/").text
    assert 'lang="ar" dir="rtl" data-listen' not in other


def test_a_question_is_read_in_one_statement_and_kept_in_another(phone, django_assert_num_queries):
    phone.get("/vragenlijst/2/")
    with django_assert_num_queries(1):
        phone.get("/vragenlijst/2/")
    with django_assert_num_queries(1):
        phone.post("/vragenlijst/2/", {"antwoord": "4"})


def test_the_questions_do_not_know_who_is_signed_in(
    phone, client_on, waterveen, make_account, django_assert_num_queries
):
    """A caseworker who opens a link on their own device is read there as anybody else."""
    caseworker = client_on(waterveen, make_account("noor@example.org", waterveen))
    caseworker.cookies.update(phone.cookies)
    phone.get("/vragenlijst/2/")
    with django_assert_num_queries(1):
        answer = caseworker.get("/vragenlijst/2/")
    assert answer.status_code == 200
    assert not hasattr(answer.wsgi_request, "user")


def test_the_worker_comes_from_where_it_works_and_from_nowhere_else(client_on, waterveen):
    answer = client_on(waterveen).get("/vragenlijst/werker.js")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert "Service-Worker-Allowed" not in answer.headers
