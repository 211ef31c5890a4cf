"""Forms of the administrator's pages about channels."""

import re
import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from benchmark.questionnaires.languages import CLIENT_LANGUAGES
from monitor.surveys import short_texts
from tenants.messaging import linting
from tenants.messaging.models import Channel, Connection
from tenants.messaging.numbers import e164
from tenants.messaging.providers import PROVIDERS

SECRET_LENGTH = 400
_NO_SUGGESTIONS = {"autocomplete": "off", "spellcheck": "false"}
MOMENTS = {
    "first": gettext_lazy("De eerste vragenlijst"),
    "regular": gettext_lazy("Een volgende, zonder eerdere"),
    "thanks": gettext_lazy("Na een ingevulde vragenlijst"),
    "missed": gettext_lazy("Na een gemiste vragenlijst"),
    "back": gettext_lazy("Als iemand weer meedoet"),
    "end": gettext_lazy("De laatste vragenlijst"),
    "aftercare": gettext_lazy("Nazorg"),
    "reminder": gettext_lazy("Herinnering"),
}


class ConnectionForm(forms.Form):
    """How a channel is connected; `cleaned()` gives what `connecting.connect` takes."""

    provider = forms.ChoiceField(label=gettext_lazy("Provider"), widget=forms.RadioSelect)
    sender = forms.CharField(required=False, max_length=20)
    template = forms.CharField(required=False, max_length=100)
    secret = forms.CharField(
        label=gettext_lazy("Sleutel van de provider"),
        required=False,
        max_length=SECRET_LENGTH,
        strip=True,
        widget=forms.PasswordInput(attrs=_NO_SUGGESTIONS | {"autocomplete": "new-password"}),
    )

    def __init__(self, *args, channel: str, connection: Connection | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.channel, self.connection = channel, connection
        offered = [(p.code, p.name) for p in PROVIDERS.values() if channel in p.channels]
        self.fields["provider"].choices = offered
        self.fields["provider"].initial = connection.provider if connection else offered[0][0]
        for name in ("sender", "template"):
            self.fields[name].widget.attrs.update(_NO_SUGGESTIONS)
            self.fields[name].initial = getattr(connection, name, "")
            self.fields[name].is_unmarked = True  # which are needed depends on the provider
        self.fields["secret"].is_unmarked = True
        self._say()

    def _say(self) -> None:
        sender, template, secret = (self.fields[n] for n in ("sender", "template", "secret"))
        if self.channel == Channel.SMS:
            sender.label = _("Afzender op de telefoon")
            sender.help_text = _(
                "Hoogstens 11 letters en cijfers, bijvoorbeeld de naam van de gemeente. Bij "
                "NotifyNL stel je de afzender daar in."
            )
            template.label = _("Sjabloonnummer van NotifyNL")
            template.help_text = _(
                "Alleen bij NotifyNL. Maak daar een sms-sjabloon met als tekst ((bericht)) en zet "
                "de naam van de dienst voor het bericht uit."
            )
        else:
            sender.label = _("Nummer waarmee de gemeente WhatsApp stuurt")
            template.label = _("Namespace van de sjablonen")
            template.help_text = _("Die staat bij CM.com bij je WhatsApp-account.")
        if self._keeps_secret(self.fields["provider"].initial):
            secret.help_text = _("Er staat al een sleutel. Laat dit leeg om die te houden.")

    def _keeps_secret(self, provider: str) -> bool:
        row = self.connection
        return bool(row and row.secret_sealed and row.provider == provider)

    def clean(self):
        """What this provider needs for this channel, and no sender that betrays anything."""
        data = super().clean()
        provider = data.get("provider", "")
        if not provider:
            return data
        if not data.get("secret") and not self._keeps_secret(provider):
            self.add_error("secret", _("Vul de sleutel in die je van de provider kreeg."))
        if self.channel == Channel.WHATSAPP:
            self._clean_whatsapp(data)
        elif provider == "notifynl":
            self._clean_template(data)
        else:
            self._clean_sender(data)
        return data

    def _clean_whatsapp(self, data: dict) -> None:
        try:
            data["sender"] = e164(data.get("sender", "")).replace("+", "00", 1)
        except ValueError:
            self.add_error("sender", _("Dit is geen telefoonnummer."))
        if not re.fullmatch(r"\w+", data.get("template", "")):
            self.add_error("template", _("Vul de namespace in, zonder spaties."))

    def _clean_template(self, data: dict) -> None:
        try:
            data["template"] = str(uuid.UUID(data.get("template", "")))
        except ValueError:
            self.add_error("template", _("Dit is geen sjabloonnummer van NotifyNL."))

    def _clean_sender(self, data: dict) -> None:
        if not data.get("sender"):
            self.add_error("sender", _("Vul in wie de cliënt als afzender ziet."))
        for problem in linting.sender(data.get("sender", "")):
            self.add_error("sender", str(problem))

    def cleaned(self) -> dict:
        """The arguments of `connecting.connect`, of a valid form."""
        names = ("provider", "sender", "template", "secret")
        return {"channel": self.channel} | {name: self.cleaned_data[name] for name in names}


class TrialForm(forms.Form):
    """Where a message to try the channel goes."""

    recipient = forms.CharField(max_length=254)

    def __init__(self, *args, channel: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.channel = channel
        field = self.fields["recipient"]
        by_mail = channel == "email"
        field.label = _("Je eigen e-mailadres") if by_mail else _("Je eigen mobiele nummer")
        kind = {"type": "email", "autocomplete": "email"} if by_mail else {"type": "tel"}
        field.widget.attrs.update({"autocomplete": "tel"} | kind)

    def clean_recipient(self) -> str:
        """An address that the channel can reach."""
        given = self.cleaned_data["recipient"].strip()
        if self.channel == "email":
            validate_email(given)
            return given
        try:
            return e164(given)
        except ValueError:
            raise ValidationError(_("Dit is geen telefoonnummer.")) from None


class PreviewForm(forms.Form):
    """Which message the administrator looks at."""

    taal = forms.ChoiceField(
        label=gettext_lazy("Taal van de cliënt"),
        choices=[(language.code, language.own_name) for language in CLIENT_LANGUAGES],
    )
    bericht = forms.ChoiceField(
        label=gettext_lazy("Bericht"), choices=[(key, MOMENTS[key]) for key in short_texts.KEYS]
    )
