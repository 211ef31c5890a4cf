"""A report is made of chapters."""

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .figures import ChartBlock
from .people import QuoteBlock
from .points import MunicipalityBarsBlock, MunicipalityScatterBlock
from .text import SHORT_PROSE, CalloutBlock, ProseBlock

# The parts of a chapter that draw a release's figures.
FIGURES = ("chart", "bars", "scatter")


class ExplanationBlock(ProseBlock):
    """Toelichting: what the chart above shows and does not show."""

    def __init__(self, **kwargs):
        super().__init__(features=["h3", *SHORT_PROSE], **kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Toelichting")
        template = "cms/blocks/text.html"


class ChapterValue(blocks.StructValue):
    """A chapter with the fragment of its address."""

    @property
    def anchor(self) -> str:
        """What the table of contents links to."""
        return slugify(self["subject"])


class ChapterBlock(blocks.StructBlock):
    """One insight. Its title is the conclusion in a sentence, not the subject."""

    subject = blocks.CharBlock(label=_("Onderwerp"), max_length=60)
    conclusion = blocks.CharBlock(label=_("Conclusie als titel"), max_length=160)
    body = blocks.StreamBlock(
        [
            ("text", ExplanationBlock()),
            ("chart", ChartBlock()),
            ("bars", MunicipalityBarsBlock()),
            ("scatter", MunicipalityScatterBlock()),
            ("callout", CalloutBlock()),
            ("quote", QuoteBlock()),
        ],
        label=_("Inhoud"),
    )
    footnotes = blocks.ListBlock(
        blocks.TextBlock(max_length=400), label=_("Voetnoten"), required=False, default=[]
    )

    class Meta:
        icon = "doc-full"
        label = _("Hoofdstuk")
        template = "cms/blocks/chapter.html"
        value_class = ChapterValue
