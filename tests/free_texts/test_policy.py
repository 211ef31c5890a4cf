"""What clients say to the municipality: from five clients on, without a name, coded by hand."""

import re
from datetime import date

import pytest
from django_tenants.utils import tenant_context

from monitor.surveys.free_texts import emotions, reading
from monitor.surveys.free_texts.models import EmotionCode, FreeText
from monitor.surveys.models import Wave
from tenants.audit.models import ReadEvent

PAGE = "/wat-clienten-zeggen/"
WORDS = ["Het duurt lang", "Ik schaam me", "Er klopt iets niet", "Dank jullie wel", "Ik ben bang"]


@pytest.fixture
def bas(client_on, waterveen, make_account, wave):
    """The browser of Waterveen's policy adviser."""
    account = make_account("bas@waterveen.example", waterveen, "policy_adviser")
    return client_on(waterveen, account)


@pytest.fixture
def spoken(join, waterveen, wave):
    """spoken(5) -> so many clients said something in June 2026."""

    def make(clients):
        with tenant_context(waterveen):
            for number, words in enumerate(WORDS[:clients]):
                trajectory = join(f"P-{number}", first_name=f"Naam{number}", email="")
                own = Wave.objects.filter(trajectory=trajectory).first()
                text = FreeText(
                    wave=own,
                    client=own.client,
                    addressee="municipality",
                    said_at=own.open_from,
                )
                text.text = words
                text.save()
            hidden = FreeText(
                wave=wave, client=wave.client, addressee="caseworker", said_at=wave.open_from
            )
            hidden.text = "Alleen voor Robert"
            hidden.save()

    return make


def test_four_clients_are_too_few(spoken, bas):
    spoken(4)
    page = bas.get(PAGE).text
    assert "minder dan 5 cliënten" in page
    assert not any(words in page for words in WORDS)


def test_five_clients_are_read_without_who_and_reading_is_written_down(spoken, bas, waterveen):
    spoken(5)
    page = bas.get(PAGE).text
    assert all(words in page for words in WORDS)
    assert not re.search(r"Naam\d|P-\d|juni|Alleen voor Robert", page)
    order = sorted(WORDS, key=page.index)
    again = bas.get(PAGE).text
    assert order == sorted(WORDS, key=again.index), "the same all day"
    with tenant_context(waterveen):
        assert ReadEvent.objects.filter(what="free_text").count() == 10


def test_the_order_is_another_one_on_other_days(spoken, in_waterveen):
    spoken(5)
    days = [date(2026, 6, number) for number in range(11, 21)]
    orders = {tuple(row.pk for row in reading.to_municipality("2026-2", day)) for day in days}
    assert len(orders) > 1 and len({frozenset(order) for order in orders}) == 1


def test_emotions_are_chosen_by_hand_and_only_suggested(spoken, bas, waterveen):
    spoken(5)
    page = bas.get(PAGE).text
    assert "voorstel" in page and " checked" not in page
    with tenant_context(waterveen):
        text = next(row for row in FreeText.objects.all() if row.text == "Ik schaam me")
    answer = bas.post(f"{PAGE}{text.pk}/", {"emotion": ["shame", "fear"], "page": "1"})
    assert answer.headers["Location"] == f"{PAGE}?kwartaal=2026-2&page=1#t-{text.pk}"
    bas.post(f"{PAGE}{text.pk}/", {"emotion": ["shame"]})
    with tenant_context(waterveen):
        assert list(EmotionCode.objects.values_list("emotion", flat=True)) == ["shame"]
    page = bas.get(PAGE).text
    assert "minder dan 5 cliënten" in page, "one client's emotion is not counted aloud"
    bas.post(f"{PAGE}{text.pk}/", {"emotion": ["rage"]})
    with tenant_context(waterveen):
        assert EmotionCode.objects.count() == 1


def test_what_may_not_be_read_cannot_be_coded(spoken, bas, waterveen):
    spoken(4)
    with tenant_context(waterveen):
        keys = dict(FreeText.objects.values_list("addressee", "pk"))
    for addressee in ("caseworker", "municipality"):
        answer = bas.post(f"{PAGE}{keys[addressee]}/", {"emotion": ["fear"]})
        assert answer.status_code == 404


@pytest.mark.parametrize("role", ["caseworker", "team_lead"])
def test_it_is_for_who_makes_policy(client_on, waterveen, make_account, role, wave):
    browser = client_on(waterveen, make_account(f"{role}@waterveen.example", waterveen, role))
    assert browser.get(PAGE).status_code == 403


@pytest.mark.parametrize("quarter", ["2031-1", "x", "2026-9"])
def test_a_quarter_that_is_not_there_is_not_found(spoken, bas, quarter):
    spoken(5)
    assert bas.get(f"{PAGE}?kwartaal={quarter}").status_code == 404


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ik schaamde me zo", {"shame"}),
        ("Het duurt al maanden", {"duration"}),
        ("Bedankt, ik ben opgelucht", {"relief"}),
        ("Een belangrijke brief", set()),
    ],
)
def test_suggestions_come_from_words(text, expected):
    assert emotions.suggested(text) == expected
