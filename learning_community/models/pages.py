"""The community's pages. Their introduction is public; the discussions are for members."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from tenants.vault.declarations import declare

PROSE = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]


class ResourceBlock(blocks.StructBlock):
    """Something to read or to use: on this site or elsewhere."""

    title = blocks.CharBlock(label=_("Titel"), max_length=120)
    text = blocks.TextBlock(label=_("Waarvoor"), max_length=300, required=False)
    page = blocks.PageChooserBlock(label=_("Pagina op deze site"), required=False)
    url = blocks.URLBlock(label=_("Of een adres elders"), required=False)

    class Meta:
        icon = "link"
        label = _("Materiaal")


class CommunityIndexPage(Page):
    """What the community is, and its themes."""

    summary = models.TextField(_("samenvatting"), max_length=300, blank=True)
    introduction = RichTextField(_("inleiding"), features=PROSE, blank=True)

    parent_page_types = ["cms.HomePage"]
    subpage_types = ["learning_community.ThemePage"]
    max_count = 1
    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("introduction")]
    data_classes = declare(plain="page_ptr summary introduction")

    class Meta:
        verbose_name = _("leercommunity")

    def get_context(self, request, *args, **kwargs):
        """`themes`, and whether the reader is a member."""
        from learning_community.access import is_member

        context = super().get_context(request, *args, **kwargs)
        context["themes"] = ThemePage.objects.child_of(self).live().public().order_by("title")
        context["is_member"] = is_member(request.user)
        return context


class ThemePage(Page):
    """A theme to learn about together: introduction, material, discussion."""

    summary = models.TextField(_("samenvatting"), max_length=300, blank=True)
    introduction = RichTextField(_("inleiding"), features=PROSE, blank=True)
    resources = StreamField(
        [("resource", ResourceBlock())], verbose_name=_("materiaal"), blank=True
    )

    parent_page_types = ["learning_community.CommunityIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("introduction"),
        FieldPanel("resources"),
    ]
    data_classes = declare(plain="page_ptr summary introduction resources")

    class Meta:
        verbose_name = _("thema")

    def get_context(self, request, *args, **kwargs):
        """`topics` for members only; a visitor gets none."""
        from learning_community.access import is_member

        context = super().get_context(request, *args, **kwargs)
        context["is_member"] = is_member(request.user)
        if context["is_member"]:
            context["topics"] = self.topics.visible_to(request.user).for_list()
        return context
