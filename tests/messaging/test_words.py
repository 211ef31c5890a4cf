"""What no message may say, and what a text message can hold."""

import pytest

from tenants.messaging import gsm7, linting


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Hulp bij Schulden"),
        ("nl", "De Kredietbank wacht op je"),
        ("nl", "Je geld op orde"),
        ("nl", "Gemeentelijk budgetbeheer"),
        ("nl", "GKB Waterveen"),
        ("en", "About your debts"),
        ("en", "Do you owe anything?"),
        ("tr", "Borçların hakkında"),
        ("tr", "Ödeme planın"),
        ("pl", "Twój dług"),
        ("pl", "Pieniądze"),
        ("uk", "Твої борги"),
        ("ar", "استبيان عن ديونك"),
        ("ar", "الدين"),
        ("ti", "ዕዳ"),
        ("pl", "Krótka ankieta: schuldhulp"),
    ],
)
def test_a_word_that_betrays_is_found(language, text):
    assert [problem.code for problem in linting.betraying(text, language)][:1] == ["betrays"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Deze link is geldig tot en met 20 juni"),
        ("nl", "Gemeente Waterveen, team dienstverlening"),
        ("en", "Go to page 2, spay of sparrow"),
        ("tr", "Bir paragraf daha"),
        ("ar", "مدينة جميلة"),
    ],
)
def test_innocent_words_pass(language, text):
    assert linting.betraying(text, language) == []


def test_the_alphabet_of_text_messages_has_127_letters_and_ten_that_take_two_places():
    # TS 23.038 has 128 codes of which one (0x1B) leads to the extension.
    assert len(gsm7.BASIC) == 127 and len(gsm7.EXTENDED) == 10
    assert gsm7.length("é") == 1 and gsm7.length("€") == 2
    assert gsm7.length("ë") is None and gsm7.length("مرحبا") is None


@pytest.mark.parametrize(
    ("written", "folded"),
    [("Şeyma", "Seyma"), ("Łukasz", "Lukasz"), ("Zoë", "Zoe"), ("André", "André"), ("İ", "I")],
)
def test_latin_letters_lose_marks_that_a_text_message_cannot_carry(written, folded):
    assert gsm7.folded(written) == folded


def test_a_text_message_is_one_part():
    assert linting.short("a" * 160) == []
    (problem,) = linting.short("a" * 161)
    assert problem.code == "too_long" and "161" in str(problem)
    assert [p.code for p in linting.short("a" * 159 + "€")] == ["too_long"]
    (problem,) = linting.short("Zoë ж")
    assert problem.code == "letters" and "ë" in str(problem) and "ж" in str(problem)


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("Waterveen", []),
        ("Gem Rietmeer", ["sender_too_long"]),
        ("Schuldhulp", ["betrays"]),
        ("Sámen", ["sender_letters"]),
    ],
)
def test_what_a_phone_shows_as_sender(name, codes):
    assert [problem.code for problem in linting.sender(name)] == codes
