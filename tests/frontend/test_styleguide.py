"""Every component as a browser shows it: accessible, within the policy, within a phone's width."""

import mimetypes
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from config.styleguide import ClientForm, samples

ROOT = Path(__file__).resolve().parents[2]
POLICY = "default-src 'self'; script-src 'self' 'nonce-proef'; style-src 'self'; img-src 'self'"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def draw(template: str, *, theme: str, **context) -> str:
    """A page as on a municipality's host, without a database."""
    request = RequestFactory().get("/stijl/")
    request.user = AnonymousUser()
    request.csp_nonce = "proef"
    municipality = SimpleNamespace(name=theme.capitalize(), slug=theme, theme=theme)
    form = ClientForm({"first_name": "Anna", "email": "anna@", "inflow": "zelf"})
    context |= {"municipality": municipality, "demo": True, "product_name": "Klantmonitor"}
    return render_to_string(template, {"guide": samples(form=form), **context}, request)


@pytest.fixture
def opened(chromium):
    """opened(html, width=360) -> the page with the real style sheets, and what the console said."""
    contexts = []

    def open_page(html: str, *, width: int, policy: bool = True):
        # axe is injected as a script; the policy is looked at in a test of its own.
        context = chromium.new_context(
            viewport={"width": width, "height": 800}, bypass_csp=not policy
        )
        contexts.append(context)
        page = context.new_page()
        complaints = []
        page.on("console", lambda message: complaints.append(message.text))

        def answer(route):
            path = route.request.url.removeprefix("http://stijl.test").split("?")[0]
            if path == "/stijl/":
                headers = {"Content-Security-Policy": POLICY, "Content-Type": "text/html"}
                route.fulfill(body=html, headers=headers)
            elif path.startswith("/static/django_htmx/"):
                route.fulfill(body="", content_type="text/javascript")
            elif (file := ROOT / path.lstrip("/")).is_file():
                kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
                route.fulfill(body=file.read_bytes(), content_type=kind)
            else:
                complaints.append(f"not found: {path}")
                route.fulfill(status=404, body="")

        page.route("**/*", answer)
        page.goto("http://stijl.test/stijl/")
        return page, complaints

    yield open_page
    for context in contexts:
        context.close()


def violations(page) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    return [f"{rule['id']}: {node['html'][:120]}" for rule in found for node in rule["nodes"]]


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("theme", ["waterveen", "oosterduin"])
def test_every_component_passes_axe(opened, theme, width):
    page, _ = opened(draw("styleguide.html", theme=theme), width=width, policy=False)
    assert violations(page) == []


@pytest.mark.browser
def test_every_component_passes_axe_from_right_to_left(opened):
    html = draw("styleguide.html", theme="heidestein", page_language="ar", page_direction="rtl")
    page, _ = opened(html, width=360, policy=False)
    assert page.evaluate("document.documentElement.dir") == "rtl"
    assert violations(page) == []


@pytest.mark.browser
@pytest.mark.parametrize("template", ["404.html", "403.html", "403_csrf.html", "500.html"])
def test_the_error_pages_pass_axe(opened, template):
    page, _ = opened(draw(template, theme="zandbergen"), width=360, policy=False)
    assert violations(page) == []


@pytest.mark.browser
def test_nothing_on_the_page_breaks_the_policy_or_is_missing(opened):
    page, complaints = opened(draw("styleguide.html", theme="lindehaven"), width=1280)
    page.wait_for_load_state("networkidle")
    assert [text for text in complaints if "favicon" not in text] == []


@pytest.mark.browser
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_a_phone_shows_the_page_without_scrolling_sideways(opened, direction):
    html = draw("styleguide.html", theme="rietmeer", page_direction=direction)
    page, _ = opened(html, width=360)
    assert page.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.browser
def test_the_menu_folds_on_a_phone_and_opens_with_its_button(opened):
    page, _ = opened(draw("styleguide.html", theme="waterveen"), width=360)
    link = page.locator(".site-header__link").first
    assert not link.is_visible()
    page.locator(".site-header__toggle").click()
    assert link.is_visible()
    page.keyboard.press("Escape")
    assert not link.is_visible()


@pytest.mark.browser
def test_what_a_client_presses_is_large_enough_for_a_thumb(opened):
    page, _ = opened(draw("styleguide.html", theme="waterveen"), width=360)
    for tile in page.locator(".answer-tile").all():
        box = tile.bounding_box()
        assert box["height"] >= 48
        assert box["width"] >= 40


def test_a_field_binds_its_help_and_error_to_the_control():
    with translation.override("nl"):
        html = draw("styleguide.html", theme="waterveen")
    assert 'aria-describedby="id_email_helptext id_email_error"' in html
    assert 'id="id_email_helptext"' in html
    assert 'id="id_email_error"' in html
    assert html.index('id="id_email_error"') < html.index('name="email"')
