"""The forms of a client's own data."""

from django import forms
from django.utils.translation import gettext_lazy as _

from benchmark.standard.clients import CHANNELS, LANGUAGES
from monitor.caseload.clients import ADDRESS_OF, NAME_LENGTH
from monitor.caseload.models import Client
from tenants.messaging.senders import EMAIL


class ContactForm(forms.Form):
    """What somebody is called, in which language we write and by what way: one that there is an
    address for and that the municipality has (or the one in use)."""

    first_name = forms.CharField(label=_("Voornaam"), max_length=NAME_LENGTH, required=False)
    language = forms.ChoiceField(label=_("Taal"))
    channel = forms.ChoiceField(label=_("Bericht via"), widget=forms.RadioSelect)

    def __init__(self, *args, client: Client, channels: frozenset[str], **kwargs):
        initial = {name: getattr(client, name) for name in ("first_name", "language", "channel")}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["first_name"].widget.attrs["autocomplete"] = "given-name"
        self.fields["language"].choices = [(term.code, str(term)) for term in LANGUAGES]
        ways = [
            (term.code, str(term))
            for term in CHANNELS
            if term.code == client.channel
            or (
                term.code in channels
                and ADDRESS_OF.get(term.code)
                and getattr(client, ADDRESS_OF[term.code])
            )
        ]
        if ways:
            self.fields["channel"].choices = ways
        else:
            del self.fields["channel"]


class AddressForm(forms.Form):
    """A new e-mail address or phone number."""

    def __init__(self, *args, channel: str, **kwargs):
        kwargs.setdefault("auto_id", f"{channel}_%s")
        super().__init__(*args, **kwargs)
        if channel == EMAIL:
            self.fields["address"] = forms.EmailField(label=_("Nieuw e-mailadres"), max_length=254)
            self.fields["address"].widget.attrs["autocomplete"] = "email"
        else:
            self.fields["address"] = forms.CharField(
                label=_("Nieuw telefoonnummer"),
                max_length=30,
                widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
            )
