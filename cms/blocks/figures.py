"""Charts that cite a release by name, so that a published page keeps its figures."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.figures import figure_of, indicator_choices, release_choices, stands_in_release


class ChartValue(blocks.StructValue):
    """A cited figure."""

    def figure(self, block_id: str | None = None):
        """The figure in the active language; None when its indicator is gone."""
        prefix = f"figuur-{block_id or self['indicator']}"
        return figure_of(self["release"] or None, self["indicator"], prefix=prefix)


class ChartBlock(blocks.StructBlock):
    """The national figure of one indicator in one release, with its table and method."""

    release = blocks.ChoiceBlock(
        choices=release_choices,
        label=_("Publicatie van cijfers"),
        required=False,
        help_text=_("Zonder publicatie staat er: nog te weinig gegevens."),
    )
    indicator = blocks.ChoiceBlock(choices=indicator_choices, label=_("Indicator"))

    def clean(self, value):
        """Refuse an indicator that the chosen release does not hold."""
        cleaned = super().clean(value)
        release, indicator = cleaned.get("release"), cleaned.get("indicator")
        if release and indicator and not stands_in_release(release, indicator):
            message = _("Deze publicatie bevat deze indicator niet. Kies een andere.")
            raise StructBlockValidationError(
                block_errors={"indicator": ValidationError(message, code="not_in_release")}
            )
        return cleaned

    def get_context(self, value, parent_context=None):
        """`figure`: what components/figure.html draws; None for an indicator that is gone.

        `block_id` in the context keeps the ids in two drawings of one indicator apart.
        """
        context = super().get_context(value, parent_context)
        context["figure"] = value.figure(context.get("block_id"))
        return context

    class Meta:
        icon = "history"
        label = _("Grafiek")
        template = "cms/blocks/chart.html"
        value_class = ChartValue
