"""The own dashboard: the right numbers, from five clients, and nothing that a few would follow
from."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from monitor.caseload import milestones, trajectories
from monitor.caseload.models import Trajectory

from .conftest import missed


def table(browser, address="/mijn-overzicht/"):
    """Label of a line -> its cells as words, without spaces around them."""
    return rows_in(browser.get(address).content.decode())


def rows_in(page):
    """The same, of a page."""
    found = {}
    for row in re.findall(r'<tr role="row"><th scope="row".*?</tr>', page, re.S):
        cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)
        head, *rest = (" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in cells)
        found[head.removesuffix(" groter dan toeval")] = rest
    return found


@pytest.fixture
def three(edition, clients_of, noor, fatma, sven):
    """Six clients of Noor, five of Fatma in the same team and seven of Sven in the other."""
    return {
        "noor": clients_of(noor, 6, team="Noord", listened=5, stress=2),
        "fatma": clients_of(fatma, 5, team="Noord", listened=2, stress=4),
        "sven": clients_of(sven, 7, team="Zuid", listened=3, stress=3),
    }


def test_own_clients_stand_beside_the_team_and_the_municipality(three, client_on, waterveen, noor):
    rows = table(client_on(waterveen, noor))
    # (6 x 5 + 5 x 2) / 11 = 3.63; with 7 x 3: 61 / 18 = 3.39
    assert rows["Geluisterd"] == ["5,0 6 cliënten", "3,6 11 cliënten", "3,4 18 cliënten"]
    assert rows["Stress"] == ["2,0 6 cliënten", "2,9 11 cliënten", "2,9 18 cliënten"]
    assert rows["Geholpen"] == ["te weinig cliënten"] * 3


def test_results_are_those_of_the_own_clients(three, client_on, waterveen, noor, fatma, inside):
    for trajectory in three["noor"][:3]:
        inside(milestones.tick, by=noor, trajectory=trajectory, kind="iu_in_view")
    for trajectory in three["fatma"][:1]:
        inside(
            trajectories.end, by=fatma, trajectory=trajectory, status="stopped", reason="no_show"
        )
    rows = table(client_on(waterveen, noor))
    assert rows["Uitval"][0].startswith("0%") and rows["Uitval"][2].startswith("6%")
    assert rows["Succesvol einde"][0].startswith("0%")


def test_the_response_counts_what_was_sent(three, client_on, waterveen, noor, inside):
    for trajectory in three["noor"][:2]:
        inside(missed, trajectory, 20)
    inside(missed, three["noor"][0], 20, kind="aftercare")  # not one of the series
    own, team, everybody = table(client_on(waterveen, noor))["Ingevulde vragenlijsten"]
    assert own == "75% (6 van 8) 6 cliënten"
    assert team == "85% (11 van 13) 11 cliënten"
    assert everybody == "90% (18 van 20) 18 cliënten"


def test_a_difference_larger_than_chance_is_said_in_a_sentence(three, client_on, waterveen, noor):
    page = client_on(waterveen, noor).get("/mijn-overzicht/").content.decode()
    assert "Geluisterd: 5,0 van 5 bij jouw cliënten, 3,4 van 5 in de hele gemeente." in page


def test_four_clients_are_too_few(edition, clients_of, client_on, waterveen, noor, fatma):
    clients_of(noor, 4, listened=5)
    clients_of(fatma, 9, listened=3)
    page = client_on(waterveen, noor).get("/mijn-overzicht/").content.decode()
    assert "Nog te weinig cliënten" in page and "5,0" not in page


def test_the_fifth_client_brings_the_figures(edition, clients_of, client_on, waterveen, noor):
    clients_of(noor, 5, listened=5)
    # Nobody else: no average that would be the own figure again.
    own, team, everybody = table(client_on(waterveen, noor))["Geluisterd"]
    assert own == "5,0 5 cliënten" and team == everybody == "te weinig cliënten"


@pytest.mark.parametrize(("others", "shown"), [(4, False), (5, True)])
def test_an_average_that_leaves_a_few_others_is_not_shown(
    edition, clients_of, client_on, waterveen, noor, fatma, sven, others, shown
):
    clients_of(noor, 6, team="Noord", listened=5)
    clients_of(fatma, others, team="Noord", listened=2)
    clients_of(sven, 8, team="Zuid", listened=3)
    own, team, everybody = table(client_on(waterveen, noor))["Geluisterd"]
    assert own == "5,0 6 cliënten" and everybody.startswith("3,")
    assert (team != "te weinig cliënten") is shown


def test_a_team_beside_a_small_one_is_not_shown(
    edition, clients_of, client_on, waterveen, noor, fatma, sven
):
    """The municipality minus the team would be Sven's three."""
    clients_of(noor, 6, team="Noord", listened=5)
    clients_of(fatma, 6, team="Noord", listened=2)
    clients_of(sven, 3, team="Zuid", listened=3)
    _own, team, everybody = table(client_on(waterveen, noor))["Geluisterd"]
    assert team == "te weinig cliënten" and everybody == "3,4 15 cliënten"


def test_a_colleague_or_leader_sees_their_own_and_nobody_elses(
    three, client_on, waterveen, fatma, tess, make_account
):
    assert table(client_on(waterveen, fatma))["Geluisterd"][0] == "2,0 5 cliënten"
    for who in (tess, make_account("iris@waterveen.example", waterveen, "administrator")):
        page = client_on(waterveen, who).get("/mijn-overzicht/?caseworker_id=x&van=noor")
        assert "Nog te weinig cliënten" in page.content.decode()
    adviser = make_account("bas@waterveen.example", waterveen, "policy_adviser")
    assert client_on(waterveen, adviser).get("/mijn-overzicht/").status_code == 403


def test_insights_know_no_filter_by_caseworker(three, client_on, waterveen, fatma, noor):
    browser = client_on(waterveen, fatma)
    whole = browser.get("/inzichten/resultaten/?looptijd=2026").content
    for name in ("caseworker_id", "caseworker", "hulpverlener", "kept", "whose"):
        asked = browser.get(f"/inzichten/resultaten/?looptijd=2026&{name}={noor.pk}")
        assert _figures(asked.content) == _figures(whole)


def _figures(page: bytes):
    return re.findall(r"figure__finding\">(.*?)<", page.decode())


def test_another_edition_can_be_chosen_and_one_that_is_not_there_cannot(
    three, edition, client_on, waterveen, noor
):
    edition.pk, edition.slug, edition.name = None, "2025", "Editie 2025"
    edition.starts_on, edition.ends_on = "2025-01-01", "2025-12-31"
    edition.save()
    browser = client_on(waterveen, noor)
    assert "Editie 2025" in browser.get("/mijn-overzicht/").content.decode()
    assert "Nog te weinig" in browser.get("/mijn-overzicht/?looptijd=2025").content.decode()
    assert browser.get("/mijn-overzicht/?looptijd=1999").status_code == 404


def test_without_an_edition_the_page_says_so(db, client_on, waterveen, noor):
    assert (
        "Er is nog geen editie"
        in client_on(waterveen, noor).get("/mijn-overzicht/").content.decode()
    )


def test_more_clients_take_no_query_more(
    edition, clients_of, client_on, waterveen, noor, fatma, inside
):
    counted = []
    for many in (6, 12):
        inside(Trajectory.objects.all().delete)
        clients_of(noor, many, team="Noord", listened=4)
        clients_of(fatma, many, team="Noord", listened=3)
        browser = client_on(waterveen, noor)
        browser.get("/mijn-overzicht/")  # what is remembered of hosts and sessions
        inside(Trajectory.objects.filter(external_id="noor-0").update, path="A")
        with CaptureQueriesContext(connection) as queries:
            browser.get("/mijn-overzicht/")
        counted.append(len(queries))
    assert counted[0] == counted[1]
