"""A page into one file that is both PDF/A-3a (to keep) and PDF/UA-1 (to read with any aid).

WeasyPrint tags the structure; a figure's alternative text is the `<title>` of its SVG. WeasyPrint
writes one identifier, so the other is added afterwards (reference libraries, section 3). The tests
read the structure back.
"""

import warnings
from io import BytesIO
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pikepdf
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import SuspiciousOperation
from weasyprint import HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse

VARIANT = "pdf/a-3a"

# PDF/A wants every schema it does not know explained inside the file.
_UA_IDENTIFIER = b"""<rdf:Description rdf:about=""
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of the standard</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF>"""


class RefusedAddress(ValueError):
    """A document asked for something that is not a static file of this project."""


class StaticFilesOnly(URLFetcher):
    """Lets a document load this project's static files and `data:`, and nothing else.

    Text from editors and members ends up in documents: without this an address in it could make
    the server fetch from its own network.
    """

    def __init__(self, base_url: str):
        super().__init__(allowed_protocols=["data"], allow_redirects=False)
        self._origin = urlsplit(base_url)[:2]

    def fetch(self, url, headers=None):
        """The file's content; RefusedAddress for any other address."""
        if url.startswith("data:"):
            return super().fetch(url, headers)
        address = urlsplit(url)
        path = unquote(address.path)
        if address[:2] != self._origin or not path.startswith(settings.STATIC_URL):
            raise RefusedAddress(url)
        kind = guess_type(path)[0] or "application/octet-stream"
        content = static_file(path.removeprefix(settings.STATIC_URL))
        return URLFetcherResponse(url, content, {"Content-Type": kind})


def static_file(name: str) -> bytes:
    """The content of a static file, collected or not; RefusedAddress when there is none."""
    try:
        if staticfiles_storage.exists(name):
            with staticfiles_storage.open(name) as file:
                return file.read()
        found = finders.find(name)
    except SuspiciousOperation:
        found = None
    if not found:
        raise RefusedAddress(name)
    return Path(found).read_bytes()


def pdf_of(html: str, *, title: str, lang: str, base_url: str) -> bytes:
    """The document as PDF/A-3a and PDF/UA-1.

    `html` is a whole page whose stylesheets stand under STATIC_URL; `base_url` is the address it
    would be read at, with host, so that its links lead back to the site. `title` and `lang`
    replace what the page says of itself: a reader's software announces them. ValueError without.
    """
    if not title.strip() or not lang.strip():
        raise ValueError("A document needs a title and a language")
    fetcher = StaticFilesOnly(base_url)
    document = HTML(string=html, base_url=base_url, url_fetcher=fetcher).render(
        pdf_variant=VARIANT, pdf_tags=True
    )
    document.metadata.title, document.metadata.lang = title, lang
    with warnings.catch_warnings():
        # WeasyPrint 70 leaves closing its colour profile to the garbage collector.
        warnings.simplefilter("ignore", ResourceWarning)
        drawn = BytesIO(document.write_pdf(pdf_variant=VARIANT, pdf_tags=True))
    with pikepdf.open(drawn) as pdf:
        pdf.Root.Lang = pikepdf.String(lang)
        pdf.Root.Metadata.write(
            pdf.Root.Metadata.read_bytes().replace(b"</rdf:RDF>", _UA_IDENTIFIER, 1)
        )
        finished = BytesIO()
        pdf.save(finished, fix_metadata_version=False)
    return finished.getvalue()
