"""The grid by keyboard, for many at once and by touch; and when two people have it open."""

import pytest
from playwright.sync_api import expect

from .accessible import complaints
from .conftest import DESK, PHONE

WHO, COLLEAGUE, WHERE = "noor@waterveen.example.org", "tess@waterveen.example.org", "waterveen"
SMALLEST = 44


def _place(page):
    """(row, column) of the cell that has the focus, when a row that came back has settled."""
    for _ in range(100):
        found = page.evaluate(
            """() => {
                const cell = document.activeElement?.closest("td, th"), row = cell?.parentElement;
                return cell && [[...row.parentElement.children].indexOf(row),
                                [...row.children].indexOf(cell)];
            }"""
        )
        if found:
            return found
        page.wait_for_timeout(100)
    raise AssertionError(page.evaluate("document.activeElement?.outerHTML.slice(0, 500)"))


def _press(page, *keys):
    for key in keys:
        page.keyboard.press(key)
    return _place(page)


@pytest.fixture
def grid(stack, open_page, sign_in):
    """Everybody's clients, on Noor's screen of 1280 px."""
    page = open_page(DESK, axe=True)
    sign_in(page, WHO, WHERE)
    page.goto(stack.url("/?who=all&state=any", WHERE))
    return page


def test_keys_go_from_cell_to_cell_and_tick(grid):
    rows = grid.locator("[data-grid] tr").count()
    assert grid.locator("[data-grid] [tabindex='0']").count() == 1, "one stop for Tab"
    grid.locator("[data-grid] [name=row]").first.focus()
    assert _press(grid, "ArrowRight", "ArrowRight", "ArrowRight") == [0, 5]
    assert _press(grid, "ArrowRight", "ArrowDown") == [1, 6]
    assert _press(grid, "PageDown") == [11, 6]
    assert _press(grid, "PageUp") == [1, 6]
    last = _press(grid, "End")
    assert last[0] == 1 and _press(grid, "ArrowRight") == last, "nowhere to go"
    assert _press(grid, "Home") == [1, 0]
    assert _press(grid, "Control+End") == [rows - 1, last[1]]
    assert _press(grid, "Control+Home") == [0, 0]
    todo = grid.locator("[data-grid] tr:has(button.tick)").first
    place = todo.evaluate("row => [...row.parentElement.children].indexOf(row)")
    button = todo.locator("button.tick").last
    button.focus()
    where = _place(grid)
    _press(grid, "Space")
    row = grid.locator("[data-grid] tr").nth(place)
    undo = row.get_by_role("button", name="Ongedaan maken")
    expect(undo).to_be_visible()
    assert _place(grid) == where, "the keyboard stays in the cell"
    grid.keyboard.press("Space")
    expect(row.locator("form.grid-edit")).to_be_visible()
    grid.keyboard.press("Escape")
    expect(row.locator("form.grid-edit")).to_have_count(0)
    assert _place(grid) == where
    grid.keyboard.press("Space")
    row.get_by_role("button", name="Haal weg").click()
    expect(row.locator("> *").nth(where[1]).locator("button.tick")).to_be_visible()


def test_who_is_quicker_than_the_screen_stays_on_the_page(grid):
    """A cell that opens is left in the moment in which it comes."""
    grid.evaluate(
        """() => new MutationObserver((_changes, observer) => {
            const leave = document.querySelector(".grid-edit a");
            if (!leave) return;
            observer.disconnect();
            leave.click();
        }).observe(document.querySelector("[data-grid]"), { childList: true, subtree: true })"""
    )
    where = grid.url
    tick = grid.locator("[data-grid] a.tick").first
    tick.focus()
    place = _place(grid)
    with grid.expect_response(lambda answer: answer.url.endswith("/rij/")) as row:
        grid.keyboard.press("Space")
    assert row.value.ok
    expect(grid.locator(".grid-edit")).to_have_count(0)
    assert grid.url == where and _place(grid) == place


def test_one_result_for_many_and_back(grid):
    rows = grid.locator("[data-grid] tr:has(button.tick[value=debt_rest])")
    numbers = [rows.nth(n).locator(".grid-table__meta").first.inner_text() for n in range(2)]
    for n in range(2):
        rows.nth(n).locator("[name=row]").check()
    expect(grid.get_by_text("2 cliënten gekozen")).to_be_visible()
    grid.get_by_label("Resultaat").select_option("debt_rest")
    assert complaints(grid) == []
    grid.get_by_role("button", name="Vink aan", exact=True).click()
    expect(grid.locator("main [role=status].alert")).to_contain_text("bij 2 cliënten aangevinkt")
    cells = [
        grid.locator("[data-grid] tr", has_text=number.split(" · ")[0]).locator(
            "a.tick--done[href$='/debt_rest/']"
        )
        for number in numbers
    ]
    assert [cell.count() for cell in cells] == [1, 1]
    assert complaints(grid) == []
    grid.get_by_role("button", name="Ongedaan maken").click()
    expect(grid.locator("main")).to_contain_text("2 vinkjes zijn weer weg.")
    assert [cell.count() for cell in cells] == [0, 0]


def test_two_people_and_a_double_tap(stack, grid, open_page, sign_in):
    """The second one, on a phone, taps what the first has just ticked."""
    phone = open_page(PHONE, axe=True)
    sign_in(phone, COLLEAGUE, WHERE)
    phone.goto(stack.url("/?who=all&state=any", WHERE))
    key = grid.locator("[data-grid] tr:has(button.tick[value=debt_rest])").first.get_attribute("id")
    cell = f"#{key} [formaction$='/resultaat/'][value=debt_rest]"
    targets = phone.locator(f"#{key}").evaluate(
        """(row) => [...row.querySelectorAll("a, button, label")].map((each) => {
            const box = each.getBoundingClientRect();
            return [each.className, Math.min(box.width, box.height)];
        })"""
    )
    small = [name for name, size in targets if size < SMALLEST]
    grid.locator(cell).dblclick()
    done = f"#{key} a.tick--done[href$='/debt_rest/']"
    expect(grid.locator(done)).to_be_visible()
    expect(grid.locator(f"#{key} form.grid-edit")).to_have_count(0)
    phone.locator(cell).click()
    expect(phone.locator(done)).to_be_visible()
    expect(phone.locator("[data-grid-said]")).to_contain_text("had dit al aangevinkt, om")
    expect(phone.locator(f"#{key} .grid-row__undo")).to_have_count(0)
    assert complaints(phone) == []
    grid.locator(f"#{key} .grid-row__undo").click()
    expect(grid.locator(cell)).to_be_visible()
    assert small == []
