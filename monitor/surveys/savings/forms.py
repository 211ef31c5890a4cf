"""The form of what a municipality gives."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Scheme

CENT = Decimal("0.01")


class SchemeForm(forms.Form):
    """What a questionnaire earns and how it is taken out; `cleaned()` gives what `change_scheme`
    takes."""

    is_on = forms.BooleanField(
        label=_("Cliënten sparen voor elke ingevulde vragenlijst"), required=False
    )
    points = forms.IntegerField(label=_("Punten per vragenlijst"), min_value=1, max_value=1000)
    worth = forms.DecimalField(
        label=_("Wat is een punt waard, in euro?"),
        help_text=_("Wat al gespaard is, houdt de waarde van toen."),
        min_value=CENT,
        max_value=10,
        decimal_places=2,
        localize=True,
    )
    payout_from = forms.IntegerField(
        label=_("Opnemen kan vanaf dit aantal punten"), min_value=1, max_value=10000
    )
    paid_as = forms.CharField(
        label=_("Hoe betaal je uit?"),
        help_text=_("Bijvoorbeeld: een cadeaubon. De cliënt leest dit."),
        max_length=80,
        required=False,
    )
    donated_to = forms.CharField(
        label=_("Aan welk goed doel kan de cliënt het weggeven?"), max_length=80, required=False
    )
    budget = forms.IntegerField(
        label=_("Hoogste aantal punten voor alle cliënten samen"),
        help_text=_(
            "Is dit bereikt, dan komen er geen punten meer bij. Wie al spaarde houdt alles."
        ),
        min_value=0,
        max_value=10_000_000,
        required=False,
    )

    def __init__(self, *args, scheme: Scheme, **kwargs):
        initial = {
            "is_on": scheme.is_on,
            "points": scheme.points,
            "worth": Decimal(scheme.cents).scaleb(-2),
            "payout_from": scheme.payout_from,
            "paid_as": scheme.paid_as,
            "donated_to": scheme.donated_to,
            "budget": scheme.budget,
        }
        super().__init__(*args, initial=initial, **kwargs)
        for name in ("paid_as", "donated_to"):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def clean(self):
        """Savings that are on can be taken out."""
        data = self.cleaned_data
        if data.get("is_on") and not (data.get("paid_as") or data.get("donated_to")):
            self.add_error("paid_as", _("Vul in hoe je uitbetaalt, of noem een goed doel."))
        return data

    def cleaned(self) -> dict:
        """The arguments of `ledger.change_scheme`, of a valid form."""
        values = dict(self.cleaned_data)
        values["cents"] = int(values.pop("worth") * 100)
        return values
