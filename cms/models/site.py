"""What every page of the site has."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page

# The fields a page type has of itself, for its data_classes.
OWN = "page_ptr summary in_footer"


class SitePage(Page):
    """A page with a summary in plain words: under its title, on cards, to search engines."""

    summary = models.TextField(
        _("samenvatting"),
        max_length=300,
        blank=True,
        help_text=_("Een of twee korte zinnen op taalniveau B1."),
    )
    in_footer = models.BooleanField(_("link onderaan elke pagina"), default=False)

    content_panels = [*Page.content_panels, FieldPanel("summary")]
    promote_panels = [
        *Page.promote_panels,
        MultiFieldPanel([FieldPanel("in_footer")], heading=_("Voettekst")),
    ]

    class Meta:
        abstract = True

    @property
    def description(self) -> str:
        """What a search engine shows."""
        return self.search_description or self.summary
