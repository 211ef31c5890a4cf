"""Reports: figures cited from a release, on the web and in the PDF."""

import re
from io import BytesIO

import pikepdf
import pypdf
import pytest
from django.core.exceptions import ValidationError

from benchmark.documents import RefusedAddress, StaticFilesOnly, pdf_of
from benchmark.standard.indicators import CHAPTERS as REPORT_OF
from benchmark.standard.indicators import by_id
from cms.blocks import ChartBlock
from cms.blocks.reports import FIGURES
from cms.models import ReportPage
from config.demo.texts import CHAPTERS

from .places import REPORT


def chart(release, indicator):
    block = ChartBlock()
    return block.clean(block.to_python({"release": release, "indicator": indicator}))


def test_a_chart_cites_an_indicator_of_its_release(release):
    assert chart("proef-1", "stress_by_step")["indicator"] == "stress_by_step"


def test_a_chart_may_cite_a_withheld_figure(release):
    assert chart("proef-1", "drop_out")["indicator"] == "drop_out"


def test_an_indicator_outside_the_release_is_refused(release):
    with pytest.raises(ValidationError) as refusal:
        chart("proef-1", "success")
    assert "bevat deze indicator niet" in str(refusal.value.block_errors["indicator"])


def test_an_unknown_release_is_refused(release):
    with pytest.raises(ValidationError):
        chart("bestaat-niet", "stress_by_step")


def test_a_report_shows_the_released_figures_with_table_and_method(site_with_figures, client_on):
    page = client_on().get(REPORT).content.decode()
    figure = page.split("Stress per stap", 1)[1].split("Hoe is dit berekend?")[0]
    assert "<svg" in figure and "<caption" in figure


def test_a_withheld_figure_is_a_designed_state(site_with_figures, client_on):
    page = client_on().get(REPORT).content.decode()
    reasons = page.split(">Reden van uitval<", 1)[1].split("Hoe is dit berekend?")[0]
    assert "Nog te weinig gegevens" in reasons
    assert "<svg" not in reasons


def test_without_a_release_every_chart_is_empty_and_the_report_stands(site, client_on):
    page = client_on().get(REPORT).content.decode()
    drawn = sum(kind in FIGURES for chapter in CHAPTERS for kind, _value in chapter["body"])
    assert page.count('class="empty-state empty-state--inline"') == drawn > 15
    assert "Stress daalt na de intake" in page


def test_the_contents_link_to_the_chapters(site, client_on):
    page = client_on().get(REPORT).content.decode()
    contents = page.split('class="contents"')[1].split("</ol>")[0]
    anchors = re.findall(r'href="#([^"]+)"', contents)
    assert len(anchors) == 5
    assert all(f'id="{anchor}"' in page for anchor in anchors)


def test_ids_on_a_report_are_unique(site_with_figures, client_on):
    ids = re.findall(r'\sid="([^"]+)"', client_on().get(REPORT).content.decode())
    assert len(ids) == len(set(ids))


def test_two_chapters_do_not_share_a_subject(site):
    report = ReportPage.objects.get()
    raw = list(report.chapters.raw_data)
    report.chapters = [(block.block_type, block.value) for block in report.chapters] + [
        ("chapter", report.chapters[0].value)
    ]
    with pytest.raises(ValidationError, match="eigen onderwerp"):
        report.clean()
    assert len(raw) == 5


def test_the_report_names_the_release_it_cites(site_with_figures, client_on):
    assert "publicatie proef-1 van 4 oktober 2021" in client_on().get(REPORT).content.decode()


def test_texts_leave_the_numbers_to_the_figures():
    """A percentage or a mark in running text would go stale with the next release."""
    words = [chapter["conclusion"] for chapter in CHAPTERS]
    words += [v for chapter in CHAPTERS for kind, v in chapter["body"] if kind == "text"]
    assert len(words) > 15
    assert [text for text in words if re.search(r"\d", text)] == []


def test_the_report_uses_every_kind_of_drawing_that_the_country_has():
    named = {v for chapter in CHAPTERS for kind, v in chapter["body"] if kind == "chart"}
    drawings = {by_id(name).chart for name in named}
    kinds = {"lines", "changes", "groups", "stacked", "bars", "curve", "curves", "heat", "funnel"}
    assert kinds | {"adjusted"} == drawings
    assert [chapter["subject"] for chapter in CHAPTERS] == [term.label.nl for term in REPORT_OF]


# --- the PDF ---------------------------------------------------------------------------------


@pytest.fixture
def pdf(site_with_figures, client_on):
    """The answer to a request for the report as a file."""
    return client_on().get(f"{REPORT}pdf/")


def tags(node, found):
    """All structure elements below `node`."""
    children = node.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            found.append(child)
            tags(child, found)
    return found


def test_the_pdf_is_a_file_with_a_name(pdf):
    assert pdf["Content-Type"] == "application/pdf"
    assert "klantmonitor-klantbeleving-per-stap.pdf" in pdf["Content-Disposition"]
    assert pdf.content.startswith(b"%PDF")


def test_the_pdf_says_that_it_is_pdf_a_3a_and_pdf_ua_1(pdf):
    with pikepdf.open(BytesIO(pdf.content)) as document:
        with document.open_metadata() as metadata:
            assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
            assert metadata["{http://www.aiim.org/pdfa/ns/id/}part"] == "3"
            assert metadata["{http://www.aiim.org/pdfa/ns/id/}conformance"] == "A"
            assert metadata["dc:title"] == "Klantbeleving per stap"
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "nl"
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert "/OutputIntents" in document.Root


def test_the_colophon_does_not_stand_alone_on_the_last_page(pdf):
    last = pypdf.PdfReader(BytesIO(pdf.content)).pages[-1].extract_text()
    assert "Colofon" in last
    assert len(last.split("Colofon")[0].split()) > 20


def test_every_figure_in_the_pdf_has_an_alternative_text(pdf):
    with pikepdf.open(BytesIO(pdf.content)) as document:
        elements = tags(document.Root.StructTreeRoot, [])
        figures = [element for element in elements if element.S == "/Figure"]
        kinds = {str(element.S) for element in elements}
        assert len(figures) == 4  # two indicators, the bars and the scatter
        assert all(len(str(figure.Alt)) > 20 for figure in figures)
        assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/L"} <= kinds


def test_the_pdf_has_bookmarks_and_the_same_findings_as_the_page(pdf, client_on):
    reader = pypdf.PdfReader(BytesIO(pdf.content))

    def titles(outline):
        for item in outline:
            if isinstance(item, list):
                yield from titles(item)
            else:
                yield item.title

    bookmarks = list(titles(reader.outline))
    page = client_on().get(REPORT).content.decode()
    findings = re.findall(r'class="figure__finding">([^<]+)<', page)
    assert "Colofon" in bookmarks
    assert findings and set(findings) <= set(bookmarks)


def test_the_pdf_is_made_once_per_revision(pdf, client_on, monkeypatch):
    import cms.printing

    made = []
    monkeypatch.setattr(cms.printing, "pdf_of", lambda *a, **k: made.append(1) or b"%PDF again")
    assert client_on().get(f"{REPORT}pdf/").content == pdf.content
    report = ReportPage.objects.get()
    report.correction = "Een tikfout is verbeterd."
    report.save_revision().publish()
    assert client_on().get(f"{REPORT}pdf/").content == b"%PDF again"
    assert made == [1]


@pytest.mark.parametrize("is_demo", [True, False])
def test_the_pdf_says_so_when_its_figures_are_made_up(
    site_with_figures, edition, client_on, is_demo
):
    edition.is_demo = is_demo
    edition.save()
    reader = pypdf.PdfReader(BytesIO(client_on().get(f"{REPORT}pdf/").content))
    assert ("Demogegevens" in reader.pages[0].extract_text()) == is_demo


def test_the_pdf_of_a_draft_is_not_found(site, client_on):
    ReportPage.objects.get().unpublish()
    assert client_on().get(f"{REPORT}pdf/").status_code == 404


# --- what a document may load ----------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://localhost:8000/rapporten/",
        "http://localhost/static/css/print.css",
        "file:///etc/passwd",
        "http://localhost:8000/static/../config/settings/base.py",
        "http://localhost:8000/static/%2e%2e/config/settings/base.py",
        "http://localhost:8000/static//etc/passwd",
        "ftp://localhost:8000/static/css/print.css",
    ],
)
def test_a_document_loads_nothing_but_static_files(url):
    with pytest.raises(RefusedAddress):
        StaticFilesOnly("http://localhost:8000/rapport/").fetch(url)


def test_a_document_loads_static_files_and_data():
    fetcher = StaticFilesOnly("http://localhost:8000/rapport/")
    sheet = fetcher.fetch("http://localhost:8000/static/css/print.css")
    assert sheet.content_type == "text/css"
    assert fetcher.fetch("data:text/plain,ja").read() == b"ja"


def test_a_document_without_a_title_or_language_is_refused():
    with pytest.raises(ValueError, match="title and a language"):
        pdf_of("<h1>Ja</h1>", title=" ", lang="nl", base_url="http://localhost/")
