"""The administrator's pages of savings, and the client's."""

import csv
from io import StringIO

import pytest
from django.core import mail
from django.db import connection
from django_tenants.utils import tenant_context

from monitor.caseload import clients
from monitor.surveys.savings import ledger
from monitor.surveys.savings.models import Payout, PayoutList
from monitor.surveys.savings.sheet import as_csv
from tenants.audit.models import ReadEvent
from tests.portal.conftest import code_in
from tests.savings.test_ledger import fill_in


@pytest.fixture
def desk(client_on, waterveen, iris, in_waterveen):
    """Iris's browser."""
    browser = client_on(waterveen, iris)
    connection.set_tenant(waterveen)
    return browser


@pytest.fixture
def listed(savings, samira, iris):
    """A list with Samira's payout on it."""
    fill_in(samira, 2)
    ledger.take_out(client=samira.clients.get(), way="paid")
    return ledger.make_list(by=iris)


SCHEME = {
    "is_on": "on",
    "points": "5",
    "worth": "0,20",
    "payout_from": "25",
    "paid_as": "een cadeaubon",
    "donated_to": "",
    "budget": "",
}


def test_an_administrator_says_what_is_given(desk):
    assert "meetellen als inkomen" in desk.get("/spaartegoed/").text
    assert desk.post("/spaartegoed/", SCHEME).status_code == 302
    scheme = ledger.scheme()
    assert (scheme.is_on, scheme.points, scheme.cents, scheme.budget) == (True, 5, 20, None)
    assert 'value="0,20"' in desk.get("/spaartegoed/").text


@pytest.mark.parametrize(
    "wrong",
    [{"points": "0"}, {"worth": "-1"}, {"worth": "veel"}, {"paid_as": ""}, {"payout_from": ""}],
)
def test_what_cannot_be_is_said_at_the_field(desk, wrong):
    answer = desk.post("/spaartegoed/", SCHEME | wrong)
    assert answer.status_code == 200 and 'role="alert"' in answer.text
    assert ledger.scheme().is_on is False


@pytest.mark.parametrize("role", ["caseworker", "team_lead", "policy_adviser"])
def test_nobody_else_comes_there(make_account, client_on, waterveen, role, listed):
    account = make_account(f"{role}@waterveen.example", waterveen, role)
    browser = client_on(waterveen, account)
    pages = ["", f"lijsten/{listed.pk}/", f"lijsten/{listed.pk}/bestand.csv"]
    for page in pages:
        assert browser.get(f"/spaartegoed/{page}").status_code == 403
    for page in ("lijsten/", f"lijsten/{listed.pk}/uitbetaald/"):
        assert browser.post(f"/spaartegoed/{page}").status_code == 403


def test_from_what_waits_to_paid(desk, savings, samira):
    fill_in(samira, 3)
    ledger.take_out(client=samira.clients.get(), way="paid")
    assert "€ 3,00" in desk.get("/spaartegoed/").text
    answer = desk.post("/spaartegoed/lijsten/")
    made = PayoutList.objects.get()
    assert answer.headers["Location"] == f"/spaartegoed/lijsten/{made.pk}/"
    page = desk.get(answer.headers["Location"])
    assert "W-1" in page.text and "Samira" in page.text
    assert desk.post("/spaartegoed/lijsten/").headers["Location"] == "/spaartegoed/"
    assert PayoutList.objects.count() == 1
    for _twice in range(2):
        desk.post(f"/spaartegoed/lijsten/{made.pk}/uitbetaald/")
    assert PayoutList.objects.get().paid_at is not None
    assert "Er wacht niets" in desk.get("/spaartegoed/").text


def test_the_file_is_the_same_every_time_and_looking_is_written_down(desk, listed, samira):
    first = desk.get(f"/spaartegoed/lijsten/{listed.pk}/bestand.csv")
    second = desk.get(f"/spaartegoed/lijsten/{listed.pk}/bestand.csv")
    assert first.content == second.content
    rows = list(csv.reader(StringIO(first.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[1][:6] == ["1.1", "W-1", "Samira", "Uitbetalen", "20", "2,00"]
    read = ReadEvent.objects.filter(what="savings", object_id=samira.clients.get().pk)
    assert read.count() == 2


@pytest.mark.parametrize("name", ["=1+1", "+31", "-2", "@SUM(A1)", "\t=1", " =1+1"])
def test_no_name_becomes_a_formula(savings, join, iris, desk, name):
    trajectory = join(f"{name.strip()}!", first_name="Anna")
    person = trajectory.clients.get()
    person.first_name = name  # as an import of long ago may have left it
    person.save()
    fill_in(trajectory, 2)
    ledger.take_out(client=person, way="paid")
    made = ledger.make_list(by=iris)
    answer = desk.get(f"/spaartegoed/lijsten/{made.pk}/bestand.csv")
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    for cell in rows[1][1:3]:
        assert cell.startswith("'")


def test_a_file_of_nobody_has_its_heading():
    assert as_csv([], 1).count("\r\n") == 1


def test_one_payout_that_failed_goes_back(desk, listed, samira):
    payout = Payout.objects.get()
    desk.post(f"/spaartegoed/uitbetalingen/{payout.pk}/terug/")
    assert ledger.balance(samira.clients.get()).points == 20
    assert "Teruggeboekt op" in desk.get(f"/spaartegoed/lijsten/{listed.pk}/").text


def test_a_list_of_another_municipality_is_not_found(
    listed, make_account, client_on, lindehaven, in_waterveen
):
    there = make_account("iris@lindehaven.example", lindehaven, "administrator")
    browser = client_on(lindehaven, there)
    for page in (f"lijsten/{listed.pk}/", f"lijsten/{listed.pk}/bestand.csv"):
        assert browser.get(f"/spaartegoed/{page}").status_code == 404
    assert browser.post(f"/spaartegoed/lijsten/{listed.pk}/uitbetaald/").status_code == 404
    with tenant_context(in_waterveen):
        assert PayoutList.objects.get(pk=listed.pk).paid_at is None


# --- The client's side -------------------------------------------------------------------------


@pytest.fixture
def inside_portal(phone, django_capture_on_commit_callbacks):
    """Samira's browser after the code."""
    mail.outbox = []
    with django_capture_on_commit_callbacks(execute=True):
        phone.post("/vragenlijst/mijn/")
    phone.post("/mijn/code/", {"code": code_in(mail.outbox[-1])})
    return phone


def test_without_savings_there_is_no_page_of_them(inside_portal):
    assert inside_portal.get("/mijn/sparen/").status_code == 404
    assert "/mijn/sparen/" not in inside_portal.get("/mijn/").text


def test_a_client_sees_what_there_is_and_no_pressure(savings, inside_portal, samira):
    fill_in(samira)
    text = inside_portal.get("/mijn/sparen/").text
    assert "€ 1,00" in text and "komen er 10 punten bij" in text and "verlies je niets" in text
    assert "Vanaf 20 punten" in text
    for pressure in ("nog maar", "reeks", "op tijd", "verloopt", "dagen"):
        assert pressure not in text.lower()


def test_a_client_takes_it_out_with_one_press(savings, inside_portal, samira, iris):
    fill_in(samira, 2)
    page = inside_portal.get("/mijn/sparen/").text
    assert "een cadeaubon" in page and "de voedselbank" in page and "uitkering" in page
    assert inside_portal.post("/mijn/sparen/", {"hoe": "donated"}).status_code == 303
    assert "Weggeven, gevraagd" in inside_portal.get("/mijn/sparen/").text
    again = inside_portal.post("/mijn/sparen/", {"hoe": "donated"})
    assert again.status_code == 200 and "nog niet genoeg" in again.text
    made = ledger.make_list(by=iris)
    ledger.mark_paid(by=iris, payout_list=made)
    assert "Weggegeven" in inside_portal.get("/mijn/sparen/").text


def test_savings_of_somebody_else_are_not_there(savings, inside_portal, join):
    anna = join("W-2", first_name="Anna", email="anna@example.org")
    fill_in(anna, 2)
    clients.change_contact(by=None, client=anna.clients.get(), first_name="Ann")
    assert ">0</span>" in inside_portal.get("/mijn/sparen/").text
