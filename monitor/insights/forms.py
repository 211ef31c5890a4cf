"""What a reader chooses above the figures, from the address."""

from django import forms
from django.utils.translation import gettext_lazy as _

from benchmark.standard.clients import CLIENT_TYPES, INFLOW


class Choice(forms.Form):
    """The edition and two filters; the names are those in the address."""

    looptijd = forms.ChoiceField(label=_("Editie"), required=False)
    type = forms.ChoiceField(label=_("Klanttype"), required=False)
    instroom = forms.ChoiceField(label=_("Instroom"), required=False)

    def __init__(self, data, editions):
        super().__init__(data)
        self.fields["looptijd"].choices = [(e.slug, e.name) for e in editions]
        everybody = [("", _("Alle cliënten"))]
        self.fields["type"].choices = everybody + [(t.code, str(t)) for t in CLIENT_TYPES]
        self.fields["instroom"].choices = everybody + [(t.code, str(t)) for t in INFLOW]
