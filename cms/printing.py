"""A report page as a PDF, made once per revision and set of releases."""

import hashlib

from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils import translation

from benchmark.documents import pdf_of, static_file
from benchmark.models import Release

DAY = 24 * 3600
STYLESHEETS = ("css/print.css", "cms/print.css")


def report_pdf(report, request) -> bytes:
    """The report in its own language, whatever the reader's screens speak.

    Kept for a day under what decides its content: the page's revision, the releases it cites
    (frozen by themselves), the stylesheets and the host its links lead to.
    """
    url = request.build_absolute_uri(report.get_url(request))
    key = _key(report, url)
    pdf = cache.get(key)
    if pdf is None:
        lang = report.locale.language_code
        with translation.override(lang):
            releases = Release.objects.filter(slug__in=report.cited()).select_related("edition")
            context = {
                "page": report,
                "demo": any(release.edition.is_demo for release in releases),
                "contents": report.contents(),
                "releases": releases,
                "stylesheets": STYLESHEETS,
                "lang": lang,
                "url": url,
            }
            html = render_to_string("cms/print/report.html", context)
        pdf = pdf_of(html, title=report.title, lang=lang, base_url=url)
        cache.set(key, pdf, DAY)
    return pdf


def _key(report, url: str) -> str:
    cited = Release.objects.filter(slug__in=report.cited()).values_list("slug", "input_hash")
    facts = (
        report.pk,
        report.live_revision_id,
        report.last_published_at,
        sorted(cited),
        [hashlib.sha256(static_file(sheet)).hexdigest() for sheet in STYLESHEETS],
        url,
    )
    return f"report-pdf-{hashlib.sha256(repr(facts).encode()).hexdigest()}"
