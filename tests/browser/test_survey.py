"""The questionnaire in a real browser: in every language at 320 px, by keyboard, without scripts;
by axe; and without a line."""

import pytest

from benchmark.questionnaires.languages import CLIENT_LANGUAGES, CODES

from .accessible import complaints, sideways

WHERE = "oosterduin"
NARROW = {"width": 320, "height": 640}
# As many open questionnaires as are asked for, with the eight questions of the core.
LINKS = """
from datetime import timedelta
from django.utils import timezone
from django_tenants.utils import tenant_context
from monitor.surveys import links
from monitor.surveys.models import Wave
from tenants.models import Municipality
now = timezone.now()
with tenant_context(Municipality.objects.get(slug="{slug}")):
    waves = Wave.objects.pending().filter(kind__in=["baseline", "regular"])[: {count}]
    for wave in waves:
        wave.status, wave.open_from = "open", now
        wave.remind_at, wave.closes_at = now + timedelta(days=3), now + timedelta(days=10)
        wave.save()
        print("LINK", links.token_of(wave))
"""


@pytest.fixture(scope="module")
def links(stack):
    """Addresses of open questionnaires, one for each use."""
    said = stack.manage(
        "shell", "--no-imports", "-c", LINKS.format(slug=WHERE, count=len(CODES) + 2)
    )
    tokens = [line.split()[1] for line in said.splitlines() if line.startswith("LINK")]
    assert len(tokens) == len(CODES) + 2
    return iter([stack.url(f"/v/{token}", WHERE) for token in tokens])


def tab_to(page, selector: str) -> None:
    """With the Tab key alone, to the first of these elements."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector} on {page.url}")


def test_eight_questions_in_every_language_by_keyboard_at_320_px_without_javascript(
    links, open_page
):
    for language in CLIENT_LANGUAGES:
        page = open_page(NARROW, javascript=False)
        page.goto(next(links))
        tab_to(page, f"[name=taal][value={language.code}]")
        page.keyboard.press("Enter")
        page.wait_for_load_state()
        root = page.locator("html")
        assert root.get_attribute("dir") == language.direction
        assert root.get_attribute("lang") == language.html_code
        assert sideways(page) == 0
        tab_to(page, ".answer-begin")
        page.keyboard.press("Enter")
        for number in range(1, 9):
            page.wait_for_url(f"**/vragenlijst/{number}/")
            assert page.locator("fieldset input[type=radio]").count() >= 5
            assert sideways(page) == 0, (language.code, number)
            tab_to(page, "[name=antwoord]")
            page.keyboard.press("Space")
            assert page.locator("[name=antwoord]:checked").count() == 1
            page.keyboard.press("Enter")
        page.wait_for_url("**/vragenlijst/nog-iets/")
        page.context.close()


def test_axe_and_large_targets_in_a_right_to_left_language(links, open_page):
    page = open_page(NARROW, axe=True)
    page.goto(next(links))
    page.click("[name=taal][value=ar]")
    page.locator("html[lang=ar]").wait_for()
    assert complaints(page) == []
    page.click(".answer-begin")
    assert complaints(page) == []
    small = page.evaluate(
        """() => [...document.querySelectorAll('form.answer .answer-tile, form.answer .nl-button')]
            .filter((each) => !each.hidden)
            .map((each) => [each.textContent.trim(), each.getBoundingClientRect()])
            .filter(([, box]) => box.height < 48 || box.width < 48).map(([text]) => text)"""
    )
    assert small == []
    page.click(".answer__next")  # nothing chosen
    assert complaints(page) == []


@pytest.fixture
def phone(chromium):
    """A page whose browser may complain: it does so when there is no line."""
    context = chromium.new_context(viewport=NARROW)
    yield context.new_page()
    context.close()


def test_without_a_line_nothing_is_lost_and_nothing_stays_on_the_device(links, phone):
    page = phone
    page.goto(next(links))
    page.wait_for_selector("html[data-kept]", state="attached")
    page.click(".answer-begin")
    page.check("[name=antwoord][value='2']")
    page.click(".answer__next")
    page.wait_for_url("**/vragenlijst/2/")
    page.context.set_offline(True)
    for number in range(2, 9):
        page.wait_for_url(f"**/vragenlijst/{number}/")
        page.locator("[name=antwoord]").nth(number % 5).check()
        page.click(".answer__next")
    page.wait_for_url("**/vragenlijst/zonder-lijn/")
    assert len(waiting(page)) == 7
    page.context.set_offline(False)
    page.wait_for_url("**/vragenlijst/klaar/", timeout=15_000)
    page.wait_for_function("async () => !(await caches.keys()).length")
    assert waiting(page) == []


def waiting(page) -> list:
    """What waits on the device."""
    return page.evaluate(
        """() => new Promise((resolve) => {
            indexedDB.open('vragenlijst').onsuccess = ({target: {result: base}}) => {
                base.transaction('answers').objectStore('answers').getAll().onsuccess =
                    ({target}) => { resolve(target.result); base.close(); };
            };
        })"""
    )
