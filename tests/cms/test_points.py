"""Municipalities beside each other on public pages: under numbers, by consent, never by name."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import translation

from benchmark import lookup
from benchmark.standard.indicators import POOLED, by_id
from cms.blocks import MunicipalityBarsBlock, MunicipalityScatterBlock
from cms.figures import indicator_choices, point_choices
from cms.models import ReportPage
from cms.points import bars_of, has_points, scatter_of

from .places import REPORT

BALANCE, HELP = "iu_in_balance_within_91:all", "deployed_by_category:administrative"
VIEW = "iu_in_view_within_91:all"


@pytest.fixture(autouse=True)
def _in_dutch():
    with translation.override("nl"):
        yield


def bars(release, indicator):
    block = MunicipalityBarsBlock()
    return block.clean(block.to_python({"release": release, "indicator": indicator}))


def scatter(release, x, y):
    block = MunicipalityScatterBlock()
    return block.clean(block.to_python({"release": release, "x": x, "y": y}))


def test_an_editor_chooses_among_all_pooled_indicators_by_chapter_and_section():
    groups = indicator_choices()
    offered = [id for _group, indicators in groups for id, _title in indicators]
    assert offered == [indicator.id for indicator in POOLED]
    assert groups[0][0] == "Beleving door het proces: Hoe het gevoel verandert"
    assert len({name for name, _indicators in groups}) == len(groups)


def test_an_editor_chooses_among_the_figures_with_points():
    titles = dict(point_choices())
    assert titles[BALANCE] == "I/U in balans binnen 13 weken"
    assert titles[HELP].endswith(": Administratieve hulp")
    assert len(set(titles.values())) == len(titles)


def test_a_bar_per_municipality_in_the_order_of_the_numbers(release):
    figure = bars_of("proef-1", BALANCE, prefix="proef")
    assert figure.table.rows[:2] == (("Gemeente 1", "68%"), ("Gemeente 2", "33%"))
    assert len(figure.table.rows) == 6
    assert "koos er zelf voor" in figure.notes[0] and "geloot" in figure.notes[0]


def test_a_point_per_municipality_with_both_shares(release):
    figure = scatter_of("proef-1", HELP, VIEW, prefix="proef")
    assert figure.table.rows[1] == ("Gemeente 2", "45%", "67%")
    assert "geen bewijs van effect" in figure.finding
    assert "koos er zelf voor" in figure.notes[0]


def test_a_municipality_with_one_of_the_two_has_no_point(release):
    one = release.points.filter(indicator="deployed_by_category").first()
    one.pk, one.number = None, 7
    with connection.as_publisher():
        one.save(force_insert=True)
    assert lookup.released_points("proef-1", by_id("deployed_by_category"), "administrative")[6:]
    figure = scatter_of("proef-1", HELP, VIEW, prefix="proef")
    assert [row[0] for row in figure.table.rows] == [f"Gemeente {n}" for n in range(1, 7)]


def test_figures_speak_the_language_of_the_page(release):
    with translation.override("en"):
        figure = bars_of("proef-1", BALANCE, prefix="proef")
    assert figure.table.rows[0][0] == "Municipality 1"
    assert "drawn by lot" in figure.notes[0]


@pytest.mark.parametrize("cited", [None, "", "bestaat-niet"])
def test_without_a_release_both_are_a_designed_state(release, cited):
    for figure in (
        bars_of(cited, BALANCE, prefix="proef"),
        scatter_of(cited, HELP, VIEW, prefix="proef"),
    ):
        assert figure.is_empty and figure.svg == ""
        assert "Nog te weinig gegevens" in figure.finding
        assert "nog geen vijf gemeenten" in figure.notes[0]


@pytest.mark.parametrize(
    "name", ["weg:all", "deployed_by_category:weg", "deployed_by_category", ""]
)
def test_a_figure_that_is_gone_from_the_standard_is_left_out(release, name):
    assert not has_points("proef-1", name)
    assert bars_of("proef-1", name, prefix="proef") is None
    assert scatter_of("proef-1", HELP, name, prefix="proef") is None
    assert scatter_of("proef-1", name, VIEW, prefix="proef") is None


def test_blocks_accept_what_the_release_holds(release):
    assert bars("proef-1", BALANCE)["indicator"] == BALANCE
    assert scatter("proef-1", HELP, VIEW)["y"] == VIEW
    assert bars("", "success:all")["release"] == ""


def test_a_figure_without_points_in_the_release_is_refused(release):
    with pytest.raises(ValidationError) as refusal:
        bars("proef-1", "success:all")
    assert "geen cijfers per gemeente" in str(refusal.value.block_errors["indicator"])
    with pytest.raises(ValidationError) as refusal:
        scatter("proef-1", HELP, "success:all")
    assert set(refusal.value.block_errors) == {"y"}


def test_a_figure_against_itself_is_refused(release):
    with pytest.raises(ValidationError) as refusal:
        scatter("proef-1", VIEW, VIEW)
    assert "twee verschillende" in str(refusal.value.block_errors["y"])


def test_the_report_shows_both_and_no_municipality_by_name(
    site_with_figures, municipalities, client_on
):
    page = client_on().get(REPORT).content.decode()
    drawn = page.split('class="report__body')[1]
    figures = [
        part for part in re.split(r'<section class="figure">', drawn) if "Gemeente 1" in part
    ]
    assert len(figures) == 2
    for part in figures:
        assert "<svg" in part and "koos er zelf voor" in part
        assert not any(m.name in part.split("</section>")[0] for m in municipalities.values())


def test_two_drawings_of_one_figure_have_ids_of_their_own(site_with_figures, client_on):
    report = ReportPage.objects.get()
    block = ("bars", {"release": "proef-1", "indicator": BALANCE})
    pair = ("scatter", {"release": "proef-1", "x": HELP, "y": VIEW})
    chapter = {"subject": "Dubbel", "conclusion": "Twee keer hetzelfde", "footnotes": []}
    report.chapters = [("chapter", chapter | {"body": [block, block, pair, pair]})]
    report.save_revision().publish()
    page = client_on().get(REPORT).content.decode()
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert page.count("<svg") >= 8
    assert len(ids) == len(set(ids))
    assert ReportPage.objects.get().cited() == ["proef-1"]
