"""Every screen at 360 and 1280 px: axe finds nothing, nothing is wider than the screen."""

import re
import secrets
from datetime import UTC, datetime
from io import BytesIO

from openpyxl import Workbook

from monitor.demo.generator import generate

from .accessible import complaints, sideways, twice
from .conftest import DESK, PHONE
from .going import follow

NARROW = {"width": 320, "height": 600}

# (who signs in, municipality, address or a way of WAYS); nobody signs in where it says "".
SCREENS = [
    ("", "", "/"),
    ("", "", "/zo-werkt-het/"),
    ("", "", "/klanttypen/"),
    ("", "", "/rapporten/"),
    ("", "", "/rapporten/klantbeleving-per-stap/"),
    ("", "", "/webinars/"),
    ("", "", "/webinars/vertrouwen-bij-de-intake/"),
    ("", "", "VOTED"),
    ("", "", "/artikelen/"),
    ("", "", "/artikelen/een-telefoontje-in-de-eerste-week/"),
    ("", "", "/community/"),
    ("", "", "/community/vertrouwen-bij-de-intake/"),
    ("", "", "/contact/"),
    ("", "", "/privacy/"),
    ("", "", "/toegankelijkheid/"),
    ("", "", "/accounts/login/"),
    ("", "", "/accounts/password/reset/"),
    ("", "", "/demo/postvak/"),
    ("", "", "/demo/publicatie-2021/"),
    ("", "", "/bestaat-niet/"),
    ("fenna@lindehaven.example.org", "", "/community/vertrouwen-bij-de-intake/"),
    ("fenna@lindehaven.example.org", "", "TOPIC"),
    ("", "waterveen", "/accounts/login/"),
    ("", "waterveen", "/v/111111111111"),
    ("tineke@rietmeer.example.org", "rietmeer", "/"),
    ("tineke@rietmeer.example.org", "rietmeer", "/nieuw/"),
    ("tineke@rietmeer.example.org", "rietmeer", "CLIENT"),
    ("tineke@rietmeer.example.org", "rietmeer", "CLIENT SHEET"),
    ("tineke@rietmeer.example.org", "rietmeer", "CLIENT HAND OVER"),
    ("tineke@rietmeer.example.org", "rietmeer", "CLIENT SCREENING"),
    ("tineke@rietmeer.example.org", "rietmeer", "/werklijst/"),
    ("tineke@rietmeer.example.org", "rietmeer", "GRID DATE"),
    ("tineke@rietmeer.example.org", "rietmeer", "DATE"),
    ("tineke@rietmeer.example.org", "rietmeer", "/import/"),
    ("tineke@rietmeer.example.org", "rietmeer", "REFUSED"),
    ("tineke@rietmeer.example.org", "rietmeer", "PREVIEW"),
    ("tineke@rietmeer.example.org", "rietmeer", "RESULT"),
    ("noor@waterveen.example.org", "waterveen", "/vragenlijsten/"),
    ("noor@waterveen.example.org", "waterveen", "/berichten/"),
    ("noor@waterveen.example.org", "waterveen", "CLIENT WAVES"),
    ("iris@waterveen.example.org", "waterveen", "/werklijst/regels/"),
    ("iris@waterveen.example.org", "waterveen", "/instellingen/vragen/"),
    ("iris@waterveen.example.org", "waterveen", "/instellingen/vragen/nieuw/"),
    ("iris@waterveen.example.org", "waterveen", "/instellingen/protocol/"),
    ("iris@waterveen.example.org", "waterveen", "/spaartegoed/"),
    ("iris@waterveen.example.org", "waterveen", "/koppelingen/"),
    ("iris@waterveen.example.org", "waterveen", "/instellingen/kanalen/?taal=ar&bericht=back"),
    ("iris@waterveen.example.org", "waterveen", "/instellingen/kanalen/sms/"),
    ("iris@waterveen.example.org", "waterveen", "/instellingen/kanalen/whatsapp/"),
    ("iris@waterveen.example.org", "waterveen", "/instellingen/kanalen/email/proef/"),
    ("noor@waterveen.example.org", "waterveen", "SHARE"),
    ("tess@waterveen.example.org", "waterveen", "/team-overzicht/"),
    ("tess@waterveen.example.org", "waterveen", "SHARED"),
    ("bas@waterveen.example.org", "waterveen", "/inzichten/"),
    ("bas@waterveen.example.org", "waterveen", "/inzichten/beleving/"),
    ("bas@waterveen.example.org", "waterveen", "/inzichten/instroom/"),
    ("bas@waterveen.example.org", "waterveen", "/inzichten/screening/"),
    ("bas@waterveen.example.org", "waterveen", "/inzichten/resultaten/"),
    ("bas@waterveen.example.org", "waterveen", "OPEN"),
    ("bas@waterveen.example.org", "waterveen", "/inzichten/vergelijken/"),
    ("bas@waterveen.example.org", "waterveen", "COMPARED"),
    ("bas@waterveen.example.org", "waterveen", "/inzichten/gegevens/"),
    ("bas@waterveen.example.org", "waterveen", "/inzichten/uitval/"),
    ("bas@waterveen.example.org", "waterveen", "/inzichten/beleving/?looptijd=lopend"),
    ("bas@waterveen.example.org", "waterveen", "/inzichten/bijdrage/"),
    ("bas@waterveen.example.org", "waterveen", "/nieuw/"),
    ("bas@waterveen.example.org", "waterveen", "/wat-clienten-zeggen/"),
    ("iris@waterveen.example.org", "waterveen", "/instellingen/namen/"),
]


def _client(page, at):
    page.goto(at("/"))
    follow(page, page.locator("th a").first)


def _of_client(part):
    """A page of the client on which the walk is, or of the first one."""

    def way(page, at):
        _client(page, at)
        page.goto(page.url.rstrip("/") + f"/{part}/")

    return way


def _date_in_grid(page, at):
    page.goto(at("/"))
    page.locator("a.tick--done").first.click()
    page.locator("form.grid-edit").first.wait_for()


def _date(page, at):
    page.goto(at("/"))
    page.goto(at(page.locator("a.tick--done").first.get_attribute("href")))


def _upload(page, at, name: str, content: bytes):
    page.goto(at("/import/"))
    page.set_input_files(
        "input[type=file]", {"name": name, "mimeType": "application/zip", "buffer": content}
    )
    follow(page, "main form button[type=submit]")


def _refused(page, at):
    _upload(page, at, "caseload.xlsx", b"geen werkboek")
    assert page.locator("main [role=alert]").count() == 1


def _preview(page, at):
    _upload(page, at, "caseload.xlsx", _workbook())
    page.locator("button[value=confirm]").wait_for()


def _result(page, at):
    """From the preview on; leaves one client more."""
    page.click("button[value=confirm]")
    page.get_by_role("heading", level=1, name="Het bestand is ingelezen").wait_for()


def _workbook() -> bytes:
    """One client that can come in, and a row that cannot."""
    book = Workbook()
    sheet = book.active
    sheet.title = "caseload"
    heading = "external_id channel language participates benchmark inflow intake_date"
    sheet.append(heading.split())
    for inflow in ("own_initiative", "by letter"):
        number = f"PAGES-{secrets.randbelow(10**9):09d}"
        day = datetime.now(UTC).date()
        sheet.append([number, "assisted", "nl", "yes", "yes", inflow, day])
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def _topic(page, at):
    page.goto(at("/community/vertrouwen-bij-de-intake/"))
    follow(page, page.locator("a.topics__title").first)


def _voted(page, at):
    page.goto(at("/webinars/vertrouwen-bij-de-intake/"))
    for _poll in range(page.locator("main form:has(input[type=radio])").count()):
        form = page.locator("main form:has(input[type=radio])").first
        form.locator("input[type=radio]").first.check(force=True)
        follow(page, form.locator("button[type=submit]"))
    assert page.locator("main input[type=radio]").count() == 0


def _share(page, at):
    """The own dashboard, which Noor then shares with Tess."""
    page.goto(at("/mijn-overzicht/"))
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    page.locator("form:has(#reader) button").click()
    page.locator(".dashboard-share").first.wait_for()


def _shared(page, at):
    page.goto(at("/team-overzicht/"))
    page.get_by_role("link", name="Overzicht van Noor").click()
    page.get_by_role("heading", level=1, name="Overzicht van Noor").wait_for()


def _open(page, at):
    """Filters, tables and method cards all unfolded, with a filter that is chosen."""
    page.goto(at("/inzichten/resultaten/?type=vulnerable"))
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")


def _compared(page, at):
    """Chosen in the form, as people do: two groups of one figure."""
    page.goto(at("/inzichten/vergelijken/?cijfer=iu_in_view_within_91"))
    page.locator("[name=hoe][value=groepen]").check(force=True)
    for name, group in (("eerste", "De Zelfstandige"), ("tweede", "De Kwetsbare")):
        page.locator(f"select[name={name}]").select_option(label=group)
    page.locator("main form button[type=submit]").last.click()
    page.locator("main table").first.wait_for(state="attached")


WAYS = {
    "CLIENT": _client,
    "CLIENT SHEET": _of_client("gespreksblad"),
    "CLIENT HAND OVER": _of_client("overdragen"),
    "CLIENT WAVES": _of_client("vragenlijsten"),
    "CLIENT SCREENING": _of_client("screening"),
    "GRID DATE": _date_in_grid,
    "DATE": _date,
    "REFUSED": _refused,
    "PREVIEW": _preview,
    "RESULT": _result,
    "TOPIC": _topic,
    "VOTED": _voted,
    "SHARE": _share,
    "SHARED": _shared,
    "OPEN": _open,
    "COMPARED": _compared,
}


def test_each_screen_holds_up(stack, open_page, sign_in):
    found, signed_in = [], {}
    for who, slug, path in SCREENS:
        if (who, slug) not in signed_in:
            signed_in[who, slug] = open_page(DESK, axe=True)
            if who:
                sign_in(signed_in[who, slug], who, slug)
        page = signed_in[who, slug]

        def at(path, slug=slug):
            return stack.url(path, slug)

        page.set_viewport_size(DESK)
        if path in WAYS:
            WAYS[path](page, at)
        else:
            page.goto(at(path))
        found += [f"{slug}{path}: the id {one} stands twice" for one in twice(page)]
        for size in (DESK, PHONE):  # one visit, two sizes: half the requests
            page.set_viewport_size(size)
            where = f"{slug}{path} at {size['width']} px"
            found += [f"{where}: {line}" for line in complaints(page)]
            if sideways(page) > 0:
                found.append(f"{where}: {sideways(page)} px wider than the screen")
    assert found == []


def test_each_page_of_a_client_holds_up(stack, open_page):
    somebody = _mailed(stack)
    page = open_page(DESK, axe=True)
    link = None
    for _ in range(80):
        page.goto(stack.url("/demo/postvak/"))
        mail = page.locator("main tr", has_text=somebody.email)
        if mail.count():
            follow(page, mail.locator("a").first)
            link = re.search(r"http://zandbergen\.localhost:\d+/v/\w{12}", page.content())
            break
        page.wait_for_timeout(500)
    assert link, "no mail of Zandbergen arrived"
    found = []

    def look(path, *, behind_a_code=False):
        for size in (DESK, NARROW):
            page.set_viewport_size(size)
            where = f"{path} at {size['width']} px"
            found.extend(f"{where}: {line}" for line in complaints(page))
            if sideways(page) > 0:
                found.append(f"{where}: {sideways(page)} px wider than the screen")
        assert behind_a_code or "schuld" not in page.inner_text("body").lower(), path

    for path in (
        link[0],
        "/vragenlijst/1/",
        "/vragenlijst/5/",
        "/vragenlijst/stoppen/",
        "/vragenlijst/niet-voor-mij/",
    ):
        page.goto(path if path.startswith("http") else stack.url(path, "zandbergen"))
        look(path)
    for number in range(1, 9):
        page.goto(stack.url(f"/vragenlijst/{number}/", "zandbergen"))
        page.locator("input[type=radio]").nth(2).check(force=True)
        follow(page, ".answer__next")
    assert page.url.endswith("/nog-iets/")
    look("/vragenlijst/nog-iets/")
    page.fill("#caseworker", "Ik wil dood")
    follow(page, "main button[type=submit]")
    for path in ("/vragenlijst/bewaard/", "/vragenlijst/hulp/", "/vragenlijst/klaar/"):
        assert page.goto(stack.url(path, "zandbergen")).status == 200
        look(path)
    _walk_the_portal(stack, page, somebody, look)
    assert found == []


def _walk_the_portal(stack, page, somebody, look):
    """From the thanks page, with the code that is mailed, past every page of the portal."""
    follow(page, page.get_by_role("link", name="Mijn overzicht"))
    look("/vragenlijst/mijn/")
    follow(page, page.get_by_role("button", name="Stuur mij een code"))
    look("/mijn/code/")
    for _ in range(80):
        page.goto(stack.url("/demo/postvak/"))
        mail = page.locator("main tr", has_text=somebody.email).first
        follow(page, mail.locator("a").first)
        code = re.search(r"Je code is (\d{3}) (\d{3})", page.inner_text("main"))
        if code:
            break
        page.wait_for_timeout(500)
    page.goto(stack.url("/mijn/code/", "zandbergen"))
    page.fill("input[name=code]", "".join(code.groups()))
    follow(page, page.get_by_role("button", name="Ga verder"))
    assert page.url.endswith("/mijn/"), page.inner_text("main")
    for path in ("", "doelen/", "gehoord/", "gegevens/", "gegevens/contact/", "stoppen/"):
        page.goto(stack.url(f"/mijn/{path}", "zandbergen"))
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        look(f"/mijn/{path}", behind_a_code=True)
    follow(page, page.get_by_role("button", name="Uitloggen"))
    look("/mijn/uit/")
    page.goto(stack.url("/mijn/", "zandbergen"))
    look("/mijn/ after leaving")


def _mailed(stack):
    """Somebody of Zandbergen who has just been sent a questionnaire by mail."""
    records = {
        record.external_id: record
        for record in generate(datetime.now(UTC).date()).of("zandbergen")
        if record.participates
        and record.channel == "email"
        and not record.ending
        and not record.pauses
        and record.language == "nl"
    }
    # In one process: each would start Django anew.
    tried = f"""
from io import StringIO
from contextlib import redirect_stdout
from django.core.management import call_command
for name in {list(records)}:
    with redirect_stdout(StringIO()) as said:
        call_command("send_due", municipality="zandbergen", any_time=True, trajectory=name)
    if "sent: 1" in said.getvalue():
        print("mailed", name)
        break
"""
    _, _, name = stack.manage("shell", "-v", "0", "-c", tried).rpartition("mailed ")
    assert name.strip() in records, "nobody of Zandbergen can be mailed"
    return records[name.strip()]
