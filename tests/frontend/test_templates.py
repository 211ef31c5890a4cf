"""The strict Content-Security-Policy holds because no template breaks it."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# A mail client knows no style sheets, and a PDF is no page with a policy.
ELSEWHERE = {"mail", "email", "messages", "pdf", "print"}
TEMPLATES = [
    path
    for folder in ROOT.glob("**/templates")
    if not {".venv", "node_modules", "staticfiles", "var"} & set(folder.parts)
    for path in folder.rglob("*.html")
    if not ELSEWHERE & set(path.relative_to(folder).parts)
]
COMMENTS = re.compile(r"{% comment.*?endcomment %}|{#.*?#}|<!--.*?-->", re.DOTALL)
OUTSIDE = re.compile(r"""<(?:script|img|link|iframe|source)\b[^>]*(?:src|href)=["']https?:""")


def source(path: Path) -> str:
    return COMMENTS.sub("", path.read_text())


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


every_template = pytest.mark.parametrize("path", TEMPLATES, ids=name)


def test_there_are_templates_to_look_at():
    assert len(TEMPLATES) > 30


@every_template
def test_a_template_has_no_inline_style(path):
    assert not re.search(r"\sstyle\s*=|<style\b", source(path))


@every_template
def test_a_template_has_no_inline_handler(path):
    assert not re.search(r"<[^>]*\son[a-z]+\s*=|javascript:|hx-on", source(path))


@every_template
def test_a_script_is_a_file_of_ours_or_with_a_nonce_or_data(path):
    """Pages of clients are kept whole, so they hold no nonce; the policy lets our own files in."""
    for tag in re.findall(r"<script\b[^>]*>", source(path)):
        is_allowed = "nonce=" in tag or 'src="{% static' in tag
        assert ("src=" in tag and is_allowed) or "application/json" in tag, tag


@every_template
def test_a_template_loads_nothing_from_elsewhere(path):
    assert not OUTSIDE.search(source(path))


@pytest.mark.parametrize(
    "path", sorted((ROOT / "templates" / "components").glob("*.html")), ids=name
)
def test_a_component_says_what_it_is_given(path):
    assert path.read_text().startswith("{% comment %}")


@pytest.mark.parametrize("word", ["schuld", "betaling", "deurwaarder", "incasso"])
def test_a_clients_page_frame_holds_no_word_about_debts(word):
    assert word not in source(ROOT / "templates" / "base" / "client.html").lower()


def test_a_clients_page_has_no_htmx_and_is_not_indexed():
    frame = source(ROOT / "templates" / "base" / "client.html")
    assert "htmx" not in frame
    assert 'content="noindex, nofollow"' in frame


def test_the_page_for_our_own_failures_stands_on_its_own():
    page = source(ROOT / "templates" / "500.html")
    for tag in ("extends", "include", "{% static", "{% url", "{{"):
        assert tag not in page
    assert (ROOT / "static" / "css" / "error.css").exists()
