"""The import page: upload, look, confirm or cancel, without JavaScript and without traces."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import load_workbook

from monitor.caseload.models import Trajectory
from monitor.exchange.models import Import, ImportDraft
from tests.exchange.test_import import ANNA, WHOLE
from tests.exchange.workbooks import xlsx


@pytest.fixture
def desk(client_on, waterveen, robert):
    """Robert's browser on Waterveen's host."""
    return client_on(waterveen, robert)


def send(browser, content, name="caseload van Anna.xlsx"):
    return browser.post("/import/", {"workbook": SimpleUploadedFile(name, content)})


def fingerprint_in(response) -> str:
    return re.search(r'name="fingerprint" value="(\w+)"', response.content.decode()).group(1)


def test_a_file_is_looked_at_before_anything_is_saved(desk, inside):
    response = send(desk, xlsx(**WHOLE))
    page = desk.get(response["Location"])
    assert "Er is nog niets opgeslagen" in page.content.decode()
    assert not inside(Trajectory.objects.exists)
    form = {"act": "confirm", "fingerprint": fingerprint_in(page)}
    done = desk.post(response["Location"], form, follow=True)
    assert "Het bestand is ingelezen" in done.content.decode()
    assert inside(Trajectory.objects.count) == 1
    draft = inside(ImportDraft.objects.get)
    assert (draft.content_sealed, draft.answers_sealed) == (None, None)


def test_cancelling_throws_the_file_away(desk, inside):
    address = send(desk, xlsx(**WHOLE))["Location"]
    desk.post(address, {"act": "cancel"})
    assert not inside(ImportDraft.objects.exists)
    assert not inside(Trajectory.objects.exists)


def test_confirming_twice_imports_once(desk, inside):
    address = send(desk, xlsx(**WHOLE))["Location"]
    form = {"act": "confirm", "fingerprint": fingerprint_in(desk.get(address))}
    for _turn in range(2):
        assert "Het bestand is ingelezen" in desk.post(address, form, follow=True).content.decode()
    assert inside(Trajectory.objects.count) == 1
    assert inside(Import.objects.count) == 1


def test_what_changed_since_the_preview_is_shown_again(desk, robert, inside):
    address = send(desk, xlsx(caseload=[ANNA]))["Location"]
    form = {"act": "confirm", "fingerprint": fingerprint_in(desk.get(address))}
    from tests.caseload.people import a_trajectory

    inside(a_trajectory, robert, "W-7", first_name="Annelies")
    answer = desk.post(address, form, follow=True).content.decode()
    assert "Er veranderde iets" in answer and "conflict" in answer
    assert inside(lambda: Trajectory.objects.get().clients.get().first_name) == "Annelies"


def test_strict_saves_nothing_and_says_so(desk, inside):
    bad = ANNA | {"external_id": "W-8", "phone": "12"}
    address = send(desk, xlsx(caseload=[ANNA, bad]))["Location"]
    page = desk.get(address)
    assert "telefoonnummer klopt niet" in page.content.decode()
    form = {"act": "confirm", "fingerprint": fingerprint_in(page)}
    strict = desk.post(address, form | {"strict": "on"}, follow=True)
    assert "Er is niets opgeslagen" in strict.content.decode()
    assert not inside(Trajectory.objects.exists)
    desk.post(address, form)
    assert inside(Trajectory.objects.count) == 1


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF", xlsx(caseload=[ANNA])[:-100]],
    ids=["empty", "a PDF", "cut off"],  # a workbook holds its time: workers would differ
)
def test_a_wrong_file_gets_a_clear_word_and_nothing_is_kept(desk, inside, content):
    response = send(desk, content)
    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()
    assert not inside(ImportDraft.objects.exists)
    assert desk.post("/import/").status_code == 422


def test_the_file_lies_sealed_and_leaves_no_trace(desk, inside, caplog):
    with caplog.at_level("DEBUG"):
        address = send(desk, xlsx(**WHOLE))["Location"]
        desk.get(address)
    draft = inside(ImportDraft.objects.get)
    assert b"PK\x03\x04" not in bytes(draft.content_sealed)
    for trace in (address, caplog.text, str(dict(desk.session))):
        assert "Anna" not in trace and "anna@" not in trace


def test_a_colleague_cannot_open_somebodys_draft(desk, client_on, waterveen, make_account):
    address = send(desk, xlsx(**WHOLE))["Location"]
    fatma = make_account("fatma@waterveen.example", waterveen)
    assert client_on(waterveen, fatma).get(address).status_code == 404


def test_a_draft_of_another_municipality_is_not_found(desk, client_on, lindehaven, make_account):
    address = send(desk, xlsx(**WHOLE))["Location"]
    lena = make_account("lena@lindehaven.example", lindehaven)
    there = client_on(lindehaven, lena)
    assert there.post(address, {"act": "confirm"}).status_code == 404
    assert there.get(address).status_code == 302


def test_a_draft_is_gone_after_an_hour(desk, inside):
    address = send(desk, xlsx(**WHOLE))["Location"]
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert desk.get(address).status_code in (302, 404)
        send(desk, xlsx(caseload=[ANNA]))
        assert inside(ImportDraft.objects.count) == 1


def test_the_example_can_be_downloaded(desk):
    from io import BytesIO

    response = desk.get("/import/voorbeeld.xlsx")
    assert load_workbook(BytesIO(response.content)).sheetnames[1] == "caseload"


def test_an_unchanged_file_offers_nothing_to_save(desk, robert, inside):
    from monitor.exchange.applying import bring_in
    from monitor.exchange.reading import read_bytes

    inside(bring_in, read_bytes(xlsx(**WHOLE)), by=robert)
    page = desk.get(send(desk, xlsx(**WHOLE))["Location"]).content.decode()
    assert "Er valt niets op te slaan" in page
    assert 'value="confirm"' not in page
