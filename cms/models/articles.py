"""Articles: what was found out, and what it means for the work."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.blocks import PageChooserBlock
from wagtail.fields import StreamField

from cms.blocks import body_blocks
from tenants.vault.declarations import declare

from .site import OWN, SitePage


class ArticleIndexPage(SitePage):
    """All articles, newest first."""

    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.ArticlePage"]
    max_count = 1
    data_classes = declare(plain=OWN)

    class Meta:
        verbose_name = _("overzicht van artikelen")

    def get_context(self, request, *args, **kwargs):
        """`articles`: the live ones, newest first."""
        context = super().get_context(request, *args, **kwargs)
        children = ArticlePage.objects.child_of(self).live().public()
        context["articles"] = children.order_by("-published_on")
        return context


class ArticlePage(SitePage):
    """One article, with others that belong to it."""

    published_on = models.DateField(_("datum"), default=timezone.localdate)
    body = StreamField(body_blocks(), verbose_name=_("inhoud"))
    related = StreamField(
        [("article", PageChooserBlock(page_type="cms.ArticlePage", label=_("Artikel")))],
        verbose_name=_("verwante artikelen"),
        blank=True,
        max_num=3,
    )

    parent_page_types = ["cms.ArticleIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        *SitePage.content_panels,
        FieldPanel("published_on"),
        FieldPanel("body"),
        FieldPanel("related"),
    ]
    data_classes = declare(plain=f"{OWN} published_on body related")

    class Meta:
        verbose_name = _("artikel")

    def related_articles(self) -> list["ArticlePage"]:
        """The chosen ones that are live, in the editor's order."""
        return [block.value.specific for block in self.related if block.value and block.value.live]
