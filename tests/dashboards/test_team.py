"""The team's page: counts of work per person and per rule, and nothing that ranks anybody."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from monitor.caseload.models import Contact, Ending, Trajectory
from monitor.desk.dashboards import team
from monitor.desk.worklist import acts as worklist
from monitor.desk.worklist import following
from monitor.desk.worklist.models import Signal
from tenants.models import Membership

from .conftest import TODAY, answered, missed, some_clients


@pytest.fixture
def lead(client_on, waterveen, tess):
    """Tess's browser."""
    return client_on(waterveen, tess)


def rows(page):
    """Label -> number, of every line of every table."""
    found = re.findall(r'<tr><th scope="row">(.*?)</th><td>(.*?)</td></tr>', page, re.S)
    return {" ".join(re.sub(r"<.*", "", name).split()): number for name, number in found}


def tiles(page):
    """Label -> value of the tiles."""
    found = re.findall(r'kpi__label">(.*?)</p>\s*<p class="kpi__value">(.*?)</p>', page, re.S)
    return {name: re.sub(r"<[^>]+>", "", value) for name, value in found}


def test_caseloads_stand_by_name_and_small_ones_only_as_small(
    lead, clients_of, noor, fatma, sven, member, inside
):
    member("aart", "Noord")
    clients_of(noor, 5, team="Noord")
    clients_of(fatma, 9, team="Noord")
    clients_of(sven, 3, team="Noord")
    clients_of(member("wim", "Zuid"), 8, team="Zuid")
    inside(Trajectory.objects.filter(external_id="fatma-0").update, caseworker_id=None)
    page = lead.get("/team-overzicht/").content.decode()
    assert tiles(page)["Lopende trajecten"] == "17"
    found = rows(page)
    people = ["Aart", "Fatma", "Noor", "Sven", "Nog geen hulpverlener"]
    assert [name for name in found if name in people] == people
    assert [found[name] for name in people] == ["0", "8", "5", "minder dan 5", "1"]
    assert "Wim" not in page


def test_only_who_leads_a_team_has_the_page(client_on, waterveen, noor, member):
    for who in (noor, member("iris", "", "administrator"), member("bas", "", "policy_adviser")):
        assert client_on(waterveen, who).get("/team-overzicht/").status_code == 403


def test_the_response_is_the_teams_and_from_five_clients(lead, clients_of, noor, inside):
    first, *others = clients_of(noor, 4, team="Noord", listened=4)
    inside(missed, first, 20)
    page = lead.get("/team-overzicht/").content.decode()
    assert tiles(page)["Ingevulde vragenlijsten"] == "Nog te weinig gegevens"
    inside(lambda: answered(some_clients(noor, 1, "Noord", {}, number=9)[0], 10, listened=1))
    page = lead.get("/team-overzicht/").content.decode()
    assert tiles(page)["Ingevulde vragenlijsten"] == "83%" and "5 van 6 in 13 weken" in page


def test_what_is_overdue_is_counted_per_rule(lead, clients_of, noor, sven, inside, tess):
    mine = clients_of(noor, 4, team="Noord")
    clients_of(sven, 6, team="Zuid")
    inside(Contact.objects.create, trajectory=mine[0], on=TODAY - timedelta(days=20), kind="phone")
    page = lead.get("/team-overzicht/").content.decode()
    assert rows(page)["Lang geen contact"] == "3"
    assert "Op de werklijst wacht niets langer dan 7 dagen" in page
    inside(following.refresh)
    now = timezone.now()
    inside(Signal.objects.update, first_seen=now - timedelta(days=8))
    inside(Signal.objects.filter(trajectory=mine[1]).update, first_seen=now - timedelta(days=6))
    handled = inside(Signal.objects.get, trajectory=mine[2], rule="no_contact")
    inside(worklist.dismiss, by=noor, signal=handled, reason="fine")
    waiting = lead.get("/team-overzicht/").content.decode().partition("langer dan 7 dagen")[2]
    assert rows(waiting)["Lang geen contact"] == "1"


def test_what_began_and_ended_this_month(lead, noor, inside):
    inside(some_clients, noor, 3, "Noord", {}, intake=date(2026, 6, 1))
    (early,) = inside(some_clients, noor, 1, "Noord", {}, number=7, intake=date(2026, 5, 31))
    inside(
        Ending.objects.create,
        trajectory=early,
        ended_on=date(2026, 6, 2),
        status="stopped",
        reason="no_show",
    )
    found = tiles(lead.get("/team-overzicht/").content.decode())
    assert (found["Nieuw deze maand"], found["Afgesloten deze maand"]) == ("3", "1")


def test_nothing_of_results_or_feedback_stands_per_person(lead, edition, clients_of, noor, fatma):
    clients_of(noor, 6, team="Noord", listened=5)
    clients_of(fatma, 6, team="Noord", listened=1)
    page = lead.get("/team-overzicht/").content.decode()
    assert set(rows(page)) == {"Lang in één stap", "Lang geen contact", "Fatma", "Noor"}
    assert "Geluisterd" not in page and "5,0" not in page


def test_who_leads_all_teams_sees_all(client_on, waterveen, member, clients_of, noor, sven):
    clients_of(noor, 5, team="Noord")
    clients_of(sven, 6, team="Zuid")
    page = client_on(waterveen, member("bo", "", "team_lead")).get("/team-overzicht/")
    assert rows(page.content.decode()) | {"Noor": "5", "Sven": "6"} == rows(page.content.decode())


def test_more_clients_take_no_query_more(lead, clients_of, noor, inside, tess, waterveen):
    counted = []
    for number in (5, 20):
        inside(Trajectory.objects.all().delete)
        clients_of(noor, number, team="Noord", listened=3)
        membership = Membership.objects.select_related("municipality").get(account=tess)
        with CaptureQueriesContext(connection) as queries:
            inside(team.caseload, membership)
            inside(team.overdue, membership, TODAY)
            inside(team.response, membership, TODAY)
            inside(team.flow, membership, TODAY, TODAY)
        counted.append(len(queries))
    assert counted[0] == counted[1]
