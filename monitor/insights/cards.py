"""The method card beside a figure: how it is counted, in rows of a name and a text (R79, R80)."""

from django.utils.translation import gettext as _

from benchmark.standard.indicators import Indicator
from benchmark.standard.indicators.counting import denominator, numerator
from monitor.caseload.labels import Names

from .relabelling import in_own_words


def card_of(indicator: Indicator, names: Names) -> list[tuple[str, str]]:
    """Rows in the active language and the municipality's own words, without what the indicator
    does not have."""
    rows = [
        (_("We tellen"), in_own_words(str(numerator(indicator)), indicator, names)),
        (_("Van"), in_own_words(str(denominator(indicator)), indicator, names)),
        (_("We tellen vanaf"), str(indicator.clock)),
        (
            _("Termijn"),
            _("%(days)d dagen") % {"days": indicator.window_days} if indicator.window_days else "",
        ),
        (_("Richting"), str(indicator.direction_text or "")),
        (
            _("Gepubliceerd vanaf"),
            _("%(count)d cliënten en vijf gemeenten") % {"count": indicator.publication_floor}
            if not indicator.own_only
            else _("niet: dit cijfer is alleen van jullie"),
        ),
        (
            _("Definitie"),
            _("%(id)s, versie %(version)d") % {"id": indicator.id, "version": indicator.version},
        ),
        (_("Bron in het onderzoek"), ", ".join(indicator.sources)),
        (_("Narekenen"), _("De tellingen achter het eigen cijfer staan in het JSON-bestand.")),
    ]
    return [(name, text[:1].upper() + text[1:]) for name, text in rows if text]
