"""What a webinar consists of."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock


class AgendaItemBlock(blocks.StructBlock):
    """One item of the programme."""

    time = blocks.CharBlock(label=_("Tijd"), max_length=20, required=False)
    title = blocks.CharBlock(label=_("Onderdeel"), max_length=160)
    text = blocks.TextBlock(label=_("Toelichting"), required=False, max_length=400)

    class Meta:
        icon = "list-ol"
        label = _("Onderdeel")


class PollBlock(blocks.StructBlock):
    """A question to the visitor of this page."""

    poll = SnippetChooserBlock("cms.Poll", label=_("Peiling"))

    def get_context(self, value, parent_context=None):
        """`ballot`: the poll as this visitor sees it, with the results once they may be seen."""
        from cms.polls.voting import ballot_of

        context = super().get_context(value, parent_context)
        context["ballot"] = ballot_of(context.get("request"), value["poll"])
        return context

    class Meta:
        icon = "tick-inverse"
        label = _("Peiling")
        template = "cms/blocks/poll.html"
