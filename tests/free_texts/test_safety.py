"""The safety net: what it finds, what the client sees at once, and that somebody is asked."""

import pytest
from django.utils import translation

from monitor.caseload import labels, trajectories
from monitor.caseload.models import Ending
from monitor.desk.worklist import acts, explaining, listing
from monitor.desk.worklist.models import Signal, State
from monitor.surveys.free_texts import signals
from monitor.surveys.free_texts.danger import PHRASES, points_at_danger
from monitor.surveys.free_texts.models import FreeText
from monitor.surveys.protocol import day_of
from tenants.models import Membership

from .conftest import SAY, said

HELP = "/vragenlijst/hulp/"


@pytest.mark.parametrize(
    "text",
    [
        "Ik wil dood",
        "soms denk ik: ik WIL  DOOD...",
        "Ik ben suïcidaal",
        "Soms wil ik dood",
        "Soms wil ik echt niet meer leven",
        "ik zie het niet meer zitten",
        "ze zijn beter af zonder mij",
        "ik maak er een einde aan",
        "I don't want to live any more",
        "I don’t want to live",
        "thinking about suicide",
        "hij slaat me elke dag",
    ],
)
def test_words_that_point_at_danger_are_found(text):
    assert points_at_danger(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Bedankt voor de hulp!",
        "Ik wil de telefoon ophangen als jullie bellen",
        "Mijn oma is vorig jaar doodgegaan",
        "Ik schrok me dood van de brief",
        "De trein was te laat",
        "I am dead tired of these letters",
    ],
)
def test_ordinary_words_are_not(text):
    assert not points_at_danger(text)


def test_a_negation_is_found_too_for_a_needless_call_is_better_than_a_missed_one():
    assert points_at_danger("Maak je geen zorgen, ik wil niet dood zijn")


def test_each_language_of_the_clients_has_its_place():
    assert set(PHRASES) == {"nl", "en", "ar", "ti", "tr", "pl", "uk"}
    for phrases in PHRASES.values():
        for phrase in phrases:
            typed = phrase.removesuffix("*").replace("…", "ik echt")
            assert phrases.stand_in(typed), phrase


def test_who_types_it_sees_help_at_once_and_somebody_is_asked(answered, wave, samira):
    answer = answered.post(SAY, said("Ik wil niet meer leven."), follow=True)
    assert answer.redirect_chain == [("/vragenlijst/bewaard/", 303)]
    for line in ("tel:113", "tel:08000113", "https://www.113.nl/", "tel:112", "huisarts"):
        assert line in answer.text, line
    assert "niet meer leven.</" not in answer.text, "what was typed is not shown again"
    assert "’s Nachts" in answer.text or "’s nachts" in answer.text
    assert FreeText.objects.get().text == "Ik wil niet meer leven."
    signal = Signal.objects.get(rule="emergency")
    (why,) = explaining.why(signal, labels.current(), day_of(wave.open_from))
    assert "woorden die op gevaar kunnen wijzen" in why
    assert samira.waves.filter(status="planned").exists(), "nothing else is decided"


def test_it_is_heeded_in_what_is_for_the_municipality_too(answered):
    answered.post(SAY, said("", "Door jullie wil ik niet meer leven, ik wil dood."))
    assert set(Signal.objects.values_list("rule", flat=True)) == {"emergency"}


@pytest.mark.parametrize(("extra", "status"), [(1000, 422), (30_000, 413)])
def test_a_text_that_cannot_be_kept_is_heeded_all_the_same(answered, extra, status):
    answer = answered.post(SAY, said("Ik wil dood. " + "x" * extra))
    assert answer.status_code == status
    assert "tel:08000113" in answer.text
    assert Signal.objects.get().rule == "emergency"
    assert not FreeText.objects.exists()


@pytest.mark.parametrize("kind", ["call_me", "emergency"])
def test_the_button_asks_once_and_says_when_it_is_read(phone, wave, kind):
    page = phone.get(HELP).text
    assert f'value="{kind}"' in page and "tel:113" in page
    for _tap in range(3):
        answer = phone.post(HELP, {"wat": kind}, follow=True)
    assert answer.redirect_chain == [("/vragenlijst/hulp/gevraagd/", 303)]
    assert "leest niemand" in answer.text
    signal = Signal.objects.get()
    assert (signal.rule, signal.client_id) == (kind, wave.client_id)
    assert len(signal.facts["each"]) == 1


def test_who_asks_again_after_it_was_put_off_stands_on_the_list_again(phone, robert, later):
    phone.post(HELP, {"wat": "emergency"})
    acts.snooze(by=robert, signal=Signal.objects.get(), days=14)
    later(6, 10, 13)
    phone.post(HELP, {"wat": "emergency"})
    assert Signal.objects.get().state == State.OPEN


def test_another_word_asks_nothing(phone):
    assert phone.post(HELP, {"wat": "pizza"}).status_code == 200
    assert not Signal.objects.exists()


def test_every_page_of_a_client_leads_to_help(answered, client_on, waterveen):
    for path in ("/vragenlijst/klaar/", "/vragenlijst/stoppen/", SAY, HELP):
        assert f'href="{HELP}"' in answered.get(path).text, path
    gone = client_on(waterveen).get("/vragenlijst/")
    assert gone.status_code == 404 and f'href="{HELP}"' in gone.text


def test_help_is_read_without_a_pass_but_nothing_is_asked(client_on, waterveen, wave):
    stranger = client_on(waterveen)
    page = stranger.get(HELP)
    assert page.status_code == 200 and "tel:113" in page.text and "<button name=" not in page.text
    stranger.post(HELP, {"wat": "call_me"})
    assert not Signal.objects.exists()


def test_after_the_trajectory_it_still_reaches_a_person(phone, wave, robert, waterveen):
    trajectories.end(by=robert, trajectory=wave.trajectory, status="stopped", reason="no_show")
    assert Ending.objects.exists()
    answer = phone.post(HELP, {"wat": "call_me"}, follow=True)
    assert "De gemeente weet het" in answer.text
    membership = Membership.objects.get(account=robert)
    assert [s.rule for s in listing.signals_for(membership)] == ["call_me"]


def test_what_was_asked_stays_when_the_trajectory_ends(phone, wave, robert):
    phone.post(HELP, {"wat": "emergency"})
    trajectories.end(by=robert, trajectory=wave.trajectory, status="stopped", reason="no_show")
    assert Signal.objects.waiting().get().rule == "emergency"


def test_nobody_above_is_known_here_but_through_signals(answered):
    heard = []

    def hear(sender, wave, kind, found_in, **_):
        heard.append((kind, found_in))

    signals.help_asked.connect(hear)
    try:
        answered.post(SAY, said("Ik wil dood"))
        answered.post(HELP, {"wat": "call_me"})
    finally:
        signals.help_asked.disconnect(hear)
    assert heard == [("emergency", "text"), ("call_me", "button")]


def test_the_sentence_of_a_hit_is_there_in_both_languages(answered, wave):
    answered.post(SAY, said("Ik wil dood"))
    signal = Signal.objects.get(rule="emergency")
    with translation.override("en"):
        (why,) = explaining.why(signal, labels.current(), day_of(wave.open_from))
    assert why.startswith("On 10 June 2026 the client typed words")
