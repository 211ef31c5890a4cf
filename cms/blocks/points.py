"""Municipalities beside each other, under numbers and by their consent (S111, S115)."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.figures import point_choices, release_choices
from cms.points import bars_of, has_points, scatter_of

RELEASE_HELP = _("Zonder publicatie staat er: nog te weinig gegevens.")
CONSENT_HELP = _(
    "Alleen gemeenten die dat willen, onder een geloot nummer. Dat staat vanzelf bij de grafiek."
)
NOT_THERE = _("Deze publicatie heeft hiervan geen cijfers per gemeente. Kies een ander cijfer.")


class _Points(blocks.StructBlock):
    """What both drawings share: `figure` in the context, and no figure that the release has not."""

    figures: tuple[str, ...] = ()

    def clean(self, value):
        """Refuse a figure without points in the chosen release."""
        cleaned = super().clean(value)
        release = cleaned.get("release")
        errors = {
            name: ValidationError(NOT_THERE, code="no_points")
            for name in self.figures
            if release and cleaned.get(name) and not has_points(release, cleaned[name])
        }
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return cleaned

    def get_context(self, value, parent_context=None):
        """`figure`: what components/figure.html draws; `block_id` keeps its ids unique."""
        context = super().get_context(value, parent_context)
        context["figure"] = value.figure(context.get("block_id"))
        return context


class BarsValue(blocks.StructValue):
    """A bar per municipality."""

    def figure(self, block_id: str | None = None):
        """The figure in the active language; None when its indicator is gone."""
        prefix = f"gemeenten-{block_id or self['indicator'].replace(':', '-')}"
        return bars_of(self["release"] or None, self["indicator"], prefix=prefix)


class MunicipalityBarsBlock(_Points):
    """One share, a bar per municipality that consents."""

    figures = ("indicator",)
    release = blocks.ChoiceBlock(
        choices=release_choices,
        label=_("Publicatie van cijfers"),
        required=False,
        help_text=RELEASE_HELP,
    )
    indicator = blocks.ChoiceBlock(choices=point_choices, label=_("Cijfer"), help_text=CONSENT_HELP)

    class Meta:
        icon = "group"
        label = _("Gemeenten naast elkaar")
        template = "cms/blocks/chart.html"
        value_class = BarsValue


class ScatterValue(blocks.StructValue):
    """A point per municipality."""

    def figure(self, block_id: str | None = None):
        """The figure in the active language; None when an indicator is gone."""
        prefix = f"samen-{block_id or '-'.join((self['x'], self['y'])).replace(':', '-')}"
        return scatter_of(self["release"] or None, self["x"], self["y"], prefix=prefix)


class MunicipalityScatterBlock(_Points):
    """Two shares against each other, a point per municipality that consents."""

    figures = ("x", "y")
    release = blocks.ChoiceBlock(
        choices=release_choices,
        label=_("Publicatie van cijfers"),
        required=False,
        help_text=RELEASE_HELP,
    )
    x = blocks.ChoiceBlock(
        choices=point_choices, label=_("Van links naar rechts"), help_text=CONSENT_HELP
    )
    y = blocks.ChoiceBlock(choices=point_choices, label=_("Van onder naar boven"))

    def clean(self, value):
        """Refuse a figure against itself."""
        cleaned = super().clean(value)
        if cleaned.get("x") and cleaned.get("x") == cleaned.get("y"):
            error = ValidationError(_("Kies twee verschillende cijfers."), code="same")
            raise StructBlockValidationError(block_errors={"y": error})
        return cleaned

    class Meta:
        icon = "circle-plus"
        label = _("Samenhang tussen gemeenten")
        template = "cms/blocks/chart.html"
        value_class = ScatterValue
