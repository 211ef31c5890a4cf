"""The front page."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.blocks import QuestionBlock, QuoteBlock
from tenants.vault.declarations import declare

from .site import OWN, SitePage


class HomePage(SitePage):
    """Positioning, the questions a municipality has, and what is new. Its title is the promise."""

    questions = StreamField(
        [("question", QuestionBlock())], verbose_name=_("vragen"), blank=True, max_num=4
    )
    quotes = StreamField(
        [("quote", QuoteBlock())], verbose_name=_("citaten"), blank=True, max_num=3
    )

    invitation = models.ForeignKey(
        Page,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("uitnodiging"),
        help_text=_("De pagina achter de tweede knop, bijvoorbeeld: voor gemeenten."),
    )

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "cms.ContentPage",
        "cms.ClientTypesPage",
        "cms.ArticleIndexPage",
        "cms.ReportIndexPage",
        "cms.WebinarIndexPage",
        "learning_community.CommunityIndexPage",
    ]
    max_count = 1
    content_panels = [
        *SitePage.content_panels,
        FieldPanel("invitation"),
        FieldPanel("questions"),
        FieldPanel("quotes"),
    ]
    data_classes = declare(plain=f"{OWN} invitation questions quotes")

    class Meta:
        verbose_name = _("voorpagina")

    def get_context(self, request, *args, **kwargs):
        """The latest report, the next (else the latest) webinar, articles and client types."""
        from .articles import ArticlePage
        from .content import ClientTypesPage
        from .reports import ReportPage
        from .webinars import WebinarPage

        context = super().get_context(request, *args, **kwargs)
        webinars = WebinarPage.objects.live().public()
        context["report"] = ReportPage.objects.live().public().order_by("-published_on").first()
        context["webinar"] = (
            webinars.filter(ends_at__gte=timezone.now()).order_by("starts_at").first()
            or webinars.order_by("-starts_at").first()
        )
        context["articles"] = ArticlePage.objects.live().public().order_by("-published_on")[:2]
        context["client_types"] = ClientTypesPage.objects.live().public().first()
        return context
