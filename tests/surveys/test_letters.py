"""What the messages say, by which channel, and what they never say (requirements R41, R43)."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from benchmark.questionnaires.languages import CODES
from monitor.caseload.models import Client
from monitor.surveys import letters, links, occasions, short_texts
from monitor.surveys.models import Invitation, InvitationKind, Wave, WaveKind, WaveStatus
from tenants.messaging import gsm7, linting

LINK = "https://" + "h" * 37 + "/v/abcdefghijkm"


def letter_for(wave, municipality, *, kind="invitation", channel="email", **client):
    Client.objects.filter(pk=wave.client_id).update(**client)
    invitation = Invitation(wave=Wave.objects.get(pk=wave.pk), kind=kind, channel=channel)
    return letters.write(invitation, municipality)


def seen_in(message):
    """What a person sees of it, HTML without its styles."""
    html = re.sub(r"\sstyle=\"[^\"]*\"", "", message.html)
    return [message.sender_name, message.sender_address, message.subject, message.text, html]


def composed(channel, language, kind, occasion, municipality, name="Samira"):
    return letters.compose(
        channel=channel,
        language=language,
        kind=kind,
        occasion=occasion,
        name=name,
        municipality=municipality,
        last=timezone.localdate(),
        link=LINK,
    )


@pytest.mark.parametrize("language", letters.MAIL_LANGUAGES)
@pytest.mark.parametrize("occasion", occasions.OCCASIONS)
@pytest.mark.parametrize("kind", InvitationKind.values)
def test_no_mail_betrays_what_it_is_about(waterveen, language, kind, occasion):
    for name in ("Samira", ""):
        mail = composed("email", language, kind, occasion, waterveen, name)
        assert [linting.betraying(seen, language) for seen in seen_in(mail)] == [[]] * 5
        assert 10 < len(mail.subject) <= 60
        for part in (mail.text, mail.html):
            assert LINK in part and f"{LINK}/stop" in part and f"{LINK}/wie" in part
            assert not re.search(r"[{}]|[\ue000-\uf8ff]", part.partition("<body")[2] or part)


@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize("key", short_texts.KEYS)
def test_no_short_text_betrays_what_it_is_about_or_is_too_long(language, key):
    for text in (
        short_texts.whatsapp(language, key, link=LINK),
        short_texts.in_language(language).texts[key].format(name=" Samira", link=LINK),
    ):
        assert linting.betraying(text, language) == [] and LINK in text
        # Meta takes no template that begins or ends with a value.
        assert not text.startswith(LINK) and not text.endswith(LINK)
    if language not in short_texts.NOT_IN_A_TEXT_MESSAGE:
        longest = "N" * (linting.NAME_ROOM - 1)
        text = short_texts.text_message(language, key, name=longest, link=LINK)
        assert linting.short(text) == [] and longest in text


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Samira", " Samira,"),
        ("Şeyma", " Seyma,"),
        ("Zoë", " Zoe,"),
        ("Anne-Marie", " Anne-Marie,"),
        ("سميرة", ","),
        ("Wolfeschlegelsteinhausen", ","),
        ("https://x.nl", ","),
        ("", ","),
    ],
)
def test_a_name_in_a_text_message_is_written_plainly_or_left_out(name, shown):
    text = short_texts.text_message("nl", "first", name=name, link=LINK)
    assert text.startswith(f"Hoi{shown}") and gsm7.length(text) <= 160


def test_a_link_without_room_is_said_and_not_cut():
    with pytest.raises(ValueError, match="room"):
        short_texts.text_message("nl", "first", name="", link="https://" + "h" * 90)


def test_a_text_message_goes_to_the_phone_in_one_part(wave, waterveen):
    client = Client.objects.get(pk=wave.client_id)
    client.phone = "+31612345678"
    client.save()
    message = letter_for(wave, waterveen, channel="sms")
    assert message.recipient == "+31612345678"
    assert (message.subject, message.html, message.template) == ("", "", "")
    assert message.text.startswith("Hoi Samira, ") and f"/v/{links.token_of(wave)} " in message.text


def test_whatsapp_takes_an_approved_template_without_a_name(wave, waterveen):
    message = letter_for(wave, waterveen, channel="whatsapp")
    assert message.template == "vragenlijst_first"
    assert message.values == (f"http://waterveen.localhost/v/{links.token_of(wave)}",)
    assert "Samira" not in repr(message)


@pytest.mark.parametrize(
    ("language", "channel", "goes_in"),
    [
        ("nl", "email", "nl"),
        ("en", "sms", "en"),
        ("nl-easy", "email", "nl"),
        ("ar", "email", "nl"),
        ("ar", "whatsapp", "nl"),
        ("tr", "sms", "nl"),
        ("xx", "sms", "nl"),
    ],
)
def test_only_an_approved_text_is_sent(language, channel, goes_in):
    assert letters.language_of_message(language, channel) == goes_in


@pytest.mark.parametrize(
    ("language", "channel", "goes_in"),
    [
        ("nl-easy", "email", "nl-easy"),
        ("ar", "email", "nl"),
        ("ar", "whatsapp", "ar"),
        ("ar", "sms", "nl-easy"),
        ("tr", "sms", "tr"),
    ],
)
def test_the_demo_shows_what_is_not_approved_with_a_mark(settings, language, channel, goes_in):
    settings.SHOW_UNAPPROVED_TRANSLATIONS = True
    assert letters.language_of_message(language, channel) == goes_in


def test_an_unapproved_mail_says_that_it_is(waterveen):
    mail = composed("email", "nl-easy", "invitation", "first", waterveen)
    assert "nog niet goedgekeurd" in mail.text and "nog niet goedgekeurd" in mail.html
    assert 'lang="nl"' in mail.html
    assert "goedgekeurd" not in composed("email", "nl", "invitation", "first", waterveen).text


def test_both_parts_carry_the_same_words_and_links(wave, waterveen):
    letter = letter_for(wave, waterveen)
    token = links.token_of(wave)
    for part in (letter.text, letter.html):
        assert "Hoi Samira," in part
        for link in (f"/v/{token}", f"/v/{token}/stop", f"/v/{token}/wie"):
            assert f"http://waterveen.localhost{link}" in part
    assert "tot en met 20 juni" in letter.text
    assert letter.stop_address.endswith(f"/v/{token}/stop")


def test_the_last_day_is_in_the_language_of_the_letter(wave, waterveen):
    assert "until 20 June" in letter_for(wave, waterveen, language="en").text
    assert "tot en met 20 juni" in letter_for(wave, waterveen, language="nl").text


def test_a_name_is_text_and_never_markup(wave, waterveen):
    client = Client.objects.get(pk=wave.client_id)
    client.first_name = f"<b>Sam & Co</b>{letters.MARKS['link']}"
    client.save()
    letter = letter_for(wave, waterveen)
    assert f"Hoi <b>Sam & Co</b>{letters.MARKS['link']}," in letter.text
    assert "&lt;b&gt;Sam &amp; Co&lt;/b&gt;" in letter.html


def test_without_a_name_the_greeting_is_still_a_greeting(wave, waterveen):
    Client.objects.update(first_name_sealed=None)
    assert letter_for(wave, waterveen).text.startswith("Hoi,\n")


def test_the_sender_is_what_the_municipality_chose(wave, waterveen):
    waterveen.sender_name, waterveen.sender_address = "Team Samen", "samen@waterveen.example"
    letter = letter_for(wave, waterveen)
    assert (letter.sender_name, letter.sender_address) == ("Team Samen", "samen@waterveen.example")


def test_the_names_of_the_municipalities_betray_nothing(municipalities):
    for municipality in municipalities.values():
        sender = municipality.sender_name or municipality.name
        assert linting.betraying(sender) == [], municipality.slug


# --- The occasion --------------------------------------------------------------------------------

ANSWERED, NOT = True, False


@pytest.mark.parametrize(
    ("kind", "earlier", "expected"),
    [
        (WaveKind.BASELINE, [], "first"),
        (WaveKind.REGULAR, [], "regular"),
        (WaveKind.REGULAR, [ANSWERED], "thanks"),
        (WaveKind.REGULAR, [NOT], "missed"),
        (WaveKind.REGULAR, [ANSWERED, NOT], "missed"),
        (WaveKind.REGULAR, [NOT, NOT], "missed"),
        (WaveKind.REGULAR, [ANSWERED, NOT, ANSWERED], "back"),
        (WaveKind.REGULAR, [NOT, ANSWERED, ANSWERED], "thanks"),
        (WaveKind.END, [NOT], "end"),
        (WaveKind.AFTERCARE, [ANSWERED], "aftercare"),
        (WaveKind.MOMENT, [NOT], "regular"),
    ],
)
def test_the_occasion_follows_from_the_last_two(kind, earlier, expected):
    assert occasions.occasion(kind, earlier) == expected


def earlier_wave(wave, days, **fields):
    """A questionnaire of the same client, so many days before."""
    moment = wave.open_from - timedelta(days=days)
    return Wave.objects.create(
        trajectory=wave.trajectory,
        client=wave.client,
        kind=WaveKind.REGULAR,
        sequence=1000 - days,
        open_from=moment,
        **fields,
    )


def test_what_came_before_is_read_from_the_waves(wave, waterveen):
    Wave.objects.filter(pk=wave.pk).update(kind=WaveKind.REGULAR, sequence=2000)
    earlier_wave(wave, 28, status=WaveStatus.CANCELLED, cancelled_reason="paused")
    earlier_wave(wave, 20, status=WaveStatus.EXPIRED)
    assert "niet gelukt" in letter_for(wave, waterveen).text
    begun = earlier_wave(wave, 10, status=WaveStatus.EXPIRED, started_at=wave.open_from)
    assert "Fijn dat je weer meedoet" in letter_for(wave, waterveen).text
    earlier_wave(wave, 5, status=WaveStatus.SUBMITTED, submitted_at=wave.open_from)
    assert "Bedankt voor je antwoorden" in letter_for(wave, waterveen).text
    assert occasions.occasions([begun])[begun.pk] == "missed"


def test_a_batch_learns_its_occasions_in_one_query(
    join, waterveen, clock, django_assert_num_queries
):
    from monitor.surveys.sending import open_due

    for number in range(4):
        join(f"B-{number}")
    open_due(timezone.now())
    waves = list(Wave.objects.select_related("client"))
    assert len(waves) == 4
    with django_assert_num_queries(1):
        found = occasions.occasions(waves)
    assert set(found.values()) == {"first"}
    letters.write(Invitation(wave=waves[0], kind="invitation", channel="email"), waterveen)
    with django_assert_num_queries(0):
        for wave in waves:
            invitation = Invitation(wave=wave, kind="invitation", channel="email")
            letters.write(invitation, waterveen, occasion=found[wave.pk])
