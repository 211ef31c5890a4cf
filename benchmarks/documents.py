"""The demo's report as PDF/A-3a and PDF/UA-1, beside WeasyPrint without tags on the same page."""

import logging

from .measure import Line, medians


def run(world):
    """One line."""
    from django.conf import settings
    from django.test import RequestFactory
    from django.urls import set_urlconf
    from weasyprint import HTML

    from benchmark.documents import StaticFilesOnly
    from cms import printing
    from cms.models import ReportPage

    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    set_urlconf(settings.PUBLIC_SCHEMA_URLCONF)
    report = ReportPage.objects.live().first()
    request = RequestFactory(headers={"host": "localhost"}).get("/")
    given = {}
    tagged, printing.pdf_of = printing.pdf_of, lambda html, **more: given.update(more, html=html)
    printing.report_pdf(report, request)
    printing.pdf_of = tagged
    html, base_url = given["html"], given["base_url"]

    def untagged():
        HTML(string=html, base_url=base_url, url_fetcher=StaticFilesOnly(base_url)).write_pdf()

    mine, least = medians(lambda: tagged(**given), untagged, rounds=5)
    yield Line("report: tagged PDF / untagged", mine, least, "1.5, 2000 ms")
