"""The three client types beside each other (requirements S52 to S55)."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from benchmark.standard.clients import CLIENT_TYPES


class ClientTypeRowBlock(blocks.StructBlock):
    """One property, for each type of the standard."""

    label = blocks.CharBlock(label=_("Kenmerk"), max_length=80)
    independent = blocks.CharBlock(label=_("De Zelfstandige"), max_length=160)
    dependent = blocks.CharBlock(label=_("De Afhankelijke"), max_length=160)
    vulnerable = blocks.CharBlock(label=_("De Kwetsbare"), max_length=160)

    class Meta:
        icon = "list-ul"
        label = _("Kenmerk")


class ClientTypeTableBlock(blocks.StructBlock):
    """The comparison table. Its columns are the client types of the standard."""

    caption = blocks.CharBlock(label=_("Bijschrift"), max_length=120)
    rows = blocks.ListBlock(ClientTypeRowBlock(), label=_("Kenmerken"), min_num=1)

    def get_context(self, value, parent_context=None):
        """`types`: the standard's names; `table`: per row its label and a cell per type."""
        context = super().get_context(value, parent_context)
        context["types"] = [str(term) for term in CLIENT_TYPES]
        context["table"] = [
            (row["label"], [(str(term), row[term.code]) for term in CLIENT_TYPES])
            for row in value["rows"]
        ]
        return context

    class Meta:
        icon = "table"
        label = _("Tabel met klanttypen")
        template = "cms/blocks/client_types.html"
