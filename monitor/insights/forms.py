"""What a reader chooses above the figures, from the address."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from benchmark.standard.clients import CLIENT_TYPES, INFLOW

from . import peers

# The name in the address and the filter of a cohort that it sets.
FILTERS = {
    "type": "client_type",
    "instroom": "inflow",
    "pad": "path",
    "team": "team",
    "kwartaal": "quarter",
    "samen": "assisted",
}
# Each filter more doubles the choices that a figure could be subtracted from.
MOST = 4


class Choice(forms.Form):
    """The edition and the filters; the names are those in the address.

    `names` are what this municipality has: per filter (path, team, quarter) its values.
    """

    looptijd = forms.ChoiceField(label=_("Editie"), required=False)
    kwartaal = forms.ChoiceField(label=_("Begonnen in"), required=False)
    type = forms.ChoiceField(label=_("Klanttype"), required=False)
    vergelijk = forms.ChoiceField(label=_("Vergelijk met"), required=False)
    instroom = forms.ChoiceField(label=_("Instroom"), required=False)
    pad = forms.ChoiceField(label=_("Behandelpad"), required=False)
    team = forms.ChoiceField(label=_("Team"), required=False)
    samen = forms.ChoiceField(label=_("Antwoorden"), required=False)

    def __init__(self, data, editions, names=None):
        super().__init__(data)
        names = names or {}
        everybody = [("", _("Alle cliënten"))]
        self._fill("looptijd", [(e.slug, e.name) for e in editions])
        self._fill("type", everybody + [(t.code, str(t)) for t in CLIENT_TYPES])
        self._fill("vergelijk", peers.choices())
        self._fill("instroom", everybody + [(t.code, str(t)) for t in INFLOW])
        for field, name in (("pad", "path"), ("team", "team"), ("kwartaal", "quarter")):
            values = [(value, _spoken(name, value)) for value in names.get(name, ())]
            self._fill(field, everybody + values)
        self._fill(
            "samen",
            [
                ("", _("Alle antwoorden")),
                ("no", _("Zelf ingevuld")),
                ("yes", _("Samen ingevuld")),
            ],
        )

    def _fill(self, field: str, choices: list) -> None:
        """The choices of a field, whose message names what was asked and is not there."""
        self.fields[field].choices = choices
        self.fields[field].error_messages["invalid_choice"] = _(
            "“%(value)s” bestaat hier niet. Kies uit de lijst."
        )

    def clean(self):
        chosen = super().clean()
        if sum(bool(chosen.get(name)) for name in FILTERS) > MOST:
            raise ValidationError(
                _("Kies ten hoogste %(most)d filters tegelijk."), params={"most": MOST}
            )
        return chosen

    @property
    def compared_with(self) -> str:
        """The group of municipalities beside the own figures; empty is all of them."""
        self.is_valid()
        return self.cleaned_data.get("vergelijk", "")

    @property
    def filters(self) -> dict[str, str]:
        """The filters of a cohort that were chosen and exist."""
        self.is_valid()
        if self.non_field_errors():
            return {}
        chosen = self.cleaned_data
        return {filter: chosen[name] for name, filter in FILTERS.items() if chosen.get(name)}


def _spoken(name: str, value: str) -> str:
    if name == "quarter":
        year, quarter = value.split("-Q")
        return _("kwartaal %(quarter)s van %(year)s") % {"quarter": quarter, "year": year}
    return value
