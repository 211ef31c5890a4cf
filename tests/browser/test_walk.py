"""The main job, end to end: import, survey, grid, figures, benchmark, report, community, webinar.

The pictures go to docs/screenshots when SCREENSHOTS=1.
"""

import re
import secrets
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from openpyxl import Workbook

from .conftest import DESK, PHONE
from .going import follow

NUMBER = f"WALK-{secrets.randbelow(10**6):06d}"
EMAIL = f"anna.{NUMBER.lower()}@example.org"
TODAY = datetime.now(ZoneInfo("Europe/Amsterdam")).date()


@pytest.fixture
def workbook(tmp_path):
    """A caseload of one client, and one row that cannot go along."""
    book = Workbook()
    sheet = book.active
    sheet.title = "caseload"
    sheet.append(
        [
            "external_id",
            "first_name",
            "email",
            "channel",
            "language",
            "participates",
            "benchmark",
            "inflow",
            "intake_date",
            "caseworker_email",
            "client_type",
        ]
    )
    sheet.append(
        [
            NUMBER,
            "Anna",
            EMAIL,
            "email",
            "nl",
            "yes",
            "yes",
            "own_initiative",
            TODAY,
            "noor@waterveen.example.org",
            "independent",
        ]
    )
    sheet.append([f"{NUMBER}-2", "Bram", "", "email", "nl", "yes", "yes", "letter", TODAY, "", ""])
    path = tmp_path / "caseload.xlsx"
    book.save(path)
    return path


def test_the_main_job_from_import_to_report(stack, open_page, sign_in, picture, workbook):
    _import(stack, open_page(DESK), sign_in, picture, workbook)
    _answer(stack, open_page, picture)
    _tick(stack, open_page, sign_in, picture)
    _compare_and_hand_over(stack, open_page(DESK), sign_in, picture)
    assert "2021" in stack.manage("publish_release", "--edition", "2021")
    _read_the_report(stack, open_page, picture)
    _meet(stack, open_page, sign_in, picture)


def _import(stack, page, sign_in, picture, workbook):
    """A municipality brings its clients in; the wrong row is named, nothing is saved unseen."""
    sign_in(page, "iris@waterveen.example.org", "waterveen")
    page.goto(stack.url("/import/", "waterveen"))
    page.set_input_files("input[type=file]", workbook)
    follow(page, "main form button[type=submit]")
    seen = page.inner_text("main")
    assert "Er is nog niets opgeslagen" in seen
    assert "inflow" in seen and "own_initiative" in seen, "the column and what it takes"
    picture(page, "import-1280", full_page=True)
    follow(page, "button[value=confirm]")
    # The protocol would wait for the next morning of a working day; a presenter need not.
    output = stack.manage(
        "send_due", "--municipality", "waterveen", "--trajectory", NUMBER, "--any-time"
    )
    assert "sent: 1" in output


def _answer(stack, open_page, picture):
    """The client opens the mail on a phone without JavaScript and answers."""
    inbox = open_page(DESK)
    for _ in range(60):
        inbox.goto(stack.url("/demo/postvak/"))
        if EMAIL in inbox.inner_text("main"):
            break
        inbox.wait_for_timeout(500)
    picture(inbox, "postvak-1280")
    follow(inbox, inbox.locator(f"main a:has-text('{EMAIL}'), main tr:has-text('{EMAIL}') a").first)
    link = re.search(
        r"http://waterveen\.localhost:\d+/v/[1-9A-HJ-NP-Za-km-z]{12}", inbox.content()
    )[0]
    phone = open_page(PHONE, javascript=False)
    phone.goto(link)
    assert "/v/" not in phone.url, "the token has left the address"
    assert "schuld" not in phone.inner_text("body").lower()
    picture(phone, "start-360")
    follow(phone, ".answer-begin")
    for number in range(1, 9):
        assert phone.url.endswith(f"/vragenlijst/{number}/")
        if number == 2:
            picture(phone, "question-360")
        phone.locator("input[type=radio]").nth(3).check(force=True)
        follow(phone, ".answer__next")
    assert phone.url.endswith("/nog-iets/")
    phone.fill("#caseworker", "Dank je wel.")
    follow(phone, "main button[type=submit]")
    assert phone.url.endswith("/klaar/")
    picture(phone, "thanks-360")
    phone.goto(link)
    assert phone.url.endswith("/klaar/"), "the same link leads to the thanks, not to the answers"


def _tick(stack, open_page, sign_in, picture):
    """The caseworker sees the answer and ticks a result in one click, and takes it back."""
    page = open_page(DESK)
    sign_in(page, "noor@waterveen.example.org", "waterveen")
    row = page.locator("tr", has_text=NUMBER)
    assert "Stress veel" in row.inner_text()
    row.locator("button[value=intake_done]").click()
    done = page.locator("tr", has_text=NUMBER).locator("a.tick--done")
    done.wait_for()
    assert done.count() == 1
    page.reload()
    assert page.locator("tr", has_text=NUMBER).locator("a.tick--done").count() == 1
    full = open_page(DESK)
    sign_in(full, "tineke@rietmeer.example.org", "rietmeer")
    picture(full, "grid-1280")
    phone = open_page(PHONE)
    sign_in(phone, "noor@waterveen.example.org", "waterveen")
    picture(phone, "grid-360")


def _compare_and_hand_over(stack, page, sign_in, picture):
    """The adviser sees own figures beside the average, and what leaves the municipality."""
    sign_in(page, "bas@waterveen.example.org", "waterveen")
    page.goto(stack.url("/inzichten/beleving/", "waterveen"))
    assert "Andere gemeenten" in page.inner_text("main")
    picture(page, "insights-1280")
    page.goto(stack.url("/inzichten/bijdrage/", "waterveen"))
    picture(page, "contribution-1280")
    follow(page, "form[action*='/aanleveren/'] button")
    assert page.locator("[role=status]").count() == 1, "it says that it was handed over"


def _read_the_report(stack, open_page, picture):
    """Anybody reads the report, on the page and as a PDF."""
    page = open_page(DESK)
    page.goto(stack.url("/rapporten/klantbeleving-per-stap/"))
    assert page.locator("main svg[role=img]").count() >= 3
    picture(page, "report-1280")
    address = page.locator("a:has-text('PDF')").first.get_attribute("href")
    pdf = page.request.get(stack.url(address) if address.startswith("/") else address)
    assert pdf.ok and pdf.body().startswith(b"%PDF")


def _meet(stack, open_page, sign_in, picture):
    """A caseworker takes part in the discussion, a visitor votes."""
    page = open_page(DESK)
    sign_in(page, "fenna@lindehaven.example.org")
    page.goto(stack.url("/community/vertrouwen-bij-de-intake/"))
    picture(page, "community-1280")
    visitor = open_page(DESK)
    visitor.goto(stack.url("/webinars/vertrouwen-bij-de-intake/"))
    picture(visitor, "webinar-1280")
    visitor.locator("main form input[type=radio]").first.check(force=True)
    follow(visitor, visitor.locator("main form button[type=submit]").first)
    assert "/webinars/vertrouwen-bij-de-intake/" in visitor.url
