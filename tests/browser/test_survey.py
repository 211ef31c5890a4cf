"""The questionnaire in a real browser: in every language by keyboard, without scripts, on a small
screen, zoomed and with large letters; by axe; how long it takes; and without a line."""

from dataclasses import dataclass, field, replace
from statistics import median

import pytest

from benchmark.questionnaires.languages import CLIENT_LANGUAGES, CODES

from . import pace
from .accessible import complaints
from .going import follow
from .shapes import DOTS, ENLARGED, PHONE_320, SHAPES, ZOOMED, faults, take

WHERE = "oosterduin"
A_MINUTE = 60
SHAPES_OF_A_TURN = ((ENLARGED, PHONE_320), (PHONE_320, ENLARGED), (ZOOMED,))
LOADED = "performance.getEntriesByType('navigation')[0].duration"  # ms, until all was there
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


@dataclass
class Walk:
    """One questionnaire answered: what stood on each question's screen, what was wrong, and how
    many seconds each page took to come."""

    language: str
    start: list[str] = field(default_factory=list)
    screens: list[list[str]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    loads: list[float] = field(default_factory=list)

    def seconds(self, load: float) -> float:
        """How long a slow reader takes over the questions when each page takes `load` to come."""
        return pace.answering(self.screens, read_before=self.start, load=load)


@pytest.fixture(scope="module")
def links(stack):
    """Addresses of open questionnaires, one for each use."""
    said = stack.manage(
        "shell", "--no-imports", "-c", LINKS.format(slug=WHERE, count=len(CODES) + 1)
    )
    tokens = [line.split()[1] for line in said.splitlines() if line.startswith("LINK")]
    assert len(tokens) == len(CODES) + 1
    return iter([stack.url(f"/v/{token}", WHERE) for token in tokens])


@pytest.fixture(scope="module")
def walks(links, chromium):
    """A questionnaire answered in each language, by keyboard and without JavaScript. In which
    shape the keys are pressed changes from page to page: each language has each of them."""
    plain = chromium.new_context(java_script_enabled=False, device_scale_factor=DOTS)
    scripted = chromium.new_context(device_scale_factor=DOTS, service_workers="block")
    page, for_axe = plain.new_page(), scripted.new_page()
    yield [
        walk(page, for_axe, language, next(links), turn)
        for turn, language in enumerate(CLIENT_LANGUAGES)
    ]
    plain.close()
    scripted.close()


def walk(page, for_axe, language, address: str, turn: int) -> Walk:
    """Somebody new answers the questionnaire of this address; axe looks at one question."""
    made = Walk(language.code)
    page.context.clear_cookies()
    page.goto(address)
    tab_to(page, f"[name=taal][value={language.code}]")
    page.keyboard.press("Enter")
    page.locator(f"[name=taal][value={language.code}][aria-current]").wait_for()
    page.wait_for_load_state()
    root = page.locator("html")
    assert root.get_attribute("dir") == language.direction
    assert root.get_attribute("lang") == language.html_code
    look(page, made, turn)
    made.start = words(page)
    tab_to(page, ".answer-begin")
    page.keyboard.press("Enter")
    for number in range(1, 9):
        page.wait_for_url(f"**/vragenlijst/{number}/")
        made.loads.append(page.evaluate(LOADED) / 1000)
        made.screens.append(words(page))
        look(page, made, turn + number)
        if number == turn + 1:
            rtl = language.direction == "rtl"
            shape = ENLARGED if rtl else SHAPES[turn % len(SHAPES)]
            look_with_axe(for_axe, page, made, shape, unanswered=rtl)
        tab_to(page, "[name=antwoord]")
        page.keyboard.press("Space")
        assert page.locator("[name=antwoord]:checked").count() == 1
        page.keyboard.press("Enter")
    page.wait_for_url("**/vragenlijst/nog-iets/")
    look(page, made, turn)
    return made


def look(page, walk: Walk, turn: int) -> None:
    """Note what is wrong with this page, and leave it in the shape in which the keys are pressed:
    one of the three. A page on a small screen is looked at with large letters as well."""
    for shape in SHAPES_OF_A_TURN[turn % len(SHAPES_OF_A_TURN)]:
        take(page, shape)
        walk.wrong += [
            f"{walk.language} {page.url} at {shape.name}: {line}" for line in faults(page)
        ]


def look_with_axe(page, seen, walk: Walk, shape, *, unanswered: bool) -> None:
    """The page that was seen, with scripts, which axe needs; `unanswered` with the complaint that
    nothing was chosen."""
    page.context.clear_cookies()
    page.context.add_cookies(seen.context.cookies())
    page.goto(seen.url)
    if unanswered:
        follow(page, ".answer__next")
        page.locator(".field__errors").wait_for()
    take(page, shape)
    walk.wrong += [f"{walk.language} {page.url}: {line}" for line in complaints(page)]


def words(page) -> list[str]:
    """What there is to read on the page itself, without the frame that is the same everywhere."""
    return page.evaluate(
        """() => [...document.querySelectorAll(
            'main .client-sheet :is(h1, p, li, label, summary, a, button)')]
            .filter((each) => each.checkVisibility()).map((each) => each.innerText.trim())"""
    )


def tab_to(page, selector: str) -> None:
    """With the Tab key alone, to the first of these elements, which is then on the screen."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            break
    else:
        raise AssertionError(f"the keyboard does not reach {selector} on {page.url}")
    box = page.evaluate("document.activeElement.getBoundingClientRect().toJSON()")
    assert box["top"] >= 0 and box["bottom"] <= page.viewport_size["height"], (selector, page.url)


def test_each_language_is_completed_by_keyboard_without_scripts_small_zoomed_and_enlarged(walks):
    assert [walk.language for walk in walks] == list(CODES)
    assert [len(walk.screens) for walk in walks] == [8] * len(CODES)
    assert [line for walk in walks for line in walk.wrong] == []


def test_the_questions_take_a_slow_reader_less_than_a_minute(walks):
    """The median over the languages, with the pages as fast as they were here; start page apart."""
    load = median(load for walk in walks for load in walk.loads)
    taken = {walk.language: walk.seconds(load) for walk in walks}
    assert median(taken.values()) < A_MINUTE, taken
    wordy = [
        replace(walk, screens=[[f"{text} {text}" for text in texts] for texts in walk.screens])
        for walk in walks
    ]
    assert median(walk.seconds(load) for walk in wordy) > A_MINUTE, "longer texts are noticed"


@pytest.fixture
def phone(chromium):
    """A page whose browser may complain: it does so when there is no line."""
    context = chromium.new_context(viewport=PHONE_320.viewport)
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
