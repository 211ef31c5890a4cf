"""Every screen at 360 and 1280 px: axe finds nothing, nothing is wider than the screen."""

import re
from datetime import UTC, datetime

import pytest

from monitor.demo.generator import generate

from .accessible import complaints, sideways
from .conftest import DESK, PHONE

# (who signs in, municipality, address); nobody signs in where it says "".
SCREENS = [
    ("", "", "/"),
    ("", "", "/zo-werkt-het/"),
    ("", "", "/klanttypen/"),
    ("", "", "/rapporten/"),
    ("", "", "/rapporten/klantbeleving-per-stap/"),
    ("", "", "/webinars/"),
    ("", "", "/webinars/vertrouwen-bij-de-intake/"),
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
    ("", "waterveen", "/accounts/login/"),
    ("", "waterveen", "/v/111111111111"),
    ("tineke@rietmeer.example.org", "rietmeer", "/"),
    ("tineke@rietmeer.example.org", "rietmeer", "/nieuw/"),
    ("tineke@rietmeer.example.org", "rietmeer", "CLIENT"),
    ("tineke@rietmeer.example.org", "rietmeer", "/import/"),
    ("bas@waterveen.example.org", "waterveen", "/inzichten/"),
    ("bas@waterveen.example.org", "waterveen", "/inzichten/beleving/"),
    ("bas@waterveen.example.org", "waterveen", "/inzichten/instroom/"),
    ("bas@waterveen.example.org", "waterveen", "/inzichten/resultaten/"),
    ("bas@waterveen.example.org", "waterveen", "/inzichten/uitval/"),
    ("bas@waterveen.example.org", "waterveen", "/inzichten/beleving/?looptijd=lopend"),
    ("bas@waterveen.example.org", "waterveen", "/inzichten/bijdrage/"),
    ("bas@waterveen.example.org", "waterveen", "/nieuw/"),
]


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["360", "1280"])
def test_each_screen_holds_up(stack, open_page, sign_in, viewport):
    found, signed_in = [], {}
    for who, slug, path in SCREENS:
        if (who, slug) not in signed_in:
            signed_in[who, slug] = open_page(viewport, axe=True)
            if who:
                sign_in(signed_in[who, slug], who, slug)
        page = signed_in[who, slug]
        if path == "CLIENT":
            page.goto(stack.url("/", slug))
            page.locator("th a").first.click()
        else:
            page.goto(stack.url(path, slug))
        found += [f"{slug}{path}: {line}" for line in complaints(page)]
        if sideways(page) > 0:
            found.append(f"{slug}{path}: {sideways(page)} px wider than the screen")
    assert found == []


@pytest.mark.parametrize("viewport", [{"width": 320, "height": 600}, DESK], ids=["320", "1280"])
def test_each_page_of_a_client_holds_up(stack, open_page, viewport):
    somebody = next(
        record
        for record in generate(datetime.now(UTC).date()).of("zandbergen")
        if record.participates
        and record.channel == "email"
        and not record.ending
        and not record.pauses
        and record.language == "nl"
    )
    stack.manage(
        "send_due",
        "--municipality",
        "zandbergen",
        "--any-time",
        "--trajectory",
        somebody.external_id,
    )
    page = open_page(viewport, axe=True)
    link = None
    for _ in range(80):
        page.goto(stack.url("/demo/postvak/"))
        rows = page.locator("main a[href*='/demo/postvak/']")
        for address in [row.get_attribute("href") for row in rows.all()][:40]:
            page.goto(stack.url(address))
            link = re.search(r"http://zandbergen\.localhost:\d+/v/\w{12}", page.content())
            if link:
                break
        if link:
            break
        page.wait_for_timeout(500)
    assert link, "no mail of Zandbergen arrived"
    found = []
    for path in (
        link[0],
        "/vragenlijst/1/",
        "/vragenlijst/5/",
        "/vragenlijst/stoppen/",
        "/vragenlijst/niet-voor-mij/",
    ):
        page.goto(path if path.startswith("http") else stack.url(path, "zandbergen"))
        found += [f"{path}: {line}" for line in complaints(page)]
        if sideways(page) > 0:
            found.append(f"{path}: {sideways(page)} px wider than the screen")
        assert "schuld" not in page.inner_text("body").lower(), path
    assert found == []
