"""The DDAS pages: who may, what is shown, matching by hand, and no trace of anybody."""

import json
import re
from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from monitor.caseload.models import Trajectory
from monitor.exchange.models import DdasDraft
from tenants.audit.models import ReadEvent
from tests.caseload.people import a_trajectory as stored_trajectory
from tests.ddas.files import a_client, a_file, a_trajectory, as_bytes

HERE = {"gemeentecode": "GM9001"}
PERIOD = {"starts_on": "2025-01-01", "ends_on": "2025-12-31"}


@pytest.fixture
def tess(make_account, waterveen):
    """Team lead of Waterveen."""
    return make_account("tess@waterveen.example", waterveen, "team_lead")


@pytest.fixture
def desk(client_on, waterveen, tess):
    """Her browser."""
    return client_on(waterveen, tess)


def send(browser, content, name="levering De Wit.json"):
    return browser.post("/import/ddas/", {"delivery": SimpleUploadedFile(name, content)})


def fingerprint_in(response) -> str:
    return re.search(r'name="fingerprint" value="(\w+)"', response.content.decode()).group(1)


def save(browser, address, **fields):
    form = {"act": "save", "fingerprint": fingerprint_in(browser.get(address))} | fields
    return browser.post(address, form)


def test_look_then_save_then_what_was_not_taken_over(desk, inside):
    broken = a_trajectory(**HERE, client=[a_client("999990020")], einddatum=None)
    address = send(desk, as_bytes(a_file(a_trajectory(**HERE), broken)))["Location"]
    page = desk.get(address).content.decode()
    assert "<strong>2</strong> nieuw" in page and "Budgetbeheer (Inkomensbeheer)" in page
    assert "leveringen[0].schuldhulptrajecten[1].einddatum" in page
    assert not inside(Trajectory.objects.exists)
    assert save(desk, address)["Location"] == address
    assert inside(Trajectory.objects.count) == 2
    done = desk.get(address).content.decode()
    assert "De levering is verwerkt" in done and 'value="save"' not in done
    assert "leveringen[0].schuldhulptrajecten[1].einddatum" in done
    table = desk.get(f"{address}meldingen.csv").content.decode()
    assert "leveringen[0].schuldhulptrajecten[1].einddatum;null;" in table
    assert desk.post(address, {"act": "cancel"})["Location"] == "/import/ddas/"
    assert not inside(DdasDraft.objects.exists)


def test_saving_twice_saves_once(desk, inside):
    address = send(desk, as_bytes(a_file(a_trajectory(**HERE))))["Location"]
    form = {"act": "save", "fingerprint": fingerprint_in(desk.get(address))}
    desk.post(address, form)
    assert "Er veranderde iets" in desk.post(address, form).content.decode()
    assert inside(Trajectory.objects.count) == 1


def waiting(desk, inside, tess):
    inside(stored_trajectory, tess, "W-1", intake_date=date(2025, 3, 1))
    return send(desk, as_bytes(a_file(a_trajectory(**HERE))))["Location"]


def test_what_is_not_certain_is_matched_by_hand(desk, inside, tess):
    address = waiting(desk, inside, tess)
    page = desk.get(address).content.decode()
    assert "Welk traject is dit?" in page and "W-1 (intake 01-03-2025)" in page
    save(desk, address)
    assert inside(Trajectory.objects.count) == 1, "nothing is chosen for somebody"
    save(desk, address, **{"choice-0": "W-1"})
    trajectory = inside(lambda: Trajectory.objects.select_related("ending").get())
    assert trajectory.ending.reason == "settlement_agreed"
    report = desk.get(address).content.decode()
    assert "Iemand vulde dit in Klantmonitor anders in" in report, "a conflict is not lost"


def test_a_new_number_makes_a_new_trajectory(desk, inside, tess):
    address = waiting(desk, inside, tess)
    save(desk, address, **{"choice-0": "new", "number-0": "W-2"})
    assert inside(lambda: set(Trajectory.objects.values_list("external_id", flat=True))) == {
        "W-1",
        "W-2",
    }


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"number-0": "W-9"}, "We vinden geen traject met dit nummer"),
        ({"choice-0": "new", "number-0": "W-1"}, "Er is al een traject met dit nummer"),
        ({"choice-0": "W-1", "number-0": "W-1"}, "niet allebei"),
        ({"number-0": "x" * 61}, "60"),
        ({"number-0": "x\x00"}, "Null"),
    ],
)
def test_a_choice_that_cannot_be_is_said_at_the_field(desk, inside, tess, fields, said):
    address = waiting(desk, inside, tess)
    answer = save(desk, address, **fields)
    assert answer.status_code == 422
    assert said in answer.content.decode() or "field--invalid" in answer.content.decode()
    assert inside(Trajectory.objects.count) == 1


def test_what_lies_between_two_pages_names_nobody(desk, inside, caplog):
    with caplog.at_level("DEBUG"):
        address = send(desk, as_bytes(a_file(a_trajectory(**HERE))))["Location"]
        page = desk.get(address).content.decode()
    draft = inside(DdasDraft.objects.get)
    content = inside(lambda: draft.content.decode())
    assert b"begeleiding" not in bytes(draft.content_sealed)
    for trace in (content, page, address, caplog.text, str(dict(desk.session))):
        for secret in ("999990019", "9999ZZ", "1981-02-03", "De Wit", "Zilvermeeuw", "Veer"):
            assert secret not in trace


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"[]", b'{"a": "\xe9"}', b"[" * 9999])
def test_a_wrong_file_gets_a_kind_word_and_nothing_is_kept(desk, inside, content):
    answer = send(desk, content)
    assert answer.status_code == 422 and 'role="alert"' in answer.content.decode()
    assert not inside(DdasDraft.objects.exists)
    assert desk.post("/import/ddas/").status_code == 422


def test_a_draft_is_ones_own_and_lasts_a_day(desk, client_on, waterveen, make_account):
    address = send(desk, as_bytes(a_file()))["Location"]
    iris = make_account("iris@waterveen.example", waterveen, "administrator")
    assert client_on(waterveen, iris).get(address).status_code == 404
    with time_machine.travel(timezone.now() + timedelta(hours=23)):
        assert desk.get(address).status_code in (200, 302)
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        assert desk.get(address).status_code in (404, 302)


@pytest.mark.parametrize("role", ["caseworker", "policy_adviser"])
def test_others_may_not(client_on, waterveen, make_account, role):
    browser = client_on(waterveen, make_account("x@waterveen.example", waterveen, role))
    for address in ("/import/ddas/", "/import/ddas/levering/"):
        assert browser.get(address).status_code == 403


def test_the_crosswalk_and_its_doubts_are_on_the_page(desk):
    page = desk.get("/import/ddas/").content.decode()
    assert "uitstroom" in page and "Zelf" in page and "Gestopt: Verhuisd of overleden" in page


def test_a_delivery_is_checked_then_downloaded_and_read_is_written_down(desk, inside, tess, valid):
    fine = inside(
        stored_trajectory, tess, "W-1", intake_date=date(2025, 3, 1), gemeentecode="GM9001"
    )
    assert "Controle vooraf" not in desk.get("/import/ddas/levering/").content.decode()
    page = desk.get("/import/ddas/levering/", PERIOD).content.decode()
    assert "Het eerste contact ontbreekt" in page and f"/traject/{fine.pk}/" in page
    assert not inside(ReadEvent.objects.exists)
    answer = desk.post("/import/ddas/levering/", PERIOD)
    document = json.loads(answer.content)
    valid(document)
    assert "ddas-waterveen-2025-01-01-2025-12-31.json" in answer["Content-Disposition"]
    event = inside(ReadEvent.objects.get)
    assert (event.what, event.object_id, event.account_id) == ("ddas_export", fine.pk, tess.pk)


def test_a_blocked_delivery_is_not_given(desk, inside, tess):
    inside(stored_trajectory, tess, "W-1", intake_date=date(2025, 3, 1), gemeentecode="GM1")
    page = desk.post("/import/ddas/levering/", PERIOD)
    assert "De levering is nog niet geldig" in page.content.decode()
    assert page["Content-Type"].startswith("text/html")


@pytest.mark.parametrize(
    "period",
    [
        {"starts_on": "2025-12-31", "ends_on": "2025-01-01"},
        {"starts_on": "2025-12-31", "ends_on": "2999-01-01"},
        {"starts_on": "gisteren", "ends_on": ""},
    ],
)
def test_a_period_that_cannot_be_is_said(desk, period):
    answer = desk.get("/import/ddas/levering/", period)
    assert answer.status_code == 422 and "Controle vooraf" not in answer.content.decode()
    assert desk.post("/import/ddas/levering/", period).status_code == 422


def test_a_large_delivery_is_saved_in_portions(desk, inside, monkeypatch):
    monkeypatch.setattr("monitor.exchange.ddas.views.importing.AT_ONCE", 2)
    people = [a_client(str(100_000_000 + n)) for n in range(3)]
    address = send(desk, as_bytes(a_file(*(a_trajectory(**HERE, client=[p]) for p in people))))[
        "Location"
    ]
    save(desk, address)
    assert inside(Trajectory.objects.count) == 2
    save(desk, address)
    assert inside(Trajectory.objects.count) == 3
    assert "De levering is verwerkt" in desk.get(address).content.decode()


def test_one_of_another_municipality_is_one_line_and_each_value_in_the_file(desk, inside):
    away = a_trajectory(gemeentecode="GM9002")
    address = send(desk, as_bytes(a_file(a_trajectory(**HERE), away)))["Location"]
    page = desk.get(address).content.decode()
    assert page.count("Dit traject is van een andere gemeente") == 1
    assert "Einde (Akkoord schuldregeling): 1" in page
    table = desk.get(f"{address}meldingen.csv").content.decode()
    assert "leveringen[0].schuldhulptrajecten[1].uitstroom.reden;elsewhere;" in table
    save(desk, address)
    assert inside(Trajectory.objects.count) == 1
