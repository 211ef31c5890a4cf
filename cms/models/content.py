"""Pages of running text, and the page of the client types."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from cms.blocks import body_blocks
from tenants.vault.declarations import declare

from .site import OWN, SitePage


class ContentPage(SitePage):
    """How it works, for municipalities, privacy, the accessibility statement, contact."""

    body = StreamField(body_blocks(), verbose_name=_("inhoud"), blank=True)

    parent_page_types = ["cms.HomePage", "cms.ContentPage"]
    subpage_types = ["cms.ContentPage"]
    content_panels = [*SitePage.content_panels, FieldPanel("body")]
    data_classes = declare(plain=f"{OWN} body")

    class Meta:
        verbose_name = _("tekstpagina")


class ClientTypesPage(SitePage):
    """The three client types, compared (requirements S52 to S55)."""

    body = StreamField(body_blocks(), verbose_name=_("inhoud"), blank=True)

    parent_page_types = ["cms.HomePage"]
    subpage_types: list[str] = []
    max_count = 1
    content_panels = [*SitePage.content_panels, FieldPanel("body")]
    data_classes = declare(plain=f"{OWN} body")

    class Meta:
        verbose_name = _("pagina met klanttypen")

    def comparison(self):
        """Its first comparison table, for the teaser on the front page; None without."""
        tables = (block for block in self.body if block.block_type == "client_types")
        return next(tables, None)
