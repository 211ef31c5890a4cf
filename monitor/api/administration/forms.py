"""The forms of tokens and webhooks."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from monitor.api.models import Event, Scope
from monitor.api.models.tokens import NAME_LENGTH
from monitor.api.models.webhooks import URL_LENGTH


def in_a_year():
    """The day that stands in the form at first."""
    return timezone.localdate() + timedelta(days=365)


class TokenForm(forms.Form):
    """A token to issue."""

    name = forms.CharField(
        label=_("Naam"),
        help_text=_("Voor welk systeem is deze sleutel?"),
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    scopes = forms.MultipleChoiceField(
        label=_("Wat mag de sleutel?"),
        help_text=_("Kies alleen wat het systeem nodig heeft."),
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies minstens één ding.")},
    )
    expires_on = forms.DateField(
        label=_("Geldig tot en met"),
        help_text=_("Hooguit een jaar. Maak daarna een nieuwe sleutel."),
        initial=in_a_year,
        input_formats=["%Y-%m-%d", "%d-%m-%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class WebhookForm(forms.Form):
    """A subscription to add."""

    url = forms.CharField(
        label=_("Adres"),
        help_text=_("Het adres waar het andere systeem meldingen ontvangt. Begint met https://"),
        max_length=URL_LENGTH,
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
    )
    events = forms.MultipleChoiceField(
        label=_("Waarover?"),
        choices=Event.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies minstens één soort melding.")},
    )
