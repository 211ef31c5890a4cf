"""The grid: who sees whom, one tick per result, and what a page costs."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from monitor.caseload import deployments, milestones, trajectories
from monitor.caseload.models import Milestone
from tests.caseload.people import a_trajectory
from tests.desk.conftest import answered

# Session, account, membership, own names, count, page, clients, deployments, milestones, answers
# and the number at the worklist; the usual pace is asked now and then.
GRID_QUERIES = 11
HTMX = {"HX-Request": "true"}


def text_of(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def test_the_desk_greets_and_shows_each_client_with_the_step(desk, robert, anna, inside):
    inside(milestones.tick, by=robert, trajectory=anna, kind="intake_done", on=date(2026, 6, 1))
    inside(deployments.add, by=robert, trajectory=anna, category="legal")
    inside(answered, anna, timezone.now() - timedelta(days=3), stress=4, unrest=3, belief=2)
    page = text_of(desk.get("/"))
    assert "Welkom Robert!" in page
    assert "Anna" in page and "W-7" in page
    assert "I/U in beeld" in page and "2 weken" in page
    assert "Juridische hulp" in page
    assert "12 jun" in page and "Stress veel · onrust gemiddeld · geloof weinig" in page
    assert len(re.findall(r'class="tick tick--', page)) == 7


def test_a_client_without_answers_is_said_to_have_none(desk, anna):
    assert "Nog geen antwoord" in text_of(desk.get("/"))


def test_a_tick_is_saved_and_shown(desk, anna, inside):
    response = desk.post(f"/traject/{anna.pk}/resultaat/", {"kind": "iu_in_view"})
    assert response.status_code == 302
    assert response["Location"].startswith("/")
    assert inside(Milestone.objects.get).reached_on == date(2026, 6, 15)
    assert "15 jun" in text_of(desk.get("/"))


def test_a_double_tap_ticks_once(desk, anna, inside):
    for _tap in range(2):
        desk.post(f"/traject/{anna.pk}/resultaat/", {"kind": "iu_in_view"}, headers=HTMX)
    assert inside(Milestone.objects.count) == 1


def test_htmx_gets_one_row_with_a_way_back(desk, anna, inside):
    url = f"/traject/{anna.pk}/resultaat/"
    row = text_of(desk.post(url, {"kind": "iu_in_view"}, headers=HTMX))
    assert row.count("<tr") == 1 and "<html" not in row
    assert "Ongedaan maken" in row
    undone = text_of(desk.post(f"{url}iu_in_view/weg/", headers=HTMX))
    assert "Ongedaan maken" not in undone
    assert inside(Milestone.objects.get).revoked_reason == "vergissing"


def test_a_date_can_be_changed_in_place(desk, anna, inside):
    url = f"/traject/{anna.pk}/resultaat/"
    desk.post(url, {"kind": "iu_in_view"})
    assert 'type="date"' in text_of(desk.get(f"{url}iu_in_view/", headers=HTMX))
    desk.post(f"{url}iu_in_view/", {"on": "2026-06-01"}, headers=HTMX)
    assert inside(Milestone.objects.get).reached_on == date(2026, 6, 1)
    refused = desk.post(f"{url}iu_in_view/", {"on": "2026-07-01"}, headers=HTMX)
    assert "toekomst" in text_of(refused)
    assert refused["HX-Retarget"] == "closest td"
    assert inside(Milestone.objects.get).reached_on == date(2026, 6, 1)


def test_the_same_works_on_a_page_without_javascript(desk, anna, inside):
    url = f"/traject/{anna.pk}/resultaat/"
    desk.post(url, {"kind": "iu_in_view", "on": "2026-06-10"})
    page = text_of(desk.get(f"{url}iu_in_view/"))
    assert "<html" in page and "2026-06-10" in page
    desk.post(f"{url}iu_in_view/weg/", {"reason": "nog niet rond"})
    assert inside(Milestone.objects.get).revoked_reason == "nog niet rond"


@pytest.mark.parametrize("headers", [HTMX, {}])
def test_a_result_that_a_colleague_took_back_in_between_just_shows_so(
    desk, robert, anna, inside, headers
):
    url = f"/traject/{anna.pk}/resultaat/"
    milestone = inside(milestones.tick, by=robert, trajectory=anna, kind="iu_in_view")
    inside(milestones.revoke, by=robert, milestone=milestone, reason="te vroeg")
    for again in (
        desk.post(f"{url}iu_in_view/weg/", headers=headers, follow=True),
        desk.get(f"{url}iu_in_view/", headers=headers, follow=True),
    ):
        assert again.status_code == 200
        assert "tick--done" not in text_of(again) and "Anna" in text_of(again)
    assert inside(Milestone.objects.get).revoked_reason == "te vroeg"


def test_a_day_that_is_none_ticks_nothing(desk, anna, inside):
    url = f"/traject/{anna.pk}/resultaat/"
    refused = desk.post(url, {"kind": "iu_in_view", "on": "gisteren"}, follow=True)
    assert "Voer een geldige datum in" in text_of(refused)
    assert not inside(Milestone.objects.exists)


@pytest.mark.parametrize("kind", ["rich", ""])
def test_a_result_that_does_not_exist_is_not_found(desk, anna, kind):
    response = desk.post(f"/traject/{anna.pk}/resultaat/", {"kind": kind})
    assert response.status_code == 404


def test_mine_the_team_and_everybody(desk, robert, anna, make_account, waterveen, inside):
    fatma = make_account("fatma@waterveen.example", waterveen, first_name="Fatma")
    inside(a_trajectory, fatma, "W-8", first_name="Bart")
    assert "Bart" not in text_of(desk.get("/"))
    everybody = text_of(desk.get("/?who=all&state=running"))
    assert "Bart" in everybody and "Fatma" in everybody and "Anna" in everybody
    assert "Bart" in text_of(desk.get("/")), "the choice is remembered"
    assert "Bart" not in text_of(desk.get("/?who=team&state=running"))


def test_running_ended_and_a_step(desk, robert, anna, inside):
    bart = inside(a_trajectory, robert, "W-8", first_name="Bart")
    inside(trajectories.end, by=robert, trajectory=bart, status="referred")
    inside(milestones.tick, by=robert, trajectory=anna, kind="debts_in_view")
    assert "Bart" not in text_of(desk.get("/"))
    ended = text_of(desk.get("/?who=mine&state=ended"))
    assert "Bart" in ended and "Anna" not in ended
    assert "Anna" in text_of(desk.get("/?who=mine&state=running&step=iu_in_balance"))
    assert "Anna" not in text_of(desk.get("/?who=mine&state=running&step=intake"))


def test_settlement_columns_come_when_asked(desk, anna):
    assert "Akkoord" not in text_of(desk.get("/"))
    page = text_of(desk.get("/?who=mine&state=running&settlement=on"))
    assert "Akkoord" in page


@pytest.mark.parametrize("text", ["ann", "ANNA", "w-7"])
def test_somebody_is_found_by_name_or_number(desk, robert, anna, inside, text):
    inside(a_trajectory, robert, "W-8", first_name="Bart")
    page = text_of(desk.post("/zoeken/", {"text": text}))
    assert "Anna" in page and "Bart" not in page
    assert "Niemand gevonden" in text_of(desk.post("/zoeken/", {"text": "Zoë"}))


def test_a_search_leaves_no_name_in_an_address_or_the_session(desk, anna):
    assert desk.get("/zoeken/?text=anna").status_code == 405
    desk.post("/zoeken/", {"text": "anna"})
    assert "anna" not in str(dict(desk.session)).lower()


@pytest.fixture
def page_of(robert, inside):
    """page_of(3, 7): trajectories 3 to 6 of Robert, with results, help and answers."""

    def make(start, stop):
        for number in range(start, stop):
            trajectory = a_trajectory(robert, f"T-{number}", first_name=f"Naam {number}")
            for kind in ("intake_done", "iu_in_view"):
                milestones.tick(by=robert, trajectory=trajectory, kind=kind)
            deployments.add(by=robert, trajectory=trajectory, category="legal")
            answered(trajectory, timezone.now(), stress=3)

    return lambda start, stop: inside(make, start, stop)


def test_a_page_costs_the_same_number_of_queries_for_any_number_of_rows(desk, page_of):
    desk.get("/")
    counts = []
    for start, stop in ((0, 3), (3, 12)):
        page_of(start, stop)
        with CaptureQueriesContext(connection) as queries:
            page = text_of(desk.get("/"))
        assert page.count('<tr role="row" id="r-') == stop
        counts.append(len(queries))
    assert counts == [GRID_QUERIES, GRID_QUERIES]


# --- Walls ---


def test_another_municipalitys_trajectory_is_not_found(client_on, lindehaven, make_account, anna):
    lena = make_account("lena@lindehaven.example", lindehaven)
    there = client_on(lindehaven, lena)
    for path in ("", "resultaat/iu_in_view/", "contact/", "kenmerken/", "rij/"):
        assert there.get(f"/traject/{anna.pk}/{path}").status_code == 404
    assert there.post(f"/traject/{anna.pk}/resultaat/", {"kind": "debt_rest"}).status_code == 404


@pytest.mark.parametrize(
    ("role", "status"),
    [("caseworker", 200), ("team_lead", 200), ("administrator", 200), ("policy_adviser", 403)],
)
def test_who_has_a_caseload_sees_clients_and_who_has_not_does_not(
    client_on, waterveen, make_account, anna, role, status
):
    browser = client_on(waterveen, make_account("x@waterveen.example", waterveen, role))
    for path in ("/nieuw/", f"/traject/{anna.pk}/", "/import/"):
        assert browser.get(path).status_code == status


def test_who_is_not_signed_in_is_led_to_sign_in(client_on, waterveen, anna):
    browser = client_on(waterveen)
    assert browser.get("/")["Location"].startswith("/accounts/login/")
    asked = browser.post(f"/traject/{anna.pk}/resultaat/", {"kind": "debt_rest"}, headers=HTMX)
    assert asked["HX-Redirect"].startswith("/accounts/login/")


def test_signs_that_a_database_cannot_keep_are_left_out(desk, anna, inside):
    assert "Anna" in text_of(desk.post("/zoeken/", {"text": "An\x00na"}))
    assert desk.post("/zoeken/", {"text": "\x00"}).status_code == 302
    desk.post(f"/traject/{anna.pk}/resultaat/", {"kind": "iu_in_view"})
    taken_back = f"/traject/{anna.pk}/resultaat/iu_in_view/weg/"
    assert desk.post(taken_back, {"reason": "dubbel\x00 geteld"}).status_code == 302
    assert inside(Milestone.objects.get).revoked_reason == "dubbel geteld"
