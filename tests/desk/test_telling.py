"""What the client page tells beside the acts: texts, signals, the expected band, Mesis, a partner
who is known already."""

import re
from datetime import timedelta
from fractions import Fraction
from math import sqrt

import pytest
from django.utils import timezone

from benchmark.standard.steps import STEPS
from benchmark.statistics import Mean
from monitor.caseload import couples, participation
from monitor.caseload.acts import Refused
from monitor.caseload.models import TrajectoryClient
from monitor.caseload.screening.models import ScreeningResult
from monitor.desk.parts import band
from monitor.desk.worklist import acts
from monitor.surveys.free_texts.models import FreeText
from monitor.surveys.models import Wave
from tenants.audit.models import ReadEvent
from tenants.models import Membership
from tests.caseload.people import a_trajectory
from tests.desk.conftest import answered
from tests.desk.test_grid import text_of

WORDS = "Dank je wel voor het luisteren."


@pytest.fixture
def page(anna):
    """The address of Anna's page."""
    return f"/traject/{anna.pk}/"


@pytest.fixture
def written(anna, inside):
    """Anna wrote to Robert three days ago, and something to the municipality."""

    def write():
        moment = timezone.now() - timedelta(days=3)
        wave = answered(anna, moment, stress=4)
        for addressee, words in (("caseworker", WORDS), ("municipality", "Voor de gemeente")):
            text = FreeText(wave=wave, client=wave.client, addressee=addressee, said_at=moment)
            text.text = words
            text.save()

    inside(write)


def reads(inside):
    return inside(lambda: ReadEvent.objects.filter(what="free_text").count())


# --- Texts -------------------------------------------------------------------------------------


def test_the_own_caseworker_reads_it_and_that_is_written_down(desk, page, written, inside):
    text = text_of(desk.get(page))
    assert WORDS in text and "Voor de gemeente" not in text
    assert "1 tekst" in text and "Schreef iets aan de hulpverlener" in text, "on the axis too"
    assert reads(inside) == 1


@pytest.mark.parametrize(
    ("role", "team", "may"),
    [
        ("caseworker", "", False),
        ("administrator", "", False),
        ("team_lead", "", True),
        ("team_lead", "Zuid", False),
    ],
)
def test_others_see_that_there_is_one_and_the_team_lead_reads_it(
    client_on, waterveen, make_account, page, written, inside, role, team, may
):
    account = make_account(f"{role}@waterveen.example", waterveen, role)
    Membership.objects.filter(account=account).update(team=team)
    text = text_of(client_on(waterveen, account).get(page))
    assert (WORDS in text) == may
    assert ("Er is 1 tekst van de cliënt." in text) == (not may)
    assert reads(inside) == int(may)


def test_the_sheet_for_a_conversation_shows_no_text(desk, page, written, inside):
    assert WORDS not in text_of(desk.get(f"{page}gespreksblad/"))
    assert reads(inside) == 0


# --- Signals -----------------------------------------------------------------------------------


def test_signals_stand_there_with_why_and_what_was_done(desk, robert, anna, page, inside):
    client = inside(anna.clients.get)
    signal = inside(acts.ask, rule="call_me", trajectory=anna, client=client)
    assert "De cliënt vroeg op 15 juni 2026 of je belt." in text_of(desk.get(page))
    inside(acts.handle, by=robert, signal=signal, sentence="We spraken elkaar.")
    text = text_of(desk.get(page))
    assert "De cliënt las: “We spraken elkaar.”" in text and "Vraagt je aandacht" not in text


# --- The expected band -------------------------------------------------------------------------


def test_too_little_published_is_said(desk, page):
    assert "Nog te weinig gegevens over deze stap." in text_of(desk.get(page))


def test_the_band_is_the_middle_half_of_a_normal_spread():
    answers = [2, 3, 3, 3, 4, 4, 4, 5] * 15
    mean = Mean.of(answers)
    average = sum(answers) / len(answers)
    spread = sqrt(sum((a - average) ** 2 for a in answers) / (len(answers) - 1))
    expected = (round(average - 0.6745 * spread), round(average + 0.6745 * spread))
    assert band.band(mean) == expected == (3, 4)
    assert band.in_words("stress", mean) == "Stress: meestal een 3 of een 4 (n = 120)."


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ([3] * 31, "meestal een 3 (n = 30)"),
        ([1, 5] * 20, "meestal tussen 2 en 4 (n = 40)"),
        ([1, 1, 5] * 20, "meestal tussen 1 en 4 (n = 60)"),
        ([Fraction(9, 2)] * 20 + [5] * 20, "meestal een 5 (n = 40)"),
    ],
)
def test_the_band_stays_within_the_scale(answers, said):
    assert said in band.in_words("belief", Mean.of(answers))


def test_it_is_of_the_type_where_that_is_published_else_of_the_step(monkeypatch, waterveen):
    published = {
        ("stress_by_type_and_step", "vulnerable.life_domains"): Mean.of([4, 5] * 20),
        ("stress_by_step", "life_domains"): Mean.of([2, 3] * 30),
    }

    class Release:
        slug = "r"

    monkeypatch.setattr(band, "editions_of", lambda municipality: ["looptijd 2026"])
    monkeypatch.setattr(band.lookup, "latest", lambda edition: Release)
    monkeypatch.setattr(
        band.lookup,
        "released",
        lambda slug, indicator: {c: m for (i, c), m in published.items() if i == indicator.id},
    )
    ready = next(step for step in STEPS if step.code == "ready")
    of_type = band.expected(waterveen, "vulnerable", ready)
    assert (of_type.of_type, of_type.rows) == (True, ["Stress: meestal een 4 of een 5 (n = 40)."])
    of_step = band.expected(waterveen, "independent", ready)
    assert (of_step.of_type, of_step.rows) == (
        False,
        ["Stress: meestal een 2 of een 3 (n = 60)."],
    )
    assert of_step.edition == "looptijd 2026"
    assert band.expected(waterveen, "vulnerable", STEPS[0]).rows == []


# --- Mesis -------------------------------------------------------------------------------------


def test_the_result_of_mesis_is_written_down_and_taken_away(desk, anna, page, inside):
    client = inside(anna.clients.get)
    form = {
        "client": str(client.pk),
        "on": "2026-03-04",
        "filled_in": "volunteer",
        "profile": "Profiel B",
        "modules": ["skills", "motivation"],
    }
    answer = desk.post(f"{page}screening/", form)
    assert answer.headers["Location"] == f"{page}#screening"
    result = inside(ScreeningResult.objects.get)
    assert (result.modules, str(result.on)) == (["motivation", "skills"], "2026-03-04")
    text = text_of(desk.get(page))
    for words in ("Profiel B", "Motivatie, Vaardigheden", "Met hulp van een vrijwilliger"):
        assert words in text, words
    desk.post(f"{page}screening/", form | {"profile": "Profiel C", "modules": []})
    text = text_of(desk.get(page))
    assert "Profiel C" in text and "Profiel B" not in text, "one result a day"
    result = inside(ScreeningResult.objects.get)
    for _tap in range(2):
        assert desk.post(f"{page}screening/{result.pk}/weg/").status_code == 302
    assert not inside(ScreeningResult.objects.exists)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"profile": "", "modules": []}, "Vul het profiel in, of kies de onderdelen."),
        ({"on": "2026-06-16"}, "Deze datum ligt in de toekomst."),
        ({"filled_in": "dog"}, "filled_in"),
        ({"profile": "x 111222333"}, "BSN"),
        ({"modules": ["item 12"]}, "modules"),
    ],
)
def test_a_wrong_result_is_refused_and_keeps_what_was_typed(desk, anna, page, inside, wrong, said):
    client = inside(anna.clients.get)
    form = {"client": str(client.pk), "on": "2026-03-04", "filled_in": "alone", "profile": "P"}
    text = text_of(desk.post(f"{page}screening/", form | wrong))
    assert said in text and "field--invalid" in text
    assert not inside(ScreeningResult.objects.exists)


# --- A partner who is known already -------------------------------------------------------------


def test_a_known_client_joins_as_partner_with_own_questionnaires(desk, robert, anna, page, inside):
    bram = inside(a_trajectory, robert, "W-8", first_name="Bram", email="bram@example.org")
    client = inside(bram.clients.get)
    inside(participation.record, by=robert, client=client, monitor=True)
    form = {"wie": "bekend", "number": " W-8 ", "name": "bram"}
    assert desk.post(f"{page}partner/", form).headers["Location"] == page
    places = inside(lambda: list(TrajectoryClient.objects.filter(trajectory=anna)))
    assert client.pk in {place.client_id for place in places} and len(places) == 2
    assert inside(Wave.objects.filter(trajectory=anna, client=client).exists)
    assert inside(bram.clients.get).pk == client.pk, "the own trajectory stays"
    assert "Deze cliënt hoort al bij dit traject." in text_of(desk.post(f"{page}partner/", form))


@pytest.mark.parametrize(
    "typed",
    [
        {"number": "W-8", "name": "Bart"},
        {"number": "W-9", "name": "Bram"},
        {"number": "W-7", "name": "Anna"},
        {"number": "", "name": ""},
    ],
)
def test_the_wrong_person_does_not_join(desk, robert, anna, page, inside, typed):
    inside(a_trajectory, robert, "W-8", first_name="Bram")
    text = text_of(desk.post(f"{page}partner/", {"wie": "bekend"} | typed))
    assert re.search("We vinden geen|hoort al bij|verplicht veld", text)
    assert inside(anna.clients.count) == 1


def test_two_of_the_same_name_in_one_trajectory_are_not_guessed(robert, inside):
    first = inside(a_trajectory, robert, "W-8", first_name="Bram")
    other = inside(a_trajectory, robert, "W-9", first_name="bram")
    inside(couples.join, by=robert, trajectory=first, client=inside(other.clients.get))
    with pytest.raises(Refused):
        inside(couples.known_as, number="W-8", name="Bram")
