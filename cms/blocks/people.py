"""People on pages: who said it, who speaks."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class QuoteBlock(blocks.StructBlock):
    """Somebody's own words, with name and organisation. Never a client by name."""

    text = blocks.TextBlock(label=_("Citaat"), max_length=400)
    name = blocks.CharBlock(label=_("Naam"), max_length=80)
    organisation = blocks.CharBlock(
        label=_("Functie en organisatie"), max_length=120, required=False
    )

    class Meta:
        icon = "openquote"
        label = _("Citaat")
        template = "cms/blocks/quote.html"


class SpeakerBlock(blocks.StructBlock):
    """Who speaks at a webinar."""

    name = blocks.CharBlock(label=_("Naam"), max_length=80)
    role = blocks.CharBlock(label=_("Functie"), max_length=120, required=False)
    organisation = blocks.CharBlock(label=_("Organisatie"), max_length=120, required=False)

    class Meta:
        icon = "user"
        label = _("Spreker")
