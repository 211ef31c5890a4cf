"""*Publicatie 2021*: every published number, the choices, and the figures without a number."""

import html
import re
from dataclasses import replace

import pytest
from django.contrib.auth.models import AnonymousUser

from benchmark.standard.indicators import CHAPTERS, INDICATORS, by_id
from config.demo import publication
from config.demo.differences import CHOICES, CODES, PRINTED_BEFORE, compared, unnumbered
from config.demo.publication import compare
from monitor.demo.targets import TARGETS


@pytest.fixture
def read(rf):
    """read() -> the page as anyone gets it."""

    def get():
        request = rf.get("/demo/publicatie-2021/")
        request.user = AnonymousUser()
        return publication.page(request).content.decode()

    return get


def test_every_published_number_is_compared_and_near(handed_over, edition):
    comparison = compare(edition)
    assert comparison.compared == len(TARGETS) == 147
    assert [line.code for line in comparison.lines if not line.is_near] == []
    assert {line.may_leave for line in comparison.lines if line.whose == "Gemiddelde"} == {"ja"}
    own = [line for line in comparison.lines if line.whose != "Gemiddelde"]
    assert all("één gemeente" in line.may_leave for line in own)
    assert comparison.allowed == comparison.compared - len(own)


def test_the_difference_is_that_of_the_two_numbers_beside_it(handed_over, edition):
    def number(text):
        return float(text.rstrip("%").replace(",", ".").replace("−", "-"))

    lines = compare(edition).lines
    for line in lines:
        apart = number(line.computed) - number(line.published)
        assert number(line.difference) == pytest.approx(apart), line
    assert any(line.difference.startswith("−") for line in lines)
    assert any(line.difference.startswith("+") for line in lines)


def test_figures_stand_under_the_chapter_of_their_indicator(handed_over, edition):
    chapters = compare(edition).chapters
    assert [title for title, _groups in chapters] == [str(chapter) for chapter in CHAPTERS]
    assert all(groups for _title, groups in chapters)
    assert sum(len(group.lines) for _title, groups in chapters for group in groups) == len(TARGETS)


def test_a_number_that_is_not_near_says_so(handed_over, edition, read, monkeypatch):
    first = replace(TARGETS[0], value=TARGETS[0].value + 5)
    monkeypatch.setattr(publication, "TARGETS", (first, *TARGETS[1:]))
    assert compare(edition).near == len(TARGETS) - 1
    page = read()
    assert "146 van de 147" in page and page.count("<strong>nee</strong>") == 1


def test_every_figure_of_the_publication_is_on_the_page(handed_over, read):
    """S84 to S126: compared, printed before, or without a number and then with its indicator."""
    page = html.unescape(read())
    assert CODES[0] == "S84" and CODES[-1] == "S126" and len(CODES) == 43
    for code in CODES:
        assert re.search(rf"\b{code}\b", page), code
    for one in unnumbered():
        assert one.indicators, f"nothing computes {one.code}"
        for indicator in one.indicators:
            assert str(indicator.title) in page, (one.code, indicator.id)


def test_the_three_kinds_of_figures_are_all_of_them_and_do_not_overlap():
    without = {one.code for one in unnumbered()}
    kinds = [compared(), set(PRINTED_BEFORE), without]
    assert sorted(code for kind in kinds for code in kind) == sorted(CODES)
    assert set(PRINTED_BEFORE.values()) <= compared()
    assert {"S88", "S93", "S95", "S100", "S104", "S111", "S115", "S126"} <= without


def test_a_figure_that_no_indicator_names_has_no_link():
    left = [indicator for indicator in INDICATORS if "S120" not in indicator.sources]
    assert [one.code for one in unnumbered(left) if not one.indicators] == ["S120"]


def test_every_choice_is_about_figures_of_the_publication():
    assert all(choice.codes and set(choice.codes) <= set(CODES) for choice in CHOICES)
    assert all(choice.reason.nl and choice.reason.en for choice in CHOICES)
    for code in ("S87", "S92", "S94", "S99", "S102", "S117", "S118", "S124"):
        assert any(code in choice.codes for choice in CHOICES), code


def test_links_lead_to_the_section_of_the_indicator(handed_over, read):
    links = dict(
        (html.unescape(title), url)
        for url, title in re.findall(r'<a href="(http[^"]+)">([^<]+)</a>', read())
    )
    grid = by_id("drop_out_reasons_by_step")
    assert re.fullmatch(r"https?://waterveen\.[^/]+/inzichten/uitval/#why", links[str(grid.title)])
    paths = by_id("success_by_path")
    assert "://lindehaven." in links[str(paths.title)]


def test_the_page_reads_for_anyone(handed_over, edition, read):
    page = read()
    assert "147 van de 147" in page
    assert "Reden voor stoppen traject" in page and "nee, het cijfer is van één gemeente" in page
    assert page.count("<tr><th scope") == compare(edition).compared + page.count("<thead>")
    assert publication.page.audience == {"anyone"}


def test_the_ids_of_the_page_are_unique(handed_over, read):
    ids = re.findall(r'\sid="([^"]+)"', read())
    assert len(ids) == len(set(ids)) > 30


def test_the_page_asks_no_more_of_the_database_with_more_figures(
    handed_over, edition, django_assert_max_num_queries
):
    with django_assert_max_num_queries(6):
        compare(edition)


def test_the_page_says_so_when_there_are_no_records(edition, read):
    assert "Nog geen cijfers" in read()
