"""Running text."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

# Headings start at h2: the page's title is the h1. In a chapter its conclusion is the h2.
PROSE = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]
SHORT_PROSE = ["bold", "italic", "ol", "ul", "link", "document-link"]


class ProseBlock(blocks.RichTextBlock):
    """Paragraphs, lists and headings."""

    def __init__(self, features=None, **kwargs):
        super().__init__(features=features or PROSE, **kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Tekst")
        template = "cms/blocks/text.html"


class CalloutBlock(blocks.StructBlock):
    """Something that must not be overlooked, apart from the running text."""

    title = blocks.CharBlock(label=_("Titel"), max_length=120)
    text = blocks.RichTextBlock(label=_("Tekst"), features=SHORT_PROSE)

    class Meta:
        icon = "info-circle"
        label = _("Uitgelicht")
        template = "cms/blocks/callout.html"


class QuestionBlock(blocks.StructBlock):
    """A question a municipality has, and where the answer stands."""

    question = blocks.CharBlock(label=_("Vraag"), max_length=120)
    answer = blocks.TextBlock(label=_("Kort antwoord"), max_length=400)
    page = blocks.PageChooserBlock(label=_("Lees verder op"), required=False)

    class Meta:
        icon = "help"
        label = _("Vraag")
        template = "cms/blocks/question.html"
