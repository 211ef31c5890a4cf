"""A caseworker's day, from the worklist to taking back what was a mistake, on a desk and a phone.

Every page on the way is looked at by axe, and none is wider than the screen.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.exchange.workbooks import xlsx

from .accessible import complaints, sideways
from .conftest import DESK, PHONE
from .going import follow

TODAY = datetime.now(ZoneInfo("Europe/Amsterdam")).date()
WHO, WHERE = "tineke@rietmeer.example.org", "rietmeer"
GRID = "/?who=all&state=running"


class Day:
    """A page that somebody works on, with what was found wrong on the way."""

    def __init__(self, page, stack):
        self.page, self._stack, self.found = page, stack, []

    def go(self, path):
        self.page.goto(self._stack.url(path, WHERE))
        self.look(path)

    def look(self, where):
        width = self.page.viewport_size["width"]
        self.found += [f"{where} at {width}: {line}" for line in complaints(self.page)]
        if sideways(self.page) > 0:
            self.found.append(f"{where} at {width}: {sideways(self.page)} px too wide")


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["1280", "360"])
def test_a_whole_day(stack, open_page, sign_in, viewport):
    page = open_page(viewport, axe=True)
    sign_in(page, WHO, WHERE)
    day = Day(page, stack)
    _answer_a_signal(day)
    day.go(GRID)
    numbers = _tick_three(day)
    _add_help(day, numbers[0])
    undo = _import_an_update(day, numbers[1])
    _end_and_reopen(day, numbers[2])
    _take_back(day, numbers[0], undo)
    assert day.found == []


def _answer_a_signal(day):
    day.go("/werklijst/")
    signal = day.page.locator(".worklist__signal").first
    signal.locator("summary").first.click()
    signal.locator("textarea").fill("Ik heb je gebeld. We spreken elkaar donderdag.")
    day.look("a signal that is answered")
    signal.get_by_role("button", name="Klaar").click()
    expect(signal).to_contain_text("De cliënt kan je zin lezen")
    expect(signal.get_by_role("button", name="Ongedaan maken")).to_be_visible()
    day.look("a signal that was answered")
    signal.get_by_role("button", name="Ongedaan maken").click()
    expect(signal.locator("textarea")).to_have_count(1)


def _tick_three(day) -> list[str]:
    """The numbers of three clients, each with the result ticked that comes next."""
    numbers = [
        meta.split(" · ")[0]
        for meta in day.page.locator(
            "[data-grid] tr:has(.tick--next) th .grid-table__meta"
        ).all_inner_texts()
    ][:3]
    for number in numbers:
        tick = _row(day, number).locator(".tick--next").first
        label = tick.get_attribute("aria-label").split(":")[0]
        tick.click()
        ticked = f'a.tick--done[aria-label^="{label}: behaald op"]'
        expect(_row(day, number).locator(ticked)).to_be_focused()
    day.look("three ticks")
    return numbers


def _row(day, number):
    return day.page.locator("[data-grid] tr", has_text=number)


def _add_help(day, number):
    before = _row(day, number).locator(".badge").count()
    _row(day, number).locator(".grid-row__add").click()
    choice = _row(day, number).locator(".grid-help__choice").first
    expect(choice).to_be_visible()
    day.look("help to choose from")
    choice.click()
    expect(_row(day, number).locator(".badge")).to_have_count(before + 1)


def _import_an_update(day, number) -> str:
    """A result from another system; the address where the import can be undone."""
    row = {"external_id": number, "milestone": "settlement_requested", "reached_on": TODAY}
    day.go("/import/")
    day.page.set_input_files(
        "input[type=file]",
        {
            "name": "resultaten.xlsx",
            "mimeType": "application/zip",
            "buffer": xlsx(milestones=[row]),
        },
    )
    follow(day.page, "main form button[type=submit]")
    day.page.locator("button[value=confirm]").wait_for()
    day.look("what the file would do")
    day.page.click("button[value=confirm]")
    day.page.get_by_role("heading", level=1, name="Het bestand is ingelezen").wait_for()
    day.look("what the file did")
    return day.page.get_by_role("link", name="Draai terug").get_attribute("href")


def _end_and_reopen(day, number):
    day.go(GRID)
    follow(day.page, _row(day, number).locator("th a"))
    day.look("a client")
    day.page.get_by_text("Traject afsluiten", exact=True).click()
    ending = day.page.locator("form[action$='/afsluiten/']")
    ending.locator("[name=status]").select_option("stopped")
    ending.locator("[name=reason]").select_option("no_show")
    day.look("an ending")
    ending.get_by_role("button", name="Sluit af").click()
    expect(day.page.locator(".page-header__intro")).to_contain_text("Afgesloten op")
    day.look("a client who was ended")
    day.page.get_by_role("button", name="Traject heropenen").click()
    expect(day.page.locator(".page-header__intro")).not_to_contain_text("Afgesloten op")


def _take_back(day, number, undo):
    """The import as a whole, and one tick in its own cell."""
    day.go(undo)
    day.page.get_by_role("button", name="Draai deze import terug").click()
    expect(day.page.locator("main")).to_contain_text("teruggedraaid")
    day.go(GRID)
    done = _row(day, number).locator("a.tick--done")
    before = done.count()
    done.last.click()
    _row(day, number).get_by_role("button", name="Haal weg").click()
    expect(done).to_have_count(before - 1)
    day.look("a tick that was taken back")
