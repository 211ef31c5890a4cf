"""The list of a day as people see it, and who sees whose."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from monitor.caseload import clients
from monitor.caseload.models import TrajectoryClient
from monitor.desk.worklist import acts, following
from monitor.desk.worklist.models import Signal, State
from tenants.models import Membership
from tests.caseload.people import a_trajectory

from .conftest import TODAY, answered, seen

SENTENCE = "Ik heb je gebeld en we hebben een afspraak."
LIST_QUERIES = 15


@pytest.fixture
def anna(robert, inside):
    """Robert has not spoken with Anna since the intake on 1 March."""
    return inside(
        a_trajectory, robert, "W-7", first_name="Anna", email="anna@example.org", team="Noord"
    )


@pytest.fixture
def signal(anna, inside):
    """What stands on Robert's list."""
    inside(following.refresh)
    return inside(Signal.objects.get)


@pytest.fixture
def member(client_on, waterveen, make_account):
    """member("team_lead", team="Noord") -> a browser of somebody else of Waterveen."""

    def make(role, team=""):
        account = make_account(f"{role}{team}@waterveen.example", waterveen, role)
        Membership.objects.filter(account=account).update(team=team)
        return client_on(waterveen, account)

    return make


def text_of(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def test_nothing_to_do_today(desk):
    page = text_of(desk.get("/werklijst/"))
    assert "Niets te doen vandaag" in page
    assert "site-header__count" not in page


def test_who_and_why(desk, signal, anna):
    page = text_of(desk.get("/werklijst/"))
    assert f'<a href="/traject/{anna.pk}/">Anna</a>' in page
    assert "Sinds 1 maart 2026 is er geen contact. Dat is 106 dagen." in page
    assert "1 cliënt vraagt vandaag je aandacht." in page


def test_the_menu_counts_on_every_page(desk, signal):
    for path in ("/", "/werklijst/", "/inzichten/gegevens/"):
        page = text_of(desk.get(path))
        assert re.search(r'Werklijst <span class="site-header__count">1</span>', page), path


def test_in_english_too(desk, signal):
    desk.post("/taal/setlang/", {"language": "en"})
    page = text_of(desk.get("/werklijst/"))
    assert "There has been no contact since 1 March 2026. That is 106 days." in page


def test_who_asks_for_help_stands_first(desk, signal, robert, inside):
    bram = inside(a_trajectory, robert, "W-8", first_name="Bram")

    def ask():
        seen(bram, TODAY)
        acts.ask(rule="emergency", trajectory=bram, client=bram.clients.get())

    inside(ask)
    page = text_of(desk.get("/werklijst/"))
    assert page.index(">Bram<") < page.index(">Anna<")
    assert "De cliënt meldde nood op 15 juni 2026." in page


def test_of_a_couple_it_says_who(desk, anna, robert, inside):
    def couple():
        bram = clients.register(
            by=robert, first_name="Bram", email="", phone="", channel="", language="nl"
        )
        TrajectoryClient.objects.create(trajectory=anna, client=bram, position=2)
        seen(anna, TODAY)
        for days_ago in (20, 6):
            wave = answered(anna, days_ago, stress=5)
            wave.client = bram
            wave.save()
        following.refresh()

    inside(couple)
    assert "Twee keer veel stress (Bram)" in text_of(desk.get("/werklijst/"))


def test_a_sentence_handles_it(desk, signal, inside):
    answer = desk.post(f"/werklijst/{signal.pk}/afgehandeld/", {"sentence": SENTENCE}, follow=True)
    assert "Niets te doen vandaag" in text_of(answer)
    inside(signal.refresh_from_db)
    assert (signal.state, inside(lambda: signal.sentence)) == (State.HANDLED, SENTENCE)


@pytest.mark.parametrize(
    "act, values", [("later", {"days": "7"}), ("niet-nodig", {"reason": "known"})]
)
def test_put_away_and_put_back(desk, signal, act, values, inside):
    page = text_of(desk.post(f"/werklijst/{signal.pk}/{act}/", values, follow=True))
    assert "Niets te doen vandaag" in page and "Later en niet nodig" in page
    page = text_of(desk.post(f"/werklijst/{signal.pk}/terug/", follow=True))
    assert "Sinds 1 maart 2026" in page


@pytest.mark.parametrize(
    "act, values",
    [
        ("later", {"days": "x"}),
        ("later", {}),
        ("niet-nodig", {"reason": ""}),
        ("afgehandeld", {"sentence": ""}),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_changes(desk, signal, act, values, inside):
    page = text_of(desk.post(f"/werklijst/{signal.pk}/{act}/", values, follow=True))
    assert "Sinds 1 maart 2026" in page
    inside(signal.refresh_from_db)
    assert signal.state == State.OPEN


def test_an_act_asks_for_a_post(desk, signal):
    for act in ("later", "niet-nodig", "afgehandeld", "terug"):
        assert desk.get(f"/werklijst/{signal.pk}/{act}/").status_code == 405


# --- In its own place ---

HTMX = {"HX-Request": "true"}
ACTS = [
    ("later", {"days": "7"}, "Dit komt later terug op je lijst."),
    ("niet-nodig", {"reason": "known"}, "Dit staat niet meer op je lijst."),
    ("afgehandeld", {"sentence": SENTENCE}, "Afgehandeld. De cliënt kan je zin lezen."),
]


@pytest.mark.parametrize("act, values, said", ACTS)
def test_a_row_answers_in_its_own_place_and_is_undone_there(desk, signal, act, values, said):
    done = text_of(desk.post(f"/werklijst/{signal.pk}/{act}/", values, headers=HTMX))
    assert said in done and "<html" not in done and f'id="s-{signal.pk}"' in done
    assert "Niemand vraagt vandaag meer je aandacht." in done and "hx-swap-oob" in done
    again = text_of(desk.post(f"/werklijst/{signal.pk}/terug/", headers=HTMX))
    assert "Sinds 1 maart 2026" in again and f'hx-post="/werklijst/{signal.pk}/later/"' in again
    assert "1 cliënt vraagt vandaag je aandacht." in again
    assert "Dit staat" not in text_of(desk.get("/werklijst/")), "said in the row and not again"


def test_a_refusal_stands_in_the_row_with_what_was_typed(desk, signal):
    long = "x" * 301
    row = text_of(
        desk.post(f"/werklijst/{signal.pk}/afgehandeld/", {"sentence": long}, headers=HTMX)
    )
    assert "Deze zin is te lang." in row and long in row
    assert row.count('<details class="disclosure" open>') == 1


def test_what_a_colleague_did_meanwhile_is_said_in_the_row(desk, signal, robert, inside):
    inside(acts.dismiss, by=robert, signal=signal, reason="known")
    row = text_of(desk.post(f"/werklijst/{signal.pk}/later/", {"days": "3"}, headers=HTMX))
    assert "Dit is al gedaan." in row and "Ongedaan maken" not in row


def test_a_sentence_is_taken_back_within_minutes_and_by_who_wrote_it(desk, signal, member, inside):
    desk.post(f"/werklijst/{signal.pk}/afgehandeld/", {"sentence": SENTENCE})
    path = f"/werklijst/{signal.pk}/terug/"
    refused = text_of(member("team_lead").post(path, headers=HTMX))
    assert "De cliënt kan je zin al gelezen hebben." in refused
    assert "Anna" in text_of(desk.get("/werklijst/")), "to take back without htmx too"
    desk.post(path)
    inside(signal.refresh_from_db)
    assert (signal.state, inside(lambda: signal.sentence)) == (State.OPEN, "")
    desk.post(f"/werklijst/{signal.pk}/afgehandeld/", {"sentence": SENTENCE})
    long_ago = signal.first_seen - timedelta(minutes=11)
    inside(Signal.objects.update, decided_at=long_ago)
    desk.post(path)
    inside(signal.refresh_from_db)
    assert signal.state == State.HANDLED


# --- Walls ---


def test_a_colleague_sees_no_ones_list_but_their_own(signal, member):
    colleague = member("caseworker", team="Noord")
    assert "Niets te doen vandaag" in text_of(colleague.get("/werklijst/"))
    assert "site-header__count" not in text_of(colleague.get("/"))
    answer = colleague.post(f"/werklijst/{signal.pk}/niet-nodig/", {"reason": "known"})
    assert answer.status_code == 404


@pytest.mark.parametrize("team, sees", [("Noord", True), ("Zuid", False), ("", True)])
def test_a_team_lead_sees_the_team(signal, member, team, sees):
    lead = member("team_lead", team=team)
    page = text_of(lead.get("/werklijst/"))
    assert ("Anna" in page) == sees
    assert "Niets te doen vandaag" in text_of(lead.get("/werklijst/?van=mij"))
    answer = lead.post(f"/werklijst/{signal.pk}/niet-nodig/", {"reason": "known", "van": "mij"})
    if sees:
        assert answer["Location"] == "/werklijst/?van=mij"
    else:
        assert answer.status_code == 404


def test_a_policy_adviser_sees_no_list_and_no_number(signal, member):
    adviser = member("policy_adviser")
    assert adviser.get("/werklijst/").status_code == 403
    assert adviser.post(f"/werklijst/{signal.pk}/later/", {"days": "3"}).status_code == 403
    page = text_of(adviser.get("/werklijst/regels/"))
    assert "site-header__count" not in page and "Anna" not in page


def test_another_municipalitys_signal_is_not_found(signal, client_on, lindehaven, make_account):
    lena = make_account("lena@lindehaven.example", lindehaven, "administrator")
    there = client_on(lindehaven, lena)
    assert there.post(f"/werklijst/{signal.pk}/later/", {"days": "3"}).status_code == 404


def test_a_page_costs_the_same_number_of_queries_for_any_number_of_clients(
    desk, member, robert, inside
):
    def fill(start, stop):
        for number in range(start, stop):
            trajectory = a_trajectory(robert, f"T-{number}", first_name="Naam", team="Noord")
            for days_ago in (20, 6):
                answered(trajectory, days_ago, stress=5)
        following.refresh()
        off = Signal.objects.filter(rule="no_contact").first()
        acts.snooze(by=robert, signal=off, days=3)

    lead = member("team_lead", team="Noord")
    for browser in (desk, lead):
        browser.get("/werklijst/")
    counts = []
    for start, stop in ((0, 3), (3, 12)):
        inside(fill, start, stop)
        for browser in (desk, lead):
            with CaptureQueriesContext(connection) as queries:
                page = text_of(browser.get("/werklijst/"))
            assert page.count('class="card worklist__person"') == stop
            counts.append(len(queries))
    assert counts[:2] == counts[2:] and max(counts) <= LIST_QUERIES, counts


# --- What came of the rules ---


@pytest.fixture
def history(robert, inside):
    """Twelve trajectories without contact, 70 days ago: seven handled, of whom six were spoken
    with, and five still waiting."""

    def make():
        for number in range(12):
            a_trajectory(robert, f"H-{number}")
        following.refresh()
        Signal.objects.update(first_seen=Signal.objects.first().first_seen - timedelta(days=70))
        for place, signal in enumerate(Signal.objects.select_related("trajectory")):
            if place < 7:
                acts.handle(by=robert, signal=signal, sentence=SENTENCE)
            if place < 6:
                seen(signal.trajectory, TODAY - timedelta(days=60))

    inside(make)


def row(page, name) -> str:
    found = re.search(rf'<th scope="row">{name}</th>(.*?)</tr>', page, re.S)
    return re.sub(r"<[^>]+>", " ", found.group(1)).split()


def test_how_often_it_hit_and_what_followed(history, member):
    page = text_of(member("policy_adviser").get("/werklijst/regels/"))
    assert row(page, "Op de werklijst gezet") == ["12"]
    assert row(page, "Afgehandeld") == ["7", "(58%)", "12"]
    assert row(page, "Contact binnen 14 dagen") == ["6", "(50%)", "12"]
    assert row(page, "Gestopt binnen 60 dagen") == ["0", "(0%)", "12"]
    assert page.count('<th scope="row">Op de werklijst gezet</th>') == 1


def test_an_administrator_switches_a_rule_off_and_nobody_else(signal, member, inside):
    path = "/werklijst/regels/no_contact/"
    assert member("team_lead").post(path, {"is_used": "no"}).status_code == 403
    administrator = member("administrator")
    page = text_of(administrator.post(path, {"is_used": "no"}, follow=True))
    assert "“Lang geen contact” staat uit." in page and "Zet deze regel aan" in page
    inside(signal.refresh_from_db)
    assert signal.state == State.OVER
    assert administrator.post("/werklijst/regels/emergency/", {"is_used": "no"}).status_code == 404
    assert administrator.post("/werklijst/regels/unknown/", {"is_used": "no"}).status_code == 404
