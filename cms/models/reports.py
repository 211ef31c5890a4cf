"""Reports: chapters with a conclusion as their title, on the web and as one accessible PDF."""

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.url_routing import RouteResult

from cms.blocks import ChapterBlock
from cms.blocks.reports import FIGURES
from cms.blocks.text import PROSE, SHORT_PROSE
from tenants.vault.declarations import declare

from .site import OWN, SitePage


class ReportIndexPage(SitePage):
    """All reports, newest first, and the files of earlier years."""

    archive = StreamField(
        [("document", DocumentChooserBlock(label=_("Document")))],
        verbose_name=_("eerdere publicaties"),
        blank=True,
    )

    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.ReportPage"]
    max_count = 1
    content_panels = [*SitePage.content_panels, FieldPanel("archive")]
    data_classes = declare(plain=f"{OWN} archive")

    class Meta:
        verbose_name = _("overzicht van rapporten")

    def get_context(self, request, *args, **kwargs):
        """`reports`: the live ones, newest first."""
        context = super().get_context(request, *args, **kwargs)
        children = ReportPage.objects.child_of(self).live().public()
        context["reports"] = children.order_by("-published_on")
        return context


class ReportPage(SitePage):
    """A public report. Each chart cites a release, so the report keeps its figures."""

    published_on = models.DateField(_("publicatiedatum"), default=timezone.localdate)
    period = models.CharField(_("looptijd"), max_length=80, blank=True)
    introduction = RichTextField(_("inleiding"), features=SHORT_PROSE, blank=True)
    chapters = StreamField([("chapter", ChapterBlock())], verbose_name=_("hoofdstukken"))
    colophon = RichTextField(_("colofon"), features=PROSE, blank=True)
    correction = models.CharField(
        _("wat er is verbeterd"),
        max_length=300,
        blank=True,
        help_text=_("Als het rapport na publicatie is aangepast."),
    )

    parent_page_types = ["cms.ReportIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        *SitePage.content_panels,
        FieldPanel("published_on"),
        FieldPanel("period"),
        FieldPanel("introduction"),
        FieldPanel("chapters"),
        FieldPanel("colophon"),
        FieldPanel("correction"),
    ]
    data_classes = declare(
        plain=f"{OWN} published_on period introduction chapters colophon correction"
    )

    class Meta:
        verbose_name = _("rapport")

    def clean(self):
        """Two chapters about the same subject would share one address."""
        super().clean()
        anchors = [block.value.anchor for block in self.chapters]
        if len(set(anchors)) != len(anchors):
            raise ValidationError(
                {"chapters": _("Geef elk hoofdstuk een eigen onderwerp: de links gebruiken het.")}
            )

    def contents(self) -> list[dict]:
        """Per chapter its number, anchor, subject and conclusion, for the table of contents."""
        return [
            {
                "number": number,
                "anchor": block.value.anchor,
                "subject": block.value["subject"],
                "conclusion": block.value["conclusion"],
            }
            for number, block in enumerate(self.chapters, start=1)
        ]

    def cited(self) -> list[str]:
        """The releases its figures cite, each once, in order."""
        releases = (
            part.value["release"]
            for chapter in self.chapters
            for part in chapter.value["body"]
            if part.block_type in FIGURES
        )
        return list(dict.fromkeys(release for release in releases if release))

    def get_context(self, request, *args, **kwargs):
        """`contents`, and the releases the charts cite with their dates."""
        from benchmark.models import Release

        context = super().get_context(request, *args, **kwargs)
        context["contents"] = self.contents()
        context["releases"] = Release.objects.filter(slug__in=self.cited())
        return context

    def route(self, request, path_components):
        """<report>/pdf/ is the same report as a file."""
        if path_components == ["pdf"]:
            if not self.live:
                raise Http404
            return RouteResult(self, kwargs={"as_pdf": True})
        return super().route(request, path_components)

    def serve(self, request, *args, as_pdf=False, **kwargs):
        """The page, or its PDF."""
        if not as_pdf:
            return super().serve(request, *args, **kwargs)
        from cms.printing import report_pdf

        return HttpResponse(
            report_pdf(self, request),
            content_type="application/pdf",
            headers={"Content-Disposition": f'inline; filename="klantmonitor-{self.slug}.pdf"'},
        )
