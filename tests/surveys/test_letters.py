"""What the messages say, and what they never say (requirements R43)."""

import re

import pytest

from monitor.caseload.models import Client
from monitor.surveys import letters, links
from monitor.surveys.models import Invitation, InvitationKind, Wave, WaveKind

DEBT_WORDS = re.compile(
    r"schuld|betalingsachterstand|incasso|kredietbank|deurwaarder|geldprobleem|budget"
    r"|\bdebt|\barrear|\bloan|\bcredit|money",
    re.IGNORECASE,
)


def letter_for(wave, municipality, *, kind="invitation", wave_kind="baseline", language="nl"):
    Client.objects.filter(pk=wave.client_id).update(language=language)
    Wave.objects.filter(pk=wave.pk).update(kind=wave_kind)
    invitation = Invitation(wave=Wave.objects.get(pk=wave.pk), kind=kind, channel="email")
    return letters.write(invitation, municipality)


@pytest.mark.parametrize("language", letters.LANGUAGES)
@pytest.mark.parametrize("kind", InvitationKind.values)
@pytest.mark.parametrize("wave_kind", [WaveKind.BASELINE, WaveKind.REGULAR, WaveKind.END])
def test_no_message_betrays_what_it_is_about(wave, waterveen, language, kind, wave_kind):
    letter = letter_for(wave, waterveen, kind=kind, wave_kind=wave_kind, language=language)
    for seen in (letter.sender_name, letter.sender_address, letter.subject, letter.text):
        assert not DEBT_WORDS.search(seen)
    assert not DEBT_WORDS.search(re.sub(r"<style.*?</style>|\sstyle=\"[^\"]*\"", "", letter.html))
    assert len(letter.subject) <= 60
    assert "{" not in letter.text and letter.subject


def test_both_parts_carry_the_same_words_and_links(wave, waterveen):
    letter = letter_for(wave, waterveen)
    token = links.token_of(wave)
    for part in (letter.text, letter.html):
        assert "Hoi Samira," in part
        for link in (f"/v/{token}", f"/v/{token}/stop", f"/v/{token}/wie"):
            assert f"http://waterveen.localhost{link}" in part
    assert "tot en met 20 juni" in letter.text
    assert letter.stop_address.endswith(f"/v/{token}/stop")


def test_a_client_who_reads_english_gets_english_and_others_dutch_for_now(wave, waterveen):
    assert letter_for(wave, waterveen, language="en").subject.startswith("A short questionnaire")
    for language in ("nl-easy", "ar", "ti"):
        letter = letter_for(wave, waterveen, language=language)
        assert letter.language == "nl" and "Hoi" in letter.text


def test_a_name_is_text_and_never_markup(wave, waterveen):
    client = Client.objects.get(pk=wave.client_id)
    client.first_name = "<b>Sam & Co</b>"
    client.save()
    letter = letter_for(wave, waterveen)
    assert "Hoi <b>Sam & Co</b>," in letter.text
    assert "&lt;b&gt;Sam &amp; Co&lt;/b&gt;" in letter.html


def test_without_a_name_the_greeting_is_still_a_greeting(wave, waterveen):
    Client.objects.update(first_name_sealed=None)
    assert letter_for(wave, waterveen).text.startswith("Hoi,\n")


def test_the_sender_is_what_the_municipality_chose(wave, waterveen):
    waterveen.sender_name, waterveen.sender_address = "Team Samen", "samen@waterveen.example"
    letter = letter_for(wave, waterveen)
    assert (letter.sender_name, letter.sender_address) == ("Team Samen", "samen@waterveen.example")
